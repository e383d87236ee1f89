"""A model field that holds several of a few fixed choices, the same on every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partialmethod
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class

SEPARATOR = "|"

Choices = Iterable[tuple[str, Any]]


def labels_for(choices: Choices, values: Iterable[str]) -> list[str]:
    """Return the labels of `values` in the order of `choices`; unknown values are left out."""
    wanted = set(values)
    return [str(label) for value, label in choices if value in wanted]


def includes(field_name: str, value: str) -> models.Q:
    """Return the condition that the set in `field_name` holds `value`.

    `field_name` may follow relations ("page__audiences"). A value that no set can hold matches nothing.
    """
    if not value or SEPARATOR in value or "\x00" in value:
        return models.Q(pk__in=[])
    return models.Q(**{f"{field_name}__contains": f"{SEPARATOR}{value}{SEPARATOR}"})


class ChoiceSetAttribute(DeferredAttribute):
    """Makes the attribute a list at all times, however it was set."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class ChoiceSetField(models.CharField):
    """A set of choices, stored as "|students|parents|" ("" when empty) and read as a list of values.

    The list follows the order of the choices. Filter with `includes("audiences", "students")`.
    The model gets `get_FOO_labels()`, like Django's `get_FOO_display()`.
    The choices stay out of migrations: they change nothing in the table.

    Args (beyond CharField's):
        choices: (value, label) pairs, as `TextChoices.choices`. Values may not contain "|".
    """

    descriptor_class = ChoiceSetAttribute

    def __init__(self, *args: Any, choices: Choices = (), **kwargs: Any) -> None:
        # CharField's own `choices` would ask for a single value, so they are kept beside it.
        self.choice_pairs: list[tuple[str, Any]] = [(str(value), label) for value, label in choices]
        kwargs.setdefault("max_length", 255)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return how a migration writes the field: without its choices."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002
        """Add the field and `get_FOO_labels()` to the model."""
        super().contribute_to_class(cls, name, private_only)
        method = f"get_{name}_labels"
        if method not in cls.__dict__:
            setattr(cls, method, partialmethod(_labels_of, field=self))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Check that every set of choices can be stored."""
        errors = super().check(**kwargs)
        values = [value for value, _label in self.choice_pairs]
        if any(not value or SEPARATOR in value for value in values):
            errors.append(
                checks.Error(f'A choice may not be empty or contain "{SEPARATOR}".', obj=self, id="core.E101")
            )
        if self.max_length is not None and len(self.get_prep_value(values)) > self.max_length:
            errors.append(
                checks.Error("max_length is too small for all choices together.", obj=self, id="core.E102")
            )
        return errors

    def to_python(self, value: Any) -> Any:
        """Return the list of values in a list, a stored string or a single value."""
        if value is None or value == "":
            return []
        if hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, str):
            value = value.split(SEPARATOR)
        chosen = {str(item) for item in value} - {""}
        known = [choice for choice, _label in self.choice_pairs if choice in chosen]
        return known + sorted(chosen.difference(known))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[str]:
        """Return the list of values in a stored string."""
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        """Return the string to store."""
        value = self.to_python(value)
        if not isinstance(value, list):
            return value
        return SEPARATOR + SEPARATOR.join(value) + SEPARATOR if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Return the stored form, which revisions and fixtures keep."""
        return self.get_prep_value(self.value_from_object(obj))

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the labels, so that search finds "Cha mẹ" and not "parents"."""
        return labels_for(self.choice_pairs, self.to_python(value))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        """Refuse values that are not among the choices, and an empty set unless `blank`."""
        super().validate(value, model_instance)
        unknown = sorted(set(value).difference(choice for choice, _label in self.choice_pairs))
        if unknown:
            raise ValidationError(
                _("Lựa chọn không có trong danh sách: %(values)s."),
                code="invalid_choice",
                params={"values": ", ".join(unknown)},
            )

    def run_validators(self, value: list[str]) -> None:
        """Run the validators on the stored form: max_length counts its characters."""
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """Return check boxes."""
        options = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.choice_pairs,
            "widget": forms.CheckboxSelectMultiple,
            **kwargs,
        }
        # Past CharField, which would pass max_length on.
        return super(models.CharField, self).formfield(**options)


def _labels_of(instance: models.Model, field: ChoiceSetField) -> list[str]:
    return labels_for(field.choice_pairs, getattr(instance, field.attname))


class ChoiceSetComparison(FieldComparison):
    """Shows in "compare revisions" which choices went and which came."""

    def htmldiff(self) -> SafeString:
        """Return the labels of both sides as safe HTML."""
        pairs = self.field.choice_pairs
        before, after = (", ".join(labels_for(pairs, values)) for values in (self.val_a, self.val_b))
        if before == after:
            return escape(before)
        changes = [change for change in (("deletion", before), ("addition", after)) if change[1]]
        return TextDiff(changes, separator=" ").to_html()


# Wagtail would compare the lists as if they were text.
register_comparison_class(ChoiceSetField, comparison_class=ChoiceSetComparison)
