"""Taking somebody off the site: what happens when a consent is withdrawn or has reached its end.

Everything is done at once, in the transaction that ends the consent: pages that name or show the person are
unpublished and their addresses answer 410, pictures leave the public folder with every size made of them, files
of the library that bear the name are closed. Commendations ask the gate in their own query; what else rooms above
show of people, they take down when they hear ``people.signals.shown_no_more``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from accounts.audience import writers_of
from accounts.notices import Mail, in_school_language, notify
from core.vietnamese import spelled
from people.gate import missing_consents
from people.models import Channel, Consent, PageMention, Person, PictureSubject, Purpose, TakenDown
from people.obstacles import can_come_down, obstacles_of, purpose_of
from people.page_people import (
    is_named,
    page_models,
    person_fields,
    pictures_describing,
    pictures_of,
    tags_of,
    texts_of,
)
from people.signals import asked_of_archives, shown_no_more
from people.withheld import close_document, release_picture, withhold_picture

PAGES_AT_ONCE = 200


@dataclass
class Removal:
    """What was taken off, in titles."""

    pages: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    """Front page and sections: somebody has to change their words."""
    archived: list[str] = field(default_factory=list)
    """Official papers that were sent: they stay, and nobody reads them but the staff whose work they are."""

    def __bool__(self) -> bool:
        return bool(self.pages or self.pictures or self.documents or self.by_hand)


def live_pages_with(person: Person) -> Iterator[Page]:
    """Yield the live pages that name or show the person, in the words that the public reads.

    Every live page's words are read (1,000 stories take about a second); what is only in a draft does not count.
    """
    pictures = set(PictureSubject.objects.filter(person=person).values_list("picture_id", flat=True))
    pictures |= pictures_describing(person)
    mentioned = set(PageMention.objects.filter(person=person).values_list("page_id", flat=True))
    for model in page_models():
        own = person_fields(model)
        pages = model.objects.live().order_by().iterator(chunk_size=PAGES_AT_ONCE)
        while batch := list(islice(pages, PAGES_AT_ONCE)):
            tags = tags_of(batch)
            for page in batch:
                if (
                    page.pk in mentioned
                    or any(getattr(page, f"{name}_id") == person.pk for name in own)
                    or (pictures and pictures & set().union(*pictures_of(page).values()))
                    or is_named(person, spelled(" \n ".join(texts_of(page, tags[page.pk]).values())))
                ):
                    yield page


def forbidden_for(person: Person) -> set[Purpose]:
    """Return the purposes for which the person may not be shown on the website."""
    return {purpose for purpose in Purpose if missing_consents([person], purpose, Channel.WEBSITE)}


@transaction.atomic
def enforce(person: Person, *, reason: str, user: Any = None) -> Removal:
    """Take the person off wherever no consent in force allows it any more, and say what was taken off.

    Args:
        person: Whose consent has changed.
        reason: Why, for the audit log and the editors; the public never reads it.
        user: Who withdrew it; None for the clock.
    """
    forbidden = forbidden_for(person)
    removal = Removal()
    if not forbidden:
        return removal
    pages = _take_down_pages(
        live_pages_with(person), forbidden, removal, lambda page: take_down_page(page, person, reason, user)
    )
    shown_there = set().union(*(numbers for page in pages for numbers in pictures_of(page).values()))
    for subject in PictureSubject.objects.filter(person=person).select_related("picture"):
        everywhere = len(forbidden) == len(Purpose)
        unused = subject.picture_id in shown_there and not _live_users(subject.picture)
        if (everywhere or unused) and withhold_picture(subject.picture, person, reason):
            removal.pictures.append(subject.picture.title)
    for document in _documents_of(person, pages):
        close_document(document, user)
        removal.documents.append(document.title)
    shown_no_more.send(sender=Person, person=person, forbidden=forbidden, user=user)
    _note(person, removal, reason, user)
    return removal


def end_when_due(instance: Consent, **kwargs: Any) -> None:
    """A consent does not suffice any more: take the person off what it alone allowed."""
    enforce(instance.person, reason=_("Phiếu đồng ý đã hết giá trị."))
    instance.save()  # it knows its next moment


@transaction.atomic
def enforce_in_picture(picture: Any, person: Person, *, reason: str, user: Any = None) -> Removal:
    """Take down the pages that show a picture in which somebody has just been recognised, and the picture."""
    removal = Removal()
    forbidden = forbidden_for(person)
    using = [page.specific for page in Page.objects.filter(pk__in=_live_users(picture))] if forbidden else []
    pages = _take_down_pages(
        using, forbidden, removal, lambda page: take_down_page(page, person, reason, user)
    )
    if pages and not _live_users(picture) and withhold_picture(picture, person, reason):
        removal.pictures.append(picture.title)
    if removal:
        _note(person, removal, reason, user)
    return removal


def look_again(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page was published: look once more after the commit, at what a withdrawal may have changed meanwhile."""
    transaction.on_commit(lambda: _take_down_if_forbidden(instance.pk))


