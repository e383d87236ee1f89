"""The pictures in the tree are what the code draws; ``python -m drawing`` writes them anew."""

import gzip
import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

import drawing
from drawing.__main__ import inline_pictures, static_pictures

SITE = Path(drawing.__file__).parents[1]
STATIC = static_pictures()
INLINE = inline_pictures()


@pytest.mark.parametrize("name", [name for name in STATIC if name.endswith(".svg")])
def test_static_drawings_are_up_to_date(name):
    assert (SITE / "static/img" / name).read_bytes() == STATIC[name]


@pytest.mark.parametrize("name", INLINE)
def test_inline_drawings_are_up_to_date(name):
    assert (SITE / "templates" / name).read_bytes() == INLINE[name]


def test_the_default_share_picture_is_up_to_date():
    # The pixels are compared, for the packing of a PNG differs from one machine to the next.
    written, drawn = SITE / "static/img/share-default.png", io.BytesIO(STATIC["share-default.png"])
    with Image.open(written) as old, Image.open(drawn) as new:
        assert ImageChops.difference(old.convert("RGB"), new.convert("RGB")).getbbox() is None


def test_nothing_old_is_left_over():
    written = {f"scenes/{path.name}" for path in (SITE / "static/img/scenes").iterdir()}
    assert written == {name for name in STATIC if name.startswith("scenes/")}


def test_the_drawings_are_small():
    drawings = {name: content for name, content in (STATIC | INLINE).items() if name.endswith(".svg")}
    assert all(len(gzip.compress(content)) < 20_000 for content in drawings.values())


@pytest.mark.parametrize("name", [name for name in STATIC if name.endswith(".svg")])
def test_packing_loses_nothing_that_is_used(name):
    root = ET.fromstring(STATIC[name])
    drawn = {
        element.attrib["id"]: len(list(element.iter())) for element in root.iter() if "id" in element.attrib
    }
    for used in root.iter("{http://www.w3.org/2000/svg}use"):
        assert drawn[used.attrib["href"].removeprefix("#")] > 10


def test_the_command_writes_both_folders(tmp_path):
    command = [sys.executable, "-m", "drawing", tmp_path / "img", "--templates", tmp_path / "templates"]
    subprocess.run(command, cwd=SITE, check=True)
    assert {str(path.relative_to(tmp_path / "img")) for path in (tmp_path / "img").rglob("*.*")} == set(
        STATIC
    )
    assert (tmp_path / "templates/drawings/hero.svg").is_file()
