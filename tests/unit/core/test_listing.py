"""Pages of results and filters take anything a visitor may put into the address."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.listing import (
    HIGHEST_PAGE,
    PAGE_PARAMETER,
    _page_numbers,
    chosen,
    facet,
    page_number,
    paginate,
    query_url,
)

CATEGORIES = [("reading", "Khuyến đọc"), ("activity", "Hoạt động")]


def request(**parameters):
    return RequestFactory().get("/tin-bai/", parameters)


class CountingList(list):
    """A list that behaves like a queryset: counts and slices are its queries."""

    ordered = True

    def __init__(self, *args):
        super().__init__(*args)
        self.queries = 0

    def count(self):
        self.queries += 1
        return len(self)

    def __getitem__(self, key):
        self.queries += 1
        return super().__getitem__(key)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (None, 1),
        ("", 1),
        ("abc", 1),
        ("-1", 1),
        ("0", 1),
        ("000", 1),
        ("٣", 1),
        ("1_0", 1),
        ("2.5", 1),
        ("1e3", 1),
        ("2\x00", 1),
        ("\x00", 1),
        ("7", 7),
        (" 7 ", 7),
        ("007", 7),
        ("9" * 12, HIGHEST_PAGE),
        ("9" * 5_000, HIGHEST_PAGE),
    ],
)
def test_page_number(raw, number):
    assert page_number(raw) == number


@given(st.text())
def test_page_number_takes_any_text(raw):
    assert 1 <= page_number(raw) <= HIGHEST_PAGE


@pytest.mark.parametrize("raw", [None, "", "Reading", "reading\x00", "reading|activity", "x"])
def test_unknown_values_are_not_chosen(raw):
    assert chosen(raw, CATEGORIES) is None


def test_known_values_are_chosen():
    assert chosen("reading", CATEGORIES) == "reading"


class TestQueryUrl:
    def test_empty_values_are_left_out(self):
        assert query_url({"q": "học tập", "loai": None, "lop": ""}) == "?q=h%E1%BB%8Dc+t%E1%BA%ADp"

    def test_no_parameter_drops_the_query_string(self):
        assert query_url({"loai": "reading"}, loai=None) == "./"

    @given(st.text(min_size=1))
    def test_any_value_can_be_carried(self, value):
        url = query_url({"q": value})
        assert url.startswith("?q=")
        assert not set(url) & set("<>\"' ")


class TestPaginate:
    @pytest.mark.parametrize(
        ("raw", "number", "first"),
        [("1", 1, 0), ("3", 3, 20), ("abc", 1, 0), ("99", 3, 20), ("9" * 30, 3, 20), ("-2", 1, 0)],
    )
    def test_the_page_asked_for_or_the_nearest(self, raw, number, first):
        page = paginate(request(**{PAGE_PARAMETER: raw}), CountingList(range(25)), 10)
        assert (page.number, page.total, page.count) == (number, 3, 25)
        assert page.object_list[0] == first
        assert page.first_index == first + 1

    def test_two_queries_at_most(self):
        numbers = CountingList(range(25))
        paginate(request(trang="2"), numbers, 10)
        assert numbers.queries == 2

    def test_an_empty_list_has_one_empty_page(self):
        numbers = CountingList()
        page = paginate(request(trang="5"), numbers, 10)
        assert (page.object_list, page.number, page.total, page.count, page.first_index) == ([], 1, 1, 0, 0)
        assert not page.is_paginated
        assert not page.has_previous
        assert not page.has_next
        assert numbers.queries == 1

    def test_links_carry_known_parameters_only(self):
        page = paginate(
            request(trang="2", rac="x"),
            list(range(25)),
            10,
            params={"loai": "reading", "q": None, "trang": "9"},
        )
        assert page.previous_url == "?loai=reading"
        assert page.next_url == "?loai=reading&trang=3"
        assert [item.url for item in page.items] == [
            "?loai=reading",
            "?loai=reading&trang=2",
            "?loai=reading&trang=3",
        ]
        assert [item.is_current for item in page.items] == [False, True, False]

    def test_labels(self):
        page = paginate(request(trang="2"), list(range(90)), 10)
        assert page.label == "Trang 2 trên 9"
        assert page.items[0].label == "Trang 1"
        gap = next(item for item in page.items if item.is_gap)
        assert (gap.number, gap.url, gap.label) == (None, "", "")

    def test_the_ends_have_no_dead_links(self):
        first = paginate(request(), list(range(25)), 10)
        last = paginate(request(trang="3"), list(range(25)), 10)
        assert (first.previous_url, first.has_previous, first.next_url) == ("", False, "?trang=2")
        assert (last.next_url, last.has_next, last.previous_url) == ("", False, "?trang=2")


class TestPageNumbers:
    @pytest.mark.parametrize(
        ("current", "total", "numbers"),
        [
            (1, 1, [1]),
            (1, 3, [1, 2, 3]),
            (4, 7, [1, 2, 3, 4, 5, 6, 7]),
            (10, 20, [1, None, 9, 10, 11, None, 20]),
            (1, 20, [1, 2, None, 20]),
            (20, 20, [1, None, 19, 20]),
        ],
    )
    def test_examples(self, current, total, numbers):
        assert _page_numbers(current, total) == numbers

    @given(st.integers(1, 500), st.data())
    def test_short_complete_and_in_order(self, total, data):
        current = data.draw(st.integers(1, total))
        numbers = _page_numbers(current, total)
        shown = [number for number in numbers if number]
        assert shown == sorted(set(shown))
        assert {1, current, total} <= set(shown)
        assert len(numbers) <= 7
        for before, gap, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
            assert gap is not None or after - before > 2


class TestFacet:
    def test_choosing_keeps_other_filters_and_resets_the_page(self):
        result = facet(
            "loai", "Loại tin", CATEGORIES, {"reading": 4}, None, {"q": "sách", "loai": None, "trang": "3"}
        )
        assert result.title == "Loại tin"
        assert [(option.label, option.count, option.is_selected) for option in result.options] == [
            ("Khuyến đọc", 4, False),
            ("Hoạt động", 0, False),
        ]
        assert result.options[0].url == "?q=s%C3%A1ch&loai=reading"
        assert result.selected is None

    def test_choosing_again_lets_go(self):
        result = facet("loai", "Loại tin", CATEGORIES, {}, "reading", {"loai": "reading"})
        assert result.selected is not None
        assert result.selected.value == "reading"
        assert result.options[0].url == result.clear_url == "./"
        assert result.options[1].url == "?loai=activity"
