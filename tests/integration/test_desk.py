"""The dashboard: each role's buttons, what waits for exactly this person, and as many queries for 300 pages as for 20."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from accounts.roles import Role
from honors import steps
from news.models import NewsIndexPage, StoryPage
from resources.models import LibraryPage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

BUTTONS = {
    Role.EDITOR: [
        "Viết tin mới",
        "Viết từ tệp Word",
        "Thêm ảnh",
        "Thêm hoạt động",
        "Giới thiệu gương sáng",
        "Đề nghị khen",
    ],
    Role.LIBRARIAN: ["Thêm học liệu", "Thêm ảnh", "Thêm tệp"],
    Role.PRINCIPAL: ["Chờ tôi duyệt", "Sổ khen thưởng"],
    Role.CLERK: ["Vào sổ, in giấy khen", "Sổ khen thưởng", "Mẫu văn bản"],
    Role.PRIVACY: ["Nhập phiếu đồng ý", "Thêm người", "Mọi phiếu đồng ý"],
    Role.ADMIN: ["Người dùng", "Thông tin nhà trường", "Các Tuần lễ"],
}
MOST_QUERIES = 32
"""Of the whole dashboard, Wagtail's own among them."""


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR)


def desk(client: Any, user: Any) -> Any:
    client.force_login(user)
    return client.get("/admin/")


def draft(user: Any, **fields: Any) -> StoryPage:
    made = factories.story(live=False, owner=user, first_published_at=None, **fields)
    made.save_revision(user=user)
    return made


def section(answer: Any, name: str) -> str:
    """Return the words of a panel; empty when it is not there."""
    return answer.content.decode().partition(f'id="{name}-section"')[2].partition("</section>")[0]


@pytest.mark.parametrize("role", BUTTONS)
def test_each_role_has_its_buttons_and_each_leads_somewhere(client, school, role):
    user = factories.user(role)
    answer = desk(client, user)
    page = answer.content.decode()
    assert f"Chào {user}" in page
    (panel,) = [panel for panel in answer.context["panels"] if panel.name == "actions"]
    actions = panel.get_context_data({"request": answer.wsgi_request})["actions"]
    assert [action.label for action in actions] == BUTTONS[role]
    for action in actions:
        assert action.url in page
        assert client.get(action.url, follow=True).status_code == 200, action.label


def test_the_panels_stand_in_the_order_of_a_working_day(client, editor):
    names = [panel.name for panel in desk(client, editor).context["panels"]]
    ours = [
        name for name in names if name in {"actions", "notices", "drafts", "honours", "schedule", "tasks"}
    ]
    assert ours == ["actions", "notices", "schedule", "drafts", "honours", "tasks"]
    assert not {"recent_edits", "workflow_objects_to_moderate", "locked_pages"} & set(names)


def test_who_has_never_written_sees_three_steps(client, editor):
    assert "ba bước" in section(desk(client, editor), "first-steps")
    draft(editor)
    assert not section(desk(client, editor), "first-steps")


def test_drafts_are_one_s_own_and_not_what_the_clock_will_publish(client, editor):
    draft(editor, title="Của tôi")
    draft(factories.user(Role.EDITOR), title="Của người khác")
    scheduled = draft(editor, title="Đã hẹn giờ")
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision(user=editor).publish(user=editor)
    changed = factories.story(title="Đang sửa lại")
    changed.save_revision(user=editor)
    words = section(desk(client, editor), "drafts")
    assert "Của tôi" in words
    assert "Đang sửa lại" in words
    assert "Của người khác" not in words
    assert "Đã hẹn giờ" not in words


def test_what_was_returned_says_why_and_what_waits_says_for_whom(client, editor):
    principal = factories.user(Role.PRINCIPAL)
    task = GroupApprovalTask.objects.create(name="Hiệu trưởng xem")
    task.groups.set(Group.objects.filter(name="Hiệu trưởng"))
    flow = Workflow.objects.create(name="Duyệt tin bài")
    WorkflowTask.objects.create(workflow=flow, task=task)
    WorkflowPage.objects.create(workflow=flow, page=NewsIndexPage.objects.get())
    back, waits = draft(editor, title="Bị trả lại"), draft(editor, title="Đang chờ")
    for story in (back, waits):
        flow.start(story, editor)
    task.on_action(back.current_workflow_task_state, principal, "reject", comment="Thiếu ảnh.")

    mine = desk(client, editor)
    assert "Bị trả lại" in section(mine, "returned")
    assert "Thiếu ảnh." in section(mine, "returned")
    assert "Đang chờ" not in section(mine, "returned") + section(mine, "drafts")
    theirs = section(desk(client, principal), "approvals")
    assert "Đang chờ" in theirs
    assert "Bị trả lại" not in theirs
    assert not section(desk(client, factories.user(Role.LIBRARIAN)), "approvals")


