"""The office's templates: download, replace, restore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.vietnamese import slugify
from papers.downloads import download
from papers.forms import OfficeTemplateForm
from papers.kinds import PaperKind, get, kinds, template_of
from papers.models import OfficeTemplate

PERMISSION = "papers.change_officetemplate"
INDEX = "papers:templates"


@dataclass(frozen=True)
class Row:
    """A kind and the template of the office, where there is one."""

    kind: PaperKind
    own: OfficeTemplate | None


class MayChangeTemplates(PermissionRequiredMixin):
    """For those who look after the office's templates; the others get what Wagtail answers to them."""

    permission_required = PERMISSION

    def handle_no_permission(self) -> HttpResponse:  # type: ignore[override]  # it never returns
        """Refuse.

        Raises:
            PermissionDenied: Always.
        """
        raise PermissionDenied


class TemplateScreen(MayChangeTemplates, WagtailAdminTemplateMixin, TemplateView):
    """What these pages share: their title and the way back."""

    page_title = gettext_lazy("Mẫu văn bản")
    header_icon = "doc-full"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the front of the admin to the list of templates."""
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": self.page_title}]


class KindScreen(TemplateScreen):
    """A page about the template of one kind, which its address names."""

    kind: PaperKind

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the kind."""
        self.kind = kind_or_404(kwargs["key"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the front of the admin to here."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.kind.label}]

    def get_page_subtitle(self) -> str:
        """Return the name of the kind."""
        return str(self.kind.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the kind and the office's template of it."""
        return super().get_context_data(**kwargs) | {
            "kind": self.kind,
            "own": OfficeTemplate.objects.filter(kind=self.kind.key).first(),
        }


class TemplateIndex(TemplateScreen):
    """All kinds with their templates."""

    template_name = "papers/templates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows."""
        own = {row.kind: row for row in OfficeTemplate.objects.select_related("uploaded_by")}
        return super().get_context_data(**kwargs) | {
            "rows": [Row(kind, own.get(kind.key)) for kind in kinds()]
        }


class TemplateUpload(KindScreen):
    """Take a template of the office."""

    template_name = "papers/template_upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return an empty form unless there is one with errors."""
        context = super().get_context_data(**kwargs)
        context.setdefault("form", OfficeTemplateForm(kind=self.kind))
        return context

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Replace the template, or say at the field why not."""
        form = OfficeTemplateForm(request.POST, request.FILES, kind=self.kind)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        OfficeTemplate.replace(key, form.cleaned_data["file"], request.user.pk)
        messages.success(request, _("Đã nhận mẫu mới; từ nay văn bản này theo mẫu ấy."))
        return redirect(INDEX)


class TemplateRestore(KindScreen):
    """Go back to the built-in template, after a question."""

    template_name = "papers/template_restore.html"

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Remove the office's template."""
        OfficeTemplate.restore(key)
        messages.success(request, _("Văn bản này dùng lại mẫu gốc."))
        return redirect(INDEX)


class TemplateDownload(MayChangeTemplates, View):
    """The template in use, to be edited in Word."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Send it."""
        kind = kind_or_404(key)
        return download(template_of(key), f"mau-{slugify(str(kind.label))}.docx")


def kind_or_404(key: str) -> PaperKind:
    """Return the kind of an address.

    Raises:
        Http404: There is none.
    """
    try:
        return get(key)
    except KeyError as error:
        raise Http404 from error
