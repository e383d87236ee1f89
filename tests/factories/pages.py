"""Pages: live and without a revision, as fast as a page can be made; a test of revisions saves its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import ActivityIndexPage, ActivityPage, HomePage, StandardPage, WeekPage
from honors.models import (
    HonorsIndexPage,
    InitiativePage,
    ProfilePage,
)
from news.models import NewsIndexPage, StoryPage
from resources.models import (
    BookListPage,
    GuidePage,
    LibraryPage,
    OnlineProgrammePage,
    ReadingModelPage,
    ResourcePage,
)
from tests.factories.numbers import NUMBERS
from tests.factories.people import edition, person
from week.models import WeekEdition

BODY = [("paragraph", "<p>Sáng nay, trước giờ trống, cả sân trường đã mở sách.</p>")]


def page(
    parent: Page, model: type[Page], title: str = "", published_at: datetime | None = None, **fields: Any
) -> Any:
    """Add a live page of the model; a title of its own unless one is given."""
    parent.refresh_from_db()  # another test may have added to it and taken that back
    moment = published_at or timezone.now()
    made = model(
        title=title or f"{model._meta.verbose_name} số {next(NUMBERS)}".capitalize(),
        **({"first_published_at": moment, "last_published_at": moment} | fields),
    )
    parent.add_child(instance=made)
    return made


def story(index: NewsIndexPage | None = None, **fields: Any) -> StoryPage:
    values = {"lead": "Cả trường cùng đọc sách mỗi sáng.", "body": BODY}
    return page(index or NewsIndexPage.objects.get(), StoryPage, **(values | fields))


def activity(index: ActivityIndexPage | None = None, **fields: Any) -> ActivityPage:
    """Return an activity of an hour and a half, tomorrow unless ``starts_at`` says otherwise."""
    starts_at = fields.pop("starts_at", None) or timezone.now() + timedelta(days=1)
    values = {"ends_at": starts_at + timedelta(minutes=90), "place": "Sân trường", "body": BODY}
    values["lead"] = "Buổi đọc sách chung của cả trường."
    return page(
        index or ActivityIndexPage.objects.get(), ActivityPage, starts_at=starts_at, **(values | fields)
    )


def profile(index: HonorsIndexPage | None = None, **fields: Any) -> ProfilePage:
    fields.setdefault("person", None)
    fields["person"] = fields["person"] or person()
    values = {"lead": "Mỗi tối một trang sách, một năm được ba cuốn.", "body": BODY}
    return page(index or HonorsIndexPage.objects.get(), ProfilePage, **(values | fields))


def initiative(index: HonorsIndexPage | None = None, **fields: Any) -> InitiativePage:
    values = {"lead": "Mỗi lớp một góc đọc mở.", "authors": "Tổ khối 4", "body": BODY}
    return page(index or HonorsIndexPage.objects.get(), InitiativePage, **(values | fields))


def resource(library: LibraryPage | None = None, **fields: Any) -> ResourcePage:
    values = {
        "lead": "Bài học mở cho học sinh tự học.",
        "web_address": "https://vi.wikipedia.org/wiki/Sách",
        "licence": "cc_by",
        "licence_version": "4.0",
        "body": BODY,
    }
    return page(library or LibraryPage.objects.get(), ResourcePage, **(values | fields))


def programme(library: LibraryPage | None = None, **fields: Any) -> OnlineProgrammePage:
    values = {
        "provider": "Trường",
        "web_address": "https://example.org/lop-hoc",
        "lead": "Lớp học trực tuyến.",
        "body": BODY,
    }
    return page(library or LibraryPage.objects.get(), OnlineProgrammePage, **(values | fields))


def guide(library: LibraryPage | None = None, **fields: Any) -> GuidePage:
    values = {"duration": "15 phút", "lead": "Cách tìm sách trong thư viện.", "body": BODY}
    return page(library or LibraryPage.objects.get(), GuidePage, **(values | fields))


def reading_model(library: LibraryPage | None = None, **fields: Any) -> ReadingModelPage:
    values = {"unit": "lớp 2/3", "lead": "Mười lăm phút đọc mỗi sáng.", "body": BODY}
    return page(library or LibraryPage.objects.get(), ReadingModelPage, **(values | fields))


def book_list(library: LibraryPage | None = None, **fields: Any) -> BookListPage:
    books = [("book", {"title": "Dế Mèn phiêu lưu ký", "author": "Tô Hoài", "year": 1941, "note": "Hay."})]
    values = {"lead": "Sách nên đọc cùng cha mẹ.", "books": books, "body": BODY}
    return page(library or LibraryPage.objects.get(), BookListPage, **(values | fields))


def standard_page(parent: Page | None = None, **fields: Any) -> StandardPage:
    values = {"lead": "Đôi lời về trường.", "body": BODY}
    return page(parent or HomePage.objects.get(), StandardPage, **(values | fields))


def week_page(week: WeekEdition | None = None, **fields: Any) -> WeekPage:
    values = {"lead": "Bảy ngày cùng học.", "body": BODY, "edition": week or edition()}
    return page(HomePage.objects.get(), WeekPage, **(values | fields))


def many_stories(number: int, index: NewsIndexPage | None = None, **fields: Any) -> None:
    """Add so many live stories at once, an hour apart and the newest first: 1,000 in about a second.

    They have no search index and send no signal.
    """
    index = NewsIndexPage.objects.get(pk=index.pk) if index else NewsIndexPage.objects.get()
    first = next(NUMBERS)
    taken = index.numchild
    now, locale = timezone.now(), Locale.get_default()
    content_type = ContentType.objects.get_for_model(StoryPage)
    shared = {"depth": index.depth + 1, "content_type": content_type, "locale": locale, "live": True}
    pages = []
    for place in range(number):
        slug, moment = f"bai-{first}-{place}", now - timedelta(hours=place)
        titles = {"title": f"Bài số {first}.{place}", "draft_title": f"Bài số {first}.{place}", "slug": slug}
        pages.append(
            Page(
                path=Page._get_path(index.path, index.depth + 1, taken + place + 1),
                url_path=f"{index.url_path}{slug}/",
                first_published_at=moment,
                last_published_at=moment,
                **titles,
                **shared,
            )
        )
    Page.objects.bulk_create(pages, batch_size=200)
    for parent in pages:
        child = StoryPage(page_ptr=parent, **({"lead": "Cả trường cùng đọc sách.", "body": BODY} | fields))
        child.__dict__.update({key: value for key, value in parent.__dict__.items() if key != "_state"})
        child.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=index.pk).update(numchild=taken + number)


def story_form(**changes) -> dict[str, str]:
    """Return what the form of a story sends."""
    data = {
        "title": "Đọc sách suốt đời",
        "slug": "doc-sach-suot-doi",
        "lead": "Cả trường cùng đọc sách mỗi sáng.",
        "body": streamfield([("paragraph", rich_text("<p>Sáng nay.</p>"))]),
        "picture": "",
        "picture_alt": "",
        "picture_caption": "",
        "category": "reading",
        "department": "",
        "edition": "",
        "byline": "",
        "tags": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
        "people_named": inline_formset([]),
    }
    return nested_form_data(data | changes)
