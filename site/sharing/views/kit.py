"""The kit of one page: texts, link, pictures and code to take along; where it was shared."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page

from core.base_page import BasePage
from core.school_settings import SchoolSettings
from core.vietnamese import slugify
from drawing.qr_card import qr_card, qr_card_png
from sharing import pages
from sharing.forms import ShareRecordForm
from sharing.models import AGAIN, RecordState, ShareRecord
from sharing.networks import Network
from sharing.records import RECORD_POLICY
from sharing.share_picture import picture_words
from sharing.texts import Text, texts_for

UNPROCESSABLE = 422
RECORDS_SHOWN = 50


def box_labels() -> dict[tuple[str, str], str]:
    """Return what each box of a network is called."""
    return {
        (Network.FACEBOOK, "text"): _("Lời đăng Facebook"),
        (Network.ZALO, "title"): _("Tiêu đề bài Zalo"),
        (Network.ZALO, "text"): _("Mô tả bài Zalo"),
        (Network.ZALO, "message"): _("Tin nhắn vào nhóm Zalo"),
        (Network.YOUTUBE, "title"): _("Tên phim YouTube"),
        (Network.YOUTUBE, "text"): _("Mô tả phim YouTube"),
        (Network.ENETVIET, "text"): _("Tin nhắn eNetViet"),
    }


def hints() -> dict[str, str]:
    """Return what to do with the texts of each network."""
    return {
        Network.FACEBOOK: _("Dán lời vào bài viết; Facebook tự hiện ảnh khi thấy liên kết."),
        Network.ZALO: _("Hai ô đầu cho bài trên Zalo OA của trường; ô cuối để gửi vào nhóm lớp."),
        Network.YOUTUBE: _("Dán vào phim của trường trên YouTube. Ô mô tả không nhận dấu < và >."),
        Network.ENETVIET: _("eNetViet chỉ nhận chữ thường, nên dùng liên kết ngắn."),
    }


def visible_page(request: HttpRequest, number: int) -> BasePage:
    """Return the page, public or not.

    Raises:
        Http404: There is no such page, or it is nothing to share.
        PermissionDenied: The user may not see its kit.
    """
    page = get_object_or_404(Page, pk=number)
    if not pages.may_see(request.user, page):
        raise PermissionDenied
    if not pages.is_shareable(page):
        raise Http404
    return page.specific


@require_safe
def kit(request: HttpRequest, page: int) -> HttpResponse:
    """Show the kit."""
    return _show(request, visible_page(request, page), ShareRecordForm())


def _show(request: HttpRequest, page: BasePage, form: ShareRecordForm) -> HttpResponse:
    is_public = pages.public_page(page.pk) is not None
    withheld = pages.people_without_consent(page) if is_public else []
    records = list(page.share_records.select_related("page", "shared_by")[:RECORDS_SHOWN])
    may_share = is_public and not withheld
    context = {
        "page_title": _("Chia sẻ"),
        "page_subtitle": page.title,
        "header_icon": "link-external",
        "page": page,
        "may_edit": page.permissions_for_user(request.user).can_edit(),
        "why_not_public": "" if is_public else pages.why_not_public(page),
        "withheld": withheld,
        "kit": _kit(request, page) if may_share else None,
        "code_is_offered": is_public,
        "short_address": pages.short_address(page) if is_public else "",
        "form": form if may_share and pages.may_record(request.user, page) else None,
        "records": [
            {
                "record": record,
                "may_change": RECORD_POLICY.user_has_permission_for_instance(request.user, "change", record),
                "must_go": record.state == RecordState.MUST_GO,
            }
            for record in records
        ],
        "must_go": sum(record.state == RecordState.MUST_GO for record in records),
    }
    return render(request, "sharing/kit.html", context, status=UNPROCESSABLE if form.errors else 200)


def _kit(request: HttpRequest, page: BasePage) -> dict[str, Any]:
    story = pages.story_of(page)
    labels, advice = box_labels(), hints()
    photograph = pages.photograph_of(page)
    words = picture_words(page, SchoolSettings.for_request(request))
    return {
        "address": story.address,
        "cards": [
            {
                "network": network,
                "hint": advice[network],
                "boxes": [_box(network, text, labels) for text in texts],
            }
            for network, texts in texts_for(story).items()
        ],
        "picture_url": words.address,
        "picture_alt": words.alternative,
        "photograph": photograph,
        "file_name": slugify(page.title)[:60] or "bai",
    }


def _box(network: Network, text: Text, labels: dict[tuple[str, str], str]) -> dict[str, Any]:
    return {
        "id": f"{network}-{text.name}",
        "label": labels[network, text.name],
        "text": text.text,
        "limit": text.limit,
        "count": len(text.text),
        "rows": min(max(sum(1 + len(line) // 45 for line in text.text.split("\n")), 1), 14),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add_record(request: HttpRequest, page: int) -> HttpResponse:
    """Write down where the page was shared; what is there already is not written twice.

    Whoever loads the address again after an error, or comes back from a login, is led to the kit.

    Raises:
        PermissionDenied: The user may not edit the page.
    """
    found = visible_page(request, page)
    if not pages.may_record(request.user, found):
        raise PermissionDenied
    address = reverse("sharing:kit", args=[found.pk])
    if request.method != "POST":
        return redirect(address)
    if pages.public_page(found.pk) is None:
        messages.error(request, pages.why_not_public(found))
        return redirect(address)
    if pages.people_without_consent(found):
        messages.error(request, _("Chưa ghi: có người trong bài chưa đồng ý xuất hiện trên mạng xã hội."))
        return redirect(address)
    form = ShareRecordForm(request.POST, instance=ShareRecord(page_id=found.pk, shared_by_id=request.user.pk))
    if form.is_valid():
        _store(form, request.user)
    elif not _is_second_click(form, request.user):
        return _show(request, found, form)
    messages.success(request, _("Đã ghi lượt chia sẻ."))
    return redirect(f"{address}#da-dang")


def _store(form: ShareRecordForm, user: Any) -> None:
    """Store the record, unless the other click of a double one was faster: the database refuses it then."""
    with suppress(IntegrityError), transaction.atomic():
        record = form.save()
        log(instance=record, action="wagtail.create", user=user)


def _is_second_click(form: ShareRecordForm, user: Any) -> bool:
    """Return whether the same user has sent the same form already."""
    if not any(form.has_error(name, AGAIN) for name in ("url", "shared_at")):
        return False
    found = form.instance.alike()
    return (found.shared_by_id, found.shared_at) == (user.pk, form.instance.shared_at)


@require_POST
def take_off(request: HttpRequest, record: int) -> HttpResponse:
    """Write down that the post is gone from its network.

    Raises:
        PermissionDenied: The user may not change the record.
    """
    found = get_object_or_404(ShareRecord, pk=record)
    if not RECORD_POLICY.user_has_permission_for_instance(request.user, "change", found):
        raise PermissionDenied
    if found.removed_at is None:
        found.removed_at = timezone.now()
        found.save(update_fields=["removed_at"])
        log(instance=found, action="sharing.taken_off", user=request.user)
    messages.success(request, _("Đã ghi: bài ở %(place)s đã được gỡ.") % {"place": found.place})
    if found.page_id is None:
        return redirect("wagtailsnippets_sharing_sharerecord:list")
    return redirect("sharing:kit", found.page_id)


@require_safe
def code(request: HttpRequest, page: int, kind: str) -> HttpResponse:
    """Send the code with the page's title under it, to print.

    The title is left out when somebody in the page may not be in print.

    Raises:
        Http404: The public cannot read the page, so that nobody could follow the code.
    """
    found = visible_page(request, page)
    if pages.public_page(found.pk) is None:
        raise Http404
    words = {
        "address": pages.short_address(found),
        "title": found.title if pages.title_may_be_printed(found) else "",
        "school": SchoolSettings.for_request(request).name,
    }
    if kind == "png":
        response = HttpResponse(qr_card_png(**words), content_type="image/png")
    else:
        response = HttpResponse(qr_card(**words), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="ma-qr-{found.pk}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


urls = [
    path("<int:page>/", kit, name="kit"),
    path("<int:page>/da-dang/", add_record, name="add_record"),
    path("<int:page>/ma-qr.svg", code, {"kind": "svg"}, name="code_svg"),
    path("<int:page>/ma-qr.png", code, {"kind": "png"}, name="code_png"),
    path("luot/<int:record>/da-go/", take_off, name="take_off"),
]
