"""From a row of blocks to a story: which line is the title, which picture the main one, what is a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from news.word.tables import Block

LONGEST_TITLE = 150
LONGEST_LEAD = 400
LONGEST_HEADING = 150
LONGEST_TABLE_NAME = 150
LONGEST_CAPTION = 200
_LINES_BEFORE_A_TITLE = 4
_LONGEST_BOLD_HEADING = 120
_TABLE_NAME = re.compile(r"(?:bảng|biểu)\s*\d*\b", re.IGNORECASE)


@dataclass
class Composed:
    """A story as the document tells it.

    Attributes:
        hero: The main picture's number and caption; None without one.
        blocks: ``heading`` (text, level "h2" or "h3"), ``paragraph`` (html), ``quote``, ``table`` and ``picture``.
        sentences: What was changed on the way, in words.
    """

    title: str = ""
    lead: str = ""
    hero: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def compose(found: list[Block], too_small: frozenset[int] = frozenset()) -> Composed:
    """Return the story.

    Args:
        found: What ``blocks_of`` gave; it is used up.
        too_small: The numbers of pictures too small to be the main one.
    """
    story = Composed()
    blocks = _with_captions(found)
    _take_title(story, blocks)
    _bold_lines_to_headings(story, blocks)
    _take_lead(story, blocks)
    _take_hero(story, blocks, too_small)
    _name_tables(story, blocks)
    _level_headings(story, blocks)
    story.blocks = _joined(blocks)
    return story


def _with_captions(found: list[Block]) -> list[Block]:
    """Give Word's captions to the picture or table that they stand at; another one is a paragraph."""
    blocks: list[Block] = []
    waiting = ""
    for block in found:
        if block["type"] != "caption":
            if waiting and block["type"] == "table":
                block["caption"] = waiting
            elif waiting:
                blocks.append(_paragraph(waiting))
            waiting = ""
            blocks.append(block)
            continue
        last = blocks[-1] if blocks else {}
        longest = {"picture": LONGEST_CAPTION, "table": LONGEST_TABLE_NAME}.get(last.get("type", ""), 0)
        if len(block["text"]) <= longest and not last["caption"]:
            last["caption"] = block["text"]
        elif len(block["text"]) <= LONGEST_TABLE_NAME and not waiting:
            waiting = block["text"]
        else:
            blocks.append(_paragraph(block["text"]))
    return [*blocks, _paragraph(waiting)] if waiting else blocks


def _paragraph(text: str) -> Block:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"type": "paragraph", "html": f"<p>{escaped}</p>", "text": text, "is_bold": False}


def _take_title(story: Composed, blocks: list[Block]) -> None:
    """Take the title: the line in Word's Title style, else the first heading near the top, else the first line."""
    headings = [place for place, block in enumerate(blocks) if block["type"] == "heading"]
    marked = [place for place in headings if blocks[place]["level"] == 0]
    near = [
        place
        for place in headings
        if _may_stand_before_a_title([b["text"] for b in blocks[:place] if b["type"] == "paragraph"])
    ]
    lines = [place for place, block in enumerate(blocks) if block["type"] in {"paragraph", "heading"}]
    for place in [*marked[:1], *near[:1], *lines[:1]]:
        block = blocks.pop(place)
        text = block["text"]
        if block["type"] == "paragraph":
            story.sentences.append(_("Tệp không có dòng tiêu đề riêng, nên dòng chữ đầu tiên thành tiêu đề."))
        story.title, rest = cut_at_word(text, LONGEST_TITLE)
        if rest:
            blocks.insert(place, _paragraph(rest))
            story.sentences.append(
                _("Tiêu đề dài %(length)d chữ cái nên được cắt ngắn; phần còn lại thành đoạn đầu của bài.")
                % {"length": len(text)}
            )
        return


def _may_stand_before_a_title(lines: list[str]) -> bool:
    """Return whether the lines are a letterhead: few, and no sentences. Below a sentence a heading is a part's."""
    return len(lines) <= _LINES_BEFORE_A_TITLE and not any(
        line.endswith((".", "!", "?", "…")) for line in lines
    )


def cut_at_word(text: str, length: int) -> tuple[str, str]:
    """Return at most so many letters of a text, ending with a word, and the rest."""
    if len(text) <= length:
        return text, ""
    head = text[: length + 1].rsplit(" ", 1)[0]
    if len(head) > length:  # one word, as long as a line
        head = text[:length]
    return head.rstrip(" ,;:–-"), text[len(head) :].strip()


