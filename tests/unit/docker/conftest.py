"""A real nginx with the real configuration before a stand-in for the site, with a small store."""

import gzip
import shutil
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tests.proxy_server import RunningProxy, stored_file
from tests.running_site import ROOT, free_port


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """nginx and the store; started once for all modules."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("proxy")
    data = folder / "data"
    for copy, address in [
        *(("open", address) for address in ("/", "/tin-bai/", "/tin-bai/mot/", "/da-go/")),
        *(("kept", address) for address in ("/tin-bai/cu/", "/tin-bai/", "/da-go/")),
        # What no keeper writes; should it lie there, it is still not for everybody.
        *(("open", address) for address in ("/admin/", "/tim-kiem/", "/xac-minh/abc/")),
    ]:
        file = stored_file(data, copy, address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{copy} {address} Tiếng Việt")
        file.with_name("index.html.gz").write_bytes(gzip.compress(f"{copy} {address} nén".encode()))
    for kind in ("rss", "atom", "json"):
        file = stored_file(data, "open", f"/{kind}/").with_name(f"index.{kind}")
        file.parent.mkdir()
        file.write_text(kind)
    calendar = stored_file(data, "open", "/hoat-dong/lich/").with_name("index.ics")
    calendar.parent.mkdir(parents=True)
    calendar.write_text("lich")
    for name in ("robots.txt", "sitemap.xml"):
        (data / "pages" / "open" / name).write_text(name)
    for name in ("images/a.webp", "documents/de.pdf", "original_images/a.jpg"):
        file = data / "media" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    for root, name in [
        (folder, "static/css/new"),
        (data, "older/static/css/old"),
        (data, "older/static/css/new"),
    ]:
        file = root / f"{name}.0123456789ab.css"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{root.name} {name}")
    made = SimpleNamespace(data=data, port=free_port(), web=None)
    made.stop, made.start = (lambda: stop_web(made)), (lambda: start_web(made))
    proxy = RunningProxy(
        folder,
        data=data,
        static=folder / "static",
        web=f"127.0.0.1:{made.port}",
        hosts="127.0.0.1,tuanle.truong.example,.lop.example",
        SECURE_HSTS_SECONDS="3600",
    )
    made.proxy = proxy.start(**{"proxy_read_timeout 5s": "proxy_read_timeout 1s"})
    yield made
    proxy.stop()
    stop_web(made)


def stop_web(server):
    """Kill the stand-in, when it is there."""
    if server.web:
        server.web.kill()
        server.web.wait()
        server.web = None


def start_web(server):
    """Start the stand-in; it answers a moment later."""
    script = ROOT / "tests" / "stand_in_web.py"
    server.web = subprocess.Popen([sys.executable, script, str(server.port)])


@pytest.fixture
def web(server):
    """The stand-in, running; a test may stop or freeze it."""
    if server.web is None:
        start_web(server)
    deadline = time.monotonic() + 10
    while b'"web"' not in server.proxy.ask("/song/").body:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return server.web


@pytest.fixture
def no_web(server):
    """Nothing behind the proxy."""
    stop_web(server)
