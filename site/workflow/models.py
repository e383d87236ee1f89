"""Signing off, and what the schedule runner remembers."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState


class SignOffTask(AbstractGroupApprovalTask):
    """A step that only its group can take, never for one's own proposal, and that nobody edits meanwhile.

    Two things differ from Wagtail's group approval. A superuser has no say by being one: signing is an
    office, not a technical power. And the object is locked for everybody while it waits, the signer
    included: approval binds to the words that were read, and a signer who wants other words returns it.
    """

    class Meta:
        verbose_name = _("bước ký duyệt")
        verbose_name_plural = _("bước ký duyệt")

    def _may_sign(self, obj: Any, user: Any) -> bool:
        if not self._user_in_groups(user):
            return False
        state = obj.current_workflow_state
        return state is None or state.requested_by_id != user.pk

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Ask for the newest words: Wagtail's edit view may hold the object as it was before it was saved."""
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Signers may open the edit view, to read and decide there."""
        return self._user_in_groups(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Return True: what waits for a signature stays as it is."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Return False: it is locked already."""
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return (name, words on the button, whether a comment is asked for)."""
        if not self._may_sign(obj, user):
            return []
        return [
            ("approve", _("Duyệt"), False),
            ("reject", _("Trả lại, kèm lý do"), True),
        ]

    def get_form_for_action(self, action: str) -> type:
        """Return the form of the dialog; a return needs its reason."""
        from workflow.forms import ReasonForm  # noqa: PLC0415  # forms need the app registry

        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> str:
        """Approve or return, checking again who asks, and return where to go on.

        That is the dashboard with what still waits: the edit view is closed to the signer once it is signed.

        Raises:
            PermissionDenied: The user proposed it, or is not of the group.
        """
        if not self._may_sign(task_state.workflow_state.content_object, user):
            raise PermissionDenied(_("Người đề nghị không thể tự duyệt đề nghị của mình."))
        super().on_action(task_state, user, action_name, **kwargs)
        return reverse("wagtailadmin_home")

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        """Return what waits for this user; one's own proposals do not."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).exclude(
            workflow_state__requested_by=user
        )

    @classmethod
    def get_description(cls) -> Any:
        """Return the sentence shown where tasks are chosen."""
        return _("Người trong nhóm được chọn duyệt hoặc trả lại; không ai tự duyệt đề nghị của mình.")


class RunnerHeartbeat(models.Model):
    """The last sign of life of a schedule runner."""

    name = models.CharField(max_length=60, unique=True)
    beat_at = models.DateTimeField(default=timezone.now)
    published = models.PositiveBigIntegerField(default=0)
    expired = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("nhịp của bộ hẹn giờ")
        verbose_name_plural = _("nhịp của bộ hẹn giờ")

    def __str__(self) -> str:
        return f"{self.name}: {self.beat_at:%d/%m/%Y %H:%M:%S}"


class ScheduleFailure(models.Model):
    """Something that was due and could not be done: it stays due, is tried again, and editors are told why."""

    class Action(models.TextChoices):
        """What was to be done."""

        PUBLISH = "publish", _("Đăng")
        EXPIRE = "expire", _("Gỡ")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    action = models.CharField(max_length=10, choices=Action.choices)
    title = models.CharField(max_length=255)
    reason = models.TextField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_attempt_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "action"], name="one_failure_an_object"
            ),
        ]
        ordering = ("due_at",)
        verbose_name = _("việc hẹn giờ bị lỗi")
        verbose_name_plural = _("việc hẹn giờ bị lỗi")

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.title}: {self.reason}"
