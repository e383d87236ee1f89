"""The rules of docs/design.md that a machine can check: contrast, stacked marks, sentence case, one language of type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageFont

from tests.running_site import ROOT

STYLES = ROOT / "site" / "static" / "css"
PUBLIC = [
    path for path in sorted(STYLES.glob("*.css")) if not re.match(r"admin-|signing|print_job", path.name)
]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
PAIRS = [
    (ink, float(least), ground)
    for ink, least, grounds in re.findall(
        r"^ {7}([a-z0-9-]+) +([0-9.]+)  ([a-z0-9 -]+)$", TOKENS, re.MULTILINE
    )
    for ground in grounds.split()
]
STACKED = "ẾỮẬỄỘỀỐỒộựgpọ"
LINE_OF_SIGNS = re.compile(
    r"day-number|poster-stamp b|week-strip b|::before|::after|pages.css: .theme$|line-loud"
    r"|size-choice|verdict-mark|count"
)
"""Rules for numbers, signs and one line alone."""
FONTS = ROOT / "site" / "drawing" / "fonts"


def rules(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def colours(scheme: int) -> dict[str, str]:
    """Return token -> colour, by day (0) or by night (1)."""
    found = {}
    for name, value in re.findall(r"--([a-z0-9-]+): ([^;]+);", COMMENT.sub("", TOKENS)):
        hexes = re.findall(r"#[0-9a-f]{6}", value)
        if hexes:
            found[name] = hexes[min(scheme, len(hexes) - 1)]
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("scheme", "printing"), [(0, "day"), (1, "night")])
def test_every_pair_of_colours_is_readable(scheme, printing):
    tokens = colours(scheme)
    assert len(PAIRS) > 30
    poor = {
        f"{ink} on {ground}": round(contrast(tokens[ink], tokens[ground]), 2)
        for ink, least, ground in PAIRS
        if contrast(tokens[ink], tokens[ground]) < least
    }
    assert not poor, printing


def test_every_colour_that_is_used_for_text_stands_in_the_table():
    inks, grounds = {ink for ink, _, _ in PAIRS}, {ground for _, _, ground in PAIRS}
    tokens = set(colours(0))
    for path in PUBLIC:
        used = set(re.findall(r"(?<![-\w])color: var\(--([a-z0-9-]+)[,)]", rules(path))) & tokens
        assert used <= inks, f"{path.name}: {used - inks}"
        used = set(re.findall(r"(?<![-\w])background: var\(--([a-z0-9-]+)\)", rules(path))) & tokens
        assert used <= grounds, f"{path.name}: {used - grounds}"


def test_letters_are_neither_spaced_nor_made_capitals():
    for path in PUBLIC:
        assert not re.search(r"letter-spacing|text-transform|small-caps|font-stretch", rules(path)), path.name


def test_no_shadow_blur_nor_round_card():
    for path in PUBLIC:
        assert not re.search(r"\bblur\(|backdrop-filter|drop-shadow\(", rules(path)), path.name


def ink(name: str) -> float:
    """Return the height in em from the top of the highest capital to the foot of the lowest letter."""
    font = ImageFont.truetype(str(FONTS / name), 1000)
    boxes = [font.getbbox(letter, anchor="ls") for letter in STACKED]
    return (max(box[3] for box in boxes) - min(box[1] for box in boxes)) / 1000


def line_heights() -> Iterator[tuple[str, str, float]]:
    """Yield the name of each rule that sets a line height, its face (display or text) and the height in em."""
    for path in PUBLIC:
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules(path)):
            found = re.search(r"line-height: ([\d.]+)(?=;)|/ ([\d.]+) (?:var|system)", body)
            if found:
                face = "text" if "--font-text" in body else "display"
                yield f"{path.name}: {' '.join(selector.split())}", face, float(found[1] or found[2])


def test_no_line_cuts_the_marks_of_the_next() -> None:
    """Two lines of Ễ under ộ keep apart in every rule but those of numbers and of the loud word, which has no mark."""
    least = {"display": ink("ProtestStrike-Regular.ttf"), "text": ink("BeVietnamPro-Bold.ttf")}
    assert 1.2 < least["display"] < 1.25
    heights = list(line_heights())
    assert len(heights) > 60
    tight = {
        name for name, face, height in heights if height < least[face] and not LINE_OF_SIGNS.search(name)
    }
    assert not tight
