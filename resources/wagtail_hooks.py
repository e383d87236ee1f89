"""Reading in the admin: the week's grid, and the times at which classes read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.menu_items import shown_with
from resources.models import ReadingTimeSlot
from resources.reading.views import ReadingGridViewSet


class ReadingTimeSlotViewSet(SnippetViewSet):
    """When which class reads."""

    model = ReadingTimeSlot
    icon = "time"
    menu_label = _("Giờ đọc của các lớp")
    menu_item_class = shown_with("resources.change_readingtimeslot")
    list_display = [
        "class_name",
        Column("weekday", label=_("Thứ"), accessor="get_weekday_display", sort_key="weekday"),
        Column("hours", label=_("Giờ")),
        "place",
    ]
    list_filter = ["grade", "weekday"]
    list_per_page = 50


class ReadingViewSetGroup(SnippetViewSetGroup):
    """Reading."""

    items = (ReadingGridViewSet, ReadingTimeSlotViewSet)
    menu_label = _("Đọc sách")
    menu_name = "reading"
    menu_icon = "clipboard-list"
    menu_order = 290
    add_to_admin_menu = True


register_snippet(ReadingViewSetGroup)
