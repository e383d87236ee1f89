import io

import pytest
from PIL import Image, ImageChops

from drawing.scenes import Scene
from drawing.share_picture import MOST_TITLE_LINES, set_title, share_picture
from drawing.typefaces import DISPLAY

TITLES = [
    "",
    "Đọc",
    "Mười lăm phút đầu giờ, cả trường lặng im vì mải đọc",
    "<b>Toán & Văn</b> \"hay\" ]]> 'quá' &amp;",
    "Cùng tự học suốt đời " * 20,
    "A" * 400,
    "Ỹ" * 400,
    "🎉 \x00 中",
]


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
def test_any_title_makes_a_picture(title):
    png = share_picture(kicker=title, title=title, theme=title, school=title, scene="reading", seed=3)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 630)
    assert len(png) < 200_000


@pytest.mark.parametrize("scene", Scene)
def test_every_scene_fills_its_window(scene):
    png = share_picture(kicker="Khuyến đọc", title="Đọc sách", school="Tiểu học Ấp Đình", scene=scene)
    with Image.open(io.BytesIO(png)) as picture:
        window = picture.convert("RGB").crop((680, 34, 1166, 596))
    page = (247, 239, 220)
    assert len(png) < 200_000
    assert page not in {window.getpixel((x, y)) for x in range(0, 486, 9) for y in range(0, 562, 9)}


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
def test_a_title_stays_within_its_sheet(title):
    size, lines = set_title(title)
    assert 44 <= size <= 66
    assert len(lines) <= MOST_TITLE_LINES
    assert all(DISPLAY.width(line) * size <= 568 for line in lines)


def test_a_short_title_is_large_and_evenly_broken():
    assert set_title("Mười lăm phút đầu giờ, cả trường lặng im vì mải đọc") == (
        66,
        ["Mười lăm phút", "đầu giờ, cả trường", "lặng im vì mải đọc"],
    )


def test_a_long_title_shrinks_before_it_is_cut():
    size, lines = set_title("Cô Hà dạy cô Mai, cô Mai dạy cả tổ: một buổi soạn bài bằng học liệu mở ở trường")
    assert 44 < size < 66
    assert not lines[-1].endswith("…")


def test_too_long_a_title_ends_in_an_ellipsis():
    size, lines = set_title("Cùng tự học suốt đời " * 20)
    assert size == 44
    assert len(lines) == MOST_TITLE_LINES
    assert lines[-1].endswith("…")


def test_words_are_painted_not_parsed():
    plain = share_picture(kicker="a", title="a < b & c", school="s", scene="drum")
    other = share_picture(kicker="a", title="a b c", school="s", scene="drum")
    assert plain != other


def test_the_same_words_make_the_same_picture():
    first, second = (share_picture(kicker="k", title="t", school="s", scene="toad", seed=5) for _ in range(2))
    assert first == second


def test_an_unknown_scene_is_refused():
    with pytest.raises(ValueError, match="dragon"):
        share_picture(kicker="", title="", school="", scene="dragon")


def test_the_theme_stands_between_title_and_school():
    words = {
        "kicker": "Tin bài",
        "title": "Mười lăm phút đầu giờ " * 9,
        "school": "Tiểu học",
        "scene": "drum",
    }
    plain, themed = (
        Image.open(io.BytesIO(share_picture(**words, theme=theme))).convert("L")
        for theme in ("", "Xây dựng năng lực tự học trong kỷ nguyên số " * 9)
    )
    _left, top, right, bottom = (
        ImageChops.difference(plain, themed).point(lambda value: 255 * (value > 60)).getbbox()
    )
    assert top >= 455, "below four lines of the largest title"
    assert bottom <= 540, "above the school"
    assert right <= 674, "left of the scene"
