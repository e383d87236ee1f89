"""What the public may have of the library: the pictures and files that a live page uses, and nothing else.

Wagtail's reference index knows which object refers to which. A page's row holds what is live, its drafts lie in
revisions, so that the references of a live page are those of its public words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from core.images import SchoolImage, forget_sizes
from core.renditions import AFTER_PRINTING, BEFORE_PRINTING, queue
from core.school_settings import SchoolSettings

STORY_AT_ONCE = 30
"""As many pictures as a story with a full gallery has; a whole site that arrives at once lets printing go first."""
_FURTHER: list[Callable[[], QuerySet]] = []


def also_shown(pictures: Callable[[], QuerySet]) -> None:
    """Let a room above say which pictures it shows without a page.

    Args:
        pictures: Returns a query for their keys; whoever changes its rows calls ``look_again_later``.
    """
    _FURTHER.append(pictures)


def live_references(model: type[Model]) -> QuerySet[ReferenceIndex]:
    """Return the references from live pages to objects of a model."""
    types = ContentType.objects.get_for_models(model, Page)
    live = Page.objects.live().order_by().annotate(number=Cast("pk", CharField())).values("number")
    return ReferenceIndex.objects.filter(
        to_content_type=types[model], base_content_type=types[Page], object_id__in=live
    )


def is_public(obj: Model) -> bool:
    """Return whether a live page uses the picture or file. One query."""
    return live_references(type(obj)).filter(to_object_id=str(obj.pk)).exists()


def look_again() -> None:
    """Have made what has come before the public, and delete every size of what has left it. Two queries.

    The school's mark is before the public without a page; Wagtail keeps no references of settings.
    """
    shown = Q(number__in=live_references(SchoolImage).order_by().values("to_object_id")) | Q(
        pk__in=SchoolSettings.objects.filter(logo__isnull=False).values("logo")
    )
    for further in _FURTHER:
        shown |= Q(pk__in=further())
    pictures = SchoolImage.objects.annotate(number=Cast("pk", CharField()))
    arrived = list(pictures.filter(shown, is_shown=False).values_list("pk", flat=True))
    left = list(pictures.filter(is_shown=True).exclude(shown))
    if arrived:
        SchoolImage.objects.filter(pk__in=arrived).update(is_shown=True)
        queue(arrived, BEFORE_PRINTING if len(arrived) <= STORY_AT_ONCE else AFTER_PRINTING)
    if left:
        SchoolImage.objects.filter(pk__in=[picture.pk for picture in left]).update(is_shown=False)
        forget_sizes(left)


def look_again_later(**kwargs: Any) -> None:
    """Something went live, or left: look after the commit, when the reference index knows it too; once is enough."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is look_again for _savepoints, function, _robust in waiting):
        transaction.on_commit(look_again)


def connect() -> None:
    """Hear of everything that can bring a picture before the public, or take it away."""
    for signal in (page_published, page_unpublished):
        signal.connect(look_again_later, dispatch_uid="core.live_use")
    post_delete.connect(look_again_later, sender=Page, dispatch_uid="core.live_use.deleted")
    post_save.connect(look_again_later, sender=SchoolSettings, dispatch_uid="core.live_use.settings")
