"""The rows of the librarian's grid: one class each, what was read in a week and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.vietnamese import format_count, nfc, read_count
from resources.models.reading import LONGEST_TYPED, ReadingLog

CELLS = ("minutes", "books")
MOST = {"minutes": 100_000, "books": 10_000}
"""Of one class in one week; more is a slip of the hand."""
NEW_ROWS = 3
MOST_CLASSES = 200


class CountField(forms.CharField):
    """A number that may be unknown: an empty box is None, 0 is none."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 8})
        super().__init__(required=False, max_length=LONGEST_TYPED, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the number, or None.

        Raises:
            ValidationError: It is no whole number, or too large to be true.
        """
        typed = nfc(super().clean(value)).strip()
        if not typed:
            return None
        number = read_count(typed)
        if number is None:
            raise ValidationError(
                _("Chưa hiểu “%(typed)s”. Hãy ghi một số, ví dụ 75; chưa biết thì để trống.")
                % {"typed": typed}
            )
        if number > self.most:
            raise ValidationError(_("Số lớn quá: nhiều nhất %(most)s.") % {"most": format_count(self.most)})
        return number

    def prepare_value(self, value: Any) -> Any:
        """Return what the box shows."""
        return format_count(value) if isinstance(value, int) else value


class SeenField(forms.CharField):
    """The number that stood in the cell when the grid was shown; whatever else is sent is nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the number, or None."""
        return read_count(str(value or "")[:LONGEST_TYPED])


class RowForm(forms.Form):
    """One class in one week."""

    class_name = ReadingLog._meta.get_field("class_name").formfield(
        help_text="", error_messages={"required": gettext_lazy("Hãy ghi tên lớp, ví dụ 3/2.")}
    )
    minutes = CountField(most=MOST["minutes"], label=gettext_lazy("Số phút đọc"))
    books = CountField(most=MOST["books"], label=gettext_lazy("Số cuốn"))
    minutes_seen = SeenField()
    books_seen = SeenField()

    def clean_class_name(self) -> str:
        """Return the tidied name.

        Raises:
            ValidationError: It is no name of a class.
        """
        field: Any = ReadingLog._meta.get_field("class_name")
        name: str = field.clean(self.cleaned_data["class_name"], None)
        return name

    def clean(self) -> dict[str, Any]:
        """Let nobody add a class without a number: it would be lost.

        Raises:
            ValidationError: At ``minutes``.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_new = self.empty_permitted and "class_name" in cleaned
        if is_new and not self.errors and all(cleaned[name] is None for name in CELLS):
            self.add_error("minutes", _("Hãy ghi số phút hoặc số cuốn của lớp này."))
        return cleaned


class BaseRows(forms.BaseFormSet):
    """The classes of the grid, then some empty rows for more of them."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Keep the name of a class that is in the grid already as it is."""
        super().add_fields(form, index)
        if index is not None and index < self.initial_form_count():
            form.fields["class_name"].widget = forms.HiddenInput()

    def clean(self) -> None:
        """Refuse a class that has a row already, at its name."""
        names: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("class_name") if hasattr(form, "cleaned_data") else None
            if name in names:
                form.add_error("class_name", _("Lớp này đã có một hàng trong bảng."))
            names |= {name} if name else set()


Rows = forms.formset_factory(
    RowForm, formset=BaseRows, extra=NEW_ROWS, max_num=MOST_CLASSES, absolute_max=MOST_CLASSES
)


def first_rows(names: Sequence[str], logs: dict[str, ReadingLog]) -> Any:
    """Return the grid as it stands in the database.

    Args:
        names: The classes, in their order.
        logs: What is known of the week, by class.
    """
    return Rows(initial=[{"class_name": name, **stands(logs.get(name))} for name in names])


def stands(log: ReadingLog | None) -> dict[str, Any]:
    """Return the cells of a class as they stand in the database, and as what was seen."""
    numbers = {name: getattr(log, name, None) for name in CELLS}
    return numbers | {f"{name}_seen": number for name, number in numbers.items()}
