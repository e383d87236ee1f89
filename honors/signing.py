"""What the principal's page shows of a round, and the decisions that its form brings back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.rate_limit import RateLimit
from core.vietnamese import nfc
from honors import approval
from honors.cautions import item_cautions
from honors.models import Commendation, CommendationRound, RoundState
from honors.models.kinds import STANDING
from people.gate import missing_consents
from people.models import Channel, Purpose

LONGEST_REASON = 1000
STAMP_LENGTH = 12
WRONG_PASSWORDS = RateLimit("signing-password", limit=10, seconds=15 * 60)


class Decision(models.TextChoices):
    """What the principal marks at an item."""

    APPROVE = "approve", _("Duyệt")
    RETURN = "return", _("Trả lại")


def waiting_rounds() -> models.QuerySet[CommendationRound]:
    """Return the rounds that wait for the principal, the longest waiting first, with their ``size``."""
    return (
        CommendationRound.objects.filter(state=RoundState.WITH_PRINCIPAL)
        .select_related("edition", "submitted_by", "proposed_by")
        .annotate(
            size=models.Count("commendations", filter=models.Q(commendations__state__in=STANDING)),
        )
        .order_by("submitted_at", "pk")
    )


class ReasonField(forms.CharField):
    """A few sentences; a line break counts once, as it does in the browser's box."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_REASON, widget=forms.Textarea, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text composed, with plain line breaks."""
        return nfc((super().to_python(value) or "").replace("\r\n", "\n"))


