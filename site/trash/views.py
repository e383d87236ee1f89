"""“Thùng rác”: what was deleted, back into its place or away for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from core.listing import paginate
from trash.access import DELETE, may_enter, may_publish, place_of, visible_to
from trash.binning import Restoration, purge, restore
from trash.models import KEPT_FOR, DeletedPage

PER_PAGE = 20
MOST_AT_ONCE = 50
CHOSEN = "muc"
"""The parameter that names a row; it may come several times."""
DIGITS = 18
"""A longer number is none that a database has given."""


@dataclass(frozen=True)
class Line:
    """A row as the user sees it."""

    row: DeletedPage
    kind: str
    place: Page | None
    """Where the user may put it back."""
    can_be_published: bool

    @property
    def is_elsewhere(self) -> bool:
        """Whether it cannot go back to where it was."""
        return self.place is not None and self.place.pk != self.row.former_parent_id


def _line(row: DeletedPage, user: Any) -> Line:
    place = place_of(row, user)
    kind = row.page.specific_class
    return Line(
        row=row,
        kind=str(getattr(kind, "kind_label", "") or row.page.cached_content_type.name),
        place=place,
        can_be_published=bool(row.live_revisions) and place is not None and may_publish(user, place),
    )


def address_of(name: str, rows: list[DeletedPage]) -> str:
    """Return the address of the screen ``restore`` or ``purge`` for the rows."""
    return f"{reverse(f'trash:{name}')}?{urlencode([(CHOSEN, row.pk) for row in rows])}"


def _context(title: str = "") -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Trang chủ")}
    crumbs = [home, {"url": reverse("trash:list"), "label": _("Thùng rác")}]
    if title:
        crumbs.append({"url": "", "label": title})
    return {
        "header_title": title or _("Thùng rác"),
        "header_icon": "bin",
        "breadcrumbs_items": crumbs,
        "days": KEPT_FOR.days,
    }


def _chosen_rows(request: HttpRequest) -> list[DeletedPage]:
    """Return the rows that the address names and the user may see; PostgreSQL knows no number above a bigint."""
    numbers = {
        int(raw)
        for raw in request.GET.getlist(CHOSEN)
        if raw.isascii() and raw.isdigit() and len(raw) <= DIGITS
    }
    return list(visible_to(request.user).filter(pk__in=numbers)[:MOST_AT_ONCE])


def _nothing_chosen(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request, _("Hãy đánh dấu ít nhất một trang. Trang vừa chọn có thể đã được lấy lại hoặc xoá hẳn.")
    )
    return redirect("trash:list")


@never_cache
@require_safe
def list_deleted(request: HttpRequest) -> HttpResponse:
    """List what was deleted where the user edits, the newest first."""
    if not may_enter(request.user):
        raise PermissionDenied
    listing = paginate(request, visible_to(request.user), PER_PAGE, {})
    context = _context() | {
        "listing": listing,
        "lines": [_line(row, request.user) for row in listing.object_list],
        "may_purge": request.user.has_perm(DELETE),
        "chosen": CHOSEN,
    }
    return render(request, "trash/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def restore_chosen(request: HttpRequest) -> HttpResponse:
    """Say where the chosen pages will go; on POST put them there."""
    if not may_enter(request.user):
        raise PermissionDenied
    lines = [_line(row, request.user) for row in _chosen_rows(request)]
    if not lines:
        return _nothing_chosen(request)
    if request.method == "POST":
        placed = [line for line in lines if line.place is not None]
        if not placed:
            raise PermissionDenied
        return _put_back(request, placed)
    context = _context(_("Lấy lại")) | {
        "lines": lines,
        "has_place": any(line.place for line in lines),
        "can_be_published": any(line.can_be_published for line in lines),
    }
    return render(request, "trash/restore.html", context)


def _put_back(request: HttpRequest, lines: list[Line]) -> HttpResponse:
    wanted = bool(request.POST.get("publish"))
    restored = []
    # Who was deleted last comes first: a page may have to wait for the one above it.
    for line in lines:
        with transaction.atomic():
            row = DeletedPage.objects.select_for_update().filter(pk=line.row.pk).first()
            place = place_of(row, request.user) if row else None
            if row is None or place is None:
                continue  # somebody was faster
            publish = wanted and may_publish(request.user, place)
            restored.append(restore(row, place, request.user, publish=publish))
    for restoration in restored:
        _tell(request, restoration)
    if len(restored) == 1 and len(lines) == 1:
        return redirect("wagtailadmin_explore", restored[0].parent.pk)
    return redirect("trash:list")


def _tell(request: HttpRequest, restoration: Restoration) -> None:
    page = restoration.page
    words = (
        _("“%(title)s” đã trở lại “%(parent)s” và đang được đăng.")
        if page.live
        else _("“%(title)s” đã trở lại “%(parent)s”, là bản nháp.")
    )
    title = page.get_admin_display_title()
    edit = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Mở để sửa"))
    messages.success(request, words % {"title": title, "parent": restoration.parent}, buttons=[edit])
    if restoration.new_slug:
        messages.warning(
            request,
            _("Đường dẫn cũ đã có trang khác dùng, nên “%(title)s” mang đường dẫn mới: %(slug)s.")
            % {"title": title, "slug": restoration.new_slug},
        )
    for sentence in restoration.refused:
        messages.warning(request, sentence)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def purge_chosen(request: HttpRequest) -> HttpResponse:
    """Ask once more, then delete for good."""
    if not request.user.has_perm(DELETE):
        raise PermissionDenied
    rows = _chosen_rows(request)
    if not rows:
        return _nothing_chosen(request)
    if request.method == "POST":
        for row in rows:
            title = str(row)
            try:
                is_gone = purge(row, request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                continue
            if not is_gone:  # somebody was faster
                return _nothing_chosen(request)
            messages.success(request, _("Đã xoá hẳn “%(title)s”.") % {"title": title})
        return redirect("trash:list")
    context = _context(_("Xoá hẳn")) | {"lines": [_line(row, request.user) for row in rows]}
    return render(request, "trash/purge.html", context)


urls = [
    path("", list_deleted, name="list"),
    path("lay-lai/", restore_chosen, name="restore"),
    path("xoa-han/", purge_chosen, name="purge"),
]
