"""PDF files, set by typst from a template of ours and data that can never be markup."""

import json
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from papers.typefaces import PAPER_FACES

_FIXED_MOMENT = 0
"""What a template takes for today: the same data always give the same file."""


def compile_pdf(template: Path, content: Mapping[str, Any], pictures: Mapping[str, bytes] = {}) -> bytes:
    """Set a template and return the PDF.

    Args:
        template: A typst file. It reads ``json(bytes(sys.inputs.content))``: texts arrive as values, so that
            nothing in them is ever read as markup.
        content: What JSON can hold; texts are composed (NFC), so that they can be searched for in the PDF.
        pictures: File name -> content (SVG, PNG); the template names it as in ``image("name.svg")``.

    Raises:
        typst.TypstError: The template is wrong.
    """
    words = json.dumps(_composed(content), ensure_ascii=False)
    # A folder of its own: the template can read nothing but what it was given.
    with tempfile.TemporaryDirectory(prefix="papers-") as name:
        folder = Path(name)
        main = folder / "main.typ"
        shutil.copyfile(template, main)
        for picture, drawing in pictures.items():
            (folder / picture).write_bytes(drawing)
        return typst.compile(
            main,
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"content": words},
            timestamp=_FIXED_MOMENT,
        )


def _composed(value: Any) -> Any:
    """Return the value with every text inside in NFC; done text by text, because JSON's own escapes are letters."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _composed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(inner) for inner in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    """Return our fonts alone, so that every machine sets the same page."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(face.path.parent) for face in PAPER_FACES}),
    )
