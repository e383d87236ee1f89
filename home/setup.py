"""An empty school: the pages, settings and roles that every school starts with."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from accounts.sync import sync_roles
from core.base_page import BasePage
from core.school_settings import SchoolSettings
from home.models import ActivityIndexPage, HomePage
from honors.models import HonorsIndexPage, HonorsSettings
from news.models import NewsIndexPage
from resources.models import LibraryPage

SECTIONS: list[tuple[type[BasePage], dict[str, Any]]] = [
    (
        NewsIndexPage,
        {
            "title": "Tin bài",
            "slug": "tin-bai",
            "lead": "Chuyện học, chuyện đọc và người thật việc thật ở trường, do chính thầy cô và phụ huynh kể lại.",
        },
    ),
    (
        HonorsIndexPage,
        {
            "title": "Tôn vinh",
            "slug": "ton-vinh",
            "lead": "Những người đã tự học và chỉ lại cho người khác, cùng những cách làm hay mà ai cũng làm theo được.",
        },
    ),
    (
        LibraryPage,
        {
            "title": "Thư viện",
            "slug": "thu-vien",
            "seo_title": "Thư viện mở",
            "lead": "Học liệu ai cũng xem được. Mỗi món ghi rõ dành cho ai và được dùng thế nào.",
        },
    ),
    (
        ActivityIndexPage,
        {
            "title": "Hoạt động",
            "slug": "hoat-dong",
            "lead": "Lịch của Tuần lễ và các buổi sau đó. Buổi nào ghi “mở” là phụ huynh và bà con đều vào được.",
        },
    ),
]


def _root() -> Page:
    """Return the root of all pages, made anew when a test has emptied the tables."""
    if not Locale.objects.exists():
        Locale.objects.create(language_code=settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Gốc")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Gốc", slug="root", content_type=ContentType.objects.get_for_model(Page))
    return root


def _home(root: Page) -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        welcome = (
            root.get_children()
            .filter(slug="home", content_type=ContentType.objects.get_for_model(Page))
            .first()
        )
        home = HomePage(
            title="Tuần lễ hưởng ứng học tập suốt đời",
            slug="trang-dau",
            lead="Tin bài, hoạt động, gương tự học và thư viện mở của Tuần lễ hưởng ứng học tập suốt đời.",
        )
        root.add_child(instance=home)
        home.save_revision().publish()
        if welcome is not None:
            Site.objects.filter(root_page=welcome).update(root_page=home)
            welcome.delete()
    return home


def _site(home: HomePage) -> None:
    """Let the site answer at the address of the settings."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if (site.hostname, site.port, site.root_page_id) != (address.hostname, port, home.pk):
        site.hostname, site.port, site.root_page = address.hostname, port, home
        site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
        site.save()
    SchoolSettings.for_site(site)  # made here, so that no GET has to
    HonorsSettings.for_site(site)


@transaction.atomic
def setup_school() -> HomePage:
    """Make what is missing of the empty school, and return its front page.

    Safe to run again: what an administrator has renamed, moved or changed stays as it is.
    """
    home = _home(_root())
    _site(home)
    for model, fields in SECTIONS:
        if not model.objects.exists():
            section = model(show_in_menus=True, **fields)
            home.add_child(instance=section)
            section.save_revision().publish()
    sync_roles()
    return home
