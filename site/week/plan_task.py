"""A task of the plan: who does what by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.choices import words_of

DUE_DAYS = 3
"""A task is nearly due when so many days are left, or fewer."""
FURTHEST = timedelta(days=183)
"""How far from its Week a task may be due: much is done weeks before it, but another year is a slip of the pen."""


def refuse_another_year(due: date | None, edition: Any) -> None:
    """Refuse a due date that is too far from the Week.

    Raises:
        ValidationError: It is.
    """
    if due is None or edition.start_date - FURTHEST <= due <= edition.end_date + FURTHEST:
        return
    words = _("Hạn này cách Tuần lễ (%(week)s) hơn nửa năm. Xin xem lại năm.")
    raise ValidationError(words % {"week": edition.date_range()})


class PlanTask(index.Indexed, models.Model):
    """What the plan gives a department to do; pages attach to it as evidence."""

    class Status(models.TextChoices):
        """How far a task has come."""

        PLANNED = "planned", _("Chưa làm")
        IN_PROGRESS = "in_progress", _("Đang làm")
        DONE = "done", _("Đã xong")

    edition = models.ForeignKey(
        "week.WeekEdition", verbose_name=_("Tuần lễ"), on_delete=models.CASCADE, related_name="tasks"
    )
    department = models.ForeignKey(
        "week.Department", verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="tasks"
    )
    section = models.CharField(_("mục trong kế hoạch"), max_length=12, help_text=_("Ví dụ III.2."))
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    title = models.CharField(_("việc"), max_length=120)
    text = models.TextField(_("nguyên văn kế hoạch"), blank=True)
    due_date = models.DateField(_("hạn"), null=True, blank=True)
    status = models.CharField(_("tình trạng"), max_length=12, choices=Status.choices, default=Status.PLANNED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người lo việc"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"is_active": True},
        related_name="owned_tasks",
        help_text=_("Được nhắc khi còn 3 ngày và khi trễ hạn, và được gắn minh chứng."),
    )
    co_owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người cùng lo"),
        blank=True,
        limit_choices_to={"is_active": True},
        related_name="shared_tasks",
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("title"),
        index.SearchField("text"),
        index.AutocompleteField("title"),
        index.FilterField("status"),
        index.FilterField("department"),
        index.FilterField("edition"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("department"), FieldPanel("status"), FieldPanel("due_date")]),
        MultiFieldPanel(
            [FieldPanel("owner"), FieldPanel("co_owners", widget=forms.CheckboxSelectMultiple)], _("Ai lo")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("edition"), FieldPanel("section"), FieldPanel("sort_order")]),
                FieldPanel("text"),
            ],
            _("Trong kế hoạch"),
        ),
    ]

    class Meta:
        ordering = ("sort_order", "pk")
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Look at the due date beside the Week's days.

        Raises:
            ValidationError: At ``due_date``.
        """
        super().clean()
        if self.edition_id is None:
            return
        try:
            refuse_another_year(self.due_date, self.edition)
        except ValidationError as error:
            raise ValidationError({"due_date": error}) from error

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's
        """Return the status in words."""
        return words_of(self.Status, self.status)

    def is_late(self, today: date) -> bool:
        """Return whether its day has passed and it is not done."""
        return self._is_open and self.due_date is not None and self.due_date < today

    def is_due(self, today: date) -> bool:
        """Return whether it is not done with three days to go or fewer, the last day among them."""
        if not self._is_open or self.due_date is None:
            return False
        return 0 <= (self.due_date - today).days <= DUE_DAYS

    @property
    def _is_open(self) -> bool:
        return self.status != self.Status.DONE
