"""The plan in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from week.models import Department, LegalBasis, PlanTask, Slogan, WeekEdition


class WeekEditionViewSet(SnippetViewSet):
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


class DepartmentViewSet(SnippetViewSet):
    """The school's departments."""

    model = Department
    icon = "group"
    menu_label = _("Bộ phận")
    list_display = ["name", "short_name", "summary"]


class SloganViewSet(SnippetViewSet):
    """Slogans for the flag and the board."""

    model = Slogan
    icon = "openquote"
    menu_label = _("Khẩu hiệu")
    list_display = ["text", "edition", "sort_order", "is_active"]
    list_filter = ["edition", "is_active"]


class LegalBasisViewSet(SnippetViewSet):
    """Documents that plans rest on."""

    model = LegalBasis
    icon = "doc-full"
    menu_label = _("Căn cứ")
    list_display = ["number", "issuer", "issued_on", "in_force_to"]


class WeekViewSetGroup(SnippetViewSetGroup):
    """The plan."""

    items = (WeekEditionViewSet, PlanTaskViewSet, DepartmentViewSet, SloganViewSet, LegalBasisViewSet)
    menu_label = _("Kế hoạch")
    menu_icon = "calendar-check"
    menu_order = 300
    add_to_admin_menu = True


register_snippet(WeekViewSetGroup)
