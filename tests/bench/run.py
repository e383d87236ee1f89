"""Compare the site with the most that this machine can answer: nginx and one saved page.

Home, a story, a list and a search, each as a ratio to that limit, in one run; then 500 certificates.
"""

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from core.serving.terminal import complain, say
from tests import debian_packages
from tests.bench import certificates
from tests.bench.load import Page, compare
from tests.running_site import ROOT, RunningSite, free_port

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    open_file_cache max=64;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type "text/html; charset=utf-8";
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; index index.html; }}
}}
"""
START_SECONDS = 10


@contextlib.contextmanager
def saved_page(content: bytes) -> Iterator[str]:
    """Serve one page with nginx and yield its address."""
    with tempfile.TemporaryDirectory(prefix="tuan-le-bench-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_bytes(content)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        server = subprocess.Popen(["nginx", "-p", folder, "-e", "stderr", "-c", folder / "nginx.conf"])
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> bytes:
    """Return the page as soon as it is answered."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=START_SECONDS) as answer:
                return answer.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16])
    options = parser.parse_args()
    results = ROOT / ".build" / "tests"
    results.mkdir(parents=True, exist_ok=True)
    for need in debian_packages.install([debian_packages.NGINX, debian_packages.WRK], results / "apt.log"):
        complain(f"Chưa đo được: thiếu {need.package} và không cài được.")
        return 1
    with tempfile.TemporaryDirectory(prefix="tuan-le-bench-") as folder:
        site = RunningSite(Path(folder) / "data", demo=True)
        try:
            site.start().wait_until_ready()
            home = wait_for(f"{site.url}/")
            stories = wait_for(f"{site.url}/tin-bai/").decode()
            story = re.search(r'href="(/tin-bai/[a-z0-9-]+/)"', stories)[1]
            with saved_page(home) as limit:
                pages = [
                    Page("limit", limit),
                    Page("home", f"{site.url}/"),
                    Page("story", f"{site.url}{story}"),
                    Page("list", f"{site.url}/tin-bai/"),
                    Page("search", f"{site.url}/tim-kiem/?q=hoc+tap"),
                ]
                say(f"The limit is nginx with the home page saved ({len(home)} bytes).\n")
                for connections in options.connections:
                    say(compare(pages, connections, rounds=options.rounds, seconds=options.seconds) + "\n")
        finally:
            code = site.stop()
    say(certificates.report())
    return code


if __name__ == "__main__":
    sys.exit(main())
