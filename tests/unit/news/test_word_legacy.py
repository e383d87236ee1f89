"""VNI and TCVN3: found in real sentences, converted letter by letter, and never seen where they are not."""

import pytest

from core import legacy_encodings
from core.legacy_encodings import LegacyEncoding, converted, detected, draws_capitals, encoding_of_font
from core.vietnamese import nfc

VNI, TCVN3 = LegacyEncoding.VNI, LegacyEncoding.TCVN3
SENTENCES = [
    "Trường Tiểu học Ấp Đình tổ chức ngày hội đọc sách cho học sinh khối 4 và khối 5.",
    "Kính mời quý phụ huynh đến dự lễ tổng kết, phát thưởng cuối năm học.",
    "Chị Nguyễn Thị Hoà, cựu học sinh, đã kể chuyện về những chuyến đi xa.",
    "Những quyển vở cũ, cặp sách mới; ai nấy đều rộn rã, hớn hở, vui vẻ.",
    "Ủy ban nhân dân xã đã hỗ trợ kinh phí xây dựng thư viện và lớp học.",
]
EVERY_LETTER = nfc(
    "a à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ e è é ẻ ẽ ẹ ê ề ế ể ễ ệ i ì í ỉ ĩ ị o ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ "
    "u ù ú ủ ũ ụ ư ừ ứ ử ữ ự y ỳ ý ỷ ỹ ỵ đ"
)


def as_typed(text: str, encoding: LegacyEncoding) -> str:
    """Return Unicode text as a typist of those days left it."""
    if encoding is VNI:
        table = {letter: code for code, letter in legacy_encodings._VNI.items()}
    else:
        table = dict(zip(legacy_encodings._TCVN3_LETTERS, legacy_encodings._TCVN3_CODES, strict=True))
        text = text[0].lower() + text[1:].replace("Ấ", "ấ").replace(
            "Ủ", "ủ"
        )  # such capitals had fonts of their own
    return "".join(table.get(letter, letter) for letter in nfc(text))


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_every_letter_is_known(encoding):
    typed = as_typed(EVERY_LETTER, encoding)
    assert converted(typed, encoding) == EVERY_LETTER


def test_every_capital_of_vni_is_known():
    assert converted(as_typed(EVERY_LETTER.upper(), VNI), VNI) == EVERY_LETTER.upper()


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_a_sentence_is_found_and_converted(encoding, sentence):
    typed = as_typed(sentence, encoding)
    assert detected(typed) is encoding
    assert converted(typed, encoding).lower() == nfc(sentence).lower()


@pytest.mark.parametrize(
    ("typed", "encoding", "read"),
    [
        # From files, not from our own table.
        ("Tröôøng Tieåu hoïc AÁp Ñình", VNI, "Trường Tiểu học Ấp Đình"),
        ("CAÙC BAÏN VIEÄT NAM", VNI, "CÁC BẠN VIỆT NAM"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", TCVN3, "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_what_files_hold_is_read(typed, encoding, read):
    assert detected(typed) is encoding
    assert converted(typed, encoding) == read


def test_a_font_of_capitals_gives_capitals():
    assert draws_capitals(".VnTimeH")
    assert not draws_capitals(".VnTime")
    assert converted("tr\xadêng tiÓu häc", TCVN3, capitals=True) == "TRƯỜNG TIỂU HỌC"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", TCVN3), (".VnArialH", TCVN3), ("VNI-Times", VNI), ("Times New Roman", None), ("", None)],
)
def test_a_font_says_its_encoding(font, encoding):
    assert encoding_of_font(font) is encoding


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "Hoà bình, toà nhà, khoá học, hoè, xoè",
        "Crème brûlée, naïve façade",
        "a ± b = 5 £, © 2023, ® ",
        "Plain words without any mark",
        "",
    ],
)
def test_unicode_and_other_languages_are_left_alone(text):
    assert detected(text) is None
