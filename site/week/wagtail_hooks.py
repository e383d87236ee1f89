"""The plan in the admin."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail.snippets.widgets import AdminSnippetChooser

from week.models import Department, LegalBasis, PlanTask, Slogan, WeekEdition
from week.plan_reading.views import PlanReadingViewSet

MENU_HOOK = "register_week_menu_item"
"""For rooms above: a function without arguments that returns an entry of the plan's menu."""


class WrittenChooserViewSet(SnippetChooserViewSet):
    """Choose one of a list that few change: Wagtail's way to its form would refuse most of those who choose."""

    @cached_property
    def widget_class(self) -> AdminSnippetChooser:
        """The field of a form."""
        return AdminSnippetChooser(model=self.model, icon=self.icon, show_edit_link=False)


class WrittenViewSet(SnippetViewSet):
    """A list that stands in the menu of those who change it; others may look at it by its address."""

    chooser_viewset_class = WrittenChooserViewSet

    @property
    def menu_item_class(self) -> type[MenuItem]:
        """The entry, hidden from those who may only look."""

        def is_shown(_item: MenuItem, request: HttpRequest) -> bool:
            return bool(
                self.permission_policy.user_has_any_permission(request.user, ["add", "change", "delete"])
            )

        return type(f"{self.model.__name__}MenuItem", (MenuItem,), {"is_shown": is_shown})


class WeekEditionViewSet(WrittenViewSet):
    """The Weeks, newest first."""

    model = WeekEdition
    icon = "calendar"
    menu_label = _("Các Tuần lễ")
    list_display = ["year", "theme", "start_date", "end_date", "report_due_date"]
    ordering = ["-year"]


class PlanTaskViewSet(SnippetViewSet):
    """Who does what."""

    model = PlanTask
    icon = "tasks"
    menu_label = _("Nhiệm vụ")
    list_display = ["title", "department", "section", "due_date", "status"]
    list_filter = ["department", "status", "edition"]
    list_per_page = 50


class DepartmentViewSet(WrittenViewSet):
    """The school's departments."""

    model = Department
    icon = "group"
    menu_label = _("Bộ phận")
    list_display = ["name", "short_name", "summary"]


class SloganViewSet(WrittenViewSet):
    """Slogans for the flag and the board."""

    model = Slogan
    icon = "openquote"
    menu_label = _("Khẩu hiệu")
    list_display = [
        "text",
        "edition",
        "sort_order",
        BooleanColumn("is_active", label=_("Đang dùng"), sort_key="is_active"),
    ]
    list_filter = ["edition", "is_active"]


class LegalBasisViewSet(WrittenViewSet):
    """Documents that plans rest on."""

    model = LegalBasis
    icon = "doc-full"
    menu_label = _("Căn cứ")
    list_display = ["number", "issuer", "issued_on", "in_force_to"]


class WeekViewSetGroup(SnippetViewSetGroup):
    """The plan."""

    items = (
        WeekEditionViewSet,
        PlanTaskViewSet,
        PlanReadingViewSet,
        DepartmentViewSet,
        SloganViewSet,
        LegalBasisViewSet,
    )
    menu_label = _("Kế hoạch")
    menu_name = "week"
    menu_icon = "calendar-check"
    menu_order = 300
    add_to_admin_menu = True

    def get_submenu_items(self) -> list[MenuItem]:
        """Return the entries, and those of other rooms after them."""
        return [*super().get_submenu_items(), *(make() for make in hooks.get_hooks(MENU_HOOK))]


register_snippet(WeekViewSetGroup)
