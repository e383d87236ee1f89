"""Asks every rule: those of core, the page's own, and those of the rooms above."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from core.advice.findings import Advice
from core.advice.links import unpublished_links
from core.advice.pictures import file_names, no_picture
from core.advice.reading import passages_of
from core.advice.structure import advise_on_structure
from core.advice.summary import no_body, no_lead
from core.advice.wording import advise_on_wording

ADVICE_HOOK = "find_publishing_advice"
"""Rooms above register a function of a page that returns advice."""


def advice(page: Any) -> list[Advice]:
    """Return what an editor had better look at before the page goes public.

    A constant number of queries, whatever the page holds.

    Args:
        page: The page, a ``BasePage``, as it would be published; it may not be stored yet.
    """
    passages = passages_of(page)
    found = [
        *no_lead(page),
        *no_body(page),
        *no_picture(page),
        *advise_on_wording(passages),
        *advise_on_structure(passages),
        *file_names(passages),
        *unpublished_links(page),
        *page.own_advice(),
    ]
    return found + [one for ask in hooks.get_hooks(ADVICE_HOOK) for one in ask(page)]
