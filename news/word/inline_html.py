"""Mammoth's HTML inside a paragraph, as Wagtail's rich text stores it."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from bs4 import NavigableString, Tag

_KEPT = {"strong": "b", "b": "b", "em": "i", "i": "i", "sup": "sup", "sub": "sub"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_SPACE = re.compile(r"[ \t\r\n\u00a0]+")
_ENDS = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")


def inline(element: Tag) -> str:
    """Return the element's words with bold, italic, links, raised and lowered letters, and nothing else."""
    return _ENDS.sub("", _SPACE.sub(" ", "".join(_piece(child) for child in element.children)))


def words(element: Tag) -> str:
    """Return the element's words without any mark-up."""
    for line_break in element.find_all("br"):
        line_break.replace_with(" ")
    return _SPACE.sub(" ", element.get_text()).strip()


def is_bold(element: Tag) -> bool:
    """Return whether every word of the element is bold."""
    pieces = [piece for piece in element.find_all(string=True) if piece.strip()]
    return bool(pieces) and all(piece.find_parent(["strong", "b"]) for piece in pieces)


def list_html(element: Tag) -> str:
    """Return a list, with the lists in it."""
    items = []
    for item in element.find_all("li", recursive=False):
        lists = item.find_all(["ul", "ol"], recursive=False)
        inner = "".join(list_html(one) for one in lists)
        for one in lists:
            one.extract()
        if (text := inline(item)) or inner:
            items.append(f"<li>{text}{inner}</li>")
    return f"<{element.name}>{''.join(items)}</{element.name}>" if items else ""


def _piece(node: object) -> str:
    if isinstance(node, NavigableString):
        return escape(str(node), quote=False)
    return _element(node) if isinstance(node, Tag) else ""


def _element(element: Tag) -> str:
    if element.name == "br":
        return "<br/>"
    if element.name == "input":
        return "☑ " if element.has_attr("checked") else "☐ "
    text = "".join(_piece(child) for child in element.children)
    if element.name == "p":  # a second paragraph of a list's item, or of a note
        text = f" {text}"
    elif text.strip() and element.name == "a":
        text = _link(str(element.get("href") or ""), text)
    elif text.strip() and (tag := _KEPT.get(element.name)):
        text = f"<{tag}>{text}</{tag}>"
    return text


def _link(address: str, text: str) -> str:
    """Return a link that leads somewhere; places inside the Word file lead nowhere on a page."""
    if address.startswith(("#footnote-ref", "#endnote-ref")):
        return ""  # the arrow back from a note
    try:
        scheme = urlsplit(address.strip()).scheme.lower()
    except ValueError:
        scheme = ""
    return f'<a href="{escape(address.strip())}">{text}</a>' if scheme in _SCHEMES else text
