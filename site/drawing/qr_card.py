"""A card to print: a code that a phone reads, with words under it that people read."""

import html

import segno

from drawing.ink import standalone_svg
from drawing.palette import DAY_COLOURS, KICKER_COLOUR, Plate
from drawing.raster import rasterise
from drawing.typefaces import DISPLAY, TEXT, TEXT_BOLD, Typeface
from drawing.typesetting import break_evenly

WIDTH, HEIGHT = 900, 1200
PNG_WIDTH = 1800
"""Twice the drawing: 300 dots an inch on a sheet of A5."""
MOST_TITLE_LINES = 3

_CODE_LEFT, _CODE_TOP, _CODE_SIZE = 120, 96, 660
_QUIET = 4
_TEXT_WIDTH = 740
_TITLE_SIZES = range(60, 33, -2)
_TITLE_TOP, _TITLE_LEADING = 800, 1.22
_FOOT = ((1090, 30), (1140, 28))
_ELLIPSIS = "…"


def qr_card(*, address: str, title: str, school: str) -> str:
    """Return the card as a standalone SVG, 3 to 4.

    Args:
        address: What the code says, in full; printed below without its scheme.
        title: Under the code; may be empty, then the card only asks to scan it.
        school: The last line but one.
    """
    ink = DAY_COLOURS[Plate.LINE]
    size, lines = _title(DISPLAY.printable(title) or "Quét mã để đọc bài")
    markup = [
        f'<path d="M0 0H{WIDTH}V{HEIGHT}H0Z" fill="#fff"/>',
        f'<path d="M24 24H{WIDTH - 24}V{HEIGHT - 24}H24Z" fill="none" stroke="{ink}" stroke-width="4"/>',
        _code(address),
    ]
    for index, line in enumerate(lines):
        markup.append(
            _line(line, round(_TITLE_TOP + size * (1 + _TITLE_LEADING * index)), size, DISPLAY, ink)
        )
    (first, first_size), (last, last_size) = _FOOT
    plain = address.partition("://")[2]
    markup.append(
        _line(_shortened(school, first_size, TEXT_BOLD), first, first_size, TEXT_BOLD, KICKER_COLOUR)
    )
    markup.append(_line(_shortened(plain, last_size, TEXT), last, last_size, TEXT, ink))
    return standalone_svg("".join(markup), WIDTH, HEIGHT)


def qr_card_png(*, address: str, title: str, school: str) -> bytes:
    """Return the same card as PNG bytes."""
    return rasterise(qr_card(address=address, title=title, school=school), PNG_WIDTH)


def _code(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    rows = list(code.matrix)
    module = _CODE_SIZE / (len(rows) + 2 * _QUIET)
    dots = "".join(
        f"M{column + _QUIET} {row + _QUIET}h1v1h-1z"
        for row, line in enumerate(rows)
        for column, dark in enumerate(line)
        if dark
    )
    place = f"translate({_CODE_LEFT} {_CODE_TOP}) scale({module:.4f})"
    return f'<path d="{dots}" transform="{place}" fill="#000" shape-rendering="crispEdges"/>'


def _title(title: str) -> tuple[int, list[str]]:
    """Return the size of the title's letters, and its lines."""
    words = title.split()
    for size in _TITLE_SIZES:
        for count in range(1, MOST_TITLE_LINES + 1):
            lines = break_evenly(words, count)
            if all(DISPLAY.width(line) * size <= _TEXT_WIDTH for line in lines):
                return size, lines
    return _TITLE_SIZES[-1], _filled(words, _TITLE_SIZES[-1])


def _filled(words: list[str], size: int) -> list[str]:
    """Fill line after line; what finds no room ends in an ellipsis."""
    lines = [""]
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if DISPLAY.width(longer) * size > _TEXT_WIDTH and lines[-1]:
            if len(lines) == MOST_TITLE_LINES:
                lines[-1] = _shortened(" ".join([lines[-1], *words[place:]]), size, DISPLAY)
                return lines
            longer = word
            lines.append("")
        lines[-1] = longer
    return [_shortened(line, size, DISPLAY) for line in lines]


def _shortened(text: str, size: int, typeface: Typeface) -> str:
    text = typeface.printable(text)
    if typeface.width(text) * size <= _TEXT_WIDTH:
        return text
    while text and typeface.width(text + _ELLIPSIS) * size > _TEXT_WIDTH:
        text = text[:-1]
    return text.rstrip(" ,.;:–-") + _ELLIPSIS


def _line(text: str, baseline: int, size: int, typeface: Typeface, colour: str) -> str:
    # The other families are for readers of the SVG without ours.
    font = f'font-family="{typeface.family}, Arial, sans-serif" font-weight="{typeface.weight}" font-size="{size}"'
    return (
        f'<text x="{WIDTH // 2}" y="{baseline}" text-anchor="middle" {font} fill="{colour}">'
        f"{html.escape(text)}</text>"
    )
