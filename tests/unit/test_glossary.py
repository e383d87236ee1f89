"""The glossary of the admin's words is what people read: its table against the Vietnamese that is shown."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.test_wagtail_catalogue import DOMAINS, PLACEHOLDER, TAG, shown

GLOSSARY = Path(__file__).resolve().parents[2] / "docs/glossary.md"
HEADER = ["English", "Vietnamese", "Not", "Why"]


@dataclass(frozen=True)
class Term:
    """One row: a message of Wagtail, the words its translation holds one of, the words shown nowhere."""

    english: str
    vietnamese: list[str]
    forbidden: list[str]


def words(cell: str) -> list[str]:
    """Return the words of a cell, which are parted by a semicolon."""
    return [word.strip() for word in cell.split(";") if word.strip()]


def terms() -> list[Term]:
    """Return the rows of the table with the four columns."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    start = rows.index(HEADER) + 2
    table = rows[start : next((i for i in range(start, len(rows)) if len(rows[i]) != 4), None)]
    return [Term(english, words(chosen), words(forbidden)) for english, chosen, forbidden, _why in table]


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """Return what is shown for each English text, without placeholders and tags."""
    found: dict[str, list[str]] = {}
    for domain in DOMAINS:
        for (context, english), entries in shown(domain).items():
            if context is None:
                found.setdefault(english, []).extend(
                    PLACEHOLDER.sub(" ", TAG.sub(" ", entry.translations[0])) for entry in entries
                )
    return found


def test_the_table_is_read():
    assert len(terms()) >= 50
    assert Term("Approve", ["duyệt"], ["phê duyệt", "chấp thuận"]) in terms()


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.english)
def test_the_chosen_word_is_what_is_shown(term, texts):
    assert term.english in texts, "no such message; its words belong into the second table"
    assert [
        text for text in texts[term.english] if not any(word in text.casefold() for word in term.vietnamese)
    ] == []


def test_a_word_that_was_not_chosen_is_shown_nowhere(texts):
    forbidden = [word for term in terms() for word in term.forbidden]
    assert len(forbidden) >= 50
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forbidden))})\b", re.IGNORECASE)
    assert [
        (match[0], english, text)
        for english, several in texts.items()
        for text in several
        if (match := pattern.search(text))
    ] == []
