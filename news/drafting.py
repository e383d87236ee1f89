"""A story that is not begun in Wagtail's form: a draft like any other, made the way that the form makes it."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page, PageSubscription


def ask_hooks(name: str, *arguments: Any) -> HttpResponseBase | None:
    """Return what the first of Wagtail's hooks that answers says instead of what was asked for; else None."""
    for function in hooks.get_hooks(name):
        answer = function(*arguments)
        if isinstance(answer, HttpResponseBase) or hasattr(answer, "status_code"):
            return answer
    return None


def add_draft(user: Any, section: Page, model: type[Page], fields: dict[str, Any]) -> Page:
    """Return a new draft, with its first revision and its entry in the log; its writer hears of comments.

    Args:
        user: Who makes it.
        section: The page that it goes below; the caller has checked that the user may add to it.
        model: The type of page.
        fields: Its values, the title among them.
    """
    story = model(owner=user, live=False, **fields)
    story.draft_title = story.title
    section.add_child(instance=story)
    story.save_revision(user=user, log_action=True, clean=False)
    PageSubscription.objects.create(page=story, user=user, comment_notifications=True)
    return story
