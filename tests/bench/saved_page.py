"""The most that this machine can answer: nginx and one saved page."""

import contextlib
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.bench.load import Page
from tests.running_site import free_port

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
START_SECONDS = 20


@contextlib.contextmanager
def saved_page(name: str, content: bytes) -> Iterator[Page]:
    """Serve one page with nginx, with the fastest settings there are, and yield it."""
    with tempfile.TemporaryDirectory(prefix="tuan-le-bench-") as place:
        folder, port = Path(place), free_port()
        folder.chmod(0o755)
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_bytes(content)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        server = subprocess.Popen(["nginx", "-p", folder, "-e", "stderr", "-c", folder / "nginx.conf"])
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address)
            yield Page(name, address, (server.pid,), len(content))
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, seconds: float = START_SECONDS, cookie: str = "") -> bytes:
    """Return the page as soon as it is answered.

    Args:
        address: Where it is; another page that it leads to is no answer.
        seconds: How long to wait.
        cookie: What the browser sends along.

    Raises:
        OSError: It is not, after that time.
    """
    request = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                assert answer.url == address, f"{address} leads to {answer.url}"
                return answer.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
