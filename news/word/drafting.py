"""The story that a Word file becomes: a draft like any other."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.images import SchoolImage
from news.drafting import add_draft, ask_hooks
from news.word.alternative_text import Description
from news.word.models import WordImport, WordImportState
from news.word.tables import Block
from news.writers.taking_in import hold_for_taking, join, joined_fields


def create_draft(
    request: HttpRequest,
    word_import: WordImport,
    section: Page,
    model: type[Page],
    *,
    descriptions: dict[int, Description],
    is_converted: bool,
) -> HttpResponseBase | Page:
    """Make the story, with its first revision and its entry in the log.

    Args:
        request: Whose user makes it.
        word_import: A reading that is ready.
        section: The page that the story goes below; the caller has checked that the user may add to it.
        model: The type of page.
        descriptions: Number of a picture -> what it shows.
        is_converted: Whether old text is taken in Unicode.

    Returns:
        The story (the one made before, if the button was pressed twice), or what a hook answers instead.

    Raises:
        news.writers.states.NotNowError: The article that the file came with was taken meanwhile, or sent anew.
    """
    with transaction.atomic():
        locked = WordImport.objects.select_for_update().get(pk=word_import.pk)
        if locked.story is not None:
            return locked.story.page_ptr
        article = hold_for_taking(locked.article, locked.created_at) if locked.article else None
        if (answer := ask_hooks("before_create_page", request, section, model)) is not None:
            return answer
        result = locked.result["converted" if is_converted and locked.result["converted"] else "story"]
        pictures = {row.number: row.picture for row in locked.pictures.select_related("picture")}
        for number, picture in pictures.items():
            _describe(picture, descriptions.get(number, Description()))
        fields = _fields(result, pictures, descriptions)
        if article:
            fields = joined_fields(article, fields, request.user)
        story = add_draft(request.user, section, model, fields | {"body": json.dumps(fields["body"])})
        if article:
            join(article, story, request.user)
        locked.drop_file()
        locked.store(state=WordImportState.USED, story_id=story.pk, result={})
    answer = ask_hooks("after_create_page", request, story)
    return story if answer is None else answer


def _describe(picture: SchoolImage, description: Description) -> None:
    """Keep in the library what the teacher said of the picture."""
    picture.description = description.text
    picture.is_decorative = description.is_decorative
    picture.save(update_fields=["description", "is_decorative", "title", "changes"])


def _fields(
    result: dict[str, Any], pictures: dict[int, SchoolImage], descriptions: dict[int, Description]
) -> dict[str, Any]:
    """Return the story's fields, ``body`` as its blocks; a picture deleted meanwhile is left out."""
    fields: dict[str, Any] = {"title": result["title"] or _("Bài chưa có tiêu đề"), "lead": result["lead"]}
    hero = result["hero"]
    if hero is not None and hero["number"] in pictures:
        said = descriptions.get(hero["number"], Description())
        fields |= {
            "picture": pictures[hero["number"]],
            "picture_alt": said.text,
            "picture_is_decorative": said.is_decorative,
            "picture_caption": hero["caption"],
        }
    body = [
        {"type": block["type"], "value": value}
        for block in result["blocks"]
        if (value := _value(block, pictures, descriptions)) is not None
    ]
    return fields | {"body": body}


def _value(
    block: Block, pictures: dict[int, SchoolImage], descriptions: dict[int, Description]
) -> str | dict[str, Any] | None:
    """Return what ``core.blocks.Body`` stores for a block."""
    if block["type"] == "paragraph":
        return str(block["html"])
    if block["type"] == "heading":
        return {"text": block["text"], "level": block["level"]}
    if block["type"] == "quote":
        return {"text": block["text"], "source": block["source"]}
    if block["type"] == "table":
        return {
            "caption": block["caption"],
            "table": {
                "data": block["rows"],
                "first_row_is_table_header": block["has_header"],
                "first_col_is_header": False,
                "table_header_choice": "row" if block["has_header"] else "neither",
                "table_caption": "",
                "cell": [],
                "mergeCells": [],
            },
        }
    picture = pictures.get(block["number"])
    if picture is None:
        return None
    said = descriptions.get(block["number"], Description())
    return {
        "image": picture.pk,
        "alt_text": said.text,
        "decorative": said.is_decorative,
        "caption": block["caption"],
    }
