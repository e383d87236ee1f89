"""Stories in the admin: writing one in Word first, and the articles that teachers send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.menu_items import PermissionMenuItem
from core.publishing import OBSTACLES_HOOK, Obstacle
from core.refusing import answer_forbidden
from news.models import NewsIndexPage, StoryPage, Writer
from news.word import views
from news.word.models import WordImportState, WordPicture
from news.writers import admin_views, link_views
from news.writers.menu import MyArticlesMenuItem
from news.writers.viewsets import WriterViewSet
from people.page_people import naming_children

register_snippet(WriterViewSet)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the screens of a Word file, of the articles that came, and of their writers' links."""
    urls = [
        path("tin-tu-word/", include((views.urls, "news_word"))),
        path("bai-gui-ve/", include((admin_views.urls, "articles"))),
        path("nguoi-viet/", include((link_views.urls, "writer_links"))),
    ]
    return decorate_urlpatterns(urls, answer_forbidden)


@hooks.register("register_admin_menu_item")
def register_articles() -> MenuItem:
    """Add the articles that came to the menu."""
    return PermissionMenuItem(
        _("Bài gửi về"),
        reverse("articles:list"),
        name="articles",
        icon_name=admin_views.ICON,
        permission=admin_views.VIEW,
    )


@hooks.register("register_admin_menu_item")
def register_my_articles() -> MenuItem:
    """Lead writers with an account to their desk."""
    return MyArticlesMenuItem()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to a writer's link in its history."""
    actions.register_action(link_views.REVOKED, _("Thu hồi đường dẫn"), _("Đã thu hồi đường dẫn gửi bài"))
    actions.register_action(link_views.RENEWED, _("Cấp đường dẫn mới"), _("Đã cấp đường dẫn gửi bài mới"))


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


@hooks.register(OBSTACLES_HOOK)
def keep_pupils_out_of_the_byline(page: Page, form: Any) -> list[Obstacle]:
    """Say that the byline names a child on file: it is the staff's, and no consent is asked for it.

    A teacher of the same name is known by standing among the writers.
    """
    if not isinstance(page, StoryPage) or not page.byline or not naming_children([page.byline]):
        return []
    if Writer.objects.filter(name=page.byline).exists():
        return []
    words = _(
        "Đây là tên một học sinh, mà chỗ này chỉ ghi tên thầy cô, nhân viên: hãy để trống. "
        "Nếu là thầy cô trùng tên, hãy thêm vào “Người viết” trước."
    )
    return [Obstacle("byline", str(words))]
