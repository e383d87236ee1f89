"""Mammoth's HTML as a row of simple blocks, in the order of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from news.word.inline_html import inline, is_bold, list_html, words
from news.word.tables import Block, only_cell, photographs, table_block

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LONGEST_QUOTE = 400
_LONGEST_SOURCE = 120
_DASHES = ("—", "–", "-")


def blocks_of(html: str, number_of: Callable[[Tag], int]) -> list[Block]:
    """Return the blocks.

    Args:
        html: What mammoth wrote.
        number_of: Gives the number of an ``img`` element; 0 for one that is left out.

    Returns:
        Blocks of the types ``heading`` (text, level 0 for a title), ``paragraph`` (html, text, is_bold), ``list``
        (html), ``caption`` (text), ``quote`` (text, source), ``table`` (rows, has_header, caption) and
        ``picture`` (number, caption).
    """
    soup = BeautifulSoup(html, "html.parser")
    return [block for child in soup.children if isinstance(child, Tag) for block in _blocks(child, number_of)]


def _blocks(element: Tag, number_of: Callable[[Tag], int]) -> Iterator[Block]:
    if element.name == "table":
        yield from _table(element, number_of)
        return
    leads = _starts_with_picture(element)
    pictures = _pictures(element, number_of)
    text = _text_block(element)
    if leads:
        yield from pictures
    if text is not None:
        yield text
    if not leads:
        yield from pictures


def _pictures(element: Tag, number_of: Callable[[Tag], int]) -> list[Block]:
    found = []
    for image in element.find_all("img"):
        if number := number_of(image):
            found.append({"type": "picture", "number": number, "caption": ""})
        image.extract()
    return found


def _starts_with_picture(element: Tag) -> bool:
    for node in element.descendants:
        if isinstance(node, Tag) and node.name == "img":
            return True
        if isinstance(node, NavigableString) and node.strip():
            return False
    return False


def _text_block(element: Tag) -> Block | None:
    if element.name in {"ul", "ol"}:
        html = list_html(element)
        return {"type": "list", "html": html} if html else None
    if element.name == "blockquote":
        return _quote(element)
    html = inline(element)
    text = words(element)
    if not text:
        return None
    if element.name in _HEADINGS:
        is_title = "title" in (element.get("class") or [])
        return {"type": "heading", "text": text, "level": 0 if is_title else int(element.name[1])}
    if "caption" in (element.get("class") or []):
        return {"type": "caption", "text": text}
    return {"type": "paragraph", "html": f"<p>{html}</p>", "text": text, "is_bold": is_bold(element)}


def _quote(element: Tag) -> Block | None:
    lines = [line for piece in element.find_all("p") if (line := words(piece))] or [words(element)]
    source = ""
    if len(lines) > 1 and lines[-1].startswith(_DASHES) and len(lines[-1]) <= _LONGEST_SOURCE:
        source = lines.pop().lstrip("".join(_DASHES) + " ")
    text = " ".join(lines)
    if not text:
        return None
    if len(text) > _LONGEST_QUOTE:
        return {"type": "paragraph", "html": f"<p>{inline(element)}</p>", "text": text, "is_bold": False}
    return {"type": "quote", "text": text.strip('“”"'), "source": source}


def _table(table: Tag, number_of: Callable[[Tag], int]) -> Iterator[Block]:
    if (cell := only_cell(table)) is not None:
        for child in list(cell.children):
            if isinstance(child, Tag):
                yield from _blocks(child, number_of)
        return
    if (grid := photographs(table, number_of)) is not None:
        yield from grid
        return
    pictures = _pictures(table, number_of)
    if (block := table_block(table)) is not None:
        yield block
    yield from pictures
