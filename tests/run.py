"""Set up what the tests need, run them all, and say in one last line how many passed.

python tests/run.py [unit|integration|postgresql|browser|clock] [-- PYTEST ARGUMENTS]
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / ".build" / "tests"
SUITE_SECONDS = 1500
"""Far more than any suite takes; a test that hangs must not hold CI for ever."""
LEAST_TESTS = 200
"""All suites together hold far more: fewer means that a folder was not found or a collection broke quietly."""
LEAST_JOURNEYS = 12
"""The ways of six roles and of visitors on a telephone and at a desk: fewer leaves one of them untried."""


def say(text: str) -> None:
    """Print at once, so that the order with pytest's own lines is kept."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Result:
    """What came out of one suite.

    Attributes:
        problem: Why the suite failed although no test did, or why it was not run.
    """

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    problem: str = ""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether something ran, and nothing failed."""
        return not self.problem and not self.failed and self.passed > 0


@dataclass(frozen=True)
class Suite:
    """One folder of tests and how it is run.

    Attributes:
        needs: Debian's packages without which it cannot run.
        workers: How many processes share it.
        left_out: Files that another suite runs already, where the database makes no difference.
    """

    name: str
    folder: str
    needs: tuple[str, ...] = ()
    workers: int = 0
    left_out: tuple[str, ...] = field(default=())


CLOCK = ("tests/browser/test_stories.py",)

SUITES = [
    Suite("unit", "tests/unit", workers=2),
    Suite("integration", "tests/integration", workers=2),
    # The served product brings its own SQLite file.
    Suite(
        "postgresql",
        "tests/integration",
        ("postgresql",),
        2,
        tuple(f"tests/integration/test_serve{name}.py" for name in ("", "_killed", "_publishing")),
    ),
    # Most of a journey is waiting: for the clock, for the other side.
    Suite("browser", "tests/browser", ("chromium",), 2, CLOCK),
    # How late a story goes out is measured with nothing beside it.
    Suite("clock", CLOCK[0], ("chromium",)),
]


def run_suite(suite: Suite, arguments: list[str], database: str | None) -> Result:
    """Run one suite with pytest and count what it reports."""
    report = RESULTS / f"{suite.name}.xml"
    report.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        suite.folder,
        f"--junitxml={report}",
        "--import-mode=importlib",
    ]
    command += ["-q", "-p", "no:cacheprovider", *(f"--ignore={path}" for path in suite.left_out)]
    if suite.workers:
        command += ["-n", str(suite.workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    # Compiled once, not anew by each of some hundred processes that the tests start.
    dropped = {"DATABASE_URL", "DATA_DIR", "PYTHONDONTWRITEBYTECODE"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    if database:
        environment["DATABASE_URL"] = database
    say(f"\n=== {suite.name} ===")
    started = time.monotonic()
    result = Result(suite.name)
    try:
        code = subprocess.run(
            [*command, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=SUITE_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        code, result.problem = None, f"was stopped after {SUITE_SECONDS} s"
    result.seconds = time.monotonic() - started
    count(result, report)
    if code and not result.failed and not result.problem:
        result.problem = f"pytest ended with {code}"
    if not result.problem and not result.passed and not result.failed:
        result.problem = "ran no test"
    return result


def count(result: Result, report: Path) -> None:
    """Read pytest's report; an error counts as a failed test."""
    if not report.is_file():
        return
    for suite in ET.parse(report).getroot().iter("testsuite"):
        numbers = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        failed = numbers["failures"] + numbers["errors"]
        result.failed += failed
        result.skipped += numbers["skipped"]
        result.passed += max(0, numbers["tests"] - failed - numbers["skipped"])


def run_all(suites: list[Suite], arguments: list[str], missing: dict[str, str]) -> list[Result]:
    """Run the suites one after the other; one that cannot be set up is a result too.

    Args:
        suites: What to run.
        arguments: More arguments for pytest.
        missing: Package that could not be installed -> what it is for.
    """
    from tests.database_cluster import NoPostgresqlError, running_cluster

    results = []
    for suite in suites:
        lacking = [package for package in suite.needs if package in missing]
        if lacking:
            results.append(
                Result(suite.name, problem=f"not run: {', '.join(lacking)} could not be installed")
            )
            continue
        try:
            with running_cluster() if suite.name == "postgresql" else contextlib.nullcontext() as database:
                results.append(run_suite(suite, arguments, database))
        except NoPostgresqlError as error:
            results.append(Result(suite.name, problem=f"not run: PostgreSQL did not start: {error}"))
    return results


def report(results: list[Result], missing: dict[str, str], *, everything: bool) -> int:
    """Print each suite's result and the last line; return the exit code."""
    say("\n=== results ===")
    for result in results:
        counts = f"{result.passed} passed, {result.failed} failed, {result.skipped} skipped"
        say(f"{result.name:<12} {counts} in {result.seconds:.0f} s {result.problem}".rstrip())
    passed, failed, skipped = (
        sum(getattr(result, name) for result in results) for name in ("passed", "failed", "skipped")
    )
    problems = [f"{result.name}: {result.problem}" for result in results if result.problem]
    journeys = sum(result.passed + result.failed for result in results if result.name == "browser")
    if everything and passed + failed < LEAST_TESTS:
        problems.append(f"only {passed + failed} tests ran, at least {LEAST_TESTS} must")
    if everything and journeys < LEAST_JOURNEYS:
        problems.append(f"only {journeys} browser journeys ran, at least {LEAST_JOURNEYS} must")
    in_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    for package, purpose in missing.items():
        say(f"!!! COULD NOT BE SET UP: {package}. NOT TESTED: {purpose}.")
        if in_ci:
            problems.append(f"{package} must be there in CI")
    for problem in problems:
        say(f"!!! {problem}")
    # A suite that could not run is no test that failed, yet the last line must not look like success.
    hidden = 0 if failed else len(problems)
    say(f"{passed} passed, {failed + hidden} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or problems else 0


def become_development_environment() -> None:
    """Install what tests need into .venv and go on there."""
    bootstrap = [sys.executable, str(ROOT / "bootstrap.py"), "--dev"]
    if Path(sys.prefix).resolve() == ROOT / ".venv":
        subprocess.run(bootstrap, check=True)
    else:
        os.execv(
            sys.executable, [*bootstrap, "--parent-pid", str(os.getppid()), "--", __file__, *sys.argv[1:]]
        )


def split(words: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands before and after the first ``--``."""
    place = words.index("--") if "--" in words else len(words)
    return words[:place], words[place + 1 :]


def main() -> int:
    """Run from the command line; return the exit code."""
    words, arguments = split(sys.argv[1:])
    names = [suite.name for suite in SUITES]
    if unknown := [word for word in words if word not in names]:
        sys.exit(f"unknown suite {unknown[0]}: choose from {', '.join(names)}")
    become_development_environment()
    # The database cluster and temporary folders go away also when someone stops the run.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    from tests import debian_packages
    from tests.temporary import folders_in_memory

    RESULTS.mkdir(parents=True, exist_ok=True)
    suites = [suite for suite in SUITES if not words or suite.name in words]
    wanted = {package for suite in suites for package in suite.needs}
    needs = [
        need for need in (debian_packages.CHROMIUM, debian_packages.POSTGRESQL) if need.package in wanted
    ]
    left = debian_packages.install([*needs, *debian_packages.OF_SINGLE_TESTS], RESULTS / "apt.log")
    missing = {need.package: need.purpose for need in left}
    with folders_in_memory():
        results = run_all(suites, arguments, missing)
    return report(results, missing, everything=not words)


if __name__ == "__main__":
    sys.exit(main())
