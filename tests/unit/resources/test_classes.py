"""Names of classes and days, as the reading times write them."""

import pytest

from resources.models.reading import CLASS_NAME, class_order, tidied_class_name
from resources.reading.times import days_in_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("3/2", "3/2"), (" lớp 3 / 2 ", "3/2"), ("3a1", "3A1"), ("LỚP 5đ", "5Đ"), ("Lớp 3/2", "3/2")],
)
def test_a_class_has_one_name_however_it_is_typed(typed, kept):
    assert tidied_class_name(typed) == kept
    assert CLASS_NAME.fullmatch(kept)


@pytest.mark.parametrize("typed", ["6/1", "3", "lan", "3/2 Nguyễn Văn An", "", "3/", "3/2/1/1"])
def test_nothing_else_is_a_class(typed):
    assert CLASS_NAME.fullmatch(tidied_class_name(typed)) is None


def test_classes_stand_in_the_order_of_their_numbers():
    assert sorted(["3/10", "10/1", "3/2", "3A", "1/1"], key=class_order) == [
        "1/1",
        "3/2",
        "3/10",
        "3A",
        "10/1",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0], "thứ Hai"),
        ([0, 2], "thứ Hai và thứ Tư"),
        ([0, 1], "thứ Hai và thứ Ba"),
        ([0, 1, 2, 3, 4], "thứ Hai đến thứ Sáu"),
        ([0, 2, 4], "thứ Hai, thứ Tư và thứ Sáu"),
        ([4, 5, 6], "thứ Sáu đến Chủ nhật"),
    ],
)
def test_days_are_said_shortly(days, words):
    assert days_in_words(days) == words
