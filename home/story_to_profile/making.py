"""The profile that a story becomes: a draft below the board of honour, the same one however often it is asked for."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page

from core.bin import is_binned, outside_bin
from home.desk.sections import sections_written_by
from home.models import StoryProfile
from honors.models import ProfilePage
from news.drafting import add_draft, ask_hooks
from news.models import StoryPage
from people.models import PageMention, Person

SAME = (
    "title",
    "lead",
    "picture_alt",
    "picture_caption",
    "picture_is_decorative",
    "picture_id",
    "edition_id",
)
"""What a profile takes over as it is; a department it has not, for its person has one."""


def may_make(user: Any, story: StoryPage) -> bool:
    """Return whether the user may write profiles, and read this story as its writers do."""
    may_write = "honors" in sections_written_by(user)
    return may_write and not is_binned(story) and bool(story.permissions_for_user(user).can_edit())


def profile_of(story: StoryPage) -> ProfilePage | None:
    """Return the profile that was made out of the story; None while there is none, or it lies in the bin."""
    return outside_bin(ProfilePage.objects.filter(story_taken__story=story)).first()


def story_of(profile: ProfilePage) -> StoryPage | None:
    """Return the story that the profile was made out of."""
    return outside_bin(StoryPage.objects.filter(profile_made__profile=profile)).first()


def people_of(story: StoryPage) -> list[Person]:
    """Return who is named in the story as it was last saved, each once."""
    latest = story.get_latest_revision_as_object()
    return list(dict.fromkeys(mention.person for mention in latest.people_named.all()))


def make_profile(
    request: HttpRequest, story: StoryPage, person: Person
) -> tuple[HttpResponseBase | ProfilePage, bool]:
    """Make a draft of a profile out of the story as it was last saved.

    Args:
        request: Whose user makes it; the caller has asked ``may_make``.
        story: The story, which stays as it is.
        person: Whom the profile is about.

    Returns:
        The profile (the one made before, if there is one) or what a hook answers instead; and whether it is new.
    """
    section = sections_written_by(request.user)["honors"]
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=story.pk)
        if (made := profile_of(story)) is not None:
            return made, False
        if (answer := ask_hooks("before_create_page", request, section, ProfilePage)) is not None:
            return answer, False
        profile: Any = add_draft(request.user, section, ProfilePage, _fields(story, person))
        StoryProfile.objects.update_or_create(story=story, defaults={"profile": profile})
    answer = ask_hooks("after_create_page", request, profile)
    return (profile, True) if answer is None else (answer, True)


def _fields(story: StoryPage, person: Person) -> dict[str, Any]:
    latest: Any = story.get_latest_revision_as_object()
    others = [one for one in people_of(story) if one != person]
    return {name: getattr(latest, name) for name in SAME} | {
        "person": person,
        "body": latest._meta.get_field("body").value_to_string(latest),
        "people_named": [PageMention(person=one, sort_order=number) for number, one in enumerate(others)],
    }
