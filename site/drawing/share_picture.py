"""The picture that a shared link shows: 1200 x 630, the size of the Open Graph protocol."""

import html
import io

from PIL import Image

from drawing.ink import standalone_svg
from drawing.palette import DAY_COLOURS, KICKER_COLOUR, PAGE_COLOUR, Plate, paint, with_day_colours
from drawing.raster import rasterise
from drawing.scenes import Composition, compose
from drawing.typefaces import DISPLAY, TEXT_BOLD, Typeface
from drawing.typesetting import break_evenly

WIDTH, HEIGHT = 1200, 630

TITLE_SIZES = range(66, 43, -2)
MOST_TITLE_LINES = 4
ELLIPSIS = "…"

_MARGIN = 28
_RULE = 4
_TEXT_LEFT = 72
_TEXT_WIDTH = 568
_DIVIDER = 674
_KICKER_SIZE, _KICKER_BASELINE = 26, 105
_TITLE_TOP, _TITLE_LEADING = 129, 1.2
_THEME_SIZE, _THEME_BASELINE, _THEME_LEADING, _MOST_THEME_LINES = 24, 523, 31, 2
_SCHOOL_SIZE, _SCHOOL_BASELINE = 30, 570
# Flat colours and the soft edges between them need no more than this.
_COLOURS = 96


def share_picture(
    *, kicker: str, title: str, school: str, scene: str, theme: str = "", seed: int = 0
) -> bytes:
    """Return a PNG with the words on the left and a scene on the right.

    ``kicker`` is the small red line above the title, ``theme`` the Week's (two lines at most), ``school`` the
    line at the foot. A long title shrinks from 66 to 44 px, takes at most four lines and then ends in an
    ellipsis. Characters that the typefaces lack (such as emoji) are left out. Raise ValueError for an unknown scene.
    """
    svg = standalone_svg(
        _sheet()
        + _words(kicker=kicker, title=title, school=school, theme=theme)
        + _window(compose(scene, seed=seed))
        + _frame(),
        WIDTH,
        HEIGHT,
    )
    return _with_few_colours(rasterise(with_day_colours(svg), WIDTH))


def set_title(title: str) -> tuple[int, list[str]]:
    """Break a title into lines. Return the size of its letters in px, and the lines."""
    words = [word for word in DISPLAY.printable(title).split(" ") if word]
    for size in TITLE_SIZES:
        room = _TEXT_WIDTH / size
        lines = _fill(words, room)
        fits = len(lines) <= MOST_TITLE_LINES and all(DISPLAY.width(line) <= room for line in lines)
        if fits:
            even = break_evenly(words, len(lines))
            return size, even if all(DISPLAY.width(line) <= room for line in even) else lines
    room = _TEXT_WIDTH / TITLE_SIZES[-1]
    lines = _fill([piece for word in words for piece in _pieces(word, room)], room)
    if len(lines) > MOST_TITLE_LINES:
        cut = " ".join(lines[MOST_TITLE_LINES - 1 :])
        lines = [*lines[: MOST_TITLE_LINES - 1], _shortened(cut, room, DISPLAY)]
    return TITLE_SIZES[-1], lines


