"""Into the bin and out of it. Nothing but the place, the address and the publishing of a page changes on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from accounts.roles import SECTIONS
from core.bin import BIN_SLUG, is_binned
from trash.models import KEPT_FOR, DeletedPage

DELETED, RESTORED = "trash.deleted", "trash.restored"


def is_section(page: Page) -> bool:
    """Return whether roles, menus and feeds hang on the page."""
    return page.specific_class is not None and page.specific_class._meta.label in SECTIONS.values()


def refusal(page: Page, user: Any) -> str:
    """Return why the page may not be deleted, in words for editors; empty when it may."""
    if is_section(page):
        return _("“%(title)s” là một chuyên mục của trang web nên không xoá được.") % {"title": page.title}
    if page.get_descendants(inclusive=True).filter(locked=True).exclude(locked_by=user).exists():
        return _("“%(title)s” đang bị người khác khoá nên chưa xoá được. Hãy nhờ người đó mở khoá.") % {
            "title": page.get_admin_display_title()
        }
    return ""


def _the_bin() -> Page:
    """Return the page that all deleted ones lie below, made when it is first needed; the root locked."""
    root = Page.objects.select_for_update().get(depth=1)
    found = root.get_children().filter(slug=BIN_SLUG).first()
    return found or root.add_child(instance=Page(title=_("Thùng rác"), slug=BIN_SLUG, live=False))


@transaction.atomic
def put_in_bin(page: Page, user: Any) -> DeletedPage:
    """Take the page and all below it off the site and put them away; whether one may is asked before.

    Revisions, history, people named, tags and pictures stay with the page. Appointments are dropped, workflows
    cancelled. The address answers 404. What a faster click has put away stays as it is.
    """
    the_bin = _the_bin()
    page = Page.objects.get(pk=page.pk)  # a path read before another page moved would be a wrong one
    if is_binned(page):
        return DeletedPage.objects.get(page__in=page.get_ancestors(inclusive=True))
    parent = page.get_parent()
    row = DeletedPage(
        page=page,
        former_parent=parent,
        section=next((one for one in reversed(page.get_ancestors()) if is_section(one)), None),
        slug=page.slug,
        deleted_by=user,
        due_at=timezone.now() + KEPT_FOR,
    )
    scheduled = page.scheduled_revision
    row.scheduled_for = scheduled.approved_go_live_at if scheduled else None
    for one in page.get_descendants(inclusive=True).specific():
        if one.live:
            row.live_revisions[str(one.pk)] = one.live_revision_id
        _silence(one, user)
    log(instance=page.specific, action=DELETED, user=user, data={"parent": str(parent)})
    _rename(page, f"da-xoa-{page.pk}")
    MovePageAction(page, the_bin, pos="last-child", user=user).execute(skip_permission_checks=True)
    row.page = Page.objects.get(pk=page.pk)
    row.save()
    return row


def _silence(page: Page, user: Any) -> None:
    """End whatever is public of the page or would make it so."""
    if page.current_workflow_state:
        page.current_workflow_state.cancel(user=user)
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if page.live:
        UnpublishPageAction(page, user=user, log_action=False).execute(skip_permission_checks=True)


def _rename(page: Page, slug: str) -> None:
    """Give the page another address; pages below follow."""
    page.refresh_from_db()
    page.slug = slug
    page.save(clean=False)  # its own words are what they were


def target_of(row: DeletedPage) -> Page | None:
    """Return the page that the deleted one would come back below: its former parent, or else the section."""
    kind = row.page.specific_class
    for parent in (row.former_parent, row.section):
        if parent is not None and kind is not None and not is_binned(parent) and kind.can_exist_under(parent):
            return parent
    return None


@dataclass
class Restoration:
    """What came back, and how.

    Attributes:
        page: The page, in its place.
        parent: The page above it.
        new_slug: Its address if another page has taken the old one meanwhile, else empty.
        published: Titles of what is public again.
        refused: Sentences saying what stayed a draft and why.
    """

    page: Page
    parent: Page
    new_slug: str = ""
    published: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def restore(row: DeletedPage, parent: Page, user: Any, *, publish: bool) -> Restoration:
    """Put the page back below ``parent``, as a draft, or public again as far as nothing stands against it.

    Args:
        row: The page in the bin.
        parent: Where it goes, from ``target_of``.
        user: Who restores; may they add there, is asked before.
        publish: Whether what was public shall be public again; asked before too.
    """
    page = Page.objects.get(pk=row.page_id)
    MovePageAction(page, parent, pos="last-child", user=user).execute(skip_permission_checks=True)
    page = Page.objects.get(pk=row.page_id)
    slug = _free_slug(row.slug, page, parent)
    _rename(page, slug)
    restoration = Restoration(page, Page.objects.get(pk=parent.pk))
    if slug != row.slug:
        restoration.new_slug = slug
        _rename_in_revisions(page, row)
    log(instance=page.specific, action=RESTORED, user=user, data={"parent": str(parent)})
    if publish:
        for one in page.get_descendants(inclusive=True).specific():
            if str(one.pk) in row.live_revisions:
                _publish_again(one, row.live_revisions[str(one.pk)], user, restoration)
    row.delete()
    restoration.page = Page.objects.get(pk=page.pk)
    return restoration


def _free_slug(slug: str, page: Page, parent: Page) -> str:
    taken = set(parent.get_children().exclude(pk=page.pk).values_list("slug", flat=True))
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def _rename_in_revisions(page: Page, row: DeletedPage) -> None:
    """Let the draft, and what was public, carry the new address: they would ask for the one that is taken."""
    numbers = [page.latest_revision_id, row.live_revisions.get(str(page.pk))]
    for revision in Revision.objects.filter(pk__in=[number for number in numbers if number]):
        revision.content["slug"] = page.slug
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _publish_again(page: Page, revision_number: int | None, user: Any, restoration: Restoration) -> None:
    """Publish the words that were public, or note why they may not be."""
    title = page.get_admin_display_title()
    if page.alias_of_id:
        restoration.refused.append(_("“%(title)s” là bản sao, theo trang gốc của nó.") % {"title": title})
        return
    revision = page.revisions.filter(pk=revision_number).first() or page.save_revision(user=user, clean=False)
    expire_at = revision.as_object().expire_at
    if expire_at and expire_at <= timezone.now():
        restoration.refused.append(_("“%(title)s” đã hết hạn đăng nên còn là bản nháp.") % {"title": title})
        return
    try:
        with transaction.atomic():
            revision.publish(user=user)
    except ValidationError as error:
        restoration.refused.append(
            _("“%(title)s” còn là bản nháp: %(reason)s")
            % {"title": title, "reason": " ".join(error.messages)}
        )
    else:
        restoration.published.append(title)


@transaction.atomic
def purge(row: DeletedPage, user: Any = None) -> bool:
    """Delete the page and all below it for good; False if it does not lie in the bin any more.

    Raises:
        ValidationError: Something that is kept depends on it.
    """
    DeletedPage.objects.select_for_update().filter(pk=row.pk).first()  # as a restoration locks it
    page = Page.objects.filter(pk=row.page_id).first()
    if page is None or not is_binned(page):
        DeletedPage.objects.filter(pk=row.pk).delete()
        return False
    try:
        DeletePageAction(page, user).execute(skip_permission_checks=True)
    except ProtectedError as error:
        names = {str(one) for one in error.protected_objects}
        raise ValidationError(
            _("“%(title)s” chưa xoá hẳn được vì còn dùng ở: %(names)s.")
            % {"title": row, "names": ", ".join(sorted(names))}
        ) from error
    return True


def keep_from_public(instance: Page, **kwargs: Any) -> None:
    """A page was published: a copy that lies in the bin has followed its original, and is hidden again."""
    if is_binned(instance):
        _silence(Page.objects.get(pk=instance.pk).specific, None)


def purge_when_due(instance: DeletedPage, **kwargs: Any) -> None:
    """The time in the bin is over."""
    purge(instance)
