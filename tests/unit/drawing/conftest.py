import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


@pytest.fixture
def read_svg() -> Callable[[str], ET.Element]:
    """Return a reader that refuses an SVG with a broken or a long-winded drawing."""

    def read(svg: str) -> ET.Element:
        root = ET.fromstring(svg)
        shapes = [element for element in root.iter() if "d" in element.attrib]
        assert len(shapes) > 1
        for element in shapes:
            path = element.attrib["d"]
            assert re.fullmatch(r"[MLHVCQTAZmlhvcqaz\d.\- ]+", path), path[:80]
            assert all(len(number.partition(".")[2]) <= 1 for number in NUMBER.findall(path)), path[:80]
        return root

    return read