def _fill(words: list[str], room: float, typeface: Typeface = DISPLAY) -> list[str]:
    """Fill line after line with words; ``room`` is the width of a line in em."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and typeface.width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(word: str, room: float, typeface: Typeface = DISPLAY) -> list[str]:
    """Cut a word that is wider than a line into pieces that fit."""
    pieces = [""]
    for character in word:
        if pieces[-1] and typeface.width(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _shortened(text: str, room: float, typeface: Typeface) -> str:
    """Return the text, cut and ended with an ellipsis if it is wider than ``room`` em."""
    if typeface.width(text) <= room:
        return text
    while text and typeface.width(text.rstrip(" ,.;:–-") + ELLIPSIS) > room:
        shorter = text.rpartition(" ")[0]
        text = shorter or text[:-1]
    return text.rstrip(" ,.;:–-") + ELLIPSIS


def _words(*, kicker: str, title: str, school: str, theme: str) -> str:
    kicker = _shortened(TEXT_BOLD.printable(kicker), _TEXT_WIDTH / _KICKER_SIZE, TEXT_BOLD)
    school = _shortened(DISPLAY.printable(school), _TEXT_WIDTH / _SCHOOL_SIZE, DISPLAY)
    size, lines = set_title(title)
    ink = DAY_COLOURS[Plate.LINE]
    markup = [_text(kicker, _KICKER_BASELINE, _KICKER_SIZE, TEXT_BOLD, KICKER_COLOUR)]
    for index, line in enumerate(lines):
        baseline = _TITLE_TOP + round(size * (1 + _TITLE_LEADING * index))
        markup.append(_text(line, baseline, size, DISPLAY, ink))
    for above, line in enumerate(reversed(_theme_lines(theme))):
        baseline = _THEME_BASELINE - above * _THEME_LEADING
        markup.append(_text(line, baseline, _THEME_SIZE, TEXT_BOLD, DAY_COLOURS[Plate.INDIGO]))
    markup.append(_text(school, _SCHOOL_BASELINE, _SCHOOL_SIZE, DISPLAY, ink))
    return "".join(markup)


def _theme_lines(theme: str) -> list[str]:
    """Return the theme in at most two lines of like width; a longer one ends in an ellipsis."""
    room = _TEXT_WIDTH / _THEME_SIZE
    words = [
        piece for word in TEXT_BOLD.printable(theme).split(" ") for piece in _pieces(word, room, TEXT_BOLD)
    ]
    lines = _fill(list(filter(None, words)), room, TEXT_BOLD)
    if len(lines) > _MOST_THEME_LINES:
        return [lines[0], _shortened(" ".join(lines[1:]), room, TEXT_BOLD)]
    return lines


def _text(text: str, baseline: int, size: int, typeface: Typeface, colour: str) -> str:
    font = f'font-family="{typeface.family}" font-weight="{typeface.weight}" font-size="{size}"'
    return f'<text x="{_TEXT_LEFT}" y="{baseline}" {font} fill="{colour}">{html.escape(text)}</text>'


def _sheet() -> str:
    page = f"M0 0H{WIDTH}V{HEIGHT}H0Z"
    paper = f"M{_MARGIN} {_MARGIN}H{_DIVIDER}V{HEIGHT - _MARGIN}H{_MARGIN}Z"
    return f'<path d="{page}" fill="{PAGE_COLOUR}"/><path d="{paper}" fill="{paint(Plate.PAPER)}"/>'


def _window(scene: Composition) -> str:
    """Show as much of the scene as the right side holds, around the middle of its main figure."""
    width, height = WIDTH - _MARGIN - _DIVIDER, HEIGHT - 2 * _MARGIN
    shown = scene.height * width / height
    left = min(max(scene.focus - shown / 2, 0), scene.width - shown)
    return (
        f'<svg x="{_DIVIDER}" y="{_MARGIN}" width="{width}" height="{height}"'
        f' viewBox="{round(left)} 0 {round(shown)} {scene.height}" preserveAspectRatio="xMidYMid slice">'
        f"{scene.markup}</svg>"
    )


def _frame() -> str:
    """Draw the ink lines over everything, so that they cut the scene cleanly."""
    inset = _MARGIN + _RULE // 2
    right, bottom = WIDTH - inset, HEIGHT - inset
    path = f"M{inset} {inset}H{right}V{bottom}H{inset}ZM{_DIVIDER} {inset}V{bottom}"
    stroke = f'stroke="{paint(Plate.LINE)}" stroke-width="{_RULE}" stroke-linejoin="miter"'
    return f'<path d="{path}" fill="none" {stroke}/>'


def _with_few_colours(png: bytes) -> bytes:
    """Return the PNG with a palette of its own, which makes it several times smaller."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        flat.save(small, format="PNG", optimize=True)
    return small.getvalue()
