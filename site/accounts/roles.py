"""THE table of roles: who may do what, where. Nothing else in the code grants a permission.

``sync_roles`` writes it into the database after every migrate and whenever a section's page appears, so a
permission ticked by hand in the admin lasts until the next migrate: change it here instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """A role's key in code and in ``demo-accounts.json``; the group's name is what people see."""

    EDITOR = "editor"
    LIBRARIAN = "librarian"
    PRINCIPAL = "principal"
    CLERK = "clerk"
    PRIVACY = "privacy"
    ADMIN = "admin"

    @property
    def group_name(self) -> str:
        """The name of the role's group."""
        return GROUP_NAMES[self]


GROUP_NAMES = {
    Role.EDITOR: "Biên tập viên",
    Role.LIBRARIAN: "Thủ thư",
    Role.PRINCIPAL: "Hiệu trưởng",
    Role.CLERK: "Văn thư",
    Role.PRIVACY: "Phụ trách dữ liệu",
    Role.ADMIN: "Quản trị",
}

SECTIONS = {
    "site": "home.HomePage",
    "news": "news.NewsIndexPage",
    "activities": "home.ActivityIndexPage",
    "honors": "honors.HonorsIndexPage",
    "library": "resources.LibraryPage",
}
"""Each section is the pages of one type and everything below them."""

WRITE = ("add_page", "change_page", "publish_page")
LOOK = ("lock_page", "unlock_page")
"""Wagtail's explorer shows a section to those who hold any permission in it; locking is the mildest."""

VIEW, EDIT = ("view",), ("view", "add", "change")
EVERYTHING = ("view", "add", "change", "delete")
FILES = ("wagtailimages.image", "wagtaildocs.document")
"""Wagtail asks for its own models' permissions on files, whichever model a site uses instead."""


@dataclass(frozen=True)
class Grant:
    """What one role may do.

    Attributes:
        pages: Section -> page permission codenames.
        models: "app_label.model" -> actions; ``publish`` and ``lock`` are actions too.
        files: Actions on pictures and documents of the library (``add``, ``change``, ``choose``).
    """

    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    models: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()


SEE_HONORS = {
    "honors.commendation": VIEW,
    "honors.commendationround": VIEW,
    "people.person": VIEW,
}
SEE_PLAN = {
    "week.weekedition": VIEW,
    "week.department": VIEW,
    "week.plantask": VIEW,
    "week.legalbasis": VIEW,
    "week.slogan": VIEW,
}

ROLES: dict[Role, Grant] = {
    Role.EDITOR: Grant(
        pages={"news": WRITE, "activities": WRITE, "honors": WRITE},
        models={
            # Proposes, and publishes what the principal has approved and the clerk has numbered (honors.rules).
            "honors.commendation": (*EDIT, "delete"),
            "honors.commendationround": (*EDIT, "propose", "publish"),
            "honors.nomination": EDIT,
            "people.person": EDIT,
            "sharing.sharerecord": EDIT,
            **SEE_PLAN,
            "week.plantask": ("view", "change"),
            "week.slogan": EVERYTHING,
        },
        files=("add", "change", "choose"),
    ),
    Role.LIBRARIAN: Grant(
        pages={"library": WRITE},
        models=SEE_PLAN
        | {"week.plantask": ("view", "change"), "people.person": VIEW, "sharing.sharerecord": EDIT},
        files=("add", "change", "choose"),
    ),
    Role.PRINCIPAL: Grant(
        pages={"site": LOOK},
        models=SEE_HONORS
        | SEE_PLAN
        | {
            "honors.commendationround": ("view", "approve"),
            "honors.nomination": VIEW,
            "people.consent": VIEW,
            "sharing.sharerecord": VIEW,
        },
    ),
    Role.CLERK: Grant(
        models=SEE_HONORS
        | SEE_PLAN
        | {
            "honors.commendationround": ("view", "number", "publish"),
            "honors.honorssettings": ("change",),
            "papers.officetemplate": ("change",),
        }
    ),
    Role.PRIVACY: Grant(
        pages={"site": LOOK},
        # Whoever takes somebody off the site has to know what is still on the networks.
        models={"people.person": EVERYTHING, "people.consent": EDIT, "sharing.sharerecord": VIEW},
        # Who is in a picture is theirs to put right, and a picture theirs to delete.
        files=("change", "choose"),
    ),
    Role.ADMIN: Grant(
        pages={"site": LOOK},
        models={
            "accounts.user": EVERYTHING,
            "people.person": VIEW,
            "auth.group": EVERYTHING,
            "core.schoolsettings": ("change",),
            "honors.honorssettings": ("change",),
            "papers.officetemplate": ("change",),
            # Sees everything that was deleted, and deletes for good.
            "trash.deletedpage": ("view", "delete"),
            "wagtailcore.site": EVERYTHING,
            "wagtailcore.collection": EVERYTHING,
            "wagtailcore.workflow": ("add", "change", "delete"),
            "wagtailcore.task": ("add", "change", "delete"),
            "wagtailredirects.redirect": EVERYTHING,
            "week.weekedition": EVERYTHING,
            "week.department": EVERYTHING,
            "week.plantask": EVERYTHING,
            "week.legalbasis": EVERYTHING,
            "week.slogan": EVERYTHING,
        },
        files=("add", "change", "choose"),
    ),
}
