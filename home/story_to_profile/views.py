"""The screen "Gương tự học về ai?", for a story that names nobody or more than one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.admin_screen import admin_screen
from home.story_to_profile.action import lead_to_profile
from home.story_to_profile.forms import PersonForm
from home.story_to_profile.making import may_make, people_of, profile_of
from news.models import StoryPage

ADD_PERSON = "wagtailsnippets_people_person:add"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, story_id: int) -> HttpResponseBase:
    """Ask whom the profile is about, and make it.

    Raises:
        PermissionDenied: The user may not make a profile of this story.
    """
    story = get_object_or_404(StoryPage, pk=story_id)
    if not may_make(request.user, story):
        raise PermissionDenied
    if (made := profile_of(story)) is not None:
        return redirect("wagtailadmin_pages:edit", made.pk)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return lead_to_profile(request, story, form.cleaned_data["person"])
    context = {
        "form": form,
        "story": story,
        "people": people_of(story),
        "add_person": reverse(ADD_PERSON) if request.user.has_perm("people.add_person") else "",
    }
    way = (reverse("wagtailadmin_pages:edit", args=[story.pk]), story.get_admin_display_title())
    return admin_screen(
        request,
        "home/admin/story_to_profile.html",
        _("Gương tự học về ai?"),
        context,
        icon="openquote",
        ways=(way,),
        is_refused=bool(form.errors),
    )


app_name = "story_to_profile"
urlpatterns = [path("<int:story_id>/", ask, name="ask")]