class DecisionsForm(forms.Form):
    """One decision for each standing item, the hash of what was read, and a stamp of each item's own words.

    Attributes:
        items: The items, in their order.
    """

    shown = forms.CharField(max_length=64, required=False)

    def __init__(self, items: list[Commendation], data: Any = None) -> None:
        super().__init__(data)
        self.items = items
        for item in items:
            self.fields[f"decision-{item.pk}"] = forms.ChoiceField(choices=Decision.choices, required=False)
            self.fields[f"reason-{item.pk}"] = ReasonField(required=False)
            self.fields[f"stamp-{item.pk}"] = forms.CharField(max_length=64, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for every decision, for the reason of every return, and for something to approve."""
        cleaned = super().clean() or {}
        for item in self.items:
            decision, reason = f"decision-{item.pk}", f"reason-{item.pk}"
            if not cleaned.get(decision):
                self.add_error(decision, _("Chưa đánh dấu: duyệt hay trả lại?"))
            elif (
                cleaned[decision] == Decision.RETURN and reason not in self.errors and not cleaned.get(reason)
            ):
                self.add_error(reason, _("Hãy ghi lý do trả lại, để người lập biết cần sửa gì."))
        if not self.errors and not self.approved:
            self.add_error(
                None, _("Không có đề nghị nào được duyệt. Nếu muốn vậy, hãy chọn “Trả lại cả đợt”.")
            )
        return cleaned

    def stamp(self, item: Commendation) -> str:
        """Return the stamp of the words that were read at the item; empty at the first visit."""
        return str(self[f"stamp-{item.pk}"].value() or "")

    def marked(self, item: Commendation) -> str:
        """Return the decision as it was sent, if it is one."""
        sent = str(self[f"decision-{item.pk}"].value() or "")
        return sent if sent in Decision.values else ""

    @property
    def approved(self) -> list[int]:
        """The ids of the items marked for approval."""
        return [item.pk for item in self.items if self.marked(item) == Decision.APPROVE]

    @property
    def returned(self) -> dict[int, str]:
        """The ids of the items marked for return, each with its reason. Only of a valid form."""
        return {
            item.pk: self.cleaned_data[f"reason-{item.pk}"]
            for item in self.items
            if self.marked(item) == Decision.RETURN
        }

    def carried(self) -> list[tuple[str, str]]:
        """Return (name, value) of everything that was sent about the items, for the next step's hidden fields."""
        values = [(name, str(self[name].value() or "")) for name in self.fields if name != "shown"]
        return [(name, value) for name, value in values if value]


class PasswordForm(forms.Form):
    """Asks who decides for the password once more: a telephone left on the table decides nothing."""

    password = forms.CharField(
        label=_("Mật khẩu của bạn"),
        max_length=4096,
        strip=False,
        error_messages={"required": _("Hãy gõ mật khẩu để xác nhận.")},
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request

    def clean_password(self) -> str:
        """Return the password.

        Raises:
            ValidationError: It is not the user's, or too many wrong ones came before it.
        """
        password = self.cleaned_data["password"]
        whose = f"user {self.request.user.pk}"
        if WRONG_PASSWORDS.is_reached(self.request, whose):
            raise forms.ValidationError(
                _("Đã gõ sai mật khẩu quá nhiều lần. Xin chờ %(minutes)d phút rồi thử lại."),
                params={"minutes": -(-WRONG_PASSWORDS.retry_after(self.request, whose) // 60)},
                code="too_many",
            )
        if not self.request.user.check_password(password):  # type: ignore[union-attr]  # staff only
            WRONG_PASSWORDS.is_exceeded(self.request, whose)
            raise forms.ValidationError(_("Mật khẩu chưa đúng. Xin gõ lại."), code="wrong")
        return password


class ReturnForm(PasswordForm):
    """Why the whole round goes back."""

    reason = ReasonField(
        label=_("Lý do trả lại cả đợt"),
        error_messages={"required": _("Hãy ghi lý do, để người đề nghị biết cần sửa gì.")},
    )
    field_order = ["reason", "password"]


@dataclass
class Row:
    """An item on the page.

    Attributes:
        item: The commendation.
        consent: Whether the person may be named on the website, in words.
        cautions: What to know before deciding.
        changes: What differs from the earlier approval.
        stamp: Of the words shown; another one coming back means that they were edited while being read.
        is_edited: Whether they were; a mark given to the earlier words does not count any more.
        decision: What is marked, or empty.
        reason: The reason typed so far.
        errors: What is wrong with the decision or the reason.
    """

    item: Commendation
    consent: str
    cautions: list[str] = field(default_factory=list)
    changes: list[approval.Change] = field(default_factory=list)
    stamp: str = ""
    is_edited: bool = False
    decision: str = ""
    reason: str = ""
    errors: list[str] = field(default_factory=list)


def standing_items(commendation_round: CommendationRound) -> list[Commendation]:
    """Return what is to be decided, with all that a row shows. One query."""
    return list(
        commendation_round.commendations.standing()
        .select_related("person", "profile", "added_by", "round")
        .defer("profile__body", "profile__lessons")
        .order_by("position", "pk")
    )


def stamps_of(content: Mapping[str, Any]) -> dict[int, str]:
    """Return a stamp of each item's meaningful words, by its id (``approval.content_of``)."""
    return {int(key): approval.hash_of(words)[:STAMP_LENGTH] for key, words in content["items"].items()}


def rows_of(
    form: DecisionsForm,
    stamps: Mapping[int, str],
    changes: list[approval.Change],
    *,
    with_errors: bool,
    mark_rest: bool = False,
) -> list[Row]:
    """Return the rows of the page.

    Args:
        form: The decisions so far; unbound at the first visit.
        stamps: Of the words now (``stamps_of``).
        changes: All that differs from an earlier approval (``approval.changes``).
        with_errors: Whether to say what is still missing.
        mark_rest: Whether what is unmarked is to be marked for approval.
    """
    cautions = item_cautions(form.items)
    people = [item.person for item in form.items if item.person]
    gaps = {gap.person.pk for gap in missing_consents(people, Purpose.HONOUR, Channel.WEBSITE)}
    changed: Mapping[str, list[approval.Change]] = defaultdict(list)
    for change in changes:
        changed[change.subject].append(change)
    rows = []
    for item in form.items:
        row = Row(
            item=item,
            consent=consent_words(item, is_missing=item.person_id in gaps),
            cautions=cautions.get(item.pk, []),
            changes=changed.get(nfc(item.recipient), []),
            stamp=stamps.get(item.pk, ""),
            reason=str(form[f"reason-{item.pk}"].value() or ""),
        )
        row.is_edited = bool(form.stamp(item)) and form.stamp(item) != row.stamp
        if not row.is_edited:
            row.decision = form.marked(item) or (Decision.APPROVE.value if mark_rest else "")
        if with_errors:
            row.errors = [
                *form.errors.get(f"decision-{item.pk}", []),
                *form.errors.get(f"reason-{item.pk}", []),
            ]
        rows.append(row)
    return rows


def consent_words(item: Commendation, *, is_missing: bool) -> str:
    """Return in words whether the recipient may be named on the website."""
    if item.person is None:
        return str(_("Tập thể, không cần phiếu."))
    if item.person.is_illustration:
        return str(_("Nhân vật minh hoạ, không cần phiếu."))
    if is_missing:
        return str(_("Chưa đủ: vẫn khen được, nhưng chưa được nêu tên trên trang."))
    if not item.is_public:
        return str(_("Được khen, không nêu tên trên trang (người lập đã chọn vậy)."))
    if item.person.needs_consent:
        return str(_("Có phiếu còn giá trị, được nêu tên trên trang."))
    return str(_("Người lớn, không cần phiếu."))
