"""Lines of display type, measured rather than guessed.

The theme of the Week is set like a poster: every line is cut to the same width, so a line's letters are as
large as its measured width allows. The phrase to remember has a line to itself and comes out loudest.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from drawing.typefaces import DISPLAY, Typeface

MOST_LINES = 4
MOST_CHOSEN_LINES = 5
# A little air at the right end of a poster line, in em.
_AIR = 0.02
# A poster reads best at about this many em to a line; shorter lines shout, longer ones whisper.
_BEST_WIDTH = 8
_WIDTH_WEIGHT = 0.5


@dataclass(frozen=True)
class PosterLine:
    """One line of the poster: its text, whether it is the phrase to remember, and its width in em."""

    text: str
    is_highlight: bool
    em: float

    @property
    def measure(self) -> str:
        """The width as class names, digit by digit, for a strict policy allows no style attribute.

        8.207 em is ``ones-8 tenths-2 hundredths-1``: rounded up, so that a line never comes out too wide.
        """
        hundredths = min(math.ceil(self.em * 100), 9999)
        digits = zip(("tens", "ones", "tenths", "hundredths"), f"{hundredths:04}", strict=True)
        return " ".join(f"{place}-{digit}" for place, digit in digits if digit != "0")


def measure_em(text: str) -> float:
    """Return the width of the text in the display face, in em."""
    return DISPLAY.width(unicodedata.normalize("NFC", text))


def poster_lines(theme: str, highlight: str, breaks: str = "") -> list[PosterLine]:
    """Break the theme of a Week into one to four lines; an empty theme has none.

    Args:
        theme: The words.
        highlight: A phrase inside the theme (in any case) that gets a line of its own; when it is blank or does not
            occur, all lines are alike. The other lines come out as equal in width as the words allow.
        breaks: The theme with an editor's own line breaks; passed over when its words are not the theme's.
    """
    if are_breaks_of(theme, breaks):
        phrase = _bare(highlight)
        chosen = filter(None, map(_one_line, breaks.splitlines()))
        return [_poster_line(line, is_highlight=bool(phrase) and _bare(line) == phrase) for line in chosen]
    before, phrase, after = _split(_one_line(theme), _one_line(highlight))
    above, below = _break_around(before.split(" "), after.split(" "), MOST_LINES - bool(phrase))
    loud = [_poster_line(phrase, is_highlight=True)] if phrase else []
    return [*map(_poster_line, above), *loud, *map(_poster_line, below)]


def are_breaks_of(theme: str, breaks: str) -> bool:
    """Say whether ``breaks`` is the theme and nothing else, on at most five lines."""
    lines = [line for line in breaks.splitlines() if line.strip()]
    return 0 < len(lines) <= MOST_CHOSEN_LINES and _one_line(breaks) == _one_line(theme)


def break_evenly(words: Sequence[str], count: int, *, typeface: Typeface = DISPLAY) -> list[str]:
    """Break words into exactly ``count`` lines (or one a word, if there are fewer) of most equal widths."""
    widths = _Widths(words, typeface)
    return widths.break_into(min(count, len(words)), widths.total / max(count, 1))


class _Widths:
    """The words of a text with their summed widths, so that any run of them is measured at once."""

    def __init__(self, words: Sequence[str], typeface: Typeface = DISPLAY) -> None:
        self.words = words
        self._space = typeface.width(" ")
        self._ends = [0.0]
        for word in words:
            self._ends.append(self._ends[-1] + typeface.width(word) + self._space)

    @property
    def total(self) -> float:
        return self.run(0, len(self.words)) if self.words else 0

    def run(self, start: int, end: int) -> float:
        """Return the width of the words from ``start`` up to ``end``, set on one line."""
        return self._ends[end] - self._ends[start] - self._space

    def break_into(self, count: int, target: float) -> list[str]:
        """Return exactly ``count`` lines whose widths differ least, in squares, from ``target``.

        Built up line by line: the best way to set the first words in n lines extends the best way to set
        fewer words in n - 1.
        """
        size = len(self.words)
        costs = [0.0] + [math.inf] * size
        last_breaks: list[list[int]] = []
        for _ in range(count):
            best, breaks = [math.inf] * (size + 1), [0] * (size + 1)
            for end in range(1, size + 1):
                for start in range(end):
                    cost = costs[start] + (self.run(start, end) - target) ** 2
                    if cost < best[end]:
                        best[end], breaks[end] = cost, start
            costs = best
            last_breaks.append(breaks)
        ends = [size]
        for breaks in reversed(last_breaks):
            ends.append(breaks[ends[-1]])
        return [" ".join(self.words[start:end]) for start, end in pairwise(reversed(ends))]


def _break_around(before: Sequence[str], after: Sequence[str], most: int) -> tuple[list[str], list[str]]:
    """Break the words before and after the highlight into at most ``most`` lines in all.

    Every split of the lines between the two is tried. The best has lines of equal widths, and widths that are
    good for a poster.
    """
    above, below = _Widths([word for word in before if word]), _Widths([word for word in after if word])
    best: tuple[list[str], list[str]] = ([], [])
    best_cost = math.inf
    for count_above in _line_counts(above, most):
        for count_below in _line_counts(below, most - count_above):
            count = count_above + count_below
            if not count:
                continue
            target = (above.total + below.total) / count
            lines = above.break_into(count_above, target), below.break_into(count_below, target)
            widths = [measure_em(line) for part in lines for line in part]
            cost = _unevenness(widths) + _WIDTH_WEIGHT * abs(math.log(target / _BEST_WIDTH))
            if cost < best_cost:
                best, best_cost = lines, cost
    return best


def _line_counts(widths: _Widths, most: int) -> range:
    """Return how many lines the words may take: none only if there are no words."""
    return range(1, min(most, len(widths.words)) + 1) if widths.words else range(1)


def _unevenness(widths: Sequence[float]) -> float:
    """Return the standard deviation of the widths as a share of their mean."""
    mean = sum(widths) / len(widths)
    return math.sqrt(sum((width - mean) ** 2 for width in widths) / len(widths)) / mean


def _split(theme: str, highlight: str) -> tuple[str, str, str]:
    """Split the theme around the highlight, which keeps the punctuation that touches it."""
    if highlight:
        pattern = rf"(?<!\S)[^\s\w]*(?<!\w){re.escape(highlight)}(?!\w)[^\s\w]*(?!\S)"
        if match := re.search(pattern, theme, re.IGNORECASE):
            return theme[: match.start()], match[0], theme[match.end() :]
    return theme, "", ""


def _bare(text: str) -> str:
    """Return the text without the punctuation around it, in small letters."""
    return re.sub(r"^\W+|\W+$", "", _one_line(text)).lower()


def _one_line(text: str) -> str:
    """Return the text in NFC with every run of ordinary white space as one space; no-break spaces stay."""
    return re.sub(r"[^\S\N{NO-BREAK SPACE}]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


def _poster_line(text: str, *, is_highlight: bool = False) -> PosterLine:
    return PosterLine(text, is_highlight, round(measure_em(text) + _AIR, 3))
