"""The lists of commendation in the admin: rounds, nominations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import SnippetAdminURLFinder
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from core.menu_items import PermissionMenuItem
from honors.models import CommendationRound, RoundState, Scholarship
from honors.rules import Action, is_allowed, may, refusal
from honors.steps import locked
from week.models import WeekEdition

KHUYEN_HOC_DAY = (10, 2)
"""Month and day of Ngày Khuyến học Việt Nam."""


class RoundURLFinder(SnippetAdminURLFinder):
    """Leads whoever may see rounds to the round's own screen."""

    model = CommendationRound

    def __init__(self, user: Any = None) -> None:
        super().__init__(user)
        self.user_can_edit = user is None or is_allowed(user, Action.VIEW)

    def get_edit_url(self, instance: CommendationRound) -> str | None:
        """Return the round's own screen."""
        return overview_url(instance) if self.user_can_edit else None


class RoundPermissionPolicy(ModelPermissionPolicy):
    """What the table of a round's life says, where Wagtail asks for one round."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CommendationRound) -> bool:
        """Return whether the user may change or delete the round in its state."""
        if action == "change":
            return may(user, Action.EDIT_ROUND, instance)
        if action == "delete":
            return may(user, Action.REMOVE_ITEM, instance) and is_deletable(instance)
        return super().user_has_permission_for_instance(user, action, instance)


class RoundIndexView(IndexView):
    """The rounds; a title leads to the round's own screen."""

    def get_edit_url(self, instance: CommendationRound) -> str:
        """Return the round's own screen, from where its facts are changed."""
        return overview_url(instance)


class RoundCreateView(CreateView):
    """A new round; saved, it shows its own screen."""

    def get_initial(self) -> dict[str, Any]:
        """Start with the newest Week and what its plan rests on."""
        edition = WeekEdition.objects.first()
        if edition is None:
            return super().get_initial()
        bases = list(edition.legal_bases.values_list("pk", flat=True))
        return super().get_initial() | {"edition": edition.pk, "legal_bases": bases}

    def get_success_url(self) -> str:
        """Return the round's own screen."""
        return overview_url(self.object)

    def get_success_buttons(self) -> list[Any]:
        """Return none: the screen has what there is to do."""
        return []


class RoundEditView(EditView):
    """The facts of a round, while they may still change."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse when the round is past changing."""
        if why := refusal(request.user, Action.EDIT_ROUND, self.object):
            if not is_allowed(request.user, Action.EDIT_ROUND):
                raise PermissionDenied
            messages.error(request, why)
            return redirect(overview_url(self.object))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Save with the round held and read anew, so that no step in between is undone."""
        with locked(self.object):
            self.object.refresh_from_db()
            if why := refusal(request.user, Action.EDIT_ROUND, self.object):
                messages.error(request, why)
                return redirect(overview_url(self.object))
            return super().post(request, *args, **kwargs)

    def save_instance(self) -> CommendationRound:
        """Save what the form changed and nothing else of the row: its state is not the form's."""
        commendation_round: CommendationRound = self.form.save(commit=False)
        many = {field.name for field in CommendationRound._meta.many_to_many}
        commendation_round.save(update_fields=[name for name in self.form.changed_data if name not in many])
        self.form.save_m2m()
        log(instance=commendation_round, action="wagtail.edit", user=self.request.user, content_changed=True)
        return commendation_round

    def get_success_url(self) -> str:
        """Return the round's own screen."""
        return overview_url(self.object)

    def get_success_buttons(self) -> list[Any]:
        """Return none: the screen has what there is to do."""
        return []


def is_deletable(commendation_round: CommendationRound) -> bool:
    """Return whether nothing was done with the round yet."""
    return (
        commendation_round.state == RoundState.DRAFT
        and commendation_round.decision_number is None
        and not commendation_round.commendations.exists()
    )


def overview_url(commendation_round: CommendationRound) -> str:
    """Return the address of the round's own screen."""
    return reverse("honors_rounds:overview", args=[commendation_round.pk])


class CommendationRoundViewSet(SnippetViewSet):
    """Rounds of commendation."""

    model = CommendationRound
    icon = "folder-open-inverse"
    menu_label = _("Đợt khen thưởng")
    list_display = [
        "title",
        "edition",
        Column("state", label=_("Tình trạng"), accessor="get_state_display"),
        Column("decision", label=_("Quyết định"), accessor="decision_label"),
        "due_at",
    ]
    list_filter = ["edition", "state"]
    index_view_class = RoundIndexView
    url_finder_class = RoundURLFinder
    add_view_class = RoundCreateView
    edit_view_class = RoundEditView
    permission_policy = RoundPermissionPolicy(CommendationRound)
    copy_view_enabled = False  # Wagtail's copy view saves past the table of a round's life


class ScholarshipCreateView(CreateView):
    """New scholarships; they start with the newest Week and its Khuyến học Day."""

    def get_initial(self) -> dict[str, Any]:
        """Return the newest Week and 2 October of its year."""
        edition = WeekEdition.objects.first()
        if edition is None:
            return super().get_initial()
        return super().get_initial() | {
            "edition": edition.pk,
            "given_on": date(edition.year, *KHUYEN_HOC_DAY),
        }


class ScholarshipViewSet(SnippetViewSet):
    """Scholarships, as amounts and counts."""

    model = Scholarship
    icon = "tag"
    menu_label = _("Học bổng")
    list_display = [
        "name",
        "giver",
        Column("edition", label=_("Tuần lễ"), accessor="edition.year", sort_key="edition__year"),
        Column("number", label=_("Số suất"), sort_key="number"),
        Column("amount", label=_("Mỗi suất"), accessor="amount_in_words", sort_key="amount_each"),
        "given_on",
    ]
    list_filter = ["edition"]
    add_view_class = ScholarshipCreateView


class HonorsViewSetGroup(SnippetViewSetGroup):
    """Commendation."""

    items = (CommendationRoundViewSet, ScholarshipViewSet)
    menu_label = _("Khen thưởng")
    menu_icon = "pick"
    menu_order = 310
    add_to_admin_menu = True

    def get_submenu_items(self) -> list[MenuItem]:
        """Add the queue of nominations and the award book, which are no lists of Wagtail's."""
        return [
            *super().get_submenu_items(),
            PermissionMenuItem(
                _("Đề cử"),
                reverse("honors_nominations:list"),
                name="nominations",
                icon_name="mail",
                order=200,
                permission="honors.view_nomination",
            ),
            PermissionMenuItem(
                _("Sổ khen thưởng"),
                reverse("award_book"),
                name="award-book",
                icon_name="list-ul",
                order=300,
                permission="honors.view_commendation",
            ),
        ]
