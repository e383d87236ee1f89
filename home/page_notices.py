"""What the writers of a page and those who approve it hear of: page workflows, the schedule, comments.

A page's title may name a child, so it goes only to those who may edit or approve the page, and by mail never
(``Mail.DISCREET``); of workflows and comments Wagtail sends mails of its own.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply, Page, PageLogEntry, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from accounts.audience import holders, writers_of
from accounts.models import User
from accounts.notices import Mail, in_school_language, notify
from workflow.models import ScheduleFailure

WENT_OUT = "wagtail.publish.scheduled"


def connect() -> None:
    """Hear of what happens to pages; called once when Django starts."""
    task_submitted.connect(tell_approvers, dispatch_uid="home.tell_approvers")
    workflow_rejected.connect(tell_of_rejection, dispatch_uid="home.tell_of_rejection")
    workflow_approved.connect(tell_of_approval, dispatch_uid="home.tell_of_approval")
    for receiver, sender in (
        (tell_of_publication, PageLogEntry),
        (tell_of_failure, ScheduleFailure),
        (tell_of_comment, Comment),
        (tell_of_comment, CommentReply),
    ):
        uid = f"home.{receiver.__name__}.{sender.__name__}"
        post_save.connect(receiver, sender=sender, dispatch_uid=uid)


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def tell_approvers(instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """A page was laid before those who approve it."""
    page, groups = instance.revision.content_object, getattr(instance.task.specific, "groups", None)
    if not isinstance(page, Page) or groups is None:
        return
    with in_school_language():
        notify(
            User.objects.filter(groups__in=groups.all()).distinct(),
            _("Bài “%(page)s” chờ bạn duyệt") % {"page": instance.revision.object_str},
            url=_edit(page),
            actor=user,
            mail=Mail.NONE,
            is_collapsed=True,
        )


def tell_of_rejection(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """A page came back, with the reason."""
    reason = instance.current_task_state.comment if instance.current_task_state else ""
    with in_school_language():
        _tell_who_asked(instance, user, _("Bài “%(page)s” được trả lại để sửa"), reason)


def tell_of_approval(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """A page went through its workflow."""
    with in_school_language():
        _tell_who_asked(instance, user, _("Bài “%(page)s” đã được duyệt"))


def _tell_who_asked(state: WorkflowState, actor: User | None, words: str, text: str = "") -> None:
    page = state.content_object
    if isinstance(page, Page):
        subject = words % {"page": page.get_admin_display_title()}
        notify([state.requested_by], subject, text, _edit(page), actor=actor, mail=Mail.NONE)


def tell_of_publication(instance: PageLogEntry, created: bool, **kwargs: Any) -> None:  # noqa: FBT001  # Django's
    """A page went out at the moment that its writers had set."""
    if created and instance.action == WENT_OUT:
        # After the commit, and whatever becomes of it: it is no reason to keep the page back.
        transaction.on_commit(partial(_tell_of_publication, instance.page_id), robust=True)


def _tell_of_publication(number: int) -> None:
    page = Page.objects.live().filter(pk=number).select_related("owner", "latest_revision__user").first()
    if page is not None:
        with in_school_language():
            subject = _("Bài “%(page)s” đã lên trang theo giờ hẹn") % {"page": page.title}
            notify(writers_of(page), subject, url=page.get_url() or _edit(page), mail=Mail.NONE)


def tell_of_failure(instance: ScheduleFailure, created: bool, **kwargs: Any) -> None:  # noqa: FBT001  # Django's
    """Something that was due could not be done: once, at the first attempt."""
    found = instance.content_object if created else None
    if found is None:
        return
    words = {"title": instance.title}
    with in_school_language():
        if instance.action == ScheduleFailure.Action.EXPIRE:
            subject = _("Chưa gỡ được theo giờ hẹn: “%(title)s”") % words
        else:
            subject = _("Chưa đăng được theo giờ hẹn: “%(title)s”") % words
        if isinstance(found, Page):
            notify(writers_of(found), subject, instance.reason, _edit(found), mail=Mail.DISCREET)
        else:
            url = reverse("wagtailadmin_home")
            notify(_in_charge_of(found), subject, instance.reason, url, mail=Mail.DISCREET)


def _in_charge_of(found: Model) -> list[User]:
    """Return who publishes things of this kind; who changes them where nobody publishes."""
    label, name = found._meta.app_label, found._meta.model_name
    return list(holders(f"{label}.publish_{name}")) or list(holders(f"{label}.change_{name}"))


def tell_of_comment(instance: Comment | CommentReply, created: bool, **kwargs: Any) -> None:  # noqa: FBT001  # Django's
    """Somebody commented on a page: its writers, and whoever spoke in the same thread, hear of it."""
    if not created:
        return
    thread = instance.comment if isinstance(instance, CommentReply) else instance
    spoken = User.objects.filter(
        Q(pk=thread.user_id) | Q(pk__in=thread.replies.values("user")), is_active=True
    )
    page = thread.page
    readers = [user for user in spoken if page.permissions_for_user(user).can_edit()]
    with in_school_language():
        notify(
            [*writers_of(page), *readers],
            _("%(person)s góp ý ở bài “%(page)s”")
            % {"person": instance.user, "page": page.get_admin_display_title()},
            instance.text,
            _edit(page),
            actor=instance.user,
            mail=Mail.NONE,
        )
