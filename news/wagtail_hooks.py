"""Stories in the admin: writing one in Word first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.refusing import answer_forbidden
from news.models import NewsIndexPage
from news.word import views
from news.word.models import WordImportState, WordPicture


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the screens of a Word file."""
    return decorate_urlpatterns([path("tin-tu-word/", include((views.urls, "news_word")))], answer_forbidden)


@hooks.register("register_page_header_buttons")
def offer_word(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """Offer to write a story from a Word file in the list of stories."""
    if isinstance(page, NewsIndexPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            _("Viết tin từ tệp Word"), url=reverse("news_word:upload"), icon_name="doc-full", priority=5
        )


@hooks.register("construct_image_chooser_queryset")
def leave_out_pictures_of_no_story_yet(pictures: Any, request: HttpRequest) -> Any:
    """Offer no picture of a Word file that is still looked through: it goes when the file does."""
    waiting = WordPicture.objects.exclude(word_import__state=WordImportState.USED).values_list("picture")
    return pictures.exclude(pk__in=waiting)


@hooks.register("insert_editor_js")
def watch_pasting() -> str:
    """Say at the editor's box what a paste from Word leaves behind."""
    return render_to_string("news/admin/word_paste.html", {"upload_url": reverse("news_word:upload")})
