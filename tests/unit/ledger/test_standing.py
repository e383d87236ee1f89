"""The bar of a department: its parts fill it whole, and the words say the same."""

from datetime import date

from ledger.standing import BAR_LENGTH, Standing, TaskRow, share_of, shares_by_department, standing_of
from week.models import Department, PlanTask

TODAY = date(2023, 10, 5)


def row(status: str = "planned", due: date | None = None, department: int = 1, items=()) -> TaskRow:
    task = PlanTask(
        status=status, due_date=due, department=Department(pk=department, name=f"Tổ {department}")
    )
    return TaskRow(task, standing_of(task, TODAY), list(items))


def test_the_parts_fill_the_bar_and_leave_no_gap():
    share = share_of([row("done"), row("in_progress"), row(due=date(2023, 10, 1))])
    assert [part.standing for part in share.parts] == [Standing.DONE, Standing.IN_PROGRESS, Standing.LATE]
    place = 0
    for part in share.parts:
        assert part.start == place
        place += part.length
    assert place == BAR_LENGTH
    assert [number for _standing, number in share.words] == [1, 1, 1]


def test_what_is_done_is_never_late_and_what_is_late_is_not_in_progress():
    assert row("done", date(2023, 10, 1)).standing == Standing.DONE
    assert row("in_progress", date(2023, 10, 1)).standing == Standing.LATE


def test_a_filter_hides_tasks_and_changes_no_number():
    rows = [row("done", items=["anything"]), row(due=date(2023, 10, 1)), row("done", department=2)]
    late = shares_by_department(rows, Standing.LATE)
    assert [(share.department.name, len(share.rows), share.total) for share in late] == [("Tổ 1", 1, 2)]
    without = shares_by_department(rows, "no_evidence")
    assert [len(share.rows) for share in without] == [1, 1]
