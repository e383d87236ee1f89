"""A workflow for pages that an administrator sets up: what was approved is published, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from accounts.roles import Role
from news.models import NewsIndexPage, StoryPage
from tests import factories
from tests.module_school import school_for_the_module
from workflow.publishing import publish_approved_revision

pytestmark = pytest.mark.django_db
school = school_for_the_module()

WORDS, LATER_WORDS = "Cả trường cùng đọc sách mỗi sáng.", "Lời sửa sau khi gửi."


@pytest.fixture
def principal(school) -> Any:
    return factories.user(Role.PRINCIPAL)


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR)


@pytest.fixture
def workflow(school, principal) -> Workflow:
    """The principal looks at every story; nobody gives that office the right to publish."""
    task = GroupApprovalTask.objects.create(name="Hiệu trưởng xem")
    task.groups.set(principal.groups.all())
    made = Workflow.objects.create(name="Duyệt tin bài")
    WorkflowTask.objects.create(workflow=made, task=task)
    WorkflowPage.objects.create(workflow=made, page=NewsIndexPage.objects.get())
    return made


@pytest.fixture
def waiting(workflow, editor) -> StoryPage:
    story = factories.story(live=False, lead=WORDS)
    story.save_revision(user=editor)
    workflow.start(story, editor)
    return story


def decision(story: StoryPage) -> Any:
    return story.current_workflow_task_state.specific


def later_draft(story: StoryPage, editor: Any) -> None:
    newer = StoryPage.objects.get(pk=story.pk)
    newer.lead = LATER_WORDS
    newer.save_revision(user=editor)


def test_the_approval_of_the_last_step_publishes(waiting, principal):
    assert not waiting.permissions_for_user(principal).can_publish()
    decision(waiting).approve(user=principal)
    waiting.refresh_from_db()
    assert (waiting.live, waiting.lead) == (True, WORDS)


def test_a_rejection_publishes_nothing(waiting, principal):
    decision(waiting).reject(user=principal, comment="Xin viết lại.")
    waiting.refresh_from_db()
    assert not waiting.live


def test_what_was_approved_is_published_even_if_a_newer_draft_exists(waiting, editor, principal):
    state = decision(waiting)
    later_draft(waiting, editor)
    state.approve(user=principal, update=False)
    publish_approved_revision(state.workflow_state, user=principal)
    waiting.refresh_from_db()
    assert (waiting.live, waiting.lead) == (True, WORDS)
    assert waiting.get_latest_revision_as_object().lead == LATER_WORDS, "the newer draft is kept"


def test_before_an_approval_there_is_nothing_to_publish(waiting):
    publish_approved_revision(decision(waiting).workflow_state)
    waiting.refresh_from_db()
    assert not waiting.live


def test_an_approved_story_with_a_moment_goes_live_at_it(workflow, editor, principal):
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    story = factories.story(live=False, go_live_at=moment)
    story.save_revision(user=editor)
    workflow.start(story, editor)
    decision(story).approve(user=principal)
    story.refresh_from_db()
    assert not story.live
    assert story.revisions.get(approved_go_live_at__isnull=False).approved_go_live_at == moment


def test_the_last_of_two_approvals_counts(workflow, editor, principal):
    second = GroupApprovalTask.objects.create(name="Công đoàn xem")
    second.groups.set(editor.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=9)
    story = factories.story(live=False, lead=WORDS)
    story.save_revision(user=editor)
    workflow.start(story, editor)
    decision(story).approve(user=principal)
    story.refresh_from_db()
    assert not story.live
    decision(story).approve(user=factories.user(Role.EDITOR))
    story.refresh_from_db()
    assert story.live
