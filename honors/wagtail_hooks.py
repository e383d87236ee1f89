"""Commendations in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import SnippetAdminURLFinder, register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from honors.models import Commendation, CommendationRound
from people.models import Person
from workflow.signed_off import SignedOffCreateView, SignedOffEditView


class CommendationURLFinder(SnippetAdminURLFinder):
    """Leads a signer to what waits for the signature: Wagtail lets signers in there, yet shows them no link."""

    model = Commendation

    def __init__(self, user: Any = None) -> None:
        super().__init__(user)
        self.user = user

    def get_edit_url(self, instance: Commendation) -> str | None:
        """Return the address of the edit view for who may change the proposal or sign it."""
        task = None if self.user_can_edit else instance.current_workflow_task
        if task is not None and task.user_can_access_editor(instance, self.user):
            return SnippetAdminURLFinder().get_edit_url(instance)
        return super().get_edit_url(instance)


class CommendationViewSet(SnippetViewSet):
    """Proposals and what became of them."""

    model = Commendation
    icon = "pick"
    menu_label = _("Đề nghị khen")
    list_display = ["__str__", "round", "award_kind", LiveStatusTagColumn(label=_("Tình trạng"))]
    list_filter = ["round", "award_kind", "live"]
    list_per_page = 50
    url_finder_class = CommendationURLFinder
    add_view_class = SignedOffCreateView
    edit_view_class = SignedOffEditView


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
