"""Vietnamese text: one fold for addresses, search and sorting."""

import datetime as dt
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import vietnamese
from core.vietnamese import (
    NO_BREAK_SPACE,
    SORT_KEY_LENGTH,
    bind_numbers,
    fold,
    fold_words,
    format_date,
    format_time,
    initials,
    nfc,
    slugify,
    sort_key,
    weekday_name,
)

VIETNAMESE_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
vietnamese_text = st.text(alphabet=VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper() + " 0123456789-/,.")

# In the order of the Unicode collation for Vietnamese (ICU "vi"), by given name and then by the rest:
# measured with PostgreSQL's "vi-x-icu".
NAMES_IN_ORDER = [
    "An",
    "Lê An",
    "Ngô Văn An",
    "Nguyễn Văn An",
    "Nguyễn Văn Anh",
    "Trần Anh",
    "Lê Ánh",
    "Phạm Ân",
    "Trần Ẩn",
    "Lê Bình",
    "Vũ Cường",
    "Nguyễn Dung",
    "Nguyễn Dũng",
    "Đỗ Dương",
    "Đặng Đào",
    "Nguyễn Đăng",
    "Lê Hoa",
    "Lê Hoà",
    "Lê Hòa",
    "Lê Hoan",
    "Ngô Minh",
    "Nguyễn Minh",
    "Đào Ngọc",
    "Đỗ Ngọc",
    "Ngô Oanh",
    "Phan Quý",
    "Lê Tú",
    "Lê Tư",
    "Bùi Ước",
    "Lý Vy",
    "Lý Vỹ",
    "Hồ Xuân",
    "Trần Ỷ",
    "Lê Yến",
]


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Tuần lễ hưởng ứng học tập suốt đời", "tuan le huong ung hoc tap suot doi"),
            ("ĐỌC SÁCH", "doc sach"),
            ("Ấp Đình", "ap dinh"),
            ("hoà", "hoa"),
            ("hòa", "hoa"),
            ("Ðặng", "dang"),  # an eth, as older typed texts have it
            ("387/QĐ-TTg", "387/qd-ttg"),
            ("", ""),
        ],
    )
    def test_examples(self, text, folded):
        assert fold(text) == folded

    def test_every_vietnamese_letter_becomes_a_latin_one(self):
        for letter in VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper():
            assert fold(letter) in "abcdeghiklmnopqrstuvxy"

    @given(st.text())
    def test_twice_is_once(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text())
    def test_composed_and_decomposed_are_equal(self, text):
        composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
        assert fold(composed) == fold(decomposed) == fold(text)

    @given(vietnamese_text)
    def test_case_does_not_count(self, text):
        assert fold(text.upper()) == fold(text)


class TestFoldWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("387/QĐ-TTg", "387 qd ttg"),
            ("  GD&ĐT,\n(Sao-Đỏ)! ", "gd dt sao do"),
            ("học_sinh", "hoc sinh"),
            ("kỹ năng số", "ki nang so"),
            ("kĩ năng số", "ki nang so"),
            ("Địa lý, tiến sỹ, công ty, Mỹ thuật, quý", "dia li tien si cong ti mi thuat qui"),
            ("ngày tay máy thủy", "ngay tay may thuy"),
            ("|!%'\"&()\x00", ""),
        ],
    )
    def test_examples(self, text, words):
        assert fold_words(text) == words

    @given(st.text())
    def test_twice_is_once(self, text):
        assert fold_words(fold_words(text)) == fold_words(text)

    @given(st.text())
    def test_only_words_and_single_spaces_remain(self, text):
        words = fold_words(text)
        assert words == " ".join(words.split())
        assert all(character.isalnum() or character == " " for character in words)


class TestSlugify:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            (
                "Tuần lễ hưởng ứng học tập suốt đời năm 2023",
                "tuan-le-huong-ung-hoc-tap-suot-doi-nam-2023",
            ),
            ("Đọc sách mỗi ngày!", "doc-sach-moi-ngay"),
            (unicodedata.normalize("NFD", "Đọc Sách mới, Ấp Đình"), "doc-sach-moi-ap-dinh"),
            ("387/QĐ-TTg", "387-qd-ttg"),
            ("--- ??", ""),
            ("", ""),
        ],
    )
    def test_examples(self, text, slug):
        assert slugify(text) == slug

    @given(st.text())
    def test_only_letters_digits_and_single_hyphens(self, text):
        slug = slugify(text)
        assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert "--" not in slug
        assert slug == slug.strip("-")
        assert slugify(slug) == slug

    @given(vietnamese_text.filter(lambda text: any(character.isalpha() for character in text)))
    def test_a_vietnamese_title_always_has_an_address(self, text):
        assert slugify(text)


