"""Load pages in turn with wrk and compare them with the first one.

Every round loads each page once, and the page that starts moves on by one each round, so that slow drift of a
shared machine falls on all alike. Ratios are taken round by round; medians are printed.
"""

import re
import statistics
import subprocess
from dataclasses import dataclass
from urllib.parse import urlsplit

MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Page:
    """One address and its name in the table."""

    name: str
    address: str


@dataclass(frozen=True)
class Figures:
    """What one round found: requests a second, latency in milliseconds, failed requests."""

    requests: float
    median: float
    slowest: float
    failed: int


def parse(text: str) -> Figures:
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
        failed=(int(refused[1]) if refused else 0) + (sum(map(int, errors.groups())) if errors else 0),
    )


def load(page: Page, connections: int, seconds: int) -> Figures:
    """Load one page for some seconds; only addresses of this machine are loaded."""
    assert urlsplit(page.address).hostname == "127.0.0.1", page.address
    command = ["wrk", "--latency", "-t", str(min(2, connections)), "-c", str(connections)]
    command += ["-d", f"{seconds}s", "--timeout", "30s", page.address]
    return parse(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def compare(pages: list[Page], connections: int, *, rounds: int, seconds: int) -> str:
    """Return a table of medians; the first page is the limit that the others are measured by."""
    runs: dict[str, list[Figures]] = {page.name: [] for page in pages}
    for number in range(rounds):
        first = number % len(pages)
        for page in pages[first:] + pages[:first]:
            runs[page.name].append(load(page, connections, seconds))
    limit = runs[pages[0].name]
    lines = [
        f"{connections} connections",
        f"{'page':<10}{'req/s':>10}{'p50 ms':>10}{'p99 ms':>10}{'ratio':>10}{'failed':>8}",
    ]
    for name, found in runs.items():
        ratio = statistics.median(
            mine.requests / max(base.requests, 1e-9) for mine, base in zip(found, limit, strict=True)
        )
        lines.append(
            f"{name:<10}"
            f"{statistics.median(figures.requests for figures in found):>10.1f}"
            f"{statistics.median(figures.median for figures in found):>10.2f}"
            f"{statistics.median(figures.slowest for figures in found):>10.2f}"
            f"{ratio:>10.4f}"
            f"{sum(figures.failed for figures in found):>8}"
        )
    return "\n".join(lines)
