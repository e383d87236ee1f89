"""What was asked: the words as typed, as searched, and what is taken for a slip."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpRequest, QueryDict

from core.finding import spelling
from core.finding.entries import is_word
from core.finding.spelling import Word
from core.vietnamese import fold_words, nfc

LONGEST_QUERY = 200
MOST_WORDS = 12
ONE_LETTER_LEFT = 3
"""Shorter words have too many neighbours to guess from."""


def typed_words(parameters: QueryDict) -> str:
    """Return ``?q=`` in one line, composed and not too long."""
    return nfc(" ".join(parameters.get("q", "").replace("\x00", " ").split()))[:LONGEST_QUERY]


@dataclass(frozen=True)
class Question:
    """A search, understood; one query, two where a word is unknown.

    Attributes:
        typed: What the reader wrote, in one line.
        asked: Its folded words.
        is_exact: Whether the reader wants just these words.
        known: What public pages know of the words.
        near: For each unknown word the likeliest known ones.
    """

    typed: str
    asked: list[str]
    is_exact: bool = False
    known: dict[str, Word] = field(default_factory=dict)
    near: dict[str, list[Word]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> Question:
        """Return the question that a request asks; any text is a fair one."""
        typed = typed_words(request.GET)
        asked = fold_words(typed).split()[:MOST_WORDS]
        known = spelling.known(asked)
        unknown = [
            word for word in dict.fromkeys(asked) if word not in known and len(word) >= ONE_LETTER_LEFT
        ]
        return cls(typed, asked, request.GET.get("dung") == "1", known, spelling.nearest(unknown))

    @cached_property
    def words(self) -> list[str]:
        """The folded words to search for: those that were meant."""
        if self.is_exact:
            return self.asked
        return [self.near[word][0].folded if word in self.near else word for word in self.asked]

    @property
    def is_corrected(self) -> bool:
        """Whether other words are searched for than those that were written."""
        return self.words != self.asked

    @cached_property
    def unknown(self) -> list[str]:
        """The words to search for that no public page has, so that nothing can be found."""
        near = {words[0].folded for words in self.near.values()}
        return [word for word in self.words if is_word(word) and word not in self.known and word not in near]

    @property
    def commonness(self) -> int:
        """In how many pages the rarest word is; 0 when that is not known."""
        return min((word.pages if word else 0 for word in self._vocabulary), default=0)

    @property
    def titled(self) -> int:
        """In how many titles the rarest word is; 0 when that is not known."""
        return min((word.titles if word else 0 for word in self._vocabulary), default=0)

    @cached_property
    def _vocabulary(self) -> list[Word | None]:
        """What is known of each word that is searched for."""
        pages = self.known | {words[0].folded: words[0] for words in self.near.values()}
        return [pages.get(word) for word in self.words]

    @cached_property
    def typed_forms(self) -> dict[str, str]:
        """Each folded word as it was typed; empty where the two cannot be told apart."""
        typed = self.typed.split()
        return dict(zip(self.asked, typed, strict=True)) if len(typed) == len(self.asked) else {}

    @property
    def spelled(self) -> str:
        """The words that are searched for: as typed, and what was meant as pages mostly write it."""
        meant = {words[0].folded: words[0].spelled for words in self.near.values()}
        return " ".join(meant.get(word) or self.typed_forms.get(word, word) for word in self.words)
