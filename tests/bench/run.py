"""Compare the site with the most that this machine can answer, with an empty Wagtail project, and with itself when it is large.

    make bench                          everything: 200, 5,000 and 100,000 stories (the first time builds them)
    make bench BENCH="--quick"          200 and 5,000 stories, one short round
    make bench BENCH="--write"          puts the tables into docs/performance.md

Every ratio is taken round by round in one run, so that a busy machine falls on all alike.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from core.serving.terminal import say
from tests import debian_packages
from tests.bench import certificates, tables
from tests.bench.empty_project import empty_project
from tests.bench.killed import kill_under_load
from tests.bench.load import Page, Row, compare
from tests.bench.saved_page import saved_page
from tests.bench.sites import ADDRESSES, ByItself, OnServer, School, Served, folder_of_schools
from tests.database_cluster import running_cluster
from tests.running_site import ROOT, descendants

SIZES = [200, 5_000, 100_000]
MANY = 16
SAVED_BYTES = 25_213
"""As large as the page that the peers were measured beside."""
STORIES_PER_PAGE = 12
REPORT = ROOT / "docs" / "performance.md"
MARKS = ("<!-- the tables of `make bench` -->", "<!-- end of the tables -->")


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    sizes: list[int]
    rounds: int
    stored_rounds: int
    seconds: float
    kill_seconds: float


class Bench:
    """One run: what it has started, and the report as far as it has come."""

    def __init__(self, plan: Plan, stack: ExitStack) -> None:
        self.plan, self.stack = plan, stack
        self.parts: list[str] = []
        self.folder = folder_of_schools()
        self.work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tuan-le-bench-")))
        before = descendants(os.getpid())
        self.cluster = stack.enter_context(running_cluster(self.folder / "cluster"))
        self.postmaster = min(descendants(os.getpid()) - before)
        self.schools = {
            (where, size): School(self.folder, size, self.cluster if where == "server" else None)
            for where in ("server", "alone")
            for size in plan.sizes
        }

    def tell(self, title: str, text: str) -> None:
        """Print a part of the report and keep it."""
        self.parts.append(f"### {title}\n\n{text}\n")
        say(f"\n{self.parts[-1]}")

    def prepare(self) -> None:
        """Build what is not there, and the static files."""
        first = self.schools["server", self.plan.sizes[0]]
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=first.environment, check=True)
        for school in self.schools.values():
            if not school.is_built:
                say(f"Building {school.name}")
                school.build()

    def serve(self, where: str, size: int, *, store: bool, until: ExitStack) -> Served:
        """Start a school and return it; it is stopped with the stack."""
        school = self.schools[where, size]
        if where == "alone":
            return until.enter_context(ByItself(school, store=store))
        folder = self.work / f"{school.name}-{'store' if store else 'bare'}"
        return until.enter_context(OnServer(school, folder, store=store, postmaster=self.postmaster))

    def compare(self, pages: list[Page], connections: int = MANY, *, rounds: int | None = None) -> list[Row]:
        """Return the rows of one comparison."""
        return compare(pages, connections, rounds=rounds or self.plan.rounds, seconds=self.plan.seconds)

    def stored(self) -> None:
        """Compare stored pages with the limit, and kill the web server behind them."""
        size = self.plan.sizes[0]
        with ExitStack() as stack:
            site = self.serve("server", size, store=True, until=stack)
            site.wait_until_stored([ADDRESSES["story"], ADDRESSES["front page"], "/tin-bai/"])
            story = site.page("story, stored", ADDRESSES["story"])
            content = (
                self.schools["server", size].data / "pages/open" / ADDRESSES["story"].strip("/")
            ).joinpath("index.html")
            limit = stack.enter_context(saved_page("limit: nginx, that page saved", content.read_bytes()))
            pages = [limit, replace(story, servers=(site.proxy.process.pid,))]
            for connections in (1, MANY):
                rows = self.compare(pages, connections, rounds=self.plan.stored_rounds)
                self.tell(f"Stored page, {connections} connections", tables.against_limit(rows))
            outcome = kill_under_load(site, self.plan.kill_seconds)
            self.tell(
                "Application killed under load",
                f"{outcome.addresses} published pages at {MANY} connections for {self.plan.kill_seconds:.0f} s; the "
                f"web server killed {outcome.kills} times, a change made each time while it was gone: "
                f"**{outcome.failed} failed requests** at {outcome.requests:,.0f} a second; the last change "
                f"{'stands' if outcome.still_changed else 'DOES NOT STAND'} in the store.",
            )

    def uncached(self) -> None:
        """Measure every page type without the store, in both ways of running, beside an empty Wagtail project."""
        size = self.plan.sizes[0]
        with ExitStack() as stack:
            server = self.serve("server", size, store=False, until=stack)
            alone = self.serve("alone", size, store=False, until=stack)
            empty = stack.enter_context(empty_project())
            limit = stack.enter_context(saved_page("limit: nginx, 25 KB saved", b"x" * SAVED_BYTES))
            counts = self.schools["server", size].ask("queries", *ADDRESSES.values())
            rows, found = [], []
            for name, address in ADDRESSES.items():
                pages = [
                    limit,
                    server.page(f"{name} · server", address),
                    alone.page(f"{name} · alone", address),
                ]
                _limit, ours, by_itself = self.compare(pages)
                rows.append((name, counts[address], ours, by_itself))
                found += [ours, by_itself]
            self.tell(f"Uncached pages, {size} stories, {MANY} connections", tables.pages(rows))
            self.tell("Beside the peers", tables.against_peers(found))
            floor = self.compare([limit, empty])
            self.tell("What the machine and Wagtail give", tables.against_limit(floor))

    def growth(self) -> None:
        """Measure every page at every size, in both ways of running."""
        self._growth("server", "PostgreSQL behind the proxy")
        self._growth("alone", "SQLite by itself")

    def _growth(self, where: str, way: str) -> None:
        sizes = self.plan.sizes
        with ExitStack() as stack:
            sites = [self.serve(where, size, store=False, until=stack) for size in sizes]
            rows = {}
            for name, address in {**ADDRESSES, "stories, last page": "/tin-bai/trang-{last}/"}.items():
                pages = [
                    site.page(f"{name} {size}", address.format(last=-(-size // STORIES_PER_PAGE)))
                    for site, size in zip(sites, sizes, strict=True)
                ]
                rows[name] = self.compare(pages, 4)
            logins = [self.schools[where, size].ask("login") for size in sizes]
            pages = [
                site.page(f"admin {size}", login["address"], f"sessionid={login['cookie']}")
                for site, size, login in zip(sites, sizes, logins, strict=True)
            ]
            counts = " and ".join(str(login["queries"]) for login in logins)
            rows[f"admin's list of stories ({counts} queries)"] = self.compare(pages, 2)
        self.tell(f"Growth, {way}", tables.growth(sizes, rows))


def machine() -> str:
    """Return a line about what it was measured on."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    busy = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({model[1] if model else 'unknown'}), load average "
        f"{busy} (the bench's own included)."
    )


