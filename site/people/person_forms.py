"""The form of a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

DECIDING = ("kind", "is_illustration")
"""What decides whether a consent is needed."""


class PersonForm(WagtailAdminModelForm):
    """Once somebody is a real child, only who keeps the consents may say otherwise.

    With a consent on file the full name belongs to that too: it is what the site looks for in texts.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.needs_consent and not self._may_decide():
            names = DECIDING + (("full_name",) if self.instance.consents.exists() else ())
            for name in names:
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].help_text = _("Chỉ người phụ trách dữ liệu đổi được.")

    def _may_decide(self) -> bool:
        return self.for_user is None or self.for_user.has_perm("people.add_consent")
