"""The edit form of every page: when it goes live, and what is asked before it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import PublishingPanel

from core.date_input import MomentInput
from core.publishing.obstacles import Obstacle, obstacles
from core.vietnamese import slugify

SCHEDULE_HELP = {
    "go_live_at": _("Giờ Việt Nam (GMT+7), ví dụ 05/10/2023 07:30. Để trống thì đăng ngay khi bấm Đăng."),
    "expire_at": _("Giờ Việt Nam (GMT+7). Đến giờ này bài tự rời khỏi trang; để trống thì ở lại."),
}


class VietnamTimePanel(PublishingPanel):
    """Wagtail's schedule fields, saying whose clock they mean, with boxes that keep what is typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field_panel in self.children:
            field_panel.help_text = SCHEDULE_HELP[field_panel.field_name]
            wagtail_box = field_panel.widget
            field_panel.widget = MomentInput(
                attrs=wagtail_box.attrs, js_overlay_parent_selector=wagtail_box.js_overlay_parent_selector
            )


def _minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


class ScheduleFormMixin:
    """Refuse a publishing moment that has passed, and an end that is no later than the beginning.

    Wagtail takes a past moment for "now" and publishes at once; a wrong year would so put a draft before the
    public. A moment that was already stored (the page went live at it) stays as it is; the box shows no seconds, so
    that the minute decides whether it is the same.
    """

    initial: Mapping[str, Any]

    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        """Add the error at the field."""
        cleaned = super().clean()  # type: ignore[misc]
        moment = self.cleaned_data.get("go_live_at")
        if moment and _minute(moment) != _minute(self.initial.get("go_live_at")) and moment <= timezone.now():
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
        elif moment and moment == self.cleaned_data.get("expire_at"):
            # Wagtail refuses an earlier end only; at one and the same moment nobody would ever see the page.
            self.add_error(  # type: ignore[attr-defined]
                "expire_at",
                forms.ValidationError(_("Giờ gỡ phải sau giờ hẹn đăng."), code="no_time_between"),
            )
        return cleaned


class SchoolPageForm(ScheduleFormMixin, WagtailAdminPageForm):
    """The edit form of every page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A browser cuts what is pasted to maxlength without a word; the form says what is too long.
            field.widget.attrs.pop("maxlength", None)

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
