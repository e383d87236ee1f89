"""What was asked: the words as typed, as searched, and what is taken for a slip."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpRequest, QueryDict

from core.finding import spelling
from core.finding.entries import is_word
from core.finding.phrases import Phrases, phrases
from core.finding.spelling import Word, slip
from core.vietnamese import fold_words, nfc

LONGEST_QUERY = 200
MOST_WORDS = 12
FEWEST_LETTERS = 3
"""Shorter words have too many neighbours to guess from, unless one of them stands beside the other words somewhere."""
MOST_LIKELY, MOST_LOOKED_AT = 5, 30
"""Of the words one letter away: how many are kept, and how many are looked for beside the others."""


def typed_words(parameters: QueryDict) -> str:
    """Return ``?q=`` in one line, composed and not too long."""
    return nfc(" ".join(parameters.get("q", "").replace("\x00", " ").split()))[:LONGEST_QUERY]


@dataclass(frozen=True)
class Question:
    """A search, understood; one query, two where a word is unknown (and one more after a page has changed).

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
        unknown = [word for word in dict.fromkeys(asked) if word not in known]
        near = spelling.nearest(unknown, MOST_LOOKED_AT)
        likely = {word: _likeliest(word, words, asked) for word, words in near.items()}
        likely = {word: words[:MOST_LIKELY] for word, words in likely.items() if words}
        return cls(typed, asked, request.GET.get("dung") == "1", known, likely)

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

    def otherwise(self) -> Alternative | None:
        """Return the words with one of them a letter different, or None: at most one query.

        A slip is often a word by itself. It is taken for one where the words beside it stand nowhere with it, and do
        with the other.
        """
        if self.is_exact or len(self.words) < 2:  # noqa: PLR2004  # one word stands beside nothing
            return None
        texts = phrases()
        beside = [_beside(self.words, place, texts) for place in range(len(self.words))]
        lonely = {
            place: word
            for place, word in enumerate(self.words)
            if len(word) >= FEWEST_LETTERS and not any(side[word] for side in beside[place])
        }
        near = spelling.nearest(set(lonely.values()), MOST_LOOKED_AT)
        found = [
            (slip(word, other.folded) * often, place, other)
            for place, word in lonely.items()
            for other in near.get(word, [])
            if (often := min(side[other.folded] for side in beside[place]))
        ]
        if not found:
            return None
        _likeliness, place, other = max(found, key=lambda one: (one[0], -one[1], one[2].folded))
        words = [*self.words[:place], other.folded, *self.words[place + 1 :]]
        forms = self.spelled.split(" ")
        for start in range(max(place - 1, 0), min(place + 1, len(words) - 1)):
            forms[start : start + 2] = texts.spelled(*words[start : start + 2]).split(" ")
        return Alternative(words, " ".join(forms))


@dataclass(frozen=True)
class Alternative:
    """What may have been meant.

    Attributes:
        words: The folded words.
        spelled: As a page writes them.
    """

    words: list[str]
    spelled: str


def _beside(words: list[str], place: int, texts: Phrases) -> list[Counter[str]]:
    """Return what stands behind the word before this place, and what stands before the word after it."""
    before = [texts.after(words[place - 1])] if place else []
    return before + [texts.before(word) for word in words[place + 1 : place + 2]]


def _likeliest(word: str, near: list[Word], asked: list[str]) -> list[Word]:
    """Return the words one letter away from an unknown one: first those that stand beside the question's other words.

    Args:
        word: A folded word that no page has.
        near: The words one letter away, the likeliest by themselves first.
        asked: The question's folded words.
    """
    sides = _beside(asked, asked.index(word), phrases())

    def fitness(other: Word) -> int:
        return slip(word, other.folded) * sum(side[other.folded] for side in sides)

    if len(word) < FEWEST_LETTERS:
        near = [other for other in near if fitness(other)]
    return sorted(near, key=fitness, reverse=True)
