"""When a thing goes live: the panel that editors see and the rule that a moment in the past is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import PublishingPanel

from core.vietnamese import slugify

SCHEDULE_HELP = {
    "go_live_at": _("Giờ Việt Nam (GMT+7), ví dụ 05/10/2023 07:30. Để trống thì đăng ngay khi bấm Đăng."),
    "expire_at": _("Giờ Việt Nam (GMT+7). Đến giờ này bài tự rời khỏi trang; để trống thì ở lại."),
}


OBSTACLES_HOOK = "find_publishing_obstacles"
"""Rooms above register a function of (page, form or None) that returns obstacles."""


@dataclass(frozen=True)
class Obstacle:
    """What keeps a page from going public.

    Attributes:
        field: The field, or the list of rows, that it stands at; empty for the page as a whole.
        message: What is missing, in words for editors.
    """

    field: str
    message: str


def obstacles(page: Any, form: Any = None) -> list[Obstacle]:
    """Return what keeps the page, as it would be published, from going public now.

    Args:
        page: The page with the words that would be public.
        form: The edit form, when there is one: what it adds below the page is not in the page yet.
    """
    return [obstacle for ask in hooks.get_hooks(OBSTACLES_HOOK) for obstacle in ask(page, form)]


def refuse_with_obstacles(page: Any) -> None:
    """Do nothing, or say what keeps the page from going public.

    Raises:
        ValidationError: By field.
    """
    found: dict[str, list[str]] = {}
    for obstacle in obstacles(page):
        found.setdefault(obstacle.field or NON_FIELD_ERRORS, []).append(obstacle.message)
    if found:
        raise ValidationError(found)


class VietnamTimePanel(PublishingPanel):
    """Wagtail's schedule fields, saying whose clock they mean."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field_panel in self.children:
            field_panel.help_text = SCHEDULE_HELP[field_panel.field_name]


class ScheduleFormMixin:
    """Refuse a publishing moment that has passed.

    Wagtail takes such a moment for "now" and publishes at once; a wrong year would so put a draft before the
    public. A moment that was already stored (the page went live at it) stays as it is.
    """

    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def clean(self) -> dict[str, Any]:
        """Add the error at the field."""
        cleaned = super().clean()  # type: ignore[misc]
        moment = self.cleaned_data.get("go_live_at")
        if moment and "go_live_at" in self.changed_data and moment <= timezone.now():
            self.add_error(  # type: ignore[attr-defined]
                "go_live_at",
                forms.ValidationError(
                    _(
                        "Giờ hẹn đăng đã qua (%(moment)s, giờ Việt Nam). Hãy chọn một giờ sắp tới, hoặc để trống."
                    ),
                    params={"moment": timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")},
                    code="past_moment",
                ),
            )
        return cleaned


class SchoolPageForm(ScheduleFormMixin, WagtailAdminPageForm):
    """The edit form of every page."""

    def is_valid(self) -> bool:
        """Return whether the page may be saved; what is to go public must meet no obstacle, a draft may."""
        valid = super().is_valid()
        if not valid or self.is_deferred_validation:
            return valid
        found = obstacles(self.instance, self)
        for obstacle in found:
            self._show(obstacle)
        return not found

    def _show(self, obstacle: Obstacle) -> None:
        """Put the message at its field; a list of rows shows it above the form."""
        name = obstacle.field if obstacle.field in self.fields else None
        self.add_error(name, obstacle.message)

    def clean_slug(self) -> str:
        """Return the address in ASCII, as the browser would write it: Wagtail's field takes every letter."""
        slug = self.cleaned_data["slug"]
        return slugify(slug) or slug
