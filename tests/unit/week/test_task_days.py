"""When a task is nearly due and when it is late."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from week.models import PlanTask, WeekEdition
from week.plan_task import refuse_another_year

TODAY = date(2023, 10, 5)


@pytest.mark.parametrize(
    ("due", "status", "is_due", "is_late"),
    [
        (date(2023, 10, 9), "planned", False, False),
        (date(2023, 10, 8), "planned", True, False),
        (date(2023, 10, 5), "in_progress", True, False),
        (date(2023, 10, 4), "in_progress", False, True),
        (date(2023, 10, 4), "done", False, False),
        (date(2023, 10, 6), "done", False, False),
        (None, "planned", False, False),
    ],
)
def test_three_days_to_go_and_the_day_after(due, status, is_due, is_late):
    task = PlanTask(title="Treo băng rôn", due_date=due, status=status)
    assert (task.is_due(TODAY), task.is_late(TODAY)) == (is_due, is_late)


def test_what_is_due_before_the_week_prepares_it_and_another_year_is_a_slip():
    week = WeekEdition(year=2023, start_date=date(2023, 10, 2), end_date=date(2023, 10, 8))
    for due in (None, date(2023, 9, 1), date(2023, 10, 1), date(2024, 1, 15)):
        refuse_another_year(due, week)
    for due in (date(2013, 10, 5), date(2022, 10, 5), date(2024, 10, 5)):
        with pytest.raises(ValidationError, match="xem lại năm"):
            refuse_another_year(due, week)
