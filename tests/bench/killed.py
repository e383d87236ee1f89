"""Kill the web server again and again while readers read: no request for a published page may fail."""

import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import load
from tests.bench.sites import OnServer

CONNECTIONS = 16
WAYS = """
local ways = {{ {ways} }}
local n = 0
request = function()
    n = n % #ways + 1
    return wrk.format("GET", ways[n])
end
"""
DOWN_SECONDS = 3.0
UP_SECONDS = 5.0


@dataclass(frozen=True)
class Outcome:
    """How it went: kills, changes made while it was down, requests a second, failed requests."""

    kills: int
    addresses: int
    requests: float
    failed: int
    still_changed: bool


def published(site: OnServer, most: int = 150) -> list[str]:
    """Return addresses of pages that lie in the store."""
    place = site.school.data / "pages" / "open"
    found = sorted(path.parent for path in place.rglob("index.html"))
    return [
        "/" if path == place else f"/{path.relative_to(place)}/"
        for path in found[:: max(1, len(found) // most)]
    ]


def kill_under_load(site: OnServer, seconds: float) -> Outcome:
    """Load many published pages while the web server is killed and started; each time something changes meanwhile.

    A change made while the web server is down makes nearly every page old: their last copies are answered until the
    keeper has made them anew, without a web server.
    """
    addresses = published(site)
    is_over = threading.Event()
    kills: list[str] = []

    def kill_and_start() -> None:
        while not is_over.wait(UP_SECONDS):
            site.kill_web()
            kills.append(site.school.ask("change")["name"])
            is_over.wait(DOWN_SECONDS)
            site.start_web()

    killer = threading.Thread(target=kill_and_start)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WAYS.format(ways=", ".join(f'"{one}"' for one in addresses)))
        script.flush()
        killer.start()
        figures = load(site.page("published", addresses[0]), CONNECTIONS, seconds, Path(script.name))
    is_over.set()
    killer.join()
    site.wait_until_stored(addresses)
    return Outcome(len(kills), len(addresses), figures.requests, figures.failed, _shows(site, kills[-1]))


def _shows(site: OnServer, name: str, seconds: float = 20) -> bool:
    """Return whether the stored list of stories names the department as it was called last."""
    file = site.school.data / "pages" / "open" / "tin-bai" / "index.html"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if file.exists() and name in file.read_text():
            return True
        time.sleep(0.2)
    return False
