"""The screens: choose a file, wait, look through what was read, make the draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from core.images import SchoolImage
from core.legacy_encodings import LegacyEncoding
from news.models import NewsIndexPage, StoryPage
from news.word.archive import MOST_BYTES, TOO_LARGE
from news.word.drafting import create_draft
from news.word.forms import ReviewForm, WordUploadForm
from news.word.job import start_import
from news.word.models import WordImport, WordImportState, WordPicture
from news.word.pictures import THUMBNAIL, collection_for
from news.writers.states import NotNowError
from news.writers.taking_in import remind_of_people

UNPROCESSABLE = 422


def section_for(user: Any) -> NewsIndexPage:
    """Return the section of stories.

    Raises:
        PermissionDenied: The user may not add a story there, or no picture to the library.
        Http404: The school has no such section.
    """
    section = NewsIndexPage.objects.first()
    if section is None:
        raise Http404
    if not (
        section.permissions_for_user(user).can_add_subpage()
        and StoryPage.can_create_at(section)
        and collection_for(user) is not None
    ):
        raise PermissionDenied
    return section


def _own_import(request: HttpRequest, number: int) -> WordImport:
    return get_object_or_404(WordImport.objects.owned_by(request.user), pk=number)


def _context(section: Page, title: str, **context: Any) -> dict[str, Any]:
    return {
        "header_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Trang chủ")},
            {
                "url": reverse("wagtailadmin_explore", args=[section.pk]),
                "label": section.get_admin_display_title(),
            },
            {"url": "", "label": title},
        ],
        "section": section,
        **context,
    }


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for the file and begin to read it; scripts are answered in JSON."""
    section = section_for(request.user)
    form = WordUploadForm()
    if request.method == "POST":
        form = WordUploadForm(request.POST, request.FILES)
        if form.is_valid():
            address = start_import(form.cleaned_data["file"], request.user).get_absolute_url()
            return JsonResponse({"url": address}) if _wants_json(request) else redirect(address)
        if _wants_json(request):
            return JsonResponse({"errors": form.errors["file"]}, status=UNPROCESSABLE)
    return render(
        request,
        "news/admin/word_upload.html",
        _context(
            section,
            _("Viết tin từ tệp Word"),
            form=form,
            most_bytes=MOST_BYTES,
            too_large=TOO_LARGE,
        ),
        status=UNPROCESSABLE if form.errors else 200,
    )


def sentence_of(word_import: WordImport) -> str:
    """Return how far an import is, in words."""
    if word_import.state == WordImportState.FAILED:
        return word_import.problem
    if word_import.is_over:
        return _("Đã đọc xong.")
    if word_import.is_silent:
        return _(
            "Chưa thấy máy chủ làm việc này. Hãy báo người quản trị xem “Bộ việc nền” có đang chạy không."
        )
    if word_import.state == WordImportState.WAITING:
        return _("Đã nhận tệp, đang chờ đến lượt…")
    if word_import.total:
        return _("Đang xử lý ảnh: %(done)d trên %(total)d…") % {
            "done": word_import.done,
            "total": word_import.total,
        }
    return _("Đang đọc chữ…")


@never_cache
@require_GET
def state(request: HttpRequest, number: int) -> JsonResponse:
    """Answer how far an import is, for the screen's script."""
    word_import = _own_import(request, number)
    return JsonResponse(
        {
            "is_over": word_import.is_over,
            "done": word_import.done,
            "total": word_import.total,
            "sentence": sentence_of(word_import),
        }
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show how far an import is, then what was read; make the draft of it."""
    section = section_for(request.user)
    word_import = _own_import(request, number)
    if word_import.state == WordImportState.USED:
        return _to_story(request, word_import)
    if word_import.state != WordImportState.READY:
        context = _context(
            section, _("Đang đọc tệp Word"), word_import=word_import, sentence=sentence_of(word_import)
        )
        return render(request, "news/admin/word_progress.html", context)
    form = ReviewForm(
        _pictures(word_import),
        request.POST if request.method == "POST" else None,
        has_old_text=word_import.result["converted"] is not None,
    )
    if request.method == "POST" and form.is_valid():
        return _create(request, word_import, section, form)
    return _review(request, word_import, section, form)


def _to_story(request: HttpRequest, word_import: WordImport) -> HttpResponse:
    if word_import.story_id is None:
        messages.warning(request, _("Bản nháp làm từ tệp này đã bị xoá."))
        return redirect("news_word:upload")
    return redirect("wagtailadmin_pages:edit", word_import.story_id)


def _pictures(word_import: WordImport) -> list[WordPicture]:
    thumbnails = SchoolImage.objects.prefetch_renditions(THUMBNAIL)
    return list(word_import.pictures.prefetch_related(Prefetch("picture", thumbnails)))


def _review(
    request: HttpRequest, word_import: WordImport, section: NewsIndexPage, form: ReviewForm
) -> HttpResponse:
    result = word_import.result
    story = result["converted"] or result["story"]
    shown = {row.number: row.picture for row in form.pictures}
    context = _context(
        section,
        _("Xem lại tệp Word"),
        word_import=word_import,
        form=form,
        story=story,
        blocks=[block | {"picture": shown.get(block.get("number", 0))} for block in story["blocks"]],
        hero=shown.get((story["hero"] or {}).get("number", 0)),
        sentences=[*result["sentences"], *story["sentences"]],
        samples=result["samples"],
        encoding=LegacyEncoding(result["encoding"]).label if result["encoding"] else "",
    )
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "news/admin/word_review.html", context, status=status)


def _create(
    request: HttpRequest, word_import: WordImport, section: NewsIndexPage, form: ReviewForm
) -> HttpResponseBase:
    try:
        made = create_draft(
            request,
            word_import,
            section,
            StoryPage,
            descriptions=form.descriptions(),
            is_converted=form.is_converted,
        )
    except NotNowError as error:
        word_import.forget()
        messages.error(request, str(error))
        return redirect("articles:one", word_import.article_id)
    if not isinstance(made, Page):
        return made
    if word_import.article is not None:
        remind_of_people(request, word_import.article)
    messages.success(
        request, _("Đã tạo bản nháp “%(title)s”. Hãy đọc lại rồi đăng hoặc hẹn giờ.") % {"title": made.title}
    )
    return redirect("wagtailadmin_pages:edit", made.pk)


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Forget an import, with its file and its pictures."""
    section_for(request.user)
    word_import = _own_import(request, number)
    article = word_import.article_id
    word_import.forget()
    if article is not None:
        messages.success(request, _("Chưa nhận bài này; bài gửi vẫn còn nguyên."))
        return redirect("articles:one", article)
    messages.success(request, _("Đã bỏ tệp Word và các ảnh của nó."))
    return redirect("news_word:upload")


urls = [
    path("", upload, name="upload"),
    path("<int:number>/", screen, name="screen"),
    path("<int:number>/tinh-trang/", state, name="state"),
    path("<int:number>/bo/", discard, name="discard"),
]
