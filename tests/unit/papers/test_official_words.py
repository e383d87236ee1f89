"""Numbers, dates, bases and offices as Decree 30/2020/NĐ-CP, Appendix I, wants them."""

from datetime import date

import pytest

from papers.official_words import (
    DOTS,
    date_in_words,
    end_bases,
    number_and_symbol,
    office_head,
    pad,
    place_and_date,
    signer_lines,
)


@pytest.mark.parametrize(("number", "text"), [(1, "01"), (9, "09"), (10, "10"), (123, "123")])
def test_numbers_below_ten_have_a_zero(number, text):
    assert pad(number) == text


def test_number_and_symbol():
    assert number_and_symbol(5, "QĐ-THAĐ") == "05/QĐ-THAĐ"
    assert number_and_symbol(None, "QĐ-THAĐ") == f"{DOTS}/QĐ-THAĐ"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, f"ngày {DOTS} tháng {DOTS} năm {DOTS}"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day, words):
    assert date_in_words(day) == words


def test_place_stands_before_the_date():
    assert place_and_date("Hóc Môn", date(2026, 2, 5)) == "Hóc Môn, ngày 05 tháng 02 năm 2026"
    assert place_and_date(" ", date(2026, 2, 5)) == "Ngày 05 tháng 02 năm 2026"


def test_each_basis_ends_with_a_semicolon_and_the_last_with_a_full_stop():
    assert end_bases(
        ["Luật Thi đua, khen thưởng.", "  ", "căn cứ Kế hoạch;", "Theo đề nghị của Công đoàn"]
    ) == [
        "Căn cứ Luật Thi đua, khen thưởng;",
        "căn cứ Kế hoạch;",
        "Theo đề nghị của Công đoàn.",
    ]
    assert end_bases([]) == []


@pytest.mark.parametrize(
    ("title", "lines", "head"),
    [
        ("Hiệu trưởng", ["HIỆU TRƯỞNG"], "Hiệu trưởng"),
        ("Phó Hiệu trưởng", ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"], "Hiệu trưởng"),
        ("phó hiệu trưởng", ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"], "Hiệu trưởng"),
        ("Quyền Hiệu trưởng", ["Q. HIỆU TRƯỞNG"], "Hiệu trưởng"),
    ],
)
def test_a_deputy_signs_in_the_heads_place(title, lines, head):
    assert signer_lines(title) == lines
    assert office_head(title) == head
