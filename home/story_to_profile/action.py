"""The entry in the menu of a story's form, and what happens once the form has been saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from home.story_to_profile.making import make_profile, may_make, people_of, profile_of, story_of
from honors.models import ProfilePage
from news.models import StoryPage
from people.models import Person

ACTION = "action-make-profile"
"""The button's name; Wagtail saves a form that comes with an action it does not know as a draft."""


class MakeProfileItem(ActionMenuItem):
    """Saves the story and makes a profile of it; gone once there is one."""

    order = 200
    """Beyond publishing and taking down: it is asked for seldom."""
    name = ACTION
    label = gettext_lazy("Lưu và làm gương tự học")
    icon_name = "openquote"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Return whether the user may make a profile of the story in the form."""
        story = context.get("page")
        return (
            context["view"] == "edit"
            and isinstance(story, StoryPage)
            and not context["locked_for_user"]
            and may_make(context["request"].user, story)
            and profile_of(story) is None
        )


def after_saving(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Lead to the profile if the story's form was sent for it, or ask whom it is about."""
    is_autosave = "application/json" in request.headers.get("Accept", "")
    if ACTION not in request.POST or is_autosave or not isinstance(page, StoryPage):
        return None
    if not may_make(request.user, page):
        return None
    people = people_of(page)
    if profile_of(page) is None and len(people) != 1:
        return redirect("story_to_profile:ask", page.pk)
    return lead_to_profile(request, page, people[0] if people else None)


def lead_to_profile(request: HttpRequest, story: StoryPage, person: Person | None) -> HttpResponseBase:
    """Make the profile unless it is there, and open it.

    Args:
        request: Whose user asks; the caller has asked ``may_make``.
        story: The story.
        person: Whom the profile is about; None where it is there already.
    """
    made, is_new = (profile_of(story), False) if person is None else make_profile(request, story, person)
    if made is None:
        return redirect("story_to_profile:ask", story.pk)
    if not isinstance(made, ProfilePage):
        return made
    if is_new:
        words = _("Đã làm bản nháp gương tự học từ bài “%(story)s”. Xem lại rồi đăng; bài ấy giữ nguyên.")
    else:
        words = _("Bài “%(story)s” đã có gương tự học này; hãy viết tiếp.")
    messages.success(request, words % {"story": story.get_admin_display_title()})
    return redirect("wagtailadmin_pages:edit", made.pk)


def ways_between(page: Page, user: Any) -> Iterator[Button]:
    """Yield the way from a story to its profile, or back."""
    if isinstance(page, StoryPage):
        label, other = _("Gương tự học từ bài này"), profile_of(page)
    elif isinstance(page, ProfilePage):
        label, other = _("Tin bài gốc"), story_of(page)
    else:
        return
    if other is not None and other.permissions_for_user(user).can_edit():
        address = reverse("wagtailadmin_pages:edit", args=[other.pk])
        yield Button(label, url=address, icon_name="openquote", priority=9)
