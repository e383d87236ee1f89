"""Names offered while somebody says who is in a picture."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import path

from core.vietnamese import fold_words
from people.models import Person
from people.picture_forms import label_of

MOST = 10


def suggest(request: HttpRequest) -> JsonResponse:
    """Return the labels of people whose names hold the words typed, marks or no marks.

    Raises:
        PermissionDenied: The user may not see people.
    """
    if not request.user.has_perm("people.view_person"):
        raise PermissionDenied
    words = fold_words(request.GET.get("term", "")[:100])
    found = [
        label_of(person)
        for person in Person.objects.only("full_name", "display_name", "unit").order_by("sort_key")
        if words and words in fold_words(f"{person.full_name} {person.unit}")
    ]
    return JsonResponse(found[:MOST], safe=False)


urls = [path("goi-y/", suggest, name="suggest")]
