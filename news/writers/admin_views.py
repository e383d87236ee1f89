"""The editors' screens of the articles that came: the list with its counts, one article, what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from core.admin_screen import admin_screen
from core.bin import is_binned
from core.listing import chosen, facet, paginate
from core.private_files import private_response
from news.models.writers import Article, ArticlePicture, ArticleState
from news.word.views import section_for
from news.writers.admin_forms import AnswerForm, DeclineForm, GiveBackForm
from news.writers.counting import by_department
from news.writers.states import NotNowError, decline, give_back
from news.writers.taking_in import TAKEABLE, begin_reading, lead_and_body, remind_of_people, take_in
from week.models import WeekEdition

VIEW, CHANGE, WRITERS = "news.view_article", "news.change_article", "news.view_writer"
ICON = "mail"
PER_PAGE = 20
STATE, WEEK = "tinh-trang", "tuan-le"


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


@never_cache
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """List the articles of one state, those that wait unless another is asked for; above them a Week's counts."""
    _require(request, VIEW)
    state = chosen(request.GET.get(STATE), ArticleState.choices) or ArticleState.SENT.value
    years = list(WeekEdition.objects.order_by("-year").values_list("pk", "year"))
    week = chosen(request.GET.get(WEEK), [(str(pk), year) for pk, year in years])
    edition = WeekEdition.objects.get(pk=week) if week else WeekEdition.current()
    params = {STATE: state, WEEK: week}
    counts = Counter(Article.objects.order_by().values_list("state", flat=True))
    rows = Article.objects.filter(state=state).select_related("writer__department", "story")
    rows = rows.annotate(pictures_sent=Count("pictures"))
    # Those that wait are looked at in the order in which they came.
    order = ("changed_at", "pk") if state == ArticleState.SENT else ("-changed_at", "-pk")
    listing = paginate(request, rows.order_by(*order), PER_PAGE, params)
    context: dict[str, Any] = {
        "listing": listing,
        "states": facet(STATE, _("Tình trạng"), ArticleState.choices, counts, state, params),
        "edition": edition,
        "years": facet(WEEK, _("Tuần lễ"), years, {}, str(edition.pk) if edition else None, params),
        "departments": by_department(edition) if edition else [],
    }
    if request.user.has_perm(WRITERS):
        writers = reverse("wagtailsnippets_news_writer:list")
        context["header_buttons"] = [HeaderButton(_("Người viết"), url=writers, icon_name="group")]
    return admin_screen(request, "news/admin/articles.html", _("Bài gửi về"), context, icon=ICON)


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("writer__department", "edition", "story"), pk=pk)


def _show(request: HttpRequest, article: Article, **refused: AnswerForm) -> HttpResponse:
    """Show one article, and the ways to decide on it as far as it is still open."""
    lead, body = lead_and_body(article.text)
    may_decide = request.user.has_perm(CHANGE)
    may_give_back = may_decide and article.state == ArticleState.SENT
    context = {
        "article": article,
        "lead": lead,
        "body": body[0]["value"] if body else "",
        "pictures": list(article.pictures.all()),
        "comments": list(article.comments.select_related("author")),
        "is_binned": article.story is not None and is_binned(article.story),
        "may_take": may_decide and article.state in TAKEABLE and not article.is_forgotten,
        "give_back_form": GiveBackForm(article, prefix="tra-lai") if may_give_back else None,
        "decline_form": DeclineForm(article, prefix="khong-dung")
        if may_decide and article.state in TAKEABLE
        else None,
    }
    return admin_screen(
        request,
        "news/admin/article.html",
        article.title,
        context | refused,
        icon=ICON,
        ways=((reverse("articles:list"), _("Bài gửi về")),),
        is_refused=bool(refused),
    )


@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one article."""
    _require(request, VIEW)
    return _show(request, _article(pk))


@never_cache
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a draft of it; a Word file is read first, and looked through."""
    _require(request, CHANGE)
    section, article = section_for(request.user), _article(pk)
    try:
        if article.word_file:
            return redirect(begin_reading(article, request.user).get_absolute_url())
        made = take_in(request, article, section)
    except NotNowError as error:
        return _not_now(request, pk, error)
    if not isinstance(made, Page):
        return made
    messages.success(
        request, _("Đã tạo bản nháp “%(title)s”. Hãy đọc lại rồi đăng hoặc hẹn giờ.") % {"title": made.title}
    )
    remind_of_people(request, article)
    return redirect("wagtailadmin_pages:edit", made.pk)


def _not_now(request: HttpRequest, pk: int, error: NotNowError) -> HttpResponse:
    """Say why not; where somebody else has made the draft, lead there."""
    article = _article(pk)
    if article.story is not None and not is_binned(article.story):
        messages.warning(request, _("Bài này đã có bản nháp, không tạo thêm."))
        return redirect("wagtailadmin_pages:edit", article.story.pk)
    messages.error(request, str(error))
    return redirect("articles:one", pk)


@never_cache
@require_POST
def return_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to be mended, with words."""
    return _answer(
        request, pk, "give_back_form", GiveBackForm, "tra-lai", give_back, _("Đã trả bài lại để sửa.")
    )


@never_cache
@require_POST
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it unused, with the reason."""
    return _answer(
        request, pk, "decline_form", DeclineForm, "khong-dung", decline, _("Đã ghi: không dùng bài này.")
    )


def _answer(  # noqa: PLR0917  # what sets the two answers apart
    request: HttpRequest,
    pk: int,
    name: str,
    form_class: type[AnswerForm],
    prefix: str,
    step: Callable[[Article, Any, str], Article],
    done: str,
) -> HttpResponse:
    _require(request, CHANGE)
    article = _article(pk)
    form = form_class(article, request.POST, prefix=prefix)
    if not form.is_valid() and article.state in TAKEABLE:
        return _show(request, article, **{name: form})
    try:
        step(article, request.user, form.cleaned_data.get("text", ""))
    except NotNowError as error:
        return _not_now(request, pk, error)
    messages.success(request, done)
    return redirect("articles:list")


@never_cache
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the Word file."""
    _require(request, VIEW)
    article = _article(pk)
    return private_response(article.word_file, article.word_file_name)


@never_cache
@require_safe
def picture(request: HttpRequest, pk: int, picture: int) -> HttpResponseBase:
    """Send a picture."""
    _require(request, VIEW)
    return private_response(get_object_or_404(ArticlePicture, pk=picture, article=pk).file)


urls = [
    path("", articles, name="list"),
    path("<int:pk>/", one, name="one"),
    path("<int:pk>/nhan/", take, name="take"),
    path("<int:pk>/tra-lai/", return_it, name="return"),
    path("<int:pk>/khong-dung/", put_aside, name="decline"),
    path("<int:pk>/tep-word/", word, name="word"),
    path("<int:pk>/anh/<int:picture>/", picture, name="picture"),
]
