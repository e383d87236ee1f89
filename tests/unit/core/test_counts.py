"""Whole numbers as Vietnamese write and read them."""

import pytest

from core.vietnamese import format_count, read_count


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        (" 75 ", 75),
        ("1000000", 1_000_000),
        ("1.000.000", 1_000_000),
        ("1 000 000", 1_000_000),
        ("", None),
        ("-5", None),
        ("1,5", None),
        ("1.5", None),
        ("10.00", None),
        ("1e3", None),
        ("٣", None),
        ("bảy", None),
    ],
)
def test_a_number_is_read_or_not(typed, number):
    assert read_count(typed) == number


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (999, "999"), (1000, "1.000"), (12_345_678, "12.345.678")]
)
def test_a_number_is_written_with_points(number, written):
    assert format_count(number) == written
    assert read_count(written) == number
