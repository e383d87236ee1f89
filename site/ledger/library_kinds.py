"""Pictures and documents of the library as evidence."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.documents import SchoolDocument
from core.images import SchoolImage
from core.live_use import live_references
from ledger.kinds import EvidenceItem, EvidenceKind, register_kind


def register_kinds() -> None:
    """Let both be evidence."""
    register_kind(EvidenceKind(SchoolImage, _("Ảnh"), pictures))
    register_kind(EvidenceKind(SchoolDocument, _("Tệp"), documents))


def pictures(keys: Collection[int]) -> dict[int, EvidenceItem]:
    """Return the pictures; none has an address for the public, as pages show them."""
    return {
        picture.pk: EvidenceItem(
            kind=str(_("Ảnh")),
            title=picture.title,
            url="",
            thing=picture,
            date=timezone.localtime(picture.created_at).date(),
            is_public=picture.is_shown,
            model=SchoolImage._meta.label_lower,
            pk=picture.pk,
        )
        for picture in SchoolImage.objects.filter(pk__in=keys)
    }


def documents(keys: Collection[int]) -> dict[int, EvidenceItem]:
    """Return the documents; the public has those that a live page leads to. Two queries."""
    numbers = [str(key) for key in keys]
    used = live_references(SchoolDocument).filter(to_object_id__in=numbers).order_by()
    public = set(used.values_list("to_object_id", flat=True))
    return {
        document.pk: EvidenceItem(
            kind=str(_("Tệp")),
            title=document.title,
            url=document.url if str(document.pk) in public else "",
            thing=document,
            date=timezone.localtime(document.created_at).date(),
            is_public=str(document.pk) in public,
            model=SchoolDocument._meta.label_lower,
            pk=document.pk,
        )
        for document in SchoolDocument.objects.filter(pk__in=keys)
    }
