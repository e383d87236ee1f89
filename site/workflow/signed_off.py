"""Views of things that go public by a signature and in no other way."""

from __future__ import annotations

from wagtail.snippets.views.snippets import CreateView, EditView


class ByHandNever:
    """Take "publish" from the actions of a view: nobody publishes past the workflow, a superuser neither.

    Approving publishes without asking for the permission (``workflow.publishing``), and taking something down
    has a view of its own, so that neither needs it here.
    """

    def get_available_actions(self) -> list[str]:
        """Return what the view may do."""
        return [action for action in super().get_available_actions() if action != "publish"]  # type: ignore[misc]


class SignedOffCreateView(ByHandNever, CreateView):
    """Create a proposal."""


class SignedOffEditView(ByHandNever, EditView):
    """Edit a proposal."""
