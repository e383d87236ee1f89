"""The pages of the demo."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from core.base_page import BasePage
from core.finding import indexing
from home.demo_loading.files import day, moment, next_session, read
from home.demo_loading.pictures import Pictures
from home.demo_loading.plan import Plan
from home.models import ActivityIndexPage, ActivityPage, HomePage, StandardPage, WeekPage
from honors.models import HonorsIndexPage, InitiativeAdoption, InitiativePage, ProfilePage
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

LIBRARY_OPENED = moment("2023-09-25T08:00:00+07:00")
PLAN_SLUG = "ke-hoach-2023"
LIBRARY_FILES: list[tuple[str, type[BasePage], tuple[str, ...]]] = [
    (
        "resources",
        ResourcePage,
        (
            "resource_type",
            "creator",
            "publisher",
            "published_year",
            "subjects",
            "grades",
            "audiences",
            "language",
            "licence",
            "licence_version",
            "web_address",
            "accessibility",
        ),
    ),
    ("programmes", OnlineProgrammePage, ("provider", "web_address", "audiences", "schedule")),
    ("guides", GuidePage, ("audiences", "duration")),
    ("reading_models", ReadingModelPage, ("unit", "reading_time", "audiences")),
    ("book_list", BookListPage, ("audiences", "grades")),
]


class PageLoader:
    """Makes the pages that are missing; finds a page again by its slug below its parent."""

    def __init__(
        self, plan: Plan, people: dict[str, Person], pictures: Pictures, users: dict[Role, User]
    ) -> None:
        self.plan, self.people, self.pictures, self.users = plan, people, pictures, users
        self.home = HomePage.objects.get()
        self.counts: Counter[str] = Counter()

    def load(self) -> dict[str, int]:
        """Make all pages and return how many of each kind."""
        self._standard_pages()
        news = NewsIndexPage.objects.get()
        for row in read("stories"):
            self._add(news, StoryPage, row, lambda row=row: self._story_fields(row), self.users[Role.EDITOR])
        activities = ActivityIndexPage.objects.get()
        for row in read("activities"):
            self._add(
                activities,
                ActivityPage,
                row,
                lambda row=row: self._activity_fields(row),
                self.users[Role.EDITOR],
            )
        honors = HonorsIndexPage.objects.get()
        for row in read("profiles"):
            self._add(
                honors, ProfilePage, row, lambda row=row: self._profile_fields(row), self.users[Role.EDITOR]
            )
        for row in read("initiatives"):
            self._add(
                honors,
                InitiativePage,
                row,
                lambda row=row: self._initiative_fields(row),
                self.users[Role.EDITOR],
            )
        self._library()
        return dict(self.counts)

    def finish(self) -> None:
        """Show the edition on the front page: the mark that everything was loaded."""
        home = HomePage.objects.get()
        if home.edition_id is None:
            home.edition = self.plan.edition
            home.save_revision(user=self.users[Role.ADMIN]).publish()

    # --- one page ------------------------------------------------------------------------------------

    def _add(self, parent: Page, model: type[BasePage], row: dict[str, Any], fields: Any, user: User) -> None:
        if parent.get_children().filter(slug=row["slug"]).exists():
            return
        values = fields()
        many = {name: values.pop(name) for name in ("tasks", "tags") if name in values}
        page = model(title=row["title"], slug=row["slug"], lead=row["lead"], owner=user, live=False, **values)
        page.body = json.dumps([self._block(block) for block in row["body"]])
        if "picture" in row:
            self._add_picture(page, row["picture"])
        for name, related in many.items():
            getattr(page, name).set(related)
        for adoption in row.get("adoptions", []):
            page.adoptions.add(InitiativeAdoption(**adoption))
        parent.add_child(instance=page)
        self._publish(page, row, user)
        self.counts[str(model._meta.verbose_name)] += 1

    def _publish(self, page: BasePage, row: dict[str, Any], user: User) -> None:
        if minutes := row.get("scheduled_in_minutes"):
            page.go_live_at = timezone.now() + timedelta(minutes=minutes)
            page.save_revision(user=user).publish(user=user)
            return
        page.save_revision(user=user).publish(user=user)
        date = moment(row["published_at"]) if row.get("published_at") else self._default_date(page)
        type(page).objects.filter(pk=page.pk).update(first_published_at=date, last_published_at=date)
        indexing.refresh([type(page).objects.get(pk=page.pk)])  # the search has the newest first

    def _default_date(self, page: BasePage) -> datetime:
        if isinstance(page, ActivityPage):
            return min(page.starts_at - timedelta(days=7), timezone.now())
        return LIBRARY_OPENED

    def _add_picture(self, page: Any, spec: dict[str, Any]) -> None:
        page.picture = self.pictures.get(spec, spec.get("alt", ""))
        page.picture_alt = spec.get("alt", "")
        page.picture_caption = spec.get("caption", "")

    # --- blocks --------------------------------------------------------------------------------------

    def _picture_value(self, value: dict[str, Any]) -> dict[str, Any]:
        return {
            "image": self.pictures.get(value["picture"], value.get("alt_text", "")).pk,
            "alt_text": value.get("alt_text", ""),
            "decorative": False,
            "caption": value.get("caption", ""),
        }

    def _block(self, block: dict[str, Any]) -> dict[str, Any]:
        """Return the block as a StreamField stores it, pictures drawn and pages found."""
        kind, value = block["type"], block["value"]
        if kind == "picture":
            value = self._picture_value(value)
        elif kind == "gallery":
            value = {**value, "pictures": [self._picture_value(picture) for picture in value["pictures"]]}
        elif kind == "button":
            path = self.home.url_path.rstrip("/") + value["page"] if value.get("page") else ""
            value = {**value, "page": Page.objects.get(url_path=path).pk if path else None}
        elif kind == "table":
            header = "row" if value["table"].get("first_row_is_table_header") else "neither"
            value = {**value, "table": {"table_header_choice": header, **value["table"]}}
        return {"type": kind, "value": value}

    # --- the kinds of pages --------------------------------------------------------------------------

    def _standard_pages(self) -> None:
        """Make them empty first, then fill them: their buttons lead to each other."""
        admin = self.users[Role.ADMIN]
        rows: list[tuple[type[BasePage], dict[str, Any], dict[str, Any]]] = [
            (WeekPage, read("week"), {"edition": self.plan.edition})
        ]
        rows += [(StandardPage, row, {"show_in_menus": row["slug"] == PLAN_SLUG}) for row in read("pages")]
        new = []
        for model, row, fields in rows:
            if self.home.get_children().filter(slug=row["slug"]).exists():
                continue
            page = model(
                title=row["title"],
                slug=row["slug"],
                lead=row["lead"],
                seo_title=row.get("seo_title", ""),
                owner=admin,
                live=False,
                **fields,
            )
            self.home.add_child(instance=page)
            self.counts[str(model._meta.verbose_name)] += 1
            new.append((page, row))
        for page, row in new:
            page.body = json.dumps([self._block(block) for block in row["body"]])
            self._publish(page, row, admin)

    def _tasks(self, row: dict[str, Any]) -> list[Any]:
        return [self.plan.tasks[key] for key in row["tasks"]]

    def _story_fields(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "category": row["category"],
            "department": self.plan.departments[row["department"]],
            "edition": self.plan.edition,
            "tasks": self._tasks(row),
            "tags": row["tags"],
        }

    def _activity_fields(self, row: dict[str, Any]) -> dict[str, Any]:
        is_ahead = "next" in row  # a session that is always to come belongs to no Week
        begin, end = next_session(row["next"]) if is_ahead else (row["starts_at"], row["ends_at"])
        return {
            "organiser": self.plan.departments[row["organiser"]],
            "edition": None if is_ahead else self.plan.edition,
            "audiences": row["audiences"],
            "starts_at": moment(begin),
            "ends_at": moment(end),
            "place": row["place"],
            "capacity": row["capacity"],
            "takes_signups": row.get("takes_signups", False),
            "headcount": row.get("headcount"),
            "tasks": self._tasks(row),
        }

    def _profile_fields(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "person": self.people[row["person"]],
            "edition": self.plan.edition,
            "motif": row["motif"],
            "lessons": json.dumps([{"type": "lesson", "value": lesson} for lesson in row["lessons"]]),
        }

    def _initiative_fields(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "department": self.plan.departments[row["department"]],
            "edition": self.plan.edition,
            "authors": row["authors"],
        }

    def _library(self) -> None:
        library = LibraryPage.objects.get()
        for name, model, columns in LIBRARY_FILES:
            for row in read(name):
                self._add(
                    library,
                    model,
                    row,
                    lambda row=row, columns=columns: self._library_fields(row, columns),
                    self.users[Role.LIBRARIAN],
                )

    @staticmethod
    def _library_fields(row: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
        fields = {column: row[column] for column in columns}
        fields |= {name: day(row[name]) for name in ("starts_on", "ends_on") if name in row}
        if "books" in row:
            fields["books"] = json.dumps([{"type": "book", "value": book} for book in row["books"]])
        return fields