def write(text: str) -> None:
    """Put the tables into the report."""
    before, _, rest = REPORT.read_text().partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    REPORT.write_text(f"{before}{MARKS[0]}\n\n{text}\n{MARKS[1]}{after}")


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="200 and 5,000 stories, one short round")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--only", choices=["stored", "uncached", "growth", "certificates"], nargs="+")
    parser.add_argument(
        "--write", action="store_true", help=f"put the tables into {REPORT.relative_to(ROOT)}"
    )
    options = parser.parse_args()
    plan = Plan(options.sizes, options.rounds, 5, options.seconds, 60)
    if options.quick:
        plan = Plan(SIZES[:2], 1, 1, 1, 20)
    debian_packages.require(debian_packages.NGINX, debian_packages.WRK, debian_packages.POSTGRESQL)
    with ExitStack() as stack:
        bench = Bench(plan, stack)
        bench.prepare()
        steps: dict[str, Callable[[], None]] = {
            "stored": bench.stored,
            "uncached": bench.uncached,
            "growth": bench.growth,
            "certificates": lambda: bench.tell("Certificates", certificates.report()),
        }
        for name, step in steps.items():
            if not options.only or name in options.only:
                step()
        report = f"{machine()}\n\n" + "\n".join(bench.parts)
    (ROOT / ".build" / "bench" / "last.md").write_text(report)
    if options.write:
        write(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
