"""How long until the report is due: the last day counts until its end."""

from datetime import date

import pytest
from django.utils import translation

from home.report.due import due_of

LAST = date(2023, 10, 13)


@pytest.mark.parametrize(
    ("today", "sent_on", "state", "sentence"),
    [
        (date(2023, 10, 10), None, "time", "Còn 3 ngày (hạn cuối: hết ngày 13/10/2023)."),
        (date(2023, 10, 12), None, "time", "Còn 1 ngày (hạn cuối: hết ngày 13/10/2023)."),
        (date(2023, 10, 13), None, "today", "Hôm nay là ngày cuối (hạn cuối: hết ngày 13/10/2023)."),
        (date(2023, 10, 14), None, "late", "Trễ 1 ngày (hạn cuối: hết ngày 13/10/2023)."),
        (date(2024, 1, 1), LAST, "sent", "Đã gửi ngày 13/10/2023, đúng hạn (hạn cuối: hết ngày 13/10/2023)."),
        (
            date(2023, 10, 20),
            date(2023, 10, 15),
            "sent_late",
            "Đã gửi ngày 15/10/2023, trễ 2 ngày (hạn cuối: hết ngày 13/10/2023).",
        ),
    ],
)
def test_the_last_day_is_in_time(today, sent_on, state, sentence):
    with translation.override(None):
        due = due_of(LAST, today, sent_on)
    assert (due.state, due.sentence) == (state, sentence)
    assert due.hint == "nghĩa là trước ngày 14/10/2023"


def test_without_a_day_it_says_so():
    assert due_of(None, LAST).sentence == "Chưa ghi hạn báo cáo."
    assert due_of(None, LAST, LAST).sentence == "Đã gửi ngày 13/10/2023."
