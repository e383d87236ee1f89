"""The hash of what was approved, and the sentence that names a change."""

from types import SimpleNamespace

import pytest

from honors.approval import Change, hash_of
from honors.cautions import recipient_key
from honors.models import CommendationRound

CONTENT = {
    "round": {"title": "Đợt 1", "edition": "Tuần lễ 2023", "legal_bases": ["1964/GDDT"]},
    "items": {"7": {"recipient": "Lê Thị Bảo Ngọc", "citation": "Đã đọc."}},
}


def test_the_hash_is_a_sha_256_that_does_not_depend_on_the_order_of_the_keys():
    turned = {name: dict(reversed(value.items())) for name, value in reversed(CONTENT.items())}
    assert hash_of(turned) == hash_of(CONTENT)
    assert len(hash_of(CONTENT)) == 64


@pytest.mark.parametrize(
    "other",
    [
        CONTENT | {"items": {}},
        CONTENT | {"items": {"8": CONTENT["items"]["7"]}},
        CONTENT | {"items": {"7": CONTENT["items"]["7"] | {"citation": "Đã đọc"}}},
        CONTENT | {"round": CONTENT["round"] | {"legal_bases": []}},
    ],
)
def test_another_content_has_another_hash(other):
    assert hash_of(other) != hash_of(CONTENT)


def test_the_same_letters_on_either_side_of_a_border_are_not_the_same():
    assert hash_of({"recipient": "ab", "unit": "c"}) != hash_of({"recipient": "a", "unit": "bc"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Change("Bảo Ngọc", "thành tích", "Đã đọc.", "Đã viết."),
            "Bảo Ngọc – thành tích: “Đã đọc.” → “Đã viết.”",
        ),
        (Change("", "tên đợt", "Đợt 1", "Đợt 2"), "tên đợt: “Đợt 1” → “Đợt 2”"),
        (Change("Bảo Ngọc", "minh chứng", "", "Có."), "Bảo Ngọc – minh chứng: “…” → “Có.”"),
        (Change("Bảo Ngọc", "minh chứng", "Có.", ""), "Bảo Ngọc – minh chứng: “Có.” → “…”"),
        (Change("Bảo Ngọc", "", "", "không còn trong đợt"), "Bảo Ngọc – không còn trong đợt"),
    ],
)
def test_a_change_is_named_in_words(change, words):
    assert str(change) == words


@pytest.mark.parametrize(
    ("number", "label"),
    [(None, ""), (1, "01/QĐ-THAĐ"), (9, "09/QĐ-THAĐ"), (10, "10/QĐ-THAĐ"), (123, "123/QĐ-THAĐ")],
)
def test_numbers_below_ten_are_written_with_a_zero(number, label):
    """Decree 30/2020/NĐ-CP, Appendix I."""
    assert CommendationRound(decision_number=number, decision_symbol="QĐ-THAĐ").decision_label == label


def test_a_person_is_known_by_the_row_and_a_collective_by_its_folded_name():
    def key(person_id: int | None, name: str = "") -> str:
        return recipient_key(SimpleNamespace(person_id=person_id, collective_name=name))

    assert key(7) != key(8)
    assert key(None, "Tập thể lớp 5/3") == key(None, "TAP THE  LOP 5/3")
    assert key(None, "Tập thể lớp 5/3") != key(None, "Tập thể lớp 5/2")
    assert key(7) != key(None, "7")
