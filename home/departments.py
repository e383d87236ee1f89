"""Each department of the school has an address below the Week: what it took on, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models.signals import pre_save
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from home.front_page import DepartmentRow, department_rows, department_slug
from home.week_days import days_of
from honors.models import InitiativePage
from news.models import StoryPage
from week.models import Department, PlanTask

STORIES, ACTIVITIES, INITIATIVES = 6, 40, 12
FOLDER = "bo-phan"


def keep_old_addresses(instance: Department, **kwargs: Any) -> None:
    """Lead from the address that a department had under its old name to the new one, in every Week."""
    before = Department.objects.filter(pk=instance.pk).first()
    if before is None or department_slug(before) == department_slug(instance):
        return
    old, new = (f"/{FOLDER}/{department_slug(one)}/" for one in (before, instance))
    for week in Page.objects.type(DepartmentPagesMixin).live():
        root = (week.url or "").rstrip("/")
        addresses = [Redirect.normalise_path(f"{root}{path}") for path in (old, new)]
        Redirect.objects.filter(old_path__in=addresses, site=None).delete()
        Redirect.add_redirect(addresses[0], week, page_route_path=new, automatically_created=True)


def connect() -> None:
    """Watch departments being renamed."""
    pre_save.connect(keep_old_addresses, sender=Department, dispatch_uid="home.departments")


def overview(row: DepartmentRow, edition: Any) -> dict[str, Any]:
    """Return what a department's page shows beside its tasks: three queries, and how many activities there are each day.

    Args:
        row: The department with its tasks.
        edition: The Week they belong to.
    """
    department = row.department
    initiatives = InitiativePage.objects.live().public().filter(edition=edition, department=department)
    return {
        "row": row,
        "days": days_of(edition, ACTIVITIES, department),
        "stories": StoryPage.objects.newest_of(STORIES, department=department),
        "initiatives": list(initiatives.select_related("department", "picture").defer("body")[:INITIATIVES]),
    }


class DepartmentPagesMixin(RoutablePageMixin):
    """For the page of a Week: ``bo-phan/<slug>/`` below it is a department's own page."""

    @path(f"{FOLDER}/<slug:slug>/", name="department")
    def department(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Answer a department that has tasks in this Week.

        Raises:
            Http404: No department of this Week has that address.
        """
        edition = self.edition  # type: ignore[attr-defined]
        rows = department_rows(edition)
        row = next((row for row in rows if row.slug == slug), None)
        if row is None:
            raise Http404
        others = [other for other in rows if other is not row]
        context = overview(row, edition) | {
            "page": self,
            "edition": edition,
            "others": others,
            "description": _(
                "%(name)s làm gì trong Tuần lễ học tập suốt đời %(year)d: %(total)d nhiệm vụ, %(done)d việc đã xong."
            )
            % {"name": row.department.name, "year": edition.year, "total": row.total, "done": row.done},
        }
        return render(request, "home/department.html", context)

    @classmethod
    def addresses_below(cls, pages: Mapping[int, str]) -> list[str]:
        """Return the pages of the departments that have tasks: two queries; see ``core.base_page``."""
        weeks = cls.objects.filter(pk__in=pages).values_list("pk", "edition")  # type: ignore[attr-defined]
        editions = {edition for _page, edition in weeks}
        doing: dict[int, list[str]] = {}
        tasks = PlanTask.objects.filter(edition__in=editions).order_by(
            "edition", "department__sort_order", "department"
        )
        for edition, name in tasks.values_list("edition", "department__short_name").distinct():
            doing.setdefault(edition, []).append(department_slug(Department(short_name=name)))
        return [
            f"{pages[page]}{FOLDER}/{slug}/" for page, edition in weeks for slug in doing.get(edition, [])
        ]

    def stored_addresses(self) -> list[str]:
        """Return what the page store keeps beside the page itself; see ``core.base_page``."""
        own = {self.pk: self.url}  # type: ignore[attr-defined]
        return [*super().stored_addresses(), *self.addresses_below(own)]  # type: ignore[misc]
