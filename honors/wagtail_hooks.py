"""Commendations in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from honors.models import Commendation, CommendationRound
from people.models import Person


class CommendationViewSet(SnippetViewSet):
    """Proposals and what became of them."""

    model = Commendation
    icon = "pick"
    menu_label = _("Đề nghị khen")
    list_display = ["__str__", "round", "award_kind", LiveStatusTagColumn(label=_("Tình trạng"))]
    list_filter = ["round", "award_kind", "live"]
    list_per_page = 50


class CommendationRoundViewSet(SnippetViewSet):
    """Rounds of commendation."""

    model = CommendationRound
    icon = "folder-open-inverse"
    menu_label = _("Đợt khen thưởng")
    list_display = ["title", "edition"]


class PersonViewSet(SnippetViewSet):
    """People whom pages may introduce."""

    model = Person
    icon = "user"
    menu_label = _("Người được giới thiệu")
    list_display = ["full_name", "display_name", "kind", "unit", "is_illustration"]
    list_filter = ["kind", "is_illustration"]
    ordering = ["sort_key"]


class HonorsViewSetGroup(SnippetViewSetGroup):
    """Commendation."""

    items = (CommendationViewSet, CommendationRoundViewSet, PersonViewSet)
    menu_label = _("Khen thưởng")
    menu_icon = "pick"
    menu_order = 310
    add_to_admin_menu = True


register_snippet(HonorsViewSetGroup)
