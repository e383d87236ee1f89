"""The form by which an editor puts a nomination into a round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from honors.forms import printable
from honors.models import Commendation, CommendationRound, Nomination, NomineeKind
from honors.models.kinds import WRITABLE
from honors.nominating import Proposal
from honors.recipients import shown_name
from papers.letters import missing_letters
from people.models import Person
from people.models.person import validate_name

NEW, COLLECTIVE = "new", "collective"
CITATION_LENGTH = Commendation._meta.get_field("citation").max_length or 0


class AcceptForm(forms.Form):
    """Which round, who it is, in which form, in which words."""

    fields: dict[str, Any]

    round = forms.ModelChoiceField(
        label=gettext_lazy("Đợt"),
        queryset=CommendationRound.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Chưa có đợt nào đang lập. Hãy lập một đợt trước."),
            "invalid_choice": gettext_lazy("Đợt này không còn nhận thêm người. Hãy chọn đợt khác."),
        },
    )
    recipient = forms.ChoiceField(
        label=gettext_lazy("Người được khen"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn người được khen."),
            "invalid_choice": gettext_lazy("Hãy chọn lại người được khen."),
        },
    )
    display_name = forms.CharField(
        label=gettext_lazy("Tên hiện trên trang (khi là người mới)"),
        required=False,
        max_length=60,
        validators=[validate_name],
        help_text=gettext_lazy("Với học sinh chỉ ghi tên gọi, ví dụ “Bảo Ngọc”."),
    )
    award_kind = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        error_messages={"invalid_choice": gettext_lazy("Trường không dùng hình thức này.")},
    )
    citation = forms.CharField(
        label=gettext_lazy("Thành tích"),
        max_length=CITATION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": CITATION_LENGTH}),
        help_text=gettext_lazy(
            "Một câu bắt đầu bằng “Đã…”, tới 300 chữ: câu này được đọc khi trao. "
            "Toàn văn đề cử được giữ ở phần minh chứng."
        ),
        error_messages={"required": gettext_lazy("Hãy ghi thành tích.")},
    )

    def __init__(
        self,
        nomination: Nomination,
        people: Sequence[Person],
        kinds: Sequence[tuple[str, str]],
        data: Any = None,
    ) -> None:
        """Offer what the nomination leaves open.

        Args:
            nomination: Its words are proposed.
            people: Those on file who may be meant.
            kinds: (value, label) of what the school may give.
            data: What was posted.
        """
        self.nomination, self.people = nomination, {str(person.pk): person for person in people}
        recipients = self._recipients()
        super().__init__(
            data,
            initial={
                "recipient": None if people else recipients[0][0],
                "display_name": shown_name(nomination.nominee_name, nomination.kind),
                "citation": first_words(nomination.deed),
            },
        )
        self.fields["recipient"].choices = recipients
        self.fields["award_kind"].choices = kinds
        self.fields["round"].queryset = CommendationRound.objects.filter(state__in=WRITABLE)
        if nomination.kind == NomineeKind.COLLECTIVE:
            del self.fields["display_name"]

    def _recipients(self) -> list[tuple[str, str]]:
        name, unit = self.nomination.nominee_name, self.nomination.unit
        offered = [
            (key, _("Đã có trong hồ sơ: %(person)s") % {"person": person})
            for key, person in self.people.items()
        ]
        if self.nomination.kind == NomineeKind.COLLECTIVE:
            return [(COLLECTIVE, _("Tập thể: %(name)s") % {"name": name}), *offered]
        who = f"{name}, {self.nomination.get_kind_display().lower()} {unit}".strip()
        return [
            *offered,
            (NEW, _("Người mới: %(who)s") % {"who": who}),
            (COLLECTIVE, _("Tập thể: %(name)s") % {"name": name}),
        ]

    def clean_citation(self) -> str:
        """Return the citation, if the certificate can print it."""
        return printable(self.cleaned_data["citation"])

    def clean(self) -> dict[str, Any]:
        """Ask for the name to show when it is a new person.

        Raises:
            ValidationError: At ``display_name``.
        """
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("recipient") == NEW and not cleaned.get("display_name") and not self.errors:
            self.add_error("display_name", _("Hãy ghi tên hiện trên trang."))
        return cleaned

    def proposal(self) -> Proposal:
        """Return what was chosen; a new person is not saved yet."""
        chosen = self.cleaned_data["recipient"]
        person = self.people.get(chosen)
        if chosen == NEW:
            person = Person(
                full_name=self.nomination.nominee_name,
                display_name=self.cleaned_data["display_name"],
                kind=self.nomination.kind,
                unit=self.nomination.unit,
            )
        return Proposal(self.cleaned_data["award_kind"], self.cleaned_data["citation"], person)

    def take_errors(self, error: ValidationError) -> None:
        """Put each message at its field; what has none here stands above the form."""
        places = {"collective_name": "recipient", "full_name": "recipient"}
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            place = places.get(name, name)
            self.add_error(place if place in self.fields else None, errors)


def first_words(deed: str) -> str:
    """Return the beginning of a deed that fits a citation, cut between words, on one line, printable."""
    missing = set(missing_letters(deed))
    line = " ".join("".join(letter for letter in deed if letter not in missing).split())
    if len(line) <= CITATION_LENGTH:
        return line
    return line[: CITATION_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
