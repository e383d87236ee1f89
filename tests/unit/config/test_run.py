"""tests/run.py counts and never calls it success when something did not run."""

from pathlib import Path

import pytest

from tests import run

REPORT = """<?xml version="1.0"?><testsuites>
<testsuite name="pytest" errors="{errors}" failures="{failures}" skipped="{skipped}" tests="{tests}"/>
</testsuites>"""


@pytest.fixture(autouse=True)
def not_in_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


def result(name: str = "unit", **numbers) -> run.Result:
    return run.Result(name, **numbers)


def test_count_adds_errors_to_failures(tmp_path: Path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT.format(errors=1, failures=2, skipped=3, tests=10))
    counted = result()
    run.count(counted, path)
    assert (counted.passed, counted.failed, counted.skipped) == (4, 3, 3)


def test_count_without_report(tmp_path: Path):
    counted = result()
    run.count(counted, tmp_path / "missing.xml")
    assert not counted.is_good


def last_line(capsys) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_last_line_sums_up(capsys):
    assert run.report([result(passed=3), result(passed=4, skipped=1)], {}, everything=False) == 0
    assert last_line(capsys) == "7 passed, 0 failed, 1 skipped"


def test_failed_test_fails(capsys):
    assert run.report([result(passed=3, failed=1)], {}, everything=False) == 1
    assert last_line(capsys) == "3 passed, 1 failed"


def test_suite_that_could_not_run_fails(capsys):
    assert run.report([result(passed=3), result("browser", problem="not run")], {}, everything=False) == 1
    assert last_line(capsys) == "3 passed, 1 failed"


def test_too_few_tests_or_journeys_fail(capsys):
    enough = result(passed=run.LEAST_TESTS)
    journeys = result("browser", passed=run.LEAST_JOURNEYS)
    assert run.report([enough, journeys], {}, everything=True) == 0
    assert run.report([enough], {}, everything=True) == 1
    assert run.report([journeys], {}, everything=True) == 1


def test_missing_package_is_loud_and_fails_in_ci(capsys, monkeypatch):
    good = result(passed=3)
    missing = {"gettext": "the check of compiled translations"}
    assert run.report([good], missing, everything=False) == 0
    assert "COULD NOT BE SET UP: gettext" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert run.report([good], missing, everything=False) == 1


def test_arguments_after_two_dashes_go_to_pytest():
    assert run.split(["unit", "--", "-k", "env"]) == (["unit"], ["-k", "env"])
    assert run.split(["unit"]) == (["unit"], [])
