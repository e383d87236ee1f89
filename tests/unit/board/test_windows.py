"""When an item of a board plays: the cases that the browser has to pass too."""

import json
from datetime import date, datetime, time
from pathlib import Path

import pytest

from board.windows import Reason, Window

CASES = json.loads(
    (Path(__file__).resolve().parents[2] / "data/board_windows.json").read_text(encoding="utf-8")
)


def window_of(given: dict) -> Window:
    return Window(
        from_date=given.get("from_date") and date.fromisoformat(given["from_date"]),
        until_date=given.get("until_date") and date.fromisoformat(given["until_date"]),
        from_time=given.get("from_time") and time.fromisoformat(given["from_time"]),
        until_time=given.get("until_time") and time.fromisoformat(given["until_time"]),
        weekdays=tuple(given.get("weekdays", ())),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_window_is_open_when_it_says_so(case):
    assert window_of(case["window"]).reason(datetime.fromisoformat(case["moment"])) == case["expected"]


def test_every_reason_is_among_the_cases():
    assert {case["expected"] for case in CASES} == set(Reason)


def test_a_browser_gets_days_and_hours_as_it_compares_them():
    window = window_of({"from_date": "2023-10-02", "until_time": "07:05", "weekdays": [5]})
    assert window.for_browser() == {
        "from_date": "2023-10-02",
        "until_date": None,
        "from_time": None,
        "until_time": "07:05",
        "weekdays": [5],
    }
