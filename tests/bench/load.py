"""Load pages in turn with wrk and compare them with the first one.

Every round loads each page once, and the page that starts moves on by one each round, so that slow drift of a
shared machine falls on all alike. Ratios are taken round by round; medians are reported.
"""

import os
import re
import statistics
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.running_site import descendants

MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
TICK = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Page:
    """One address, its name in the table, and the servers that answer it.

    Attributes:
        servers: Processes whose time counts, with all that they started.
        bytes: Size of the answer, not compressed.
        cookie: What the reader's browser sends: the session of somebody known, or just anything, so that no cache
            of the proxy answers.
    """

    name: str
    address: str
    servers: tuple[int, ...] = ()
    bytes: int = 0
    cookie: str = ""


@dataclass(frozen=True)
class Figures:
    """What one round found: requests a second, latency and processor time a request in milliseconds, failures."""

    requests: float
    median: float
    slowest: float
    processor: float
    failed: int


@dataclass
class Row:
    """The medians of a page over all rounds, beside the limit of the same rounds."""

    page: Page
    limit: Page
    found: list[Figures] = field(default_factory=list)
    beside: list[Figures] = field(default_factory=list)

    def middle(self, name: str) -> float:
        """Return the median of a figure."""
        return statistics.median(getattr(figures, name) for figures in self.found)

    def ratio(self, name: str) -> float:
        """Return the median of the figure's ratio to the limit, taken round by round."""
        pairs = zip(self.found, self.beside, strict=True)
        return statistics.median(getattr(mine, name) / max(getattr(base, name), 1e-9) for mine, base in pairs)

    @property
    def failed(self) -> int:
        """How many requests failed in all rounds."""
        return sum(figures.failed for figures in self.found)


def processor_time(servers: Iterable[int]) -> float:
    """Return the processor time of these processes and all below them, in milliseconds."""
    ticks = 0
    for pid in {one for server in servers for one in ({server} | descendants(server))}:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))  # its own, and that of children that have ended
    return ticks * TICK


def parse(text: str, processor: float) -> Figures:
    """Read wrk's report; a round without one answer has no latency, not a latency of nought."""
    count = int(re.search(r"(\d+) requests in", text)[1])
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)

    def latency(percent: int) -> float:
        number, unit = re.search(rf"\n +{percent}% +([\d.]+)(us|ms|s|m)\b", text).groups()
        return float(number) * MILLISECONDS[unit]

    return Figures(
        requests=float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        median=latency(50) if count else float("inf"),
        slowest=latency(99) if count else float("inf"),
        processor=processor / max(count, 1),
        failed=(int(refused[1]) if refused else 0) + (sum(map(int, errors.groups())) if errors else 0),
    )


def load(page: Page, connections: int, seconds: float, script: Path | None = None) -> Figures:
    """Load one page for some seconds; only addresses of this machine are loaded.

    Args:
        page: What to load.
        connections: How many at the same time.
        seconds: How long.
        script: A script of wrk that chooses the address of each request.
    """
    assert urlsplit(page.address).hostname == "127.0.0.1", page.address
    command = ["wrk", "--latency", "-t", str(min(2, connections)), "-c", str(connections)]
    command += ["-d", f"{seconds:.0f}s", "--timeout", "30s", *(["-s", str(script)] if script else [])]
    command += [*(["-H", f"Cookie: {page.cookie}"] if page.cookie else []), page.address]
    before = processor_time(page.servers)
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return parse(report, processor_time(page.servers) - before)


def compare(pages: list[Page], connections: int, *, rounds: int, seconds: float) -> list[Row]:
    """Return a row of figures for each page; the first one is the limit that all are measured by."""
    rows = [Row(page, pages[0]) for page in pages]
    for number in range(rounds):
        first = number % len(pages)
        figures = {page.name: load(page, connections, seconds) for page in pages[first:] + pages[:first]}
        for row in rows:
            row.found.append(figures[row.page.name])
            row.beside.append(figures[row.limit.name])
    return rows
