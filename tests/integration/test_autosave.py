"""Autosave and the history: one sitting is one revision and one line; two people are told of each other."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.roles import Role
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
school = school_for_the_module()
JSON = {"Accept": "application/json"}


@pytest.fixture
def story():
    made = factories.story(title="Bài đang viết")
    made.save_revision().publish()
    return made.__class__.objects.get(pk=made.pk)


def form_of(client, story, **changes):
    """Return what the browser would send: every field of the edit form as it was shown."""
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    form = shown.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for name, formset in form.formsets.items():
        sent |= {f"{name}-{part}": 0 for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
        assert formset.initial_form_count() == 0, name
    body = streamfield([("paragraph", rich_text("<p>Sáng nay cả sân trường đã mở sách.</p>"))])
    return sent | nested_form_data({"body": body}) | changes


def autosave(client, story, sent):
    return client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), sent, headers=JSON)


def latest_title(story):
    return Page.objects.get(pk=story.pk).get_latest_revision_as_object().title


def test_the_autosaves_of_a_sitting_are_one_revision_and_one_line(client, story):
    client.force_login(factories.user(Role.EDITOR))
    revisions, lines = story.revisions.count(), PageLogEntry.objects.filter(page=story.pk).count()
    sent = form_of(client, story)
    for number in range(5):
        answer = autosave(client, story, sent | {"title": f"Bài đang viết {number}"})
        assert answer.status_code == 200, answer.content
        sent["overwrite_revision_id"] = answer.json()["revision_id"]
    assert story.revisions.count() == revisions + 1
    assert PageLogEntry.objects.filter(page=story.pk).count() == lines + 1
    assert latest_title(story) == "Bài đang viết 4"


def test_two_people_do_not_share_a_line(client, story):
    for account in (factories.user(Role.EDITOR), factories.user(Role.EDITOR)):
        client.force_login(account)
        assert autosave(client, story, form_of(client, story, title=f"Bài của {account}")).status_code == 200
    edits = PageLogEntry.objects.filter(page=story.pk, action="wagtail.edit", user__isnull=False)
    assert len(set(edits.values_list("user", flat=True))) == 2


def test_autosave_never_writes_over_somebody_else(client, story):
    first, second = factories.user(Role.EDITOR), factories.user(Role.EDITOR)
    client.force_login(first)
    sent = form_of(client, story, title="Chữ của người thứ nhất")
    sent["loaded_revision_id"] = story.latest_revision_id
    sent["loaded_revision_created_at"] = story.latest_revision.created_at.isoformat()
    client.force_login(second)
    assert autosave(client, story, form_of(client, story, title="Chữ của người thứ hai")).status_code == 200
    client.force_login(first)
    answer = autosave(client, story, sent)
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert latest_title(story) == "Chữ của người thứ hai"


def test_who_else_is_here_is_said_in_vietnamese(client, story):
    here = factories.user(Role.EDITOR)
    other = factories.user(Role.EDITOR, last_name="Lê Thị", first_name="Hoa")
    sessions = [
        EditingSession.objects.create(
            user=user, content_object=story.page_ptr, last_seen_at=timezone.now(), is_editing=user == other
        )
        for user in (here, other)
    ]
    client.force_login(here)
    address = reverse(
        "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", story.pk, sessions[0].pk]
    )
    answer = client.post(address, {"revision_id": story.latest_revision_id}).json()
    assert [one["user"] for one in answer["other_sessions"]] == ["Lê Thị Hoa"]
    assert "Hoa" in answer["html"]
    assert " is editing" not in answer["html"]
    assert " has unsaved changes" not in answer["html"]


def test_two_versions_are_compared_and_an_old_one_comes_back(client, story):
    client.force_login(factories.user(Role.EDITOR))
    old = story.latest_revision
    story.title = "Tên mới"
    story.body = [("paragraph", "<p>Chiều nay mưa.</p>"), ("heading", {"text": "Mưa", "level": "h3"})]
    new = story.save_revision()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, old.pk, new.pk])
    shown = client.get(compare).content.decode()
    assert "Chiều" in shown
    assert "Nhỏ" in shown  # the words of a choice
    assert not re.search(r"\bh3\b", re.sub(r"</?h3[^>]*>", "", shown))
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, old.pk])
    assert "Bài đang viết" in client.get(revert).content.decode()
    sent = form_of(client, story, title="Bài đang viết", revision=old.pk)
    assert client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), sent).status_code == 302
    assert latest_title(story) == "Bài đang viết"
