"""The kinds of pages as the search page sorts them, each with its colour."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from core.finding.entries import mark

COLOURS = {
    "tin-bai": "red",
    "hoc-lieu": "leaf",
    "hoat-dong": "turmeric",
    "ton-vinh": "indigo",
    "trang": "pink",
}
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    # address -> (label, page types)
    "tin-bai": (_("Tin bài"), ("storypage",)),
    "hoc-lieu": (
        _("Thư viện mở"),
        ("resourcepage", "onlineprogrammepage", "guidepage", "readingmodelpage", "booklistpage"),
    ),
    "hoat-dong": (_("Hoạt động"), ("activitypage",)),
    "ton-vinh": (_("Tôn vinh"), ("profilepage", "initiativepage")),
    "trang": (
        _("Trang"),
        (
            "standardpage",
            "weekpage",
            "homepage",
            "newsindexpage",
            "honorsindexpage",
            "librarypage",
            "activityindexpage",
        ),
    ),
}
_GROUP_OF = {kind: name for name, (_label, kinds) in GROUPS.items() for kind in kinds}


def group_of(kind: str) -> str:
    """Return the group of a page type by its model name."""
    return _GROUP_OF.get(kind, "trang")


def kinds_of(group: str) -> tuple[str, ...]:
    """Return the page types of a group."""
    return GROUPS[group][1]


def marks_of(group: str) -> tuple[str, ...]:
    """Return what the index has for the page types of a group."""
    return tuple(mark("kind", kind) for kind in kinds_of(group))


def kind_label(content_type_id: int) -> str:
    """Return what a reader calls a page of this type."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return str(getattr(model, "kind_label", _("Trang")))
