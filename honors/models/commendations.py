"""One commendation: who, for what, in which form."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from core.choices import words_of
from core.vietnamese import nfc
from honors.models.kinds import STANDING, AwardKind, ItemState, RoundState
from honors.models.rounds import CommendationRound
from people.gate import showable
from people.models import Channel, Consent, Person, Purpose
from people.models.person import validate_name
from week.models import WeekEdition


class CommendationQuerySet(models.QuerySet):
    """Commendations, asked for in words."""

    def approved(self) -> CommendationQuerySet:
        """Return what the public may see: awarded, of a published round, to somebody who may be shown now.

        An award that another one has replaced is left out: the new one stands for it.
        """
        newer = Commendation.objects.filter(
            replaces=models.OuterRef("pk"), state=ItemState.AWARDED, round__state=RoundState.LIVE
        )
        return self.filter(
            showable(Purpose.HONOUR, Channel.WEBSITE),
            ~models.Exists(newer),
            state=ItemState.AWARDED,
            is_public=True,
            round__state=RoundState.LIVE,
        )

    def standing(self) -> CommendationQuerySet:
        """Return those that an approval covers."""
        return self.filter(state__in=STANDING)

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


class Commendation(index.Indexed, models.Model):
    """One award to one person or one collective ("Đề nghị khen")."""

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
        _("hoặc tập thể"),
        max_length=120,
        blank=True,
        validators=[validate_name],
        help_text=_("Ví dụ “Tập thể lớp 5/3”."),
    )
    award_kind = models.CharField(
        _("hình thức"), max_length=12, choices=AwardKind.choices, default=AwardKind.PRAISE
    )
    citation = models.TextField(
        _("thành tích"), max_length=300, help_text=_("Một câu bắt đầu bằng “Đã…”: câu này được đọc khi trao.")
    )
    evidence = models.TextField(
        _("minh chứng"),
        max_length=1000,
        blank=True,
        help_text=_("Việc làm, con số, ai xác nhận. Chỉ người xét duyệt đọc; không hiện trên trang."),
    )
    profile = models.ForeignKey(
        "honors.ProfilePage",
        verbose_name=_("bài Gương tự học"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commendations",
    )
    is_public = models.BooleanField(
        _("nêu trên trang"),
        default=True,
        help_text=_("Bỏ chọn thì vẫn được khen và trao giấy, nhưng không có tên trên trang."),
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("thay cho giấy đã cấp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaced_by",
        help_text=_("Khi cấp lại vì giấy cũ ghi sai: giấy cũ sẽ được ghi là đã thay."),
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ItemState.choices, default=ItemState.PROPOSED, editable=False
    )
    drop_reason = models.CharField(_("lý do bỏ"), max_length=300, blank=True, editable=False)
    return_reason = models.CharField(_("lý do trả lại"), max_length=1000, blank=True, editable=False)
    position = models.PositiveIntegerField(_("thứ tự"), default=0, editable=False)

    certificate_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    certificate_number = models.PositiveIntegerField(_("số vào sổ"), null=True, blank=True, editable=False)
    token = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)
    """128 random bits in hex: the address at which anybody verifies the certificate."""
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revocation_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CommendationQuerySet.as_manager()

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("recipient"),
        index.AutocompleteField("recipient"),
        index.SearchField("citation"),
        index.FilterField("award_kind"),
        index.FilterField("state"),
    ]

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate_year", "certificate_number"], name="certificate_number_once_a_year"
            ),
        ]
        verbose_name = _("đề nghị khen")
        verbose_name_plural = _("đề nghị khen")

    def __str__(self) -> str:
        return f"{self.get_award_kind_display()}: {self.recipient}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the words composed."""
        self._compose()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Ask for one recipient, not none and not two.

        Raises:
            ValidationError: At ``collective_name``.
        """
        super().clean()
        self._compose()
        if bool(self.person_id) == bool(self.collective_name):
            raise ValidationError(
                {"collective_name": _("Hãy chọn một cá nhân, hoặc ghi tên một tập thể (chỉ một).")}
            )

    def _compose(self) -> None:
        self.citation, self.evidence = nfc(self.citation).strip(), nfc(self.evidence).strip()
        self.collective_name = nfc(self.collective_name).strip()

    def get_award_kind_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's
        """Return the kind of the award in words."""
        return words_of(AwardKind, self.award_kind)

    @property
    def _decided(self) -> dict[str, str]:
        """What the principal approved of this item; empty before that."""
        items = self.round.approved_content.get("items", {}) if self.round_id else {}
        return items.get(str(self.pk), {})

    @property
    def decided_name(self) -> str:
        """The name on the papers: as it was decided on, whatever the person is called since."""
        return self._decided.get("recipient") or self.recipient

    @property
    def decided_unit(self) -> str:
        """The unit on the papers: a pupil's class of then."""
        return self._decided["unit"] if self._decided else self.recipient_unit

    @property
    def certificate_label(self) -> str:
        """Number and year in the award book, such as ``12/2026``; empty before it is numbered."""
        if self.certificate_number is None:
            return ""
        return f"{self.certificate_number:02}/{self.certificate_year}"

    @property
    def recipient(self) -> str:
        """The full name of who is commended, for the office's eyes."""
        return self.person.full_name if self.person else self.collective_name

    @property
    def recipient_unit(self) -> str:
        """What stands under the name on papers; empty for a collective, whose name says it."""
        return self.person.role if self.person else ""

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


APPROVAL_TABLES = tuple(
    model._meta.db_table for model in (Commendation, CommendationRound, Person, Consent, WeekEdition)
)
"""What decides who is on the board: ``CommendationQuerySet.approved``."""
