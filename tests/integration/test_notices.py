"""Notices: each event tells the right people once, never who did it, and never a title to who may not read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply, GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from accounts.models import KEPT, Notice
from accounts.notices import Mail, notify
from accounts.roles import Role
from honors import steps
from news.models import NewsIndexPage, StoryPage
from people.takedown import take_down_page
from tests import factories
from tests.module_school import school_for_the_module
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

TITLE = "Em Khánh lớp 3/2 và góc đọc sách"


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR, email="bien-tap@truong.example")


@pytest.fixture
def other_editor(school) -> Any:
    return factories.user(Role.EDITOR)


@pytest.fixture
def principal(school) -> Any:
    return factories.user(Role.PRINCIPAL)


@pytest.fixture
def story(editor) -> StoryPage:
    made = factories.story(title=TITLE, live=False, owner=editor)
    made.save_revision(user=editor)
    return made


def told() -> dict[str, list[Any]]:
    """Return who was told, by subject."""
    found: dict[str, list[Any]] = {}
    for notice in Notice.objects.select_related("user").order_by("pk"):
        found.setdefault(notice.subject, []).append(notice.user)
    return found


# --- Writing and mailing -----------------------------------------------------------------------


def test_each_is_told_once_and_neither_the_actor_nor_who_has_left(editor, other_editor, principal):
    gone = factories.user(Role.EDITOR, is_active=False)
    notify([editor, editor, other_editor, principal, gone, None], "Tin", actor=principal)
    assert told() == {"Tin": [editor, other_editor]}


def test_a_mail_says_all_or_only_that_there_is_something(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify([editor], "Có 3 đề nghị", "Đợt tháng 10", "/admin/x/")
        notify([editor], f"Bài “{TITLE}”", "Vì sao", "/admin/y/", mail=Mail.DISCREET)
        notify([editor], f"Bài “{TITLE}” nữa", mail=Mail.NONE)
    full, discreet = mail.outbox
    assert full.to == ["bien-tap@truong.example"]
    assert "Đợt tháng 10" in full.body
    assert full.body.endswith("/admin/x/")
    assert "Khánh" not in discreet.subject + discreet.body
    assert discreet.body.endswith(reverse("notices:list"))


def test_a_collapsed_notice_takes_the_place_of_an_unread_one_and_is_mailed_once(
    editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for count in (1, 2, 3):
            notify([editor], f"Có {count} đề cử", url="/admin/de-cu/", is_collapsed=True)
    assert told() == {"Có 3 đề cử": [editor]}
    assert len(mail.outbox) == 1


def test_what_is_older_than_ninety_days_goes_with_the_next_notice(editor):
    old = Notice.objects.create(user=editor, subject="Cũ", created_at=timezone.now() - KEPT)
    notify([editor], "Mới")
    assert not Notice.objects.filter(pk=old.pk).exists()
    assert told() == {"Mới": [editor]}


# --- Who hears of what -------------------------------------------------------------------------


def test_a_round_tells_the_principal_then_the_proposer_and_the_clerk(editor, principal):
    clerk = factories.user(Role.CLERK)
    stands = factories.commendation_round(state="proposed", editor=editor, items=2, title="Đợt 1")
    steps.submit(stands, editor)
    assert told() == {"Có 2 đề nghị khen chờ duyệt": [principal]}
    Notice.objects.all().delete()
    factories.approve(stands, principal)
    assert told() == {
        "Đợt khen “Đợt 1” đã được duyệt": [editor],
        "Đợt khen “Đợt 1” đã được duyệt, chờ vào sổ lấy số": [clerk],
    }


def test_a_returned_round_tells_the_proposer_why(editor, principal):
    stands = factories.commendation_round(state="with_principal", editor=editor, items=1, title="Đợt 1")
    Notice.objects.all().delete()
    steps.return_round(stands, principal, "Xin ghi rõ em đã dạy ai.")
    notice = Notice.objects.get()
    assert (notice.user, notice.text) == (editor, "Xin ghi rõ em đã dạy ai.")
    assert notice.url == reverse("honors_rounds:overview", args=[stands.pk])


def test_a_reason_that_names_a_child_is_not_mailed(editor, principal, django_capture_on_commit_callbacks):
    stands = factories.commendation_round(state="with_principal", editor=editor, items=1, title="Đợt 1")
    factories.person(full_name="Lê Thị Bông Sen")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        steps.return_round(stands, principal, "Em Lê Thị Bông Sen chưa có minh chứng.")
    (message,) = mail.outbox
    assert "Bông Sen" not in message.subject + message.body
    assert Notice.objects.get(user=editor).text.startswith("Em Lê Thị Bông Sen")


def test_nominations_tell_the_editors_with_one_notice(client, editor, monkeypatch):
    monkeypatch.setattr("core.robot_traps.FEWEST_SECONDS", 0)
    for name in ("Trần Thị Hoa", "Lê Văn Nam"):
        opened = client.get("/de-cu/").context["form"]["opened"].value()
        answer = client.post(
            "/de-cu/",
            {
                "nominee_name": name,
                "kind": "parent",
                "deed": "Mỗi tối đọc sách cùng con.",
                "nominator_name": "Bà Tư",
                "opened": opened,
            },
        )
        assert answer.status_code == 302
    assert told() == {"Có 2 đề cử mới chưa ai xem": [editor]}


def test_a_page_workflow_tells_who_approves_then_who_asked(editor, other_editor, principal, story):
    task = GroupApprovalTask.objects.create(name="Hiệu trưởng xem")
    task.groups.set(principal.groups.all())
    flow = Workflow.objects.create(name="Duyệt tin bài")
    WorkflowTask.objects.create(workflow=flow, task=task)
    WorkflowPage.objects.create(workflow=flow, page=NewsIndexPage.objects.get())
    flow.start(story, editor)
    assert told() == {f"Bài “{TITLE}” chờ bạn duyệt": [principal]}
    Notice.objects.all().delete()

    state = story.current_workflow_task_state
    task.on_action(state, principal, "reject", comment="Thiếu ảnh.")
    notice = Notice.objects.get()
    assert (notice.user, notice.subject, notice.text) == (
        editor,
        f"Bài “{TITLE}” được trả lại để sửa",
        "Thiếu ảnh.",
    )
    Notice.objects.all().delete()

    story.current_workflow_state.resume(user=editor)
    Notice.objects.all().delete()
    task.on_action(story.current_workflow_task_state, principal, "approve")
    assert told() == {f"Bài “{TITLE}” đã được duyệt": [editor]}


def schedule(story: StoryPage, user: Any) -> None:
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision(user=user).publish(user=user)


def test_a_story_that_goes_out_on_time_tells_its_author(
    editor, other_editor, story, django_capture_on_commit_callbacks
):
    schedule(story, editor)
    soon = timezone.now() + timedelta(hours=2)
    with django_capture_on_commit_callbacks(execute=True), time_machine.travel(soon):
        run_due()
    assert told() == {f"Bài “{TITLE}” đã lên trang theo giờ hẹn": [editor]}


def test_a_schedule_that_fails_tells_the_author_once_and_why(
    editor, other_editor, story, django_capture_on_commit_callbacks
):
    schedule(story, editor)
    taken = factories.story(slug="trung", title="Bài khác")
    revision = story.latest_revision
    revision.content["slug"] = taken.slug
    revision.save()
    with django_capture_on_commit_callbacks(execute=True):
        for hours in (2, 6):
            run_due(timezone.now() + timedelta(hours=hours))
    notice = Notice.objects.get()
    assert (notice.user, notice.subject) == (editor, f"Chưa đăng được theo giờ hẹn: “{TITLE}”")
    assert "trung" in notice.text
    (message,) = mail.outbox
    assert "Khánh" not in message.subject + message.body


def test_a_comment_tells_the_author_and_an_answer_who_began(editor, other_editor, story):
    comment = Comment.objects.create(page=story, user=other_editor, text="Nên thêm ảnh.", contentpath="title")
    subject = f"{other_editor} góp ý ở bài “{TITLE}”"
    assert told() == {subject: [editor]}
    Notice.objects.all().delete()
    CommentReply.objects.create(comment=comment, user=editor, text="Đã thêm.")
    assert told() == {f"{editor} góp ý ở bài “{TITLE}”": [other_editor]}


def test_a_page_taken_down_tells_its_writers_and_nobody_else(editor, other_editor, story):
    privacy = factories.user(Role.PRIVACY)
    story.latest_revision.publish()
    story.refresh_from_db()
    take_down_page(story, None, "Phụ huynh đã rút lại đồng ý.", privacy)
    assert told() == {f"Trang “{TITLE}” đã được gỡ khỏi trang web": [editor]}


def test_a_writer_who_may_edit_no_more_is_not_told_and_the_other_editors_are(editor, other_editor, story):
    editor.groups.clear()
    story.refresh_from_db()
    take_down_page(story, None, "Đã rút lại đồng ý.")
    assert told() == {f"Trang “{TITLE}” đã được gỡ khỏi trang web": [other_editor]}


# --- Reading -----------------------------------------------------------------------------------


@pytest.fixture
def notice(editor) -> Notice:
    return Notice.objects.create(user=editor, subject="Có tin", text="Chi tiết", url="/admin/pages/")


def test_opening_a_notice_marks_it_as_read_and_leads_on(client, editor, notice):
    client.force_login(editor)
    assert client.get(reverse("notices:open", args=[notice.pk])).status_code == 405, "a GET never writes"
    answer = client.post(reverse("notices:open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/pages/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_nobody_reads_or_marks_another_reader_s_notice(client, other_editor, notice):
    client.force_login(other_editor)
    assert client.post(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notices:read", args=[notice.pk])).status_code == 404
    client.post(reverse("notices:read_all"))
    notice.refresh_from_db()
    assert notice.read_at is None
    assert "Có tin" not in client.get(reverse("notices:list")).content.decode()


def test_the_dashboard_and_the_menu_show_what_is_unread(client, editor, notice):
    Notice.objects.create(user=editor, subject="Đã xem", read_at=timezone.now())
    client.force_login(editor)
    page = client.get("/admin/").content.decode()
    assert "Có tin" in page
    assert "Đã xem" not in page
    assert r"Tin b\u00e1o (1)" in page
    answer = client.post(reverse("notices:read", args=[notice.pk]), {"next": "/admin/"})
    assert answer["Location"] == "/admin/"
    page = client.get("/admin/").content.decode()
    assert "Có tin" not in page
    assert r"Tin b\u00e1o (" not in page


def test_the_list_shows_the_newest_first_and_comes_back_only_to_this_site(client, editor, notice):
    Notice.objects.create(user=editor, subject="Mới hơn")
    client.force_login(editor)
    page = client.get(reverse("notices:list"), {"trang": "9x"}).content.decode()
    assert page.index("Mới hơn") < page.index("Có tin")
    answer = client.post(reverse("notices:read_all"), {"next": "https://example.org/"})
    assert answer["Location"] == reverse("notices:list")
    assert not Notice.objects.filter(read_at=None).exists()
