import io
import re
from xml.etree import ElementTree as ET

import pytest
import segno
from PIL import Image

from drawing.qr_card import qr_card, qr_card_png
from drawing.typefaces import DISPLAY

ADDRESS = "https://truong.edu.vn/t/12/"


@pytest.mark.parametrize("title", ["", "Đọc", "<b>Toán & Văn</b>", "NGÀY HỘI " * 40, "Ỹ" * 300, "🎉 \x00"])
def test_any_title_makes_a_card_with_lines_that_fit(title):
    card = ET.fromstring(qr_card(address=ADDRESS, title=title, school="Tiểu học Ấp Đình"))
    lines = [
        (text.text, int(text.get("font-size")))
        for text in card.iter("{http://www.w3.org/2000/svg}text")
        if "Protest" in text.get("font-family")
    ]
    assert 1 <= len(lines) <= 3
    assert all(text and DISPLAY.width(text) * size <= 740 for text, size in lines)


def test_the_code_says_the_address():
    dots = re.search(
        r'<path d="((?:M\d+ \d+h1v1h-1z)+)"', qr_card(address=ADDRESS, title="", school="")
    ).group(1)
    drawn = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)", dots)}
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_the_picture_is_large_enough_for_print():
    with Image.open(io.BytesIO(qr_card_png(address=ADDRESS, title="Đọc", school="Trường"))) as picture:
        assert picture.size == (1800, 2400)
