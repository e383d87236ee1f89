"""What stands beside a word in the texts of a school."""

from collections import Counter

import pytest

from core.finding.phrases import Phrases

TEXTS = Phrases(
    " \n hoc tap suot doi \n thu vien mo \n hoc hoc nua hoc tap \n ",
    "\n học tập suốt đời \n thư viện mở \n học học nữa học tập \n",
)


@pytest.mark.parametrize(
    ("word", "after"),
    [
        ("hoc", {"tap": 2, "hoc": 1, "nua": 1}),
        ("doi", {"\n": 1}),
        ("thu", {"vien": 1}),
        ("oc", {}),
        ("ho", {}),
    ],
)
def test_what_stands_behind_a_word(word, after):
    assert TEXTS.after(word) == Counter(after)


@pytest.mark.parametrize(
    ("word", "before"),
    [("hoc", {"\n": 2, "hoc": 1, "nua": 1}), ("thu", {"\n": 1}), ("tap", {"hoc": 2}), ("ta", {})],
)
def test_what_stands_before_a_word(word, before):
    assert TEXTS.before(word) == Counter(before)


def test_words_together_are_spelled_as_they_are_written():
    assert TEXTS.spelled("hoc", "tap") == "học tập"
    assert TEXTS.spelled("thu", "vien", "mo") == "thư viện mở"
    assert TEXTS.spelled("doi", "thu") == "", "they stand in two texts"
