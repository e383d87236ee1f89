"""The desk of a writer: own articles, a new one, and one that can still be changed. Nothing of it is public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from core.listing import paginate
from core.private_files import private_response
from core.rate_limit import TOO_MANY_REQUESTS, RateLimit
from core.robot_traps import stamp
from news.models.writers import Article, ArticlePicture
from news.writers.content import Content
from news.writers.desks import Desk, at_desk
from news.writers.forms import MOST_TOGETHER, ArticleForm
from news.writers.states import NotNowError, send_again, send_new

ARTICLES_A_PAGE = 20
LIMIT = RateLimit("articles", limit=20, seconds=3600)
"""For each writer; nobody writes more in an hour."""
CONFLICT, UNPROCESSABLE = 409, 422
JUST_SENT = "da-gui"


@require_safe
@at_desk
def show_desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the writer's own articles and what became of each."""
    own = desk.writer.articles.select_related("story").prefetch_related("comments")
    pages = paginate(request, own, ARTICLES_A_PAGE)
    rows = [
        {
            "article": article,
            "url": desk.url("article", article.pk),
            "story_url": _story_url(request, article),
            "comment": _latest_answer(article),
        }
        for article in pages.object_list
    ]
    return render(request, "news/writers/desk.html", {"desk": desk, "rows": rows, "pages": pages})


def _story_url(request: HttpRequest, article: Article) -> str:
    """Return where readers find what became of it; empty when they do not."""
    return (article.story.get_url(request) or "") if article.story and article.is_published else ""


def _latest_answer(article: Article) -> str:
    answers = [comment.text for comment in article.comments.all() if not comment.is_writers]
    return answers[-1] if answers else ""


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for an article and keep it."""
    if request.method != "POST":
        form = ArticleForm(initial={"opened": stamp()})
        return _ask(request, desk, form)
    form = ArticleForm(request.POST, request.FILES)
    return _take(request, desk, form, lambda content: send_new(desk.writer, content))


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_article(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show an article with what was said of it; take other words for it as long as that is possible."""
    sent = _own(desk, number)
    if request.method == "POST":
        form = ArticleForm(request.POST, request.FILES, article=sent)
        return _take(request, desk, form, lambda content: send_again(sent, content))
    form = ArticleForm(
        initial={
            "opened": stamp(),
            "title": sent.title,
            "text": sent.text,
            "people_named": sent.people_named,
        },
        article=sent,
    )
    return _ask(request, desk, form)


def _own(desk: Desk, number: int) -> Article:
    return get_object_or_404(desk.writer.articles.select_related("story", "writer"), pk=number)


def _take(
    request: HttpRequest, desk: Desk, form: ArticleForm, keep: Callable[[Content], Article]
) -> HttpResponse:
    """Keep what a form brings, or show it again with what is wrong."""
    if not form.is_valid():
        return _ask(request, desk, form)
    whose = f"writer {desk.writer.pk}"
    if LIMIT.is_exceeded(request, whose):
        return _ask(request, desk, form, wait_seconds=LIMIT.retry_after(request, whose))
    try:
        kept = keep(form.content())
    except NotNowError as error:
        form.add_error(None, str(error))
        return _ask(request, desk, form, status=CONFLICT)
    return redirect(f"{desk.url('article', kept.pk)}?{JUST_SENT}=1")


def _ask(
    request: HttpRequest, desk: Desk, form: ArticleForm, *, wait_seconds: int = 0, status: int = UNPROCESSABLE
) -> HttpResponse:
    form.renew_stamp(request.POST)
    context: dict[str, Any] = {
        "desk": desk,
        "form": form,
        "wait_minutes": -(-wait_seconds // 60),
        "most_bytes": MOST_TOGETHER,
    }
    if form.article is None:
        response = render(request, "news/writers/new.html", context)
    else:
        response = render(request, "news/writers/article.html", context | _shown(request, form.article))
    if wait_seconds:
        response.status_code = TOO_MANY_REQUESTS
        response["Retry-After"] = str(wait_seconds)
    elif form.errors:
        response.status_code = status
    return response


def _shown(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Return what the page of an article shows beside the form."""
    return {
        "article": article,
        "comments": list(article.comments.all()),
        "story_url": _story_url(request, article),
        "pictures": list(article.pictures.all()),
        "was_just_sent": JUST_SENT in request.GET,
    }


@require_safe
@at_desk
def show_word(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Give the Word file back to who sent it."""
    sent = _own(desk, number)
    return private_response(sent.word_file, sent.word_file_name)


@require_safe
@at_desk
def show_picture(request: HttpRequest, desk: Desk, number: int, picture: int) -> HttpResponseBase:
    """Give a picture back to who sent it."""
    row = get_object_or_404(ArticlePicture, pk=picture, article=number, article__writer=desk.writer)
    return private_response(row.file)


urls = [
    path("", show_desk, name="desk"),
    path("bai-moi/", show_new, name="new"),
    path("bai/<int:number>/", show_article, name="article"),
    path("bai/<int:number>/tep-word/", show_word, name="word"),
    path("bai/<int:number>/anh/<int:picture>/", show_picture, name="picture"),
]
