"""Pictures and files that are kept from the public: moved out of the public folder, not only unlinked."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import Storage
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionViewRestriction

from core.images import SchoolImage
from core.private_files import PrivateStorage
from core.renditions import queue
from core.vietnamese import spelled
from people.gate import missing_consents
from people.models import Channel, Person, Purpose, TakenDown, WithheldPicture
from people.page_people import children, is_named

CLOSED_COLLECTION = "Đã gỡ vì rút lại đồng ý"
PLACE = "withheld"


def _move(name: str, source: Storage, target: Storage, target_name: str) -> bool:
    """Move a file between folders; False when it is not there."""
    if not source.exists(name):
        return False
    with source.open(name) as file:
        if target.exists(target_name):
            target.delete(target_name)
        target.save(target_name, file)
    source.delete(name)
    return True


def withhold_picture(picture: SchoolImage, person: Person, reason: str) -> bool:
    """Move the picture to the private folder and delete every size made of it; False if that was done before."""
    _row, is_new = WithheldPicture.objects.get_or_create(picture=picture)
    # First the original: the worker, should it be at this picture, then sees that it is gone (core.renditions).
    _move(picture.file.name, picture.file.storage, PrivateStorage(), f"{PLACE}/{picture.file.name}")
    addresses = []
    for rendition in picture.renditions.all():
        addresses.append(rendition.url)
        rendition.file.delete(save=False)
        rendition.delete()
    picture.count_change()  # no process goes on showing a size that it remembers
    if is_new:
        TakenDown.objects.bulk_create(
            [TakenDown(path=address, person=person, reason=reason) for address in addresses]
        )
    return is_new


def release_picture(picture: SchoolImage) -> bool:
    """Move the picture back to where it was; False if it was not withheld."""
    withheld = WithheldPicture.objects.filter(picture=picture).first()
    if withheld is None:
        return False
    _move(f"{PLACE}/{picture.file.name}", PrivateStorage(), picture.file.storage, picture.file.name)
    withheld.delete()
    queue([picture.pk])
    return True


def may_be_served(document: Any) -> bool:
    """Return whether the public may have the file. One query; two when it bears a child's name."""
    if document.collection.name == CLOSED_COLLECTION:
        return False
    text = spelled(f"{document.title} {document.filename}")
    named = [person for person in children() if is_named(person, text)]
    return not named or any(not missing_consents(named, purpose, Channel.WEBSITE) for purpose in Purpose)


def close_document(document: Any, user: Any = None) -> None:
    """Put a file of the library where nobody but members of the staff may read it."""
    TakenDown.objects.create(path=document.url, reason=_("Đã rút lại đồng ý."))
    collection = Collection.objects.filter(name=CLOSED_COLLECTION).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=CLOSED_COLLECTION)
    CollectionViewRestriction.objects.get_or_create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    document.collection = collection
    document.save(update_fields=["collection"])
    log(instance=document, action="people.closed", user=user, data={"reason": _("Đã rút lại đồng ý.")})


def forget_file(instance: WithheldPicture, **kwargs: Any) -> None:
    """A withheld picture was deleted or put back: nothing of it stays in the private folder."""
    storage, name = PrivateStorage(), f"{PLACE}/{instance.picture.file.name}"
    if storage.exists(name):
        storage.delete(name)
