"""The icons, the marks of licences and the seal, as markup that stands in a page: no request, no second document."""

import re
from functools import cache, lru_cache
from pathlib import Path

_SHEET = Path(__file__).with_name("icons.svg")
_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@cache
def symbols() -> dict[str, tuple[str, str]]:
    """Return every drawing of the sheet: its name, its viewBox, its markup."""
    return {name: (box, markup) for name, box, markup in _SYMBOL.findall(_SHEET.read_text(encoding="utf-8"))}


@lru_cache(maxsize=256)
def symbol_svg(name: str, classes: str = "", *, is_in_hidden: bool = False) -> str:
    """Return a drawing as an element of a page, which is decoration.

    Args:
        name: Such as leaf; see the sheet.
        classes: The element's classes.
        is_in_hidden: Whether it comes into something that screen readers pass over already.

    Raises:
        KeyError: There is no such drawing.
    """
    box, markup = symbols()[name]
    style = f' class="{classes}"' if classes else ""
    hidden = "" if is_in_hidden else ' aria-hidden="true"'
    return f'<svg{style} viewBox="{box}"{hidden}>{markup}</svg>'
