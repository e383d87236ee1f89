"""The nodes that several page types share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone

from core.school_settings import SchoolSettings

Node = dict[str, Any]
LANGUAGE = "vi"
LONGEST_HEADLINE = 110
"""Search engines take no longer one."""


@dataclass(frozen=True)
class SiteFacts:
    """What the nodes of a page refer to.

    Attributes:
        root: Address of the site without a slash at its end.
        school: The school's own facts.
        picture: Full address of the picture that stands for the page, or empty.
    """

    root: str
    school: SchoolSettings
    picture: str = ""

    @property
    def school_id(self) -> Node:
        """A reference to the school."""
        return {"@id": f"{self.root}/#truong"}

    @property
    def site_id(self) -> Node:
        """A reference to the whole site."""
        return {"@id": f"{self.root}/#trang-web"}

    def address(self, path: str | None) -> str:
        """Return the full address of a path of the site; a full one stays as it is."""
        return urljoin(f"{self.root}/", path or "/")


def filled(node: Node) -> Node:
    """Return the node without what is empty; False and 0 are answers."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def moment(value: datetime | date | None) -> str | None:
    """Return the moment on the school's clock with its offset, or the date."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else None


def work(page: Any, site: SiteFacts, kind: str = "WebPage", **more: Any) -> Node:
    """Return a page as a CreativeWork of this type.

    Args:
        page: A ``BasePage``.
        site: What it refers to.
        kind: Type of the vocabulary, CreativeWork or below it.
        more: Further properties; empty ones are left out.
    """
    address = site.address(page.url)
    return filled(
        {
            "@type": kind,
            "@id": f"{address}#trang",
            "url": address,
            "name": page.title,
            "description": page.description,
            "inLanguage": LANGUAGE,
            "image": site.picture,
            "datePublished": moment(page.first_published_at),
            "dateModified": moment(page.last_published_at),
            "publisher": site.school_id,
            "isPartOf": site.site_id,
            "isAccessibleForFree": True,
            **more,
        }
    )


def article(page: Any, site: SiteFacts, kind: str = "Article", **more: Any) -> Node:
    """Return a page as an article; the school is its author unless another is named."""
    headline = page.title if len(page.title) <= LONGEST_HEADLINE else page.title[: LONGEST_HEADLINE - 1] + "…"
    own = {"headline": headline, "mainEntityOfPage": site.address(page.url), "author": site.school_id}
    return work(page, site, kind, **(own | more))


def part_of_school(name: str, site: SiteFacts) -> Node:
    """Return a department, or the school itself where none is named."""
    if not name:
        return site.school_id
    return {"@type": "Organization", "name": name, "parentOrganization": site.school_id}


def audience(labels: Iterable[Any]) -> list[Node]:
    """Return for whom it is, in the words of the page."""
    return [{"@type": "Audience", "audienceType": str(label)} for label in labels]


def collection(page: Any, site: SiteFacts, things: Iterable[tuple[str, str | None]], first: int = 1) -> Node:
    """Return a list page with what it shows.

    Args:
        page: The list page.
        site: What it refers to.
        things: (title, path) of each thing in the order shown.
        first: Place of the first of them in the whole list.
    """
    items = [
        {"@type": "ListItem", "position": place, "name": title, "url": site.address(path)}
        for place, (title, path) in enumerate(things, start=max(first, 1))
    ]
    listed = {"@type": "ItemList", "itemListElement": items} if items else None
    return work(page, site, "CollectionPage", mainEntity=listed)


def school(site: SiteFacts) -> Node:
    """Return the school with what the foot of every page says of it."""
    facts = site.school
    address = {
        "@type": "PostalAddress",
        "streetAddress": facts.address,
        "addressLocality": facts.place,
        "addressCountry": "VN",
    }
    return filled(
        {
            "@type": "ElementarySchool",
            **site.school_id,
            "name": facts.name,
            "alternateName": facts.short_name,
            "url": f"{site.root}/",
            "address": filled(address) if facts.address else None,
            "telephone": facts.phone,
            "email": facts.email,
            "sameAs": [url for _name, url in facts.social_accounts()],
        }
    )


def web_site(site: SiteFacts, search_path: str) -> Node:
    """Return the site with its search."""
    action = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site.address(search_path)}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return {
        "@type": "WebSite",
        **site.site_id,
        "url": f"{site.root}/",
        "name": site.school.name,
        "inLanguage": LANGUAGE,
        "publisher": site.school_id,
        "potentialAction": action,
    }


def way(crumbs: Iterable[tuple[str, str | None]], site: SiteFacts) -> Node | None:
    """Return the way from the front page to a page; None for the front page.

    Args:
        crumbs: (title, path) from the front page to the page itself.
        site: What it refers to.
    """
    items = [
        {"@type": "ListItem", "position": place, "name": title, "item": site.address(path)}
        for place, (title, path) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items} if len(items) > 1 else None
