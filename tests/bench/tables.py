"""The figures as tables in Markdown."""

from collections.abc import Iterable

from tests.bench.load import Row

PEERS = {
    # name of our page -> (WordPress, bakerydemo on SQLite, bakerydemo on PostgreSQL), requests a second by ratio to
    # nginx with a saved page of 25 KB, at 16 connections, uncached
    "front page": (0.00049, 0.00068, 0.00060),
    "story": (0.00043, 0.00140, 0.00079),
    "stories": (0.00050, 0.00096, 0.00045),
    "search, common words": (0.00048, 0.00059, 0.00034),
}


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table; its first column is text, the others are numbers."""
    heads = list(heads)
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def number(value: float) -> str:
    """Return three digits that count."""
    if value >= 100:  # digits
        return f"{value:,.0f}"
    return f"{value:.3g}"


def against_limit(rows: list[Row]) -> str:
    """Return what each page reaches of the limit."""
    return table(
        ["page", "bytes", "req/s", "p50 ms", "p99 ms", "ratio to the limit", "its p99", "CPU ms", "failed"],
        (
            [
                row.page.name,
                f"{row.page.bytes:,}",
                number(row.middle("requests")),
                number(row.middle("median")),
                number(row.middle("slowest")),
                number(row.ratio("requests")),
                number(row.ratio("slowest")),
                number(row.middle("processor")),
                row.failed,
            ]
            for row in rows
        ),
    )


def against_peers(rows: list[Row]) -> str:
    """Return how often our uncached pages are answered for once of the peers' like pages, by ratio to the limit."""
    heads = [
        "uncached page",
        "bytes",
        "ratio to 25 KB saved",
        "WordPress",
        "bakerydemo",
        "bakerydemo, PostgreSQL",
    ]
    found = []
    for row in rows:
        name = row.page.name.partition(" · ")[0]
        if name in PEERS:
            ratio = row.ratio("requests")
            times = [f"{ratio / peer:.1f} ×" for peer in PEERS[name]]
            found.append([row.page.name, f"{row.page.bytes:,}", number(ratio), *times])
    return table(heads, found)


def pages(rows: list[tuple[str, int, Row, Row]]) -> str:
    """Return a row for each page type: queries, then bytes, processor time and ratio in both ways of running."""
    return table(
        ["page", "queries", "bytes", "CPU ms", "ratio to the limit", "by itself: CPU ms", "ratio", "failed"],
        (
            [
                name,
                count,
                f"{server.page.bytes:,}",
                number(server.middle("processor")),
                number(server.ratio("requests")),
                number(alone.middle("processor")),
                number(alone.ratio("requests")),
                server.failed + alone.failed,
            ]
            for name, count, server, alone in rows
        ),
    )


def growth(sizes: list[int], rows: dict[str, list[Row]]) -> str:
    """Return how a page's processor time and speed change with the size of the school.

    Args:
        sizes: How many stories, the first is what the others are compared with.
        rows: Page -> a row for each size.
    """
    heads = ["page", f"CPU ms at {sizes[0]:,}", *(f"at {size:,}" for size in sizes[1:]), "times"]
    heads += [*(f"req/s at {size:,} of {sizes[0]:,}" for size in sizes[1:]), "failed"]
    found = []
    for name, mine in rows.items():
        times = [row.middle("processor") for row in mine]
        more = [number(row.ratio("requests")) for row in mine[1:]]
        found.append([name, *map(number, times), f"{times[-1] / max(times[0], 1e-9):.2f}", *more])
        found[-1].append(sum(row.failed for row in mine))
    return table(heads, found)
