"""Names of files that pass for words, GIF blocks, what a file really is, and which size stands in for another."""

import pytest
from PIL import Image

from core.file_names import is_name_of, looks_like_file_name
from core.gif_blocks import without_texts
from core.picture_kinds import IS_FILM, IS_PDF, why_no_picture
from core.rendition_sizes import Made, nearest, sizes_for
from tests.factories import photographs


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1234",
        "IMG_1234.HEIC",
        "img 1234 (2)",
        "DSC00012",
        "PXL_20231002_073000123",
        "20231002_073000",
        "z4567890123_abc.jpg",
        "Screenshot 2023-10-02 at 07.30.00",
        "received_123456789",
        "FB_IMG_1696212345678",
        "WhatsApp Image 2023-10-02 at 07.30.00",
        "Ảnh chụp màn hình 2023-10-02 lúc 07.30.00",
        "Sân trường.png",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "3",
    ],
)
def test_what_cameras_and_phones_write_is_no_text(name):
    assert looks_like_file_name(name)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Học sinh lớp 3/2 đọc sách dưới gốc bàng",
        "Ảnh tập thể lớp 5A",
        "Ảnh 3 bạn cùng đọc",
        "Ảnh ngày 25/11/2026 – 3",
        "Phan Văn Trị",
        "Zalo của trường",
        "Image of 2 pupils reading",
        "20 cuốn sách",
    ],
)
def test_words_are_words(words):
    assert not looks_like_file_name(words)


def test_a_files_own_name_is_known_however_it_is_separated():
    assert is_name_of("le khai giang", "Lễ_khai-giảng.JPG")
    assert not is_name_of("Lễ khai giảng năm học mới", "Lễ_khai-giảng.JPG")


def test_a_gif_loses_its_texts_and_nothing_else():
    whole = photographs.gif()
    cleaned = without_texts(whole)
    assert b"Tan Xuan" in whole
    assert b"Tan Xuan" not in cleaned
    assert b"NETSCAPE2.0" in cleaned
    assert without_texts(cleaned) == cleaned


@pytest.mark.parametrize("cut", [10, 200, -40])
def test_half_a_gif_is_refused(cut):
    with pytest.raises(ValueError, match=r"breaks off|no GIF|unknown"):
        without_texts(photographs.gif()[:cut].rstrip(b";")[:-1] if cut < 0 else photographs.gif()[:cut])


def test_a_file_is_called_by_what_it_is():
    assert why_no_picture(b"%PDF-1.7", "anh.heic") == IS_PDF
    assert why_no_picture(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20, "anh.jpg") == IS_FILM
    for content, name in photographs.all_formats().values():
        assert why_no_picture(content[:512], name) is None, name


def test_only_sizes_that_differ_are_made():
    assert sizes_for(100, 70) == [
        f"format-{kind}|{size}"
        for size in ("fill-160x160", "fill-384x256", "width-480", "fill-320x296", "width-320")
        for kind in ("webp", "jpeg")
    ]
    assert len(sizes_for(2560, 1920)) == 32


def test_the_same_shape_stands_in_before_another():
    made = [
        Made("max-165x165", "", "images/a.png", 165, 110),
        Made("format-webp|fill-160x160", "", "images/b.webp", 160, 160),
        Made("format-webp|width-800", "", "images/c.webp", 800, 533),
    ]
    assert nearest("format-webp|fill-840x560", made) == made[2]
    assert nearest("format-jpeg|fill-640x640", made) == made[1]
    old_cut = Made("format-webp|fill-840x560", "abc", "images/d.webp", 840, 560)
    assert nearest("format-webp|fill-840x560", [*made, old_cut]) == old_cut
    assert nearest("format-webp|width-480", []) is None


def test_the_photographs_of_the_factories_can_be_read():
    for content, name in photographs.all_formats().values():
        with Image.open(photographs.BytesIO(content)) as picture:
            picture.load()
            assert picture.size[0] > 0, name
