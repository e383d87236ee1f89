"""What tests are made of: plain functions whose every argument has a working default.

Pages come live and without a revision, as fast as a page can be made; a test of revisions saves its own.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale, Page, WorkflowContentType

from accounts.models import User
from accounts.roles import Role
from core.images import SchoolImage
from home.models import ActivityIndexPage, ActivityPage, HomePage, StandardPage, WeekPage
from honors.models import Commendation, CommendationRound, HonorsIndexPage, InitiativePage, ProfilePage
from news.models import NewsIndexPage, StoryPage
from people.models import Person
from resources.models import (
    BookListPage,
    GuidePage,
    LibraryPage,
    OnlineProgrammePage,
    ReadingModelPage,
    ResourcePage,
)
from week.models import Department, PlanTask, WeekEdition

PASSWORD = "mat-khau-chi-de-thu"
BODY = [("paragraph", "<p>Sáng nay, trước giờ trống, cả sân trường đã mở sách.</p>")]
_numbers = count(1)


# --- People and the plan -----------------------------------------------------------------------


def user(*roles: Role, is_superuser: bool = False, **fields: Any) -> User:
    """Return an account of these roles; its password is PASSWORD."""
    number = next(_numbers)
    names = {"username": f"nguoi-dung-{number}", "last_name": "Nguyễn Thị", "first_name": f"Số {number}"}
    account = User(is_superuser=is_superuser, **(names | fields))
    account.set_password(PASSWORD)
    account.save()
    account.groups.set(Group.objects.filter(name__in=[role.group_name for role in roles]))
    return account


def person(**fields: Any) -> Person:
    number = next(_numbers)
    names = {"full_name": f"Trần Văn Khánh {number}", "display_name": f"Khánh {number}", "kind": "student"}
    return Person.objects.create(**(names | {"unit": "lớp 3/2"} | fields))


def department(**fields: Any) -> Department:
    number = next(_numbers)
    return Department.objects.create(
        **({"name": f"Bộ phận số {number}", "short_name": f"Bộ phận {number}"} | fields)
    )


def edition(**fields: Any) -> WeekEdition:
    """Return a Week; each new one is a year later."""
    year = fields.pop("year", None) or 2023 + WeekEdition.objects.count()
    values = {
        "theme": "Xây dựng năng lực tự học trong kỷ nguyên số",
        "theme_highlight": "tự học",
        "start_date": date(year, 10, 2),
        "end_date": date(year, 10, 8),
    }
    return WeekEdition.objects.create(year=year, **(values | fields))


def plan_task(week: WeekEdition, doer: Department | None = None, **fields: Any) -> PlanTask:
    number = next(_numbers)
    values = {"section": "II.1", "title": f"Việc số {number}", "text": "Treo băng rôn, khẩu hiệu."}
    return PlanTask.objects.create(edition=week, department=doer or department(), **(values | fields))


# --- Pages -------------------------------------------------------------------------------------


def page(
    parent: Page, model: type[Page], title: str = "", published_at: datetime | None = None, **fields: Any
) -> Any:
    """Add a live page of the model; a title of its own unless one is given."""
    parent.refresh_from_db()  # another test may have added to it and taken that back
    moment = published_at or timezone.now()
    made = model(
        title=title or f"{model._meta.verbose_name} số {next(_numbers)}".capitalize(),
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
    first = next(_numbers)
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


# --- Honours -----------------------------------------------------------------------------------


def commendation_round(week: WeekEdition | None = None, **fields: Any) -> CommendationRound:
    return CommendationRound.objects.create(edition=week or edition(), **({"title": "Đợt 1"} | fields))


def commendation(
    state: str = "draft", *, editor: User | None = None, principal: User | None = None, **fields: Any
) -> Commendation:
    """Return a commendation that has come so far through the real workflow.

    Args:
        state: ``draft``, ``waiting`` (with the principal), ``approved`` or ``returned``.
        editor: Who proposes; made when missing.
        principal: Who decides; made when missing.
        fields: Of the commendation; without a recipient it is a new person's.
    """
    values = {"award_kind": "letter", "citation": "Đã kiên trì đọc sách mỗi ngày."} | fields
    if not values.get("person") and not values.get("collective_name"):
        values["person"] = person()
    values["round"] = values.get("round") or commendation_round()
    made = Commendation(live=False, **values)
    made.full_clean()
    made.save()
    editor = editor or user(Role.EDITOR)
    made.save_revision(user=editor)
    if state == "draft":
        return made
    workflow = WorkflowContentType.objects.get(content_type__model="commendation").workflow
    task_state = workflow.start(made, editor).current_task_state.specific
    if state == "approved":
        task_state.approve(user=principal or user(Role.PRINCIPAL))
    elif state == "returned":
        task_state.reject(user=principal or user(Role.PRINCIPAL), comment="Xin ghi rõ thành tích.")
    made.refresh_from_db()
    return made


# --- Files -------------------------------------------------------------------------------------


def picture_bytes(size: tuple[int, int] = (1400, 900), kind: str = "PNG", **options: Any) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    drawn = Image.new("RGB", size, "#b3261e")
    drawn.paste("#1f3a6e", (size[0] // 2, 0, *size))
    output = BytesIO()
    drawn.save(output, kind, **options)
    return output.getvalue()


def picture(size: tuple[int, int] = (1400, 900), **fields: Any) -> SchoolImage:
    number = next(_numbers)
    file = ImageFile(BytesIO(picture_bytes(size)), name=f"anh-{number}.png")
    values = {"title": f"Ảnh {number}", "description": "Học sinh đọc sách dưới gốc đa."}
    return SchoolImage.objects.create(**(values | {"file": file} | fields))
