"""The Week's tasks that nothing on the site shows yet, and beginning a story about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.log_actions import log

from core.bin import outside_bin
from home.desk.sections import sections_written_by
from home.models import ActivityPage
from ledger.models import Evidence
from news.models import StoryPage
from week.models import PlanTask, WeekEdition

SHOWN = 5


def without_evidence() -> QuerySet[PlanTask]:
    """Return the newest Week's tasks that no page on the site and nothing attached shows, the earliest due first."""
    newest = WeekEdition.objects.order_by("-year").values("pk")[:1]
    stories = outside_bin(StoryPage.objects.filter(tasks=OuterRef("pk")))
    activities = ActivityPage.objects.filter(tasks=OuterRef("pk"))
    return (
        PlanTask.objects.filter(
            ~Exists(stories.filter(live=True)),
            ~Exists(activities.filter(live=True)),
            ~Exists(Evidence.objects.filter(Q(page=None) | Q(page__live=True), task=OuterRef("pk"))),
            edition=Subquery(newest),
        )
        .annotate(is_begun=Exists(stories))
        .select_related("department", "edition")
        .order_by(F("due_date").asc(nulls_last=True), "sort_order", "pk")
    )


class TasksPanel(Component):
    """The tasks of the newest Week that wait for evidence, for those who write stories."""

    name = "tasks"
    order = 90
    template_name = "home/admin/tasks_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the first ``tasks`` and how many there are in ``total``. One query."""
        if not parent_context or "news" not in sections_written_by(parent_context["request"].user):
            return {}
        tasks = list(without_evidence())
        return {
            "edition": tasks[0].edition if tasks else None,
            "tasks": tasks[:SHOWN],
            "total": len(tasks),
            "today": timezone.localdate(),
            "csrf_token": parent_context["csrf_token"],
        }


@require_POST
def write_story(request: HttpRequest, task: int) -> HttpResponse:
    """Begin a story as evidence for a task, or go on with the one that the user has begun.

    Raises:
        PermissionDenied: The user does not write stories.
    """
    section = sections_written_by(request.user).get("news")
    if section is None:
        raise PermissionDenied
    about = get_object_or_404(PlanTask.objects.select_related("edition"), pk=task)
    drafts = outside_bin(StoryPage.objects.filter(tasks=about, live=False, owner=request.user))
    begun = drafts.order_by("-pk").first()
    if begun is not None:
        messages.info(request, _("Bạn đã có bản nháp cho việc này; hãy viết tiếp."))
        return redirect("wagtailadmin_pages:edit", begun.pk)
    story = StoryPage(
        title=about.title,
        owner_id=request.user.pk,
        live=False,
        edition=about.edition,
        department_id=about.department_id,
    )
    story.tasks = [about]
    section.add_child(instance=story)
    story.save_revision(user=request.user, log_action=False)
    log(instance=story, action="wagtail.create", user=request.user, content_changed=True)
    messages.success(
        request, _("Đã mở một bản nháp gắn sẵn với việc “%(task)s”. Hãy viết tiếp.") % {"task": about.title}
    )
    return redirect("wagtailadmin_pages:edit", story.pk)