class TestSortKey:
    def test_the_order_of_the_unicode_collation(self):
        names = NAMES_IN_ORDER.copy()
        random.Random(2023).shuffle(names)
        assert sorted(names, key=sort_key) == NAMES_IN_ORDER

    def test_six_tones(self):
        names = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
        assert sorted(set(names), key=sort_key) == names

    def test_letters_count_before_tones(self):
        assert sorted(["Hoàng", "Hoạ", "Hoa"], key=sort_key) == ["Hoa", "Hoạ", "Hoàng"]

    def test_old_and_new_tone_placement_do_not_split_a_given_name(self):
        names = ["Bùi Hòa", "Lê Hoà", "Vũ Hòa"]
        assert sorted(set(names), key=sort_key) == names

    def test_odd_names(self):
        assert sort_key("") == sort_key(" - ")
        assert sort_key("Anna Ñ 李") != sort_key("Anna Ñ 王")
        assert sorted(["Lớp 5B", "Lớp 5A", "Lớp 10"], key=sort_key) == ["Lớp 10", "Lớp 5A", "Lớp 5B"]

    @given(st.text())
    def test_the_key_is_safe_in_every_collation(self, name):
        key = sort_key(name)
        assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
        assert len(key) <= SORT_KEY_LENGTH

    @given(vietnamese_text)
    def test_composed_and_decomposed_are_equal(self, name):
        assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name) == sort_key(name.upper())


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nguyễn Thị Hồng Ánh", "NA"),
        ("Đỗ Ấm", "ĐÂ"),
        ("ưng ước", "ƯƯ"),
        (unicodedata.normalize("NFD", "Ông Đệ"), "ÔĐ"),
        ("Gấm", "G"),
        (" ", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@given(st.text())
def test_nfc_is_composed(text):
    assert unicodedata.is_normalized("NFC", nfc(text))


class TestBindNumbers:
    @pytest.mark.parametrize(
        ("text", "bound"),
        [
            ("lớp 5 đọc 20 trang", "lớp~5 đọc 20~trang"),
            ("thứ Hai, ngày 2 tháng 10 năm 2023", "thứ~Hai, ngày~2~tháng~10 năm~2023"),
            ("Quyết định số 387/QĐ-TTg", "Quyết định số~387/QĐ-TTg"),
            ("Sau 15 phút", "Sau~15~phút"),
            ("năm học mới", "năm học mới"),
            ("tiền lớp 5", "tiền lớp~5"),
            ("30 học liệu, 12 tin bài", "30~học liệu, 12~tin bài"),
        ],
    )
    def test_examples(self, text, bound):
        assert bind_numbers(text) == bound.replace("~", NO_BREAK_SPACE)

    @given(st.text(alphabet="lớp 5ngày2trang Hai"))
    def test_changes_spaces_only_and_once(self, text):
        bound = bind_numbers(text)
        assert bound.replace(NO_BREAK_SPACE, " ") == text
        assert bind_numbers(bound) == bound


class TestDates:
    def test_a_week(self):
        monday = dt.date(2023, 10, 2)
        week = [weekday_name(monday + dt.timedelta(days=day)) for day in range(7)]
        assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
        assert format_date(monday) == "2/10/2023"

    @pytest.mark.parametrize(
        ("moment", "date", "time"),
        [
            (dt.datetime(2023, 10, 1, 16, 59, tzinfo=dt.UTC), "1/10/2023", "23:59"),
            (dt.datetime(2023, 10, 1, 17, 0, tzinfo=dt.UTC), "2/10/2023", "0:00"),
            (dt.datetime(2023, 10, 1, 23, 59, tzinfo=dt.UTC), "2/10/2023", "6:59"),
            (dt.datetime(2023, 10, 2, 0, 30, tzinfo=dt.UTC), "2/10/2023", "7:30"),
            (dt.datetime(2023, 10, 2, 7, 5), "2/10/2023", "7:05"),
        ],
    )
    def test_moments_are_on_the_school_clock(self, moment, date, time):
        assert format_date(moment) == date
        assert format_time(moment) == time
        assert weekday_name(moment) == ("Chủ nhật" if date.startswith("1/") else "thứ Hai")

    def test_the_zone_is_vietnam(self):
        assert str(vietnamese.SCHOOL_TIME_ZONE) == "Asia/Ho_Chi_Minh"
