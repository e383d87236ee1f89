"""Mark the words that were searched for, whatever marks they carry."""

from __future__ import annotations

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.vietnamese import fold_words, nfc

WORD = re.compile(r"\w+")


def highlight(text: str, words: str) -> SafeString:
    """Return the text, escaped, with ``<mark>`` around each word that folds to one of ``words``."""
    wanted = set(fold_words(words).split())
    parts: list[str] = []
    end = 0
    text = nfc(text)
    for match in WORD.finditer(text):
        parts.append(conditional_escape(text[end : match.start()]))
        word = match.group()
        parts.append(
            format_html("<mark>{}</mark>", word) if fold_words(word) in wanted else conditional_escape(word)
        )
        end = match.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts).replace("</mark> <mark>", " "))  # noqa: S308  # each part was escaped above
