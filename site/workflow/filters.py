"""What of the calendar is shown: a section, a state, one's own, a department. All of it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from wagtail.models import Page, get_page_models

from accounts.roles import SECTIONS
from core.listing import chosen
from week.models import Department
from workflow.due import timed_models
from workflow.permissions import may_edit
from workflow.states import EntryState

SECTION, STATE, MINE, DEPARTMENT = "muc", "tinh-trang", "cua-toi", "bo-phan"
YES = "1"


@dataclass(frozen=True)
class Section:
    """A part of the website, or a kind of thing that is no page.

    Attributes:
        name: What the address calls it.
        title: What people call it.
        path: Where its pages begin in the tree; empty for what is no page.
    """

    name: str
    title: str
    path: str = ""


def sections_for(user: Any) -> list[Section]:
    """Return the sections in the order of the website, then the other things with a moment of the user. One query."""
    names = [label for key, label in SECTIONS.items() if key != "site"]
    pages = Page.objects.type(*map(apps.get_model, names)).order_by("path")
    return [Section(*row) for row in pages.values_list("slug", "title", "path")] + [
        Section(str(model._meta.model_name), capfirst(str(model._meta.verbose_name)))
        for model in timed_models()
        if model.goes_live and may_edit(user, model)
    ]


@dataclass(frozen=True)
class CalendarFilter:
    """The filters that are set."""

    section: str | None = None
    state: str | None = None
    is_mine: bool = False
    department: str | None = None
    sections: list[Section] = field(default_factory=list)
    departments: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def asked_for(cls, query: Mapping[str, str], user: Any) -> CalendarFilter:
        """Return the filters that an address names; an unknown value is no filter. Two queries."""
        sections = sections_for(user)
        departments = [(str(pk), name) for pk, name in Department.objects.values_list("pk", "short_name")]
        return cls(
            chosen(query.get(SECTION), [(section.name, "") for section in sections]),
            chosen(query.get(STATE), EntryState.choices),
            query.get(MINE) == YES,
            chosen(query.get(DEPARTMENT), departments),
            sections,
            departments,
        )

    @property
    def parameters(self) -> dict[str, str | None]:
        """What the address carries on."""
        return {
            SECTION: self.section,
            STATE: self.state,
            MINE: YES if self.is_mine else None,
            DEPARTMENT: self.department,
        }

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return any(self.parameters.values())

    def narrowed(self, pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
        """Return those of the pages that the filters leave."""
        if self.section:
            path = next(section.path for section in self.sections if section.name == self.section)
            pages = pages.filter(path__startswith=path) if path else pages.none()
        if self.is_mine:
            pages = pages.filter(Q(owner=user) | Q(latest_revision__user=user))
        if self.department:
            of_department = Q()
            for model in get_page_models():
                for model_field in model._meta.fields:
                    if model_field.related_model is Department:
                        rows = model._default_manager.filter(**{model_field.name: self.department})
                        of_department |= Q(pk__in=rows.order_by().values("pk"))
            pages = pages.filter(of_department) if of_department else pages.none()
        return pages

    def leaves(self, model: type[Model]) -> bool:
        """Return whether the filters leave objects of a model that is no page, and so nobody's own."""
        if self.is_mine or self.department:
            return False
        return self.section in {None, model._meta.model_name}
