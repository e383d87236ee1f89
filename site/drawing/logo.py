"""The seal of the site: a roof of the communal house over an open book, cut into red."""

from drawing.palette import DAY_COLOURS, SEAL_COLOUR, Plate

_EDGE = "M7 3C5 4 4 5 3 7L2 57c1 3 3 4 6 5l48 0c3-1 5-3 6-5L61 8c-1-3-3-5-5-5Z"
_ROOF = "M10 24C15 23 20 17 22 12H42C44 17 49 23 54 24c2-1 2-3 2-4 3 4 2 9-2 9H10c-4 0-5-5-2-9 0 1 0 3 2 4Z"
_BOOK = (
    "M32 38C26 33 18 32 11 34V54C18 52 26 53 32 57 38 53 46 52 53 54V34C46 32 38 33 32 38Z"
    "m-2 4v9C25 49 20 48.5 15 49V38c5-.5 10 .5 15 4Zm4 0c5-3.5 10-4.5 15-4V49c-5-.5-10 0-15 2Z"
)


def logo_svg() -> str:
    """Return the seal as a complete SVG file, 64 x 64; it serves as logo and as favicon."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
        f'<path d="{_EDGE}" fill="{SEAL_COLOUR}"/>'
        f'<path d="{_ROOF}{_BOOK}" fill="{DAY_COLOURS[Plate.PAPER]}" fill-rule="evenodd"/></svg>'
    )
