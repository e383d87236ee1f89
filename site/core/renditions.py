"""Sizes of pictures, made in the background: at upload, when the picture changes, and when a page goes live."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django_tasks import task
from wagtail.images.models import Filter, SourceImageIOError

from core.images import SchoolImage, SchoolRendition, forget_sizes
from core.rendition_sizes import MARK, THUMBNAIL, sizes_for
from core.school_settings import SchoolSettings

BACKEND = "background"
BEFORE_PRINTING, AFTER_PRINTING = 10, -10
"""Readers wait for a picture on a live page; nobody waits for one that was just uploaded."""


def wanted_sizes(picture: SchoolImage, *, is_mark: bool) -> list[Filter]:
    """Return what pages, and lists of pictures, may ask for of one; ``is_mark`` says that it is a school's mark."""
    specs = [*sizes_for(picture.width, picture.height), THUMBNAIL, *([MARK] if is_mark else [])]
    return [Filter(spec) for spec in specs]


def missing_sizes(picture: SchoolImage) -> list[Filter]:
    """Return what may be asked for and is not made yet. Two queries."""
    made = set(picture.renditions.values_list("filter_spec", "focal_point_key"))
    wanted = wanted_sizes(picture, is_mark=SchoolSettings.objects.filter(logo=picture).exists())
    return [one for one in wanted if (one.spec, one.get_cache_key(picture)) not in made]


def pictures_without_their_sizes() -> list[int]:
    """Return the numbers of the pictures that lack a size, those before the public first. Three queries."""
    made = set(SchoolRendition.objects.values_list("image_id", "filter_spec", "focal_point_key"))
    marks = set(SchoolSettings.objects.values_list("logo_id", flat=True))
    return [
        picture.pk
        for picture in SchoolImage.objects.order_by("-is_shown", "pk")
        if any(
            (picture.pk, one.spec, one.get_cache_key(picture)) not in made
            for one in wanted_sizes(picture, is_mark=picture.pk in marks)
        )
    ]


def make_missing(picture: SchoolImage) -> int:
    """Make what is missing and forget the cuts of an earlier focal point; return how many were made."""
    missing = missing_sizes(picture)
    try:
        # All rows at once: each commit alone would take longer than the picture.
        picture.create_renditions(*missing)
    except SourceImageIOError:
        return 0  # the file is kept aside, or gone
    _forget_old_cuts(picture)
    for site in SchoolSettings.objects.filter(logo=picture).values_list("site_id", flat=True):
        cache.delete(SchoolSettings.cache_key(site))
    return len(missing)


def _forget_old_cuts(picture: SchoolImage) -> None:
    keys = {spec: Filter(spec).get_cache_key(picture) for spec in sizes_for(picture.width, picture.height)}
    old = [
        one.pk
        for one in picture.renditions.filter(filter_spec__in=keys)
        if one.focal_point_key != keys[one.filter_spec]
    ]
    if old:
        picture.renditions.filter(pk__in=old).delete()
        picture.count_change()


@task(backend=BACKEND)
def make_sizes(number: int) -> None:
    """Make the missing sizes of a picture: called by the worker."""
    picture = SchoolImage.objects.filter(pk=number).first()
    if picture is None:
        return
    file, focal_point = picture.file.name, picture.get_focal_point()
    make_missing(picture)
    now = SchoolImage.objects.filter(pk=number).first()
    if now is None:
        return
    # Somebody changed it meanwhile, or kept it aside: what was made of the old file must not stay.
    if (now.file.name, now.get_focal_point()) != (file, focal_point) or not now.is_ready:
        forget_sizes([now])
        make_missing(now)


def queue(numbers: list[int], priority: int = BEFORE_PRINTING) -> None:
    """Let the worker make the missing sizes of pictures, once the transaction is committed."""
    task_with_priority = make_sizes.using(priority=priority)
    for number in numbers:
        transaction.on_commit(partial(task_with_priority.enqueue, number))


def queue_after_save(instance: SchoolImage, *, raw: bool = False, **kwargs: Any) -> None:
    """A picture was uploaded or changed: have made what is missing now."""
    if not raw and instance.file and missing_sizes(instance):
        queue([instance.pk], BEFORE_PRINTING if instance.is_shown else AFTER_PRINTING)
