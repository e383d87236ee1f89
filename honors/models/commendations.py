"""Commendations: proposed by an editor, public only after the principal has approved."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from core.publishing import SchoolSnippetForm, VietnamTimePanel
from core.vietnamese import nfc
from honors.sheets import sheet_of
from people.models import Person
from week.models import WeekEdition


class AwardKind(models.TextChoices):
    """The form of a commendation."""

    LETTER = "letter", _("Thư khen")
    PRAISE = "praise", _("Biểu dương")
    CERTIFICATE = "certificate", _("Giấy chứng nhận")
    MERIT = "merit", _("Giấy khen")


class CommendationRound(models.Model):
    """Commendations that are decided together."""

    edition = models.ForeignKey(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.PROTECT, related_name="rounds"
    )
    title = models.CharField(_("tên đợt"), max_length=150)
    note = models.TextField(_("ghi chú"), blank=True)

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("title"), FieldPanel("edition"), FieldPanel("note")]

    class Meta:
        ordering = ("-edition__year", "title")
        verbose_name = _("đợt khen thưởng")
        verbose_name_plural = _("đợt khen thưởng")

    def __str__(self) -> str:
        return self.title


class CommendationQuerySet(models.QuerySet):
    """Commendations, asked for in words."""

    def approved(self) -> CommendationQuerySet:
        """Return what the public may see: approved, and live by the clock."""
        return self.filter(live=True)

    def by_name(self) -> CommendationQuerySet:
        """Return people by given name, then collectives, on every database alike."""
        return self.order_by(
            "-round__edition__year",
            models.F("person__sort_key").asc(nulls_last=True),
            "collective_name",
            "pk",
        )

    def for_cards(self) -> CommendationQuerySet:
        """Return them with what a sheet on the line shows."""
        return self.select_related("person", "profile", "round")


class Commendation(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """One award to one person or one collective."""

    round = models.ForeignKey(
        CommendationRound, verbose_name=_("đợt"), on_delete=models.PROTECT, related_name="commendations"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("cá nhân"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commendations",
    )
    collective_name = models.CharField(
        _("hoặc tập thể"), max_length=120, blank=True, help_text=_("Ví dụ “Tập thể lớp 5/3”.")
    )
    award_kind = models.CharField(
        _("hình thức"), max_length=12, choices=AwardKind.choices, default=AwardKind.PRAISE
    )
    citation = models.TextField(
        _("thành tích"), max_length=300, help_text=_("Một câu bắt đầu bằng “Đã…”: câu này được đọc khi trao.")
    )
    profile = models.ForeignKey(
        "honors.ProfilePage",
        verbose_name=_("bài Gương tự học"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commendations",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="commendation",
        for_concrete_model=False,
    )

    objects = CommendationQuerySet.as_manager()

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("recipient"),
        index.AutocompleteField("recipient"),
        index.SearchField("citation"),
        index.FilterField("award_kind"),
        index.FilterField("round"),
        index.FilterField("live"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("person"), FieldPanel("collective_name")], _("Khen ai")),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("round"), FieldPanel("award_kind")]),
                            FieldPanel("citation"),
                        ],
                        _("Khen gì"),
                    ),
                    FieldPanel("profile"),
                ],
                heading=_("Đề nghị"),
            ),
            ObjectList([VietnamTimePanel()], heading=_("Hẹn giờ")),
        ],
        base_form_class=SchoolSnippetForm,
    )

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("đề nghị khen")
        verbose_name_plural = _("đề nghị khen")

    def __str__(self) -> str:
        return f"{self.get_award_kind_display()}: {self.recipient}"

    def clean(self) -> None:
        """Ask for one recipient, not none and not two.

        Raises:
            ValidationError: At ``collective_name``.
        """
        super().clean()
        self.citation, self.collective_name = nfc(self.citation), nfc(self.collective_name).strip()
        if bool(self.person_id) == bool(self.collective_name):
            raise ValidationError(
                {"collective_name": _("Hãy chọn một cá nhân, hoặc ghi tên một tập thể (chỉ một).")}
            )

    @property
    def recipient(self) -> str:
        """The full name of who is commended, for the office's eyes."""
        return self.person.full_name if self.person else self.collective_name

    @property
    def public_name(self) -> str:
        """The name that the public reads."""
        return self.person.display_name if self.person else self.collective_name

    @property
    def public_unit(self) -> str:
        """What the recipient is to the school."""
        return self.person.role if self.person else str(_("Tập thể"))

    @property
    def motif_kind(self) -> str:
        """The kind that chooses the motif of the sheet."""
        return self.person.kind if self.person else "group"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template that shows the sheet as the public would see it."""
        return "honors/commendation_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return the sheet for that template."""
        return super().get_preview_context(request, mode_name) | {
            "sheet": sheet_of(self),
            "commendation": self,
        }
