"""The panel "Trước khi đăng", beside the form of every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Media
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.side_panels import BaseSidePanel

from core.advice import advice
from core.publishing.obstacles import obstacles
from core.publishing.prospect import Note, Prospect, audience, notes, unscheduled_warning
from core.publishing.schedule import unscheduled_moment
from core.publishing.wagtail_words import wagtail_words


@dataclass(frozen=True)
class Item:
    """A line of a list: what is wrong, and the content path of where."""

    message: str
    place: str = ""


class BeforePublishingPanel(BaseSidePanel):
    """What will happen, who sees it, what keeps the page back and what had better be looked at.

    Wagtail renders its side panels anew after every autosave, and this one with them.

    Args:
        parent_page: The page above.
        scheduled_at: When an approved version goes live by itself, if one does.
    """

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens the panel; its counter says how much keeps the page back."""

        aria_label = gettext_lazy("Mở phần Trước khi đăng")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

    name = "before-publishing"
    title = gettext_lazy("Trước khi đăng")
    template_name = "core/before_publishing.html"
    order = 50

    def __init__(
        self, page: Any, request: Any, *, parent_page: Any = None, scheduled_at: datetime | None = None
    ) -> None:
        super().__init__(page, request)
        self.parent_page = parent_page
        self.scheduled_at = scheduled_at

    @property
    def media(self) -> Media:
        """The panel's script and style."""
        return Media(js=["js/before_publishing.js"], css={"all": ["css/admin-publishing.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the lists, the sentences and what the script needs. A constant number of queries."""
        page, form = self.object, parent_context.get("form")
        prospect = self._prospect()
        blocking = _unique([*_form_errors(form), *_missing_fields(page, form), *_obstacles(page)])
        # Nobody wants to hear what an empty form lacks; Wagtail saves the draft after the first words.
        advised = _unique(Item(one.message, one.place) for one in advice(page)) if page.pk else []
        return super().get_context_data(parent_context) | {
            "prospect": prospect,
            "sentences": prospect.sentences(),
            "audience": audience(page, self.parent_page),
            "notes": [*self._unscheduled(prospect), *notes(page, self.request.user)],
            "blocking": blocking,
            "advised": advised,
            "summary": summary(prospect, len(blocking), len(advised)),
            "state": "blocked" if blocking else "advised" if advised and not self.scheduled_at else "ready",
            "may_schedule": getattr(form, "show_schedule_publishing_toggle", False) and not self.scheduled_at,
            "labels": {
                "publish": wagtail_words("Publish"),
                "schedule": wagtail_words("Schedule to publish"),
                "publishing": wagtail_words("Publishing…"),
                "scheduling": wagtail_words("Scheduling…"),
            },
        }

    def _prospect(self) -> Prospect:
        page, user = self.object, self.request.user
        common = {
            "go_live_at": page.go_live_at,
            "expire_at": page.expire_at,
            "scheduled_at": self.scheduled_at,
        }
        if not page.pk:
            may_publish = self.parent_page.permissions_for_user(user).can_publish_subpage()
            return Prospect(
                may_publish=may_publish, approval=_approval(self.parent_page, may_publish), **common
            )
        may_publish = page.permissions_for_user(user).can_publish()
        task = page.current_workflow_task
        return Prospect(
            may_publish=may_publish,
            is_live=page.live,
            has_changes=page.has_unpublished_changes,
            approval=_approval(page, may_publish),
            waits_for=str(task.name) if task else "",
            **common,
        )

    def _unscheduled(self, prospect: Prospect) -> list[Note]:
        if self.scheduled_at is not None or (moment := unscheduled_moment(self.object)) is None:
            return []
        return [Note(unscheduled_warning(moment, may_publish=prospect.may_publish), is_loud=True)]


def summary(prospect: Prospect, blocking: int, advised: int) -> str:
    """Return the one line that stands near the publish button."""
    if blocking:
        return ngettext(
            "Chưa đăng được: còn %(count)d việc", "Chưa đăng được: còn %(count)d việc", blocking
        ) % {"count": blocking}
    if prospect.scheduled_at is not None:
        return _("Đã hẹn đăng")
    if advised:
        return ngettext(
            "Đăng được; %(count)d chỗ nên xem lại", "Đăng được; %(count)d chỗ nên xem lại", advised
        ) % {"count": advised}
    if prospect.is_live and not prospect.has_changes:
        return _("Đang ở trên trang")
    return _("Sẵn sàng để đăng")


def _approval(page: Any, may_publish: bool) -> str:  # noqa: FBT001
    """Return the name of the approval that the page goes through, when the user cannot do without."""
    if may_publish:
        return ""
    workflow = page.get_workflow()
    return str(workflow.name) if workflow else ""


def _obstacles(page: Any) -> list[Item]:
    return [Item(obstacle.message, obstacle.place) for obstacle in obstacles(page)]


def _form_errors(form: Any) -> list[Item]:
    """Return what the form has refused, each with the field's name before it."""
    if form is None or not form.is_bound:
        return []
    found = []
    for name, errors in form.errors.items():
        field = form.fields.get(name)
        before = f"{field.label}: " if field is not None else ""
        found += [Item(f"{before}{message}", name) for message in errors]
    return found


def _missing_fields(page: Any, form: Any) -> list[Item]:
    """Return the fields that a draft may leave empty and a public page may not."""
    if form is None:
        return []
    refused = form.errors if form.is_bound else {}
    columns = {column.name: column for column in page._meta.fields}
    return [
        Item(_("“%(field)s” còn trống.") % {"field": field.label}, name)
        for name, field in type(form).base_fields.items()
        if field.required
        and name not in refused
        and name != "slug"  # writes itself
        and name in columns
        and getattr(page, columns[name].attname) in ("", None)
    ]


def _unique(items: Iterable[Item]) -> list[Item]:
    """Return the items, each sentence once: the form repeats what the obstacles say."""
    found: dict[str, Item] = {}
    for item in items:
        message = str(item.message)  # may be lazy
        if not any(known.endswith(message) for known in found):
            found[message] = item
    return list(found.values())
