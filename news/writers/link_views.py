"""A writer's personal link: to copy, to print with its code, to revoke, to give anew."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from core.admin_screen import admin_screen
from core.school_settings import SchoolSettings
from drawing.qr_card import qr_card_png
from news.models.writers import Writer
from news.writers.viewsets import CHANGE_WRITER, LIST_WRITERS
from papers.downloads import download

REVOKED, RENEWED = "news.writer_revoked", "news.writer_renewed"


def _writer(request: HttpRequest, pk: int) -> Writer:
    """Return the writer: whoever has the link is taken for them, so only who gives links may see it."""
    if not request.user.has_perm(CHANGE_WRITER):
        raise PermissionDenied
    return get_object_or_404(Writer.objects.select_related("department", "user"), pk=pk)


def _address(request: HttpRequest, writer: Writer) -> str:
    return request.build_absolute_uri(writer.desk_url)


@never_cache
@require_safe
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the link of a writer."""
    writer = _writer(request, pk)
    context = {"writer": writer, "address": _address(request, writer)}
    ways = (
        (reverse("articles:list"), _("Bài gửi về")),
        (reverse(LIST_WRITERS), _("Người viết")),
        (reverse("wagtailsnippets_news_writer:edit", args=[writer.pk]), writer.name),
    )
    return admin_screen(
        request, "news/admin/writer_link.html", _("Đường dẫn gửi bài"), context, icon="link", ways=ways
    )


@never_cache
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a card to print: the link as a code for a telephone."""
    writer = _writer(request, pk)
    title = _("Gửi bài: %(name)s") % {"name": writer.name}
    school = SchoolSettings.for_request(request).name
    content = qr_card_png(address=_address(request, writer), title=title, school=school)
    return download(content, f"gui-bai-{writer.pk}.png", "image/png")


@never_cache
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the writer send nothing any more."""
    writer = _writer(request, pk)
    if writer.is_active:
        writer.revoke()
        log(instance=writer, action=REVOKED, user=request.user)
    messages.success(
        request, _("Đã thu hồi: %(name)s không gửi bài được nữa. Bài đã gửi vẫn còn.") % {"name": writer.name}
    )
    return redirect("writer_links:link", pk)


@never_cache
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the writer a new link; the old one leads nowhere from now on."""
    writer = _writer(request, pk)
    writer.renew()
    log(instance=writer, action=RENEWED, user=request.user)
    messages.success(request, _("Đã cấp đường dẫn mới. Đường dẫn cũ không dùng được nữa."))
    return redirect("writer_links:link", pk)


urls = [
    path("<int:pk>/", link, name="link"),
    path("<int:pk>/ma-qr.png", card, name="card"),
    path("<int:pk>/thu-hoi/", revoke, name="revoke"),
    path("<int:pk>/cap-moi/", renew, name="renew"),
]