def _take_down_if_forbidden(number: int) -> None:
    page = Page.objects.live().filter(pk=number).first()
    if page is not None and can_come_down(page.specific) and obstacles_of(page.specific):
        take_down_page(page.specific, None, _("Đã rút lại đồng ý trong lúc trang được đăng."))


def _take_down_pages(
    pages: Iterable[Page], forbidden: set[Purpose], removal: Removal, take_down: Callable[[Page], None]
) -> list[Page]:
    taken = []
    for page in list(pages):
        if purpose_of(page) not in forbidden:
            continue
        if not can_come_down(page):
            removal.by_hand.append(page.title)
            continue
        take_down(page)
        removal.pages.append(page.title)
        taken.append(page)
    return taken


def take_down_page(page: Page, person: Person | None, reason: str, user: Any = None) -> None:
    """Unpublish a page, and let its address say that it was taken down. Pages below it stay."""
    TakenDown.objects.create(path=page.get_url() or page.url_path, page=page, person=person, reason=reason)
    # Whoever enters a withdrawal need not be an editor of the page.
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    with in_school_language():
        notify(
            writers_of(page),
            _("Trang “%(page)s” đã được gỡ khỏi trang web") % {"page": page.title},
            reason,
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            actor=user,
            mail=Mail.DISCREET,
        )


def _note(person: Person, removal: Removal, reason: str, user: Any) -> None:
    log(
        instance=person,
        action="people.taken_down",
        user=user,
        data={
            "reason": reason,
            "pages": removal.pages,
            "pictures": removal.pictures,
            "documents": removal.documents,
        },
    )


def _live_users(obj: Any) -> list[int]:
    """Return the numbers of the live pages that refer to a picture or a document."""
    references = ReferenceIndex.get_references_to(obj).values_list("object_id", "base_content_type__model")
    numbers = [int(number) for number, model in references if model == "page"]
    return list(Page.objects.live().filter(pk__in=numbers).values_list("pk", flat=True))


def _documents_of(person: Person, pages: list[Page]) -> list[Any]:
    """Return the files that bear the name, and those that only the pages just taken down led to."""
    documents = get_document_model().objects.exclude(collection__view_restrictions__isnull=False)
    named = {
        document.pk: document
        for document in documents
        if is_named(person, spelled(f"{document.title} {document.filename}"))
    }
    for page in pages:
        for reference in ReferenceIndex.get_references_for_object(page):
            if issubclass(reference.to_content_type.model_class(), get_document_model()):
                document = documents.filter(pk=reference.to_object_id).first()
                if document is not None and not _live_users(document):
                    named[document.pk] = document
    return list(named.values())


def release(person: Person) -> list[str]:
    """Put back the pictures whose every subject may be shown again, and return their titles.

    Pages stay drafts: somebody looks at them and publishes.
    """
    subjects = PictureSubject.objects.filter(person=person, picture__withheld__isnull=False)
    return [
        row.picture.title for row in subjects.select_related("picture") if release_if_allowed(row.picture)
    ]


def release_if_allowed(picture: Any) -> bool:
    """Put a withheld picture back if everybody in it may be shown for some purpose; return whether it was."""
    people = [row.person for row in picture.subjects.select_related("person")]
    if all(missing_consents(people, purpose, Channel.WEBSITE) for purpose in Purpose):
        return False
    return release_picture(picture)


def consequences(person: Person) -> Removal:
    """Return what a withdrawal of everything would take off, without doing it."""
    removal = Removal()
    for page in live_pages_with(person):
        (removal.pages if can_come_down(page) else removal.by_hand).append(page.title)
    removal.pictures = list(
        PictureSubject.objects.filter(person=person).values_list("picture__title", flat=True)
    )
    answers = asked_of_archives.send(sender=Person, person=person)
    removal.archived = [title for _receiver, titles in answers for title in titles or ()]
    return removal


def explain(removal: Removal) -> list[str]:
    """Return a sentence for each kind of thing that was taken off."""
    return [
        words % {"titles": ", ".join(titles)}
        for titles, words in (
            (removal.pages, _("Đã gỡ khỏi trang: %(titles)s.")),
            (removal.pictures, _("Đã cất riêng các ảnh: %(titles)s.")),
            (removal.documents, _("Đã cất riêng các tệp: %(titles)s.")),
            (removal.by_hand, _("Cần sửa chữ bằng tay ngay, vì không gỡ riêng được: %(titles)s.")),
        )
        if titles
    ]
