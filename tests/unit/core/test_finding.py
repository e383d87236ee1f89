"""Words and slips, without a database."""

import re
import unicodedata

import pytest

from core.finding.entries import is_word
from core.finding.indexing import variants_of
from core.finding.spelling import LEFT_OUT, NEXT_KEY, REPLACED, SWAPPED, TOO_MANY, slip
from core.vietnamese import fold_in_place, fold_words


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("vjen", "vien", REPLACED),
        ("viem", "vien", NEXT_KEY),
        ("vien", "viem", NEXT_KEY),
        ("viem", "viet", REPLACED),
        ("tpa", "tap", SWAPPED),
        ("ho", "hoc", LEFT_OUT),
        ("oc", "hoc", LEFT_OUT),
        ("hocc", "hoc", TOO_MANY),
        ("xhoc", "hoc", TOO_MANY),
        ("hoc", "hoc", 0),
        ("hco", "och", 0),
        ("abcd", "badc", 0),
        ("a", "abc", 0),
    ],
)
def test_a_slip_is_one_letter(typed, meant, kind):
    assert slip(typed, meant) == kind
    assert not kind or variants_of(typed) & variants_of(meant), "the index brings them together"


def test_what_is_a_word():
    assert [word for word in ("hoc", "5a", "2023", "20231", "", "hoc tap", "x" * 21) if is_word(word)] == [
        "hoc",
        "5a",
        "2023",
    ]
    assert variants_of("2023") == variants_of("a") == set()


@pytest.mark.parametrize(
    "text",
    ["Đọc SÁCH; kỹ năng, 387/QĐ-TTg", "Quỹ Mỹ lý", "Ếch ữ ỗ Ỵ", "“Thư viện” – 5A", "Łódź naïve ß İ 🙂"],
)
def test_folding_in_place_moves_no_letter(text):
    text = unicodedata.normalize("NFC", text)
    folded = fold_in_place(text)
    assert len(folded) == len(text)
    if text.isascii() or "Ł" not in text:
        assert " ".join(re.findall(r"[^\W_]+", folded)) == fold_words(text)
