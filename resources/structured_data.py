"""What the library's pages are in the words of schema.org; functions of the pages, which call them."""

from __future__ import annotations

from typing import Any

from core.structured_data.nodes import LANGUAGE, Node, SiteFacts, audience, filled, moment, work
from resources.choices import Language


def resource(page: Any, site: SiteFacts) -> Node:
    """Return a resource as a LearningResource; its licence is the licence's own page."""
    return work(
        page,
        site,
        "LearningResource",
        learningResourceType=page.get_resource_type_display(),
        license=page.notice.url,
        creditText=page.creator,
        provider=_organisation(page.publisher),
        publisher=_organisation(page.publisher),
        datePublished=str(page.published_year) if page.published_year else "",
        educationalLevel=page.grade_range,
        teaches=page.get_subjects_labels(),
        inLanguage="" if page.language == Language.MULTILINGUAL else page.language,
        audience=audience(page.get_audiences_labels()),
        sameAs=page.web_address,
        accessibilitySummary=page.accessibility,
        isAccessibleForFree=None,
    )


def programme(page: Any, site: SiteFacts) -> Node:
    """Return a programme as a course of whoever holds it."""
    return work(
        page,
        site,
        "Course",
        provider=_organisation(page.provider),
        sameAs=page.web_address,
        audience=audience(page.get_audiences_labels()),
        temporalCoverage="/".join(filter(None, [moment(page.starts_on), moment(page.ends_on)])),
        isAccessibleForFree=None,
    )


def guide(page: Any, site: SiteFacts) -> Node:
    """Return a guide or a reading model as something to learn from."""
    return work(
        page,
        site,
        "LearningResource",
        learningResourceType=str(page.kind_label),
        audience=audience(page.get_audiences_labels()),
    )


def book_list(page: Any, site: SiteFacts) -> Node:
    """Return a list of books with the books."""
    books = [
        {
            "@type": "ListItem",
            "position": place,
            "item": filled(
                {
                    "@type": "Book",
                    "name": block.value["title"],
                    "creditText": block.value["author"],
                    "publisher": _organisation(block.value["publisher"]),
                    "datePublished": str(block.value["year"] or ""),
                    "inLanguage": LANGUAGE,
                }
            ),
        }
        for place, block in enumerate(page.books, start=1)
    ]
    listed = {"@type": "ItemList", "itemListElement": books} if books else None
    return work(
        page,
        site,
        "CollectionPage",
        mainEntity=listed,
        audience=audience(page.get_audiences_labels()),
    )


def _organisation(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None
