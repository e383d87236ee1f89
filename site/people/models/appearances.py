"""Who is named in a page and who is seen in a picture."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.models import Orderable

from people.models.person import Person
from people.widgets import PersonChooser


class PageMention(Orderable):
    """A person whom a page names."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="people_named")
    person = models.ForeignKey(
        Person, verbose_name=_("người được nhắc tới"), on_delete=models.PROTECT, related_name="page_mentions"
    )

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("person", widget=PersonChooser)]

    class Meta(Orderable.Meta):
        verbose_name = _("người có trong bài")
        verbose_name_plural = _("người có trong bài")

    def __str__(self) -> str:
        return str(self.person)


class PictureSubject(models.Model):
    """A person who is seen in a picture of the library."""

    picture = models.ForeignKey(
        "core.SchoolImage", verbose_name=_("hình ảnh"), on_delete=models.CASCADE, related_name="subjects"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("người trong ảnh"), on_delete=models.PROTECT, related_name="picture_subjects"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "person"], name="one_subject_a_picture"),
        ]
        verbose_name = _("người trong ảnh")
        verbose_name_plural = _("người trong ảnh")

    def __str__(self) -> str:
        return f"{self.person} – {self.picture}"


def mentions_panel() -> MultipleChooserPanel:
    """Return the panel in which the editor of a page says who is named in it."""
    return MultipleChooserPanel(
        "people_named",
        chooser_field_name="person",
        heading=_("Ai có trong bài"),
        label=_("người"),
        help_text=_(
            "Ghi học sinh được nhắc tên hay kể chuyện. Bài chỉ đăng được khi các em có phiếu đồng ý."
        ),
    )
