import pytest

from drawing.typefaces import DISPLAY, FONTS, TEXT, TEXT_BOLD, TYPEFACES

VIETNAMESE = "".join(
    letter
    for row in (
        "aàảãáạăằẳẵắặâầẩẫấậ",
        "eèẻẽéẹêềểễếệ",
        "iìỉĩíị",
        "oòỏõóọôồổỗốộơờởỡớợ",
        "uùủũúụưừửữứự",
        "yỳỷỹýỵ",
        "đ",
    )
    for letter in row + row.upper()
)
MARKED = [letter for letter in VIETNAMESE if not letter.isascii()]


def test_the_alphabet_is_whole():
    assert len(MARKED) == len(set(MARKED)) == 134


@pytest.mark.parametrize("typeface", TYPEFACES, ids=lambda typeface: typeface.path.stem)
def test_no_vietnamese_letter_is_missing(typeface):
    assert [
        letter for letter in VIETNAMESE + "0123456789–—“”‘’…·,.:;!?()&<>" if not typeface.has(letter)
    ] == []


@pytest.mark.parametrize("typeface", TYPEFACES, ids=lambda typeface: typeface.path.stem)
def test_marked_letters_are_glyphs_of_their_own(typeface):
    assert len({typeface.picture_of(letter) for letter in MARKED}) == 134


@pytest.mark.parametrize("typeface", TYPEFACES, ids=lambda typeface: typeface.path.stem)
def test_what_a_font_lacks_is_left_out(typeface):
    assert not typeface.has("中")
    assert not typeface.has("\n")
    assert typeface.printable("  Đọc 🎉\nsách\x00 中 nhé\u200d ") == "Đọc sách nhé"


def test_decomposed_letters_are_composed():
    assert TEXT.printable("Ti\u00ea\u0309u ho\u0323c") == "Tiểu học"


def test_every_family_has_its_licence():
    for typeface in (DISPLAY, TEXT, TEXT_BOLD):
        licence = FONTS / f"OFL-{typeface.family.replace(' ', '')}.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text()
