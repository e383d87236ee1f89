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
    WRITER = "writer"

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
    Role.WRITER: "Người viết",
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

SEND_REPORT = {"home.report": ("view", "change", "send")}

ROLES: dict[Role, Grant] = {
    Role.EDITOR: Grant(
        pages={"news": WRITE, "activities": WRITE, "honors": WRITE},
        models={
            # Proposes, and publishes what the principal has approved and the clerk has numbered (honors.rules).
            "honors.commendation": (*EDIT, "delete"),
            "honors.commendationround": (*EDIT, "propose", "publish"),
            "honors.nomination": EDIT,
            "honors.scholarship": EVERYTHING,
            "home.report": VIEW,
            # Whom the school lets write, and what they sent; taking it in makes a story of it.
            "news.writer": EVERYTHING,
            "news.article": ("view", "change"),
            "people.person": EDIT,
            "sharing.sharerecord": EDIT,
            # What plays on the boards, and the emergency; the boards themselves are the administrator's.
            "board.board": ("view", "interrupt"),
            "board.boarditem": EVERYTHING,
            **SEE_PLAN,
            "week.plantask": ("view", "change"),
            "week.slogan": EVERYTHING,
        },
        files=("add", "change", "choose"),
    ),
    Role.LIBRARIAN: Grant(
        pages={"library": WRITE},
        models=SEE_PLAN
        | {
            "week.plantask": ("view", "change"),
            "people.person": VIEW,
            "resources.readinglog": EDIT,
            "resources.readingtimeslot": EVERYTHING,
            "sharing.sharerecord": EDIT,
        },
        files=("add", "change", "choose"),
    ),
    Role.PRINCIPAL: Grant(
        pages={"site": LOOK},
        models=SEE_HONORS
        | SEE_PLAN
        | SEND_REPORT
        | {
            "honors.commendationround": ("view", "approve"),
            "honors.nomination": VIEW,
            "honors.scholarship": VIEW,
            "resources.readinglog": VIEW,
            "resources.readingtimeslot": VIEW,
            "people.consent": VIEW,
            "board.board": ("view", "interrupt"),
            "board.boarditem": VIEW,
            "news.writer": VIEW,
            "news.article": VIEW,
            "sharing.sharerecord": VIEW,
        },
    ),
    Role.CLERK: Grant(
        models=SEE_HONORS
        | SEE_PLAN
        | SEND_REPORT
        | {
            "honors.commendationround": ("view", "number", "publish"),
            "honors.honorssettings": ("change",),
            "honors.scholarship": EVERYTHING,
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
            **SEND_REPORT,
            "people.person": VIEW,
            "auth.group": EVERYTHING,
            "board.board": (*EVERYTHING, "interrupt"),
            "board.boarditem": EVERYTHING,
            "core.schoolsettings": ("change",),
            "honors.honorssettings": ("change",),
            "news.writer": EVERYTHING,
            "news.article": VIEW,
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
    # Comes in for nothing but the way to their own articles, which are no screens of the admin.
    Role.WRITER: Grant(models={"news.article": ("send",)}),
}