def test_a_returned_round_says_why(client, editor):
    stands = factories.commendation_round(state="with_principal", editor=editor)
    steps.return_round(stands, factories.user(Role.PRINCIPAL), "Thiếu biên bản.")
    assert "Thiếu biên bản." in section(desk(client, editor), "honours-waiting")


def test_tasks_without_evidence_are_those_that_no_live_page_shows(client, editor):
    week = factories.edition()
    _bare, begun, shown = (
        factories.plan_task(week, title=name) for name in ("Trống", "Dở dang", "Thấy trên trang")
    )
    for task, live in ((begun, False), (shown, True)):
        story = factories.story(live=live)
        story.tasks = [task]
        story.save()
    words = section(desk(client, editor), "tasks")
    assert "Trống" in words
    assert "đã có bản nháp" in words.partition("Dở dang")[2].partition("</li>")[0]
    assert "Thấy trên trang" not in words
    assert not section(desk(client, factories.user(Role.PRINCIPAL)), "tasks")


def test_a_story_is_begun_from_a_task_once(client, editor):
    task = factories.plan_task(factories.edition(), title="Treo băng rôn")
    address = reverse("desk_write_story", args=[task.pk])
    client.force_login(editor)
    assert client.get(address).status_code == 405
    first, second = client.post(address), client.post(address)
    story = StoryPage.objects.get(tasks=task)
    assert first["Location"] == second["Location"] == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert (story.title, story.live, story.owner, story.edition) == (task.title, False, editor, task.edition)
    assert list(story.latest_revision.as_object().tasks.all()) == [task]
    assert client.get(first["Location"]).status_code == 200
    client.force_login(factories.user(Role.LIBRARIAN))
    assert client.post(address).status_code == 403
    assert StoryPage.objects.count() == 1


def test_a_story_in_the_bin_is_no_beginning(client, editor):
    task = factories.plan_task(factories.edition(), title="Treo băng rôn")
    client.force_login(editor)
    address = reverse("desk_write_story", args=[task.pk])
    thrown_away = client.post(address)["Location"]
    client.post(thrown_away.replace("/edit/", "/delete/"))
    assert "đã có bản nháp" not in section(desk(client, editor), "tasks")
    again = client.post(address)["Location"]
    assert again != thrown_away
    assert client.get(again).status_code == 200


def test_who_keeps_consents_sees_those_that_end_and_those_that_are_missing(client, school):
    today = timezone.localdate()
    soon, later, bare = (factories.person(full_name=f"Lê Thị {name}") for name in ("Mai", "Lan", "Cúc"))
    factories.consent(soon, expires_on=today + timedelta(days=10))
    factories.consent(later, expires_on=today + timedelta(days=100))
    stands = factories.commendation_round(items=0)
    for person in (later, bare):
        factories.commendation(round=stands, person=person)
    answer = desk(client, factories.user(Role.PRIVACY))
    ending, missing = section(answer, "consents-ending"), section(answer, "consents-missing")
    assert ("Lê Thị Mai" in ending, "Lê Thị Lan" in ending) == (True, False)
    assert ("Lê Thị Cúc" in missing, "Lê Thị Lan" in missing) == (True, False)
    assert "Lê Thị Cúc" not in desk(client, factories.user(Role.LIBRARIAN)).content.decode()


def fill(number: int, user: Any) -> None:
    """Add so many drafts of the user, rounds that wait, tasks and notices."""
    factories.many_stories(number, live=False, has_unpublished_changes=True)
    StoryPage.objects.update(owner=user, live=False, has_unpublished_changes=True)
    week = factories.edition()
    doer = factories.department()
    for _n in range(number // 10):
        factories.plan_task(week, doer)
        factories.commendation_round(week, title="Đợt đang lập")
        user.notices.create(subject="Tin")


@pytest.mark.parametrize("is_superuser", [False, True])
def test_the_dashboard_asks_as_little_for_300_pages_as_for_20(client, school, is_superuser):
    user = factories.user(*Role, is_superuser=is_superuser)
    counts = []
    for number in (20, 280):
        fill(number, user)
        desk(client, user)  # caches and content types
        ContentType.objects.clear_cache()
        desk(client, user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/admin/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_QUERIES


def test_the_explorer_lands_in_the_one_section_or_shows_the_several(client, editor):
    library = LibraryPage.objects.get()
    client.force_login(factories.user(Role.LIBRARIAN))
    assert client.get("/admin/pages/", follow=True).context["parent_page"].pk == library.pk
    client.force_login(editor)
    listed = client.get("/admin/pages/", follow=True).context["page_obj"]
    assert {page.title for page in listed} == {"Tin bài", "Tôn vinh", "Hoạt động"}
