"""The picture form with its question: who is in it?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.utils import edit_string_for_tags, parse_tags
from wagtail.admin.widgets.tags import AdminTagWidget

from core.image_forms import SchoolImageForm
from people.models import Person, PictureSubject
from people.takedown import enforce_in_picture, release_if_allowed

LONGEST_NUMBER = 18
"""No database key has more digits."""


def label_of(person: Person) -> str:
    """Return what stands in the box for a person; the number tells apart two of one name and class."""
    unit = f" – {person.unit}" if person.unit else ""
    return f"{person.full_name}{unit} #{person.pk}"


class _Label:
    """A name for taggit's quoting, which expects objects with one."""

    def __init__(self, name: str) -> None:
        self.name = name


class PeopleWidget(AdminTagWidget):
    """Wagtail's box for tags, offering people and nobody else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(free_tagging=False, **kwargs)

    def format_value(self, value: Any) -> Any:
        """Return the labels of people as the box expects them."""
        if not value or isinstance(value, str):
            return value or ""
        return edit_string_for_tags([_Label(label_of(person)) for person in value])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return the widget's context with the address that offers people."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-w-tag-url-value"] = str(reverse_lazy("picture_people:suggest"))
        context["widget"]["help_text"] = ""
        return context


class PeopleField(forms.Field):
    """People by their labels."""

    widget = PeopleWidget

    def to_python(self, value: Any) -> list[Person]:
        """Return the people.

        Raises:
            ValidationError: A label that names nobody.
        """
        if not value:
            return []
        if not isinstance(value, str):
            return list(value)
        labels = parse_tags(value)
        numbers = {label: label.rpartition("#")[2] for label in labels}
        known = {
            str(person.pk): person
            for person in Person.objects.filter(
                pk__in=[n for n in numbers.values() if n.isdecimal() and len(n) < LONGEST_NUMBER]
            )
        }
        unknown = [label for label, number in numbers.items() if number not in known]
        if unknown:
            raise ValidationError(
                _("Chưa có trong danh sách người: %(names)s. Hãy chọn từ các tên được gợi ý."),
                params={"names": ", ".join(unknown)},
                code="unknown_person",
            )
        return [known[number] for number in numbers.values()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether other people are named."""
        try:
            return {person.pk for person in self.to_python(data)} != {person.pk for person in initial or []}
        except ValidationError:
            return True


class PictureForm(SchoolImageForm):
    """The form of every picture, with the people in it."""

    people = PeopleField(
        label=_("Ai có trong ảnh"),
        required=False,
        help_text=_(
            "Gõ tên để chọn. Ảnh có mặt học sinh chỉ được đăng khi đã có phiếu đồng ý của em; "
            "em nào rút lại thì ảnh tự rời khỏi trang."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.asked_by = kwargs.get("user")  # Wagtail's form takes it and keeps it nowhere
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            if hasattr(self.instance, "withheld"):
                del self.fields["file"]  # it lies in the private folder: nothing can be read or changed
                self.fields["people"].disabled = not self._keeps_consents()
            self.initial["people"] = list(
                Person.objects.filter(picture_subjects__picture=self.instance).order_by("sort_key")
            )

    def _keeps_consents(self) -> bool:
        """Return whether the user may say that somebody is not in a picture that is kept aside."""
        return self.asked_by is not None and self.asked_by.has_perm("people.change_consent")

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Save the picture, and who is in it."""
        picture = super().save(commit=commit)
        if not commit:
            store = self.save_m2m

            def save_all() -> None:
                store()
                self._save_people(picture)

            self.save_m2m = save_all
        else:
            self._save_people(picture)
        return picture

    def _save_people(self, picture: Any) -> None:
        if "people" not in self.cleaned_data:
            return
        people = self.cleaned_data["people"]
        picture.subjects.exclude(person__in=people).delete()
        for person in people:
            _row, is_new = PictureSubject.objects.get_or_create(picture=picture, person=person)
            if is_new:
                # The picture may be on a live page already.
                enforce_in_picture(picture, person, reason=gettext("Vừa được ghi là có mặt trong ảnh."))
        release_if_allowed(picture)
