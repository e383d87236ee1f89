import time
import unicodedata

import pytest

from drawing.typesetting import PosterLine, break_evenly, measure_em, poster_lines

THEME_2023 = "Xây dựng năng lực tự học trong kỷ nguyên số"


def texts(theme: str, highlight: str) -> list[str]:
    return [line.text for line in poster_lines(theme, highlight)]


def test_the_theme_of_2023():
    lines = poster_lines(THEME_2023, "tự học")
    assert [line.text for line in lines] == ["Xây dựng năng lực", "tự học", "trong kỷ nguyên số"]
    assert [line.is_highlight for line in lines] == [False, True, False]
    assert [line.em for line in lines] == [8.018, 2.817, 8.207]


def test_widths_add_up():
    assert measure_em("") == 0
    assert measure_em("Học") == pytest.approx(measure_em("H") + measure_em("ọ") + measure_em("c"))
    assert measure_em(unicodedata.normalize("NFD", "Tiểu học")) == measure_em("Tiểu học")


@pytest.mark.parametrize("highlight", ["TỰ HỌC", " tự  học ", unicodedata.normalize("NFD", "tự học")])
def test_the_highlight_is_found_in_any_writing(highlight):
    assert texts(THEME_2023, highlight)[1] == "tự học"


def test_the_highlight_keeps_its_punctuation():
    assert texts("Biết “tự học”, sống tốt hơn mỗi ngày", "tự học")[1] == "“tự học”,"


@pytest.mark.parametrize("highlight", ["", "   ", "học tập", "ự họ", "năng lực tự học trong kỷ nguyên"])
def test_without_a_highlight_all_lines_are_alike(highlight):
    lines = poster_lines("Xây dựng năng lực tự học", highlight)
    assert not any(line.is_highlight for line in lines)
    assert " ".join(line.text for line in lines) == "Xây dựng năng lực tự học"


def test_a_highlight_may_stand_anywhere():
    assert texts("Tự học suốt đời", "tự học") == ["Tự học", "suốt đời"]
    assert texts("Cùng nhau tự học", "tự học") == ["Cùng nhau", "tự học"]
    assert texts("Tự học", "tự học") == ["Tự học"]


@pytest.mark.parametrize("theme", ["", " ", "\n\t"])
def test_an_empty_theme_has_no_lines(theme):
    assert poster_lines(theme, "tự học") == []


@pytest.mark.parametrize("highlight", ["", "tự học"])
def test_a_very_long_theme_takes_four_lines(highlight):
    theme = "Học tập suốt đời và tự học trong kỷ nguyên số " + "phát triển văn hoá đọc " * 60
    started = time.perf_counter()
    lines = poster_lines(theme, highlight)
    assert time.perf_counter() - started < 5
    assert len(lines) == 4
    assert " ".join(line.text for line in lines) == theme.strip()


def test_lines_are_as_equal_as_the_words_allow():
    lines = break_evenly(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 3)
    widths = [measure_em(line) for line in lines]
    assert len(lines) == 3
    assert max(widths) - min(widths) < measure_em(" mười")


def test_there_are_never_more_lines_than_words():
    assert break_evenly(["Đọc"], 3) == ["Đọc"]
    assert break_evenly([], 3) == []


def test_numbers_stay_with_their_word():
    assert any(
        "lớp\N{NO-BREAK SPACE}4" in text for text in texts("Tự học môn Toán lớp\N{NO-BREAK SPACE}4", "")
    )


def test_an_editor_breaks_the_lines():
    lines = poster_lines(THEME_2023, "tự học", "Xây dựng\nnăng lực\n tự học\n\ntrong kỷ nguyên số")
    assert [line.text for line in lines] == ["Xây dựng", "năng lực", "tự học", "trong kỷ nguyên số"]
    assert [line.is_highlight for line in lines] == [False, False, True, False]


@pytest.mark.parametrize("breaks", ["", "  \n ", "Xây dựng\nnăng lực", "\n".join(THEME_2023.split())])
def test_breaks_of_another_theme_or_too_many_are_passed_over(breaks):
    assert poster_lines(THEME_2023, "tự học", breaks) == poster_lines(THEME_2023, "tự học")


def test_one_word_and_a_hundred_and_twenty_letters():
    assert [line.text for line in poster_lines("Đọc", "")] == ["Đọc"]
    theme = "Phát triển văn hoá đọc, ứng dụng công nghệ số và học liệu mở để mọi người dân được học tập suốt đời ở khắp nơi"
    widths = [line.em for line in poster_lines(theme, "")]
    assert len(widths) == 4
    assert max(widths) < 1.15 * min(widths)


@pytest.mark.parametrize(
    ("em", "measure"),
    [
        (8.018, "ones-8 hundredths-2"),
        (2.817, "ones-2 tenths-8 hundredths-2"),
        (13.2, "tens-1 ones-3 tenths-2"),
        (400, "tens-9 ones-9 tenths-9 hundredths-9"),
    ],
)
def test_a_width_becomes_classes_rounded_up(em, measure):
    assert PosterLine("", False, em).measure == measure
