"""The OpenSearch description: a browser offers to search the site from its address bar."""

from __future__ import annotations

from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from core.school_settings import SchoolSettings

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST_SHORT_NAME = 16
"""The specification allows no longer one."""
CONTENT_TYPE = "application/opensearchdescription+xml"


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Return the description (OpenSearch 1.1)."""
    school = SchoolSettings.for_request(request)
    search = request.build_absolute_uri(reverse("search"))
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("OpenSearchDescription", AttributesImpl({"xmlns": NAMESPACE}))
    xml.addQuickElement("ShortName", school.short_name[:LONGEST_SHORT_NAME].strip())
    xml.addQuickElement("LongName", school.name[:48])
    xml.addQuickElement(
        "Description", _("Tìm trong trang Tuần lễ học tập suốt đời của %(school)s") % {"school": school.name}
    )
    xml.addQuickElement("Language", "vi")
    xml.addQuickElement("InputEncoding", "UTF-8")
    icon = request.build_absolute_uri(static("img/logo.svg"))
    xml.addQuickElement("Image", icon, {"type": "image/svg+xml", "width": "64", "height": "64"})
    xml.addQuickElement("Url", "", {"type": "text/html", "template": f"{search}?q={{searchTerms}}"})
    xml.endElement("OpenSearchDescription")
    return HttpResponse(text.getvalue(), content_type=f"{CONTENT_TYPE}; charset=utf-8")
