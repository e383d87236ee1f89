"""Whom a profile is about."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.widgets import PersonChooser


class PersonForm(forms.Form):
    """The person, chosen among all that the school introduces."""

    person = forms.ModelChoiceField(
        Person.objects.all(),
        label=_("Người được giới thiệu"),
        widget=PersonChooser,
        error_messages={
            "required": _("Hãy chọn một người."),
            "invalid_choice": _("Không còn người này. Hãy chọn lại."),
        },
    )
