"""How long a text takes, and the contents of a long one."""

from types import SimpleNamespace

import pytest

from core.blocks.contents import contents, parts_of
from core.reading_time import SYLLABLES_A_MINUTE, reading_minutes, syllables


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Mười lăm phút đầu giờ", 5),
        ("“Đọc đi!” – cô nói… 5/10, lúc 7:15.", 7),
        ("một\u00a0trang\nhai\ttrang", 4),
        ("— … ***", 0),
    ],
)
def test_syllables_and_numbers_count_and_marks_do_not(text, count):
    assert syllables(text) == count


@pytest.mark.parametrize(
    ("number", "minutes"),
    [
        (0, 1),
        (40, 1),
        (SYLLABLES_A_MINUTE, 1),
        (4 * SYLLABLES_A_MINUTE + 20, 4),
        (4 * SYLLABLES_A_MINUTE + 150, 5),
    ],
)
def test_a_text_takes_whole_minutes_and_at_least_one(number, minutes):
    assert reading_minutes(["đọc " * (number // 2), "sách " * (number - number // 2)]) == minutes


def block(kind, **value):
    return SimpleNamespace(block_type=kind, value=value)


def test_headings_get_anchors_of_their_own_and_a_short_text_no_contents():
    body = [
        block("heading", text="Việc cần làm", level="h2"),
        block("paragraph"),
        block("heading", text="Việc cần làm", level="h3"),
        block("steps", title="Ba bước", steps=[]),
        block("steps", title="", steps=[]),
    ]
    parts = parts_of(body)
    assert [part.anchor for part in parts] == [
        "muc-viec-can-lam",
        "",
        "muc-viec-can-lam-2",
        "muc-ba-buoc",
        "",
    ]
    assert contents(parts) == []
    listed = contents([*parts, *parts_of([block("heading", text="Hết", level="h2")])])
    assert [part.heading for part in listed] == ["Việc cần làm", "Việc cần làm", "Ba bước", "Hết"]
    assert [part.level for part in listed] == ["h2", "h3", "h2", "h2"]
