"""When a thing goes live: the panel that editors see and the rule that a moment in the past is refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.panels import PublishingPanel

from core.vietnamese import slugify

SCHEDULE_HELP = {
    "go_live_at": _("Giờ Việt Nam (GMT+7), ví dụ 05/10/2023 07:30. Để trống thì đăng ngay khi bấm Đăng."),
    "expire_at": _("Giờ Việt Nam (GMT+7). Đến giờ này bài tự rời khỏi trang; để trống thì ở lại."),
}


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

    def clean_slug(self) -> str:
        """Return the address in ASCII, as the browser would write it: Wagtail's field takes every letter."""
        slug = self.cleaned_data["slug"]
        return slugify(slug) or slug


class SchoolSnippetForm(ScheduleFormMixin, WagtailAdminModelForm):
    """The edit form of snippets that can be scheduled."""