def _bold_lines_to_headings(story: Composed, blocks: list[Block]) -> None:
    """Take lines that are bold and stand by themselves for headings, in a document without any."""
    if any(block["type"] == "heading" for block in blocks):
        return
    count = 0
    for place, block in enumerate(blocks[:-1]):
        if (
            block["type"] == "paragraph"
            and block["is_bold"]
            and len(block["text"]) <= _LONGEST_BOLD_HEADING
            and not block["text"].endswith((".", ",", ";"))
            and not blocks[place + 1].get("is_bold")
        ):
            blocks[place] = {"type": "heading", "text": block["text"].rstrip(":"), "level": 2}
            count += 1
    if count:
        story.sentences.append(
            _("%(count)d dòng in đậm đứng riêng được coi là tiêu đề của từng phần.") % {"count": count}
        )


def _take_lead(story: Composed, blocks: list[Block]) -> None:
    """Take the first paragraph as lead, if it comes before any heading, is short and not all of the text."""
    texts = [place for place, block in enumerate(blocks) if block["type"] in {"paragraph", "list", "heading"}]
    if len(texts) < 2:  # noqa: PLR2004  # a lead and something it leads to
        return
    first = blocks[texts[0]]
    if first["type"] == "paragraph" and len(first["text"]) <= LONGEST_LEAD and "<a " not in first["html"]:
        story.lead = first["text"]
        del blocks[texts[0]]


def _take_hero(story: Composed, blocks: list[Block], too_small: frozenset[int]) -> None:
    for place, block in enumerate(blocks):
        if block["type"] == "picture" and block["number"] not in too_small:
            story.hero = blocks.pop(place)
            return


def _name_tables(story: Composed, blocks: list[Block]) -> None:
    """Give each table without a name one: of the line before it, of the part that it stands in, or a number."""
    heading, count, proposed, place = "", 0, 0, 0
    while place < len(blocks):
        block = blocks[place]
        if block["type"] == "heading":
            heading = block["text"]
        elif block["type"] == "table":
            count += 1
            if not block["caption"]:
                before = blocks[place - 1] if place else {}
                if _names_a_table(before):
                    block["caption"] = before["text"].rstrip(" :")
                    del blocks[place - 1]
                    place -= 1
                else:
                    block["caption"] = (heading or _("Bảng %(number)d") % {"number": count})[
                        :LONGEST_TABLE_NAME
                    ]
                    proposed += 1
        place += 1
    if proposed:
        story.sentences.append(
            _("%(count)d bảng chưa có tên, đã đặt tạm một tên. Hãy xem lại trong bài.") % {"count": proposed}
        )


def _names_a_table(block: dict[str, Any]) -> bool:
    text = block.get("text", "")
    return (
        block.get("type") == "paragraph"
        and len(text) <= LONGEST_TABLE_NAME
        and (text.endswith(":") or _TABLE_NAME.match(text) is not None)
    )


def _level_headings(story: Composed, blocks: list[Block]) -> None:
    """Let the largest headings that are left be ``h2``, all others ``h3``, and none ``h3`` come first."""
    largest = min((block["level"] for block in blocks if block["type"] == "heading"), default=2)
    seen = False
    for place, block in enumerate(blocks):
        if block["type"] != "heading":
            continue
        if len(block["text"]) > LONGEST_HEADING:
            html = _paragraph(block["text"])["html"].replace("<p>", "<p><b>").replace("</p>", "</b></p>")
            blocks[place] = _paragraph(block["text"]) | {"html": html}
            story.sentences.append(
                _("Một tiêu đề phần dài quá %(length)d chữ cái nên thành đoạn văn in đậm.")
                % {"length": LONGEST_HEADING}
            )
            continue
        block["level"] = "h2" if block["level"] <= largest or not seen else "h3"
        seen = True


def _joined(blocks: list[Block]) -> list[Block]:
    """Let paragraphs and lists that follow each other be one block, as an editor would write them."""
    joined: list[Block] = []
    for block in blocks:
        if block["type"] not in {"paragraph", "list"}:
            joined.append(block)
        elif joined and joined[-1]["type"] == "paragraph":
            joined[-1]["html"] += block["html"]
        else:
            joined.append({"type": "paragraph", "html": block["html"]})
    return joined
