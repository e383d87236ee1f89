"""A story becomes a profile in one click: a draft, the same one however often, through the same gates as any."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from accounts.roles import Role
from home.models import StoryProfile
from honors.models import HonorsIndexPage, ProfilePage
from news.models import StoryPage
from people.models import PageMention, Purpose
from tests import factories
from tests.module_school import school_for_the_module
from trash.binning import put_in_bin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
school = school_for_the_module()
ACTION = {"action-make-profile": "Lưu và làm gương tự học"}


@pytest.fixture
def editor(client):
    account = factories.user(Role.EDITOR)
    client.force_login(account)
    return account


@pytest.fixture
def child():
    return factories.person(full_name="Nguyễn Hoàng Bảo Trâm", display_name="Bảo Trâm")


def story_naming(*people, **fields) -> StoryPage:
    """Return a draft that names these people."""
    story = factories.story(live=False, title="Bài cũ", **fields)
    story.people_named = [PageMention(person=person) for person in people]
    story.save_revision()
    return story


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def ask(story) -> str:
    return reverse("story_to_profile:ask", args=[story.pk])


def press(client, story, *people, **changes):
    """Send the story's form with the action; what was saved of the people before is sent as gone."""
    named = inline_formset([{"person": str(person.pk)} for person in people])
    form = factories.story_form(people_named=named, slug=story.slug, **changes)
    return client.post(edit(story), form | ACTION)


def test_what_was_typed_is_saved_and_becomes_a_draft_once(client, editor, child):
    week, picture = factories.edition(), factories.picture()
    story = story_naming()
    typed = {
        "title": "Bảo Trâm đọc sách mỗi tối",
        "lead": "Mỗi tối một trang.",
        "body": streamfield([("paragraph", rich_text("<p>Em đọc cho bà nghe.</p>"))]),
        "picture": str(picture.pk),
        "picture_alt": "Một em bé đọc sách cho bà",
        "edition": str(week.pk),
    }
    answer = press(client, story, child, **typed)
    profile = ProfilePage.objects.get()
    assert answer.url == edit(profile)
    assert profile.get_parent().specific == HonorsIndexPage.objects.get()
    assert (profile.live, profile.person, profile.owner) == (False, child, editor)
    assert (profile.title, profile.lead) == (typed["title"], typed["lead"])
    assert (profile.picture, profile.picture_alt) == (picture, typed["picture_alt"])
    assert profile.edition == week
    assert "Em đọc cho bà nghe." in str(profile.body)
    assert not profile.people_named.exists(), "the person has a field of their own"
    assert profile.latest_revision.user == editor
    assert PageLogEntry.objects.filter(page=profile.pk, action="wagtail.create", user=editor).exists()
    assert StoryPage.objects.get().get_latest_revision_as_object().title == typed["title"]
    shown = client.get(edit(profile)).content.decode()
    assert edit(story) in shown
    assert typed["title"] in shown

    assert press(client, story, child, **typed).url == edit(profile)
    assert ProfilePage.objects.count() == 1
    shown = client.get(edit(story)).content.decode()
    assert "action-make-profile" not in shown
    assert edit(profile) in shown


def test_whom_it_is_about_is_asked_where_the_story_does_not_say(client, editor, child):
    other = factories.person(display_name="Minh")
    story = story_naming(child, other)
    assert client.post(edit(story), form_of(client, story) | ACTION).url == ask(story)
    shown = client.get(ask(story)).content.decode()
    assert f'value="{other.pk}"' in shown
    for wrong in ("", "x", "9" * 30, "\x00"):
        assert client.post(ask(story), {"person": wrong}).status_code == 422
    assert not ProfilePage.objects.exists()
    client.post(ask(story), {"person": str(other.pk)})
    profile = ProfilePage.objects.get()
    assert profile.person == other
    assert [mention.person for mention in profile.people_named.all()] == [child]
    assert (
        client.get(ask(story)).url == client.post(ask(story), {"person": str(child.pk)}).url == edit(profile)
    )


def form_of(client, story) -> dict:
    """Return what the story's form sends when nothing is changed in it but the body, which is written anew."""
    form = client.get(edit(story)).context["form"]
    sent = factories.story_form(slug=story.slug)
    rows = form.formsets["people_named"]
    for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
        sent[f"people_named-{name}"] = str(rows.initial_form_count())
    for row in rows.initial_forms:
        for name in ("id", "person", "ORDER"):
            sent[row.add_prefix(name)] = str(row[name].value() or "")
    return sent


def test_a_child_without_consent_is_in_no_public_profile(client, editor, child):
    press(client, story_naming(), child)
    profile = ProfilePage.objects.get()
    with pytest.raises(ValidationError):
        profile.get_latest_revision().publish(user=editor)
    factories.consent(child, purpose=Purpose.HONOUR)
    profile.get_latest_revision().publish(user=editor)
    assert ProfilePage.objects.get().live


def test_a_profile_in_the_bin_leaves_room_for_another(client, editor, child):
    story = story_naming()
    press(client, story, child)
    old = ProfilePage.objects.get()
    put_in_bin(old, editor)
    press(client, story, child)
    assert StoryProfile.objects.get(story=story).profile != old


def test_it_is_for_those_who_may_add_profiles_and_no_autosave(client, editor, child):
    story = story_naming()
    assert "action-make-profile" in client.get(edit(story)).content.decode()
    named = inline_formset([{"person": str(child.pk)}])
    sent = factories.story_form(people_named=named, slug=story.slug) | ACTION
    assert client.post(edit(story), sent, headers={"Accept": "application/json"}).status_code == 200
    GroupPagePermission.objects.filter(page=HonorsIndexPage.objects.get()).delete()
    assert "action-make-profile" not in client.get(edit(story)).content.decode()
    press(client, story, child)
    assert client.post(ask(story), {"person": str(child.pk)}).status_code == 403
    client.force_login(factories.user(Role.LIBRARIAN))
    assert client.get(ask(story)).status_code == 403
    assert not ProfilePage.objects.exists()
