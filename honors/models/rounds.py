"""Rounds of commendation: proposed, approved, numbered and published as one."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.private_files import PrivateFileField
from core.timed import TimedModel
from core.vietnamese import nfc
from honors.models.kinds import DECIDED, WRITABLE, RoundState
from week.models import LegalBasis, WeekEdition

USER = settings.AUTH_USER_MODEL


def _user(verbose_name: Any) -> models.ForeignKey:
    return models.ForeignKey(
        USER,
        verbose_name=verbose_name,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )


def _moment(verbose_name: Any) -> models.DateTimeField:
    return models.DateTimeField(verbose_name, null=True, blank=True, editable=False)


class CommendationRound(TimedModel):
    """Commendations that are decided together ("Đợt khen thưởng").

    ``due_at`` is the moment of its publication, when one is set. What may happen to it in which state, and by whom,
    is the table in ``honors.rules``; the steps themselves are in ``honors.steps``.
    """

    edition = models.ForeignKey(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.PROTECT, related_name="rounds"
    )
    title = models.CharField(_("tên đợt"), max_length=150)
    note = models.TextField(_("ghi chú"), blank=True)
    legal_bases = models.ManyToManyField(
        LegalBasis, verbose_name=_("căn cứ"), blank=True, related_name="rounds"
    )
    proposal = PrivateFileField(
        _("tờ trình"), blank=True, help_text=_("Bản Word hoặc bản chụp. Chỉ người trong trường xem được.")
    )
    minutes = PrivateFileField(_("biên bản họp xét"), blank=True)
    meeting_date = models.DateField(_("ngày họp xét"), null=True, blank=True)

    state = models.CharField(
        _("tình trạng"),
        max_length=16,
        choices=RoundState.choices,
        default=RoundState.DRAFT,
        editable=False,
        db_index=True,
    )
    proposed_by = _user(_("người đề nghị"))
    proposed_at = _moment(_("đề nghị lúc"))
    submitted_by = _user(_("người trình"))
    submitted_at = _moment(_("trình lúc"))
    approved_by = _user(_("người duyệt"))
    approved_at = _moment(_("duyệt lúc"))
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)
    """Of ``approved_content``: what the principal read (``honors.approval``)."""
    approved_content = models.JSONField(default=dict, editable=False)
    return_reason = models.TextField(_("lý do trả lại"), blank=True, editable=False)
    returned_by = _user(_("người trả lại"))

    decision_number = models.PositiveIntegerField(_("số quyết định"), null=True, blank=True, editable=False)
    decision_symbol = models.CharField(_("ký hiệu"), max_length=30, blank=True, editable=False)
    decision_date = models.DateField(_("ngày ký"), null=True, blank=True, editable=False)
    signer_name = models.CharField(_("người ký"), max_length=80, blank=True, editable=False)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=80, blank=True, editable=False)
    published_at = _moment(_("công bố lúc"))
    created_at = models.DateTimeField(auto_now_add=True)
    follows = models.ForeignKey(
        "self",
        verbose_name=_("tiếp theo đợt"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="followed_by",
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("edition", widget=forms.Select),
        FieldPanel("legal_bases", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [
                FieldPanel("proposal"),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("meeting_date")]),
            ],
            _("Hồ sơ của đợt"),
        ),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ("-edition__year", "-created_at", "-pk")
        verbose_name = _("đợt khen thưởng")
        verbose_name_plural = _("đợt khen thưởng")
        permissions = [
            ("propose_commendationround", "Đề nghị đợt khen thưởng"),
            ("approve_commendationround", "Duyệt, trả lại đợt khen thưởng, thu hồi khen thưởng"),
            ("number_commendationround", "Cấp số và in quyết định"),
            ("publish_commendationround", "Công bố, hẹn giờ công bố đợt khen thưởng"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the title composed, on one line."""
        self.title = " ".join(nfc(self.title).split())
        super().save(*args, **kwargs)

    @classmethod
    def gone_live(cls) -> models.QuerySet:
        """Return the rounds on the public pages, for the calendar."""
        return cls._base_manager.filter(state=RoundState.LIVE).annotate(gone_live_at=models.F("published_at"))

    @property
    def is_writable(self) -> bool:
        """Whether editors still put it together."""
        return self.state in WRITABLE

    @property
    def is_decided(self) -> bool:
        """Whether the principal has approved and the public does not see it yet."""
        return self.state in DECIDED

    @property
    def decision_label(self) -> str:
        """Number and symbol as papers write them: ``05/QĐ-THAĐ``; empty before it is numbered.

        Source: Decree 30/2020/NĐ-CP Appendix I: numbers below ten are written with a zero.
        """
        if self.decision_number is None:
            return ""
        return f"{self.decision_number:02}/{self.decision_symbol}"

    @property
    def signing_date(self) -> date:
        """The day on which its legal bases have to be in force."""
        return self.decision_date or timezone.localdate()


class DecisionNumber(models.Model):
    """The register of the school's decision numbers: one row a number, none twice, none left out."""

    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số"))
    round = models.OneToOneField(
        CommendationRound,
        verbose_name=_("đợt"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="register_entry",
    )
    """None: the number went to a paper that this site does not know."""
    entered_by = _user(_("người ghi"))
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="decision_number_once_a_year"),
        ]
        ordering = ("-year", "-number")
        verbose_name = _("số quyết định")
        verbose_name_plural = _("sổ số quyết định")

    def __str__(self) -> str:
        return f"{self.number:02}/{self.year}"
