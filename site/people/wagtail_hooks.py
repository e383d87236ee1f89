"""People in the admin: who they are, what they agreed to, and the gate at every publishing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.publishing import OBSTACLES_HOOK, Obstacle, obstacles
from core.refusing import answer_forbidden
from people.linter import warnings_for
from people.log_actions import RemovalFormatter
from people.models import Consent, Person, TakenDown
from people.obstacles import obstacles_of
from people.page_people import MENTIONS, pictures_of, texts_of
from people.takedown import forbidden_for
from people.views import consents, pictures
from people.viewsets import LIST_CONSENTS, LIST_PEOPLE, PeopleViewSetGroup, is_on_record
from people.withheld import may_be_served

register_snippet(PeopleViewSetGroup)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add withdrawal, the printed form, scans, and the names for the picture form."""
    patterns = [
        path("phieu-dong-y/", include((consents.urls, "consents"))),
        path("nguoi-trong-anh/", include((pictures.urls, "picture_people"))),
    ]
    return decorate_urlpatterns(patterns, answer_forbidden)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to people in the audit log."""
    for action, label in {
        "people.withdrawn": _("Rút lại đồng ý"),
        "people.taken_down": _("Gỡ khỏi trang"),
        "people.closed": _("Cất riêng"),
    }.items():
        actions.register_action(action)(partial(RemovalFormatter, label))


@hooks.register(OBSTACLES_HOOK)
def ask_consent(page: Page, form: Any) -> list[Obstacle]:
    """Say at each field who may not be named or shown there."""
    mentions = _mentions_in(form) if form is not None else None
    return [Obstacle(field, message) for field, message in obstacles_of(page, mentions)]


def _mentions_in(form: Any) -> Iterable[Person] | None:
    formset = form.formsets.get(MENTIONS)
    if formset is None:
        return None
    return [
        row["person"] for row in formset.cleaned_data if row and row.get("person") and not row.get("DELETE")
    ]


@hooks.register("before_bulk_action")
def ask_before_publishing_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish none of the chosen pages when one of them may not go public, and say which and why."""
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    refused = False
    for page in objects:
        chosen = (
            [page, *page.get_descendants().not_live()] if request.POST.get("include_descendants") else [page]
        )
        for one in chosen:
            for obstacle in obstacles(one.get_latest_revision_as_object()):
                refused = True
                messages.error(request, f"{one.get_admin_display_title()} – {obstacle.message}")
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk) if refused else None


@hooks.register("before_edit_page")
def say_why_it_was_taken_down(request: HttpRequest, page: Page) -> None:
    """Tell who opens a page that was taken down why, and what to do."""
    if request.method != "GET" or page.live:
        return
    taken_down = TakenDown.objects.filter(page=page).select_related("person").first()
    if taken_down is not None:
        messages.warning(
            request,
            _("Trang này đã được gỡ (%(person)s): %(reason)s")
            % {"person": taken_down.person or "–", "reason": taken_down.reason},
        )
        if taken_down.person is not None and forbidden_for(taken_down.person):
            messages.warning(request, _("Bỏ tên và ảnh của người này rồi mới đăng lại được."))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_telling_words(request: HttpRequest, page: Page) -> None:
    """Tell the editor what in the saved words makes a child recognisable or tells of hardship.

    Autosave asks for JSON and shows no message, so it gets none.
    """
    if "application/json" in request.headers.get("Accept", ""):
        return
    text = " \n ".join(texts_of(page).values())
    for sentence in warnings_for(text, has_picture=any(pictures_of(page).values())):
        messages.warning(request, sentence)


@hooks.register("construct_image_chooser_queryset")
def leave_out_withheld_pictures(pictures: Any, request: HttpRequest) -> Any:
    """Offer no picture whose file is kept aside."""
    return pictures.filter(withheld__isnull=True)


@hooks.register("before_delete_snippet")
def keep_the_record(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Refuse to delete what tells the site whom it may not show: a consent, or a person who has one.

    A consent is withdrawn, not deleted; a withdrawn one is the reason why nobody is shown again.
    """
    kept = [
        one
        for one in instances
        if isinstance(one, Consent) or (isinstance(one, Person) and is_on_record(one))
    ]
    if not kept:
        return None
    messages.error(
        request,
        _("Không xoá được: %(names)s. Hãy rút lại đồng ý; hồ sơ được giữ để trang biết không nêu tên nữa.")
        % {"names": ", ".join(str(one) for one in kept)},
    )
    return redirect(LIST_CONSENTS if isinstance(kept[0], Consent) else LIST_PEOPLE)


@hooks.register("before_serve_document", order=-10)  # before Wagtail asks for a login
def refuse_files_with_a_childs_name(document: Any, request: HttpRequest) -> None:
    """Send no file whose title or name bears the name of a child who may not be shown, and none that is closed.

    Members of the staff may read them.

    Raises:
        Http404: Nothing is there for the public.
    """
    if not request.user.has_perm("wagtailadmin.access_admin") and not may_be_served(document):
        raise Http404
