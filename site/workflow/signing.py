"""The buttons of a signer in the edit view.

Wagtail shows workflow buttons there only to those who may change the words, and they save the form first. What
waits for a signature is locked for everybody, so these post to the address that the dashboard uses.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import reverse
from wagtail.snippets.action_menu import ActionMenuItem


class SigningButton(ActionMenuItem):
    """Approve or return."""

    template_name = "workflow/signing_button.html"

    def __init__(self, name: str, label: Any, *, asks_for_comment: bool) -> None:
        super().__init__()
        self.name = name
        self.label = label
        self.asks_for_comment = asks_for_comment

    def get_url(self, parent_context: Any) -> str:
        """Return the address that takes the decision."""
        instance = parent_context["instance"]
        return reverse(
            instance.snippet_viewset.get_url_name("workflow_action"),
            args=(quote(instance.pk), self.name, instance.current_workflow_task_state.pk),
        )

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the template's context."""
        return super().get_context_data(parent_context) | {"asks_for_comment": self.asks_for_comment}


def signing_buttons(instance: Model, user: Any) -> list[SigningButton]:
    """Return a button for each decision that the user may take now; none for others."""
    actions = instance.current_workflow_task.get_actions(instance, user)  # type: ignore[attr-defined]
    return [SigningButton(name, label, asks_for_comment=asks) for name, label, asks in actions]
