"""The real proxy configuration, run by the nginx of this machine with the folders of a test in place of the image's."""

import json
import os
import re
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.running_site import ROOT, free_port, is_running

CONFIGURATION = ROOT / "docker" / "proxy"
START_SECONDS = 10
ABOUT_THE_FILE = {
    *("Content-Type", "Content-Length", "Content-Encoding", "Last-Modified", "ETag", "Vary", "Cache-Control"),
    *("Server", "Date", "Connection"),
}
"""What differs between a file and a page made anew without meaning anything else."""


def nginx_says(address: str, name: str) -> dict[str, str]:
    """Return what the maps of docker/proxy/store.conf say of a file, as arguments of `stored_headers`.

    Args:
        address: What was asked for.
        name: The file below ``open/``.
    """
    text = (CONFIGURATION / "store.conf").read_text()
    robots = re.search(r'"~(\S+)" noindex;', text)
    calendar = re.search(r'"~(\S+)" \'(attachment; filename="\$calendar\.ics")\';', text)
    assert robots
    assert calendar
    found = re.search(calendar[1].replace("(?<", "(?P<"), f"/open/{name}")
    return {
        "robots_tag": "noindex" if re.match(robots[1], address) else "",
        "disposition": calendar[2].replace("$calendar", found["calendar"]) if found else "",
    }


def stored_headers(
    *, transport_security: str = "", robots_tag: str = "", disposition: str = ""
) -> dict[str, str]:
    """Return what docker/proxy/stored.conf adds to a page beside what is about the file.

    Args:
        transport_security: The value of the header that depends on HTTPS; it is left out when empty.
        robots_tag: The same for the one that sitemaps have.
        disposition: The same for the one that calendar files have.
    """
    lines = re.findall(r"^add_header (\S+) (.+);$", (CONFIGURATION / "stored.conf").read_text(), re.MULTILINE)
    variables = {
        "$transport_security": transport_security,
        "$robots_tag": robots_tag,
        "$disposition": disposition,
    }
    values = {name: variables.get(value, value) for name, value in lines}
    return {name: value for name, value in values.items() if name not in ABOUT_THE_FILE and value}


def stored_file(data: Path, copy: str, address: str) -> Path:
    """Return where the store keeps the page of an address; copy is "open" or "kept"."""
    return data / "pages" / copy / address.strip("/") / "index.html"


def asked_of_web(answer: HTTPResponse) -> dict[str, Any]:
    """Return what tests/stand_in_web.py was asked; fails when another answered."""
    assert answer.headers["Content-Type"].startswith("application/json"), answer.body  # type: ignore[attr-defined]
    return json.loads(answer.body)  # type: ignore[attr-defined]


class RunningProxy:
    """nginx in front of a web server.

    Args:
        folder: For what it writes and for its configuration.
        data: The site's data folder: pages, media, older static files.
        static: The folder that holds the collected static files, named ``static``.
        web: Where the web server answers: host:port, or unix: and a path.
        hosts: ALLOWED_HOSTS.
        port: Where it listens.
        environment: More settings of the proxy.
    """

    def __init__(
        self,
        folder: Path,
        *,
        data: Path,
        static: Path,
        web: str,
        hosts: str = "127.0.0.1,localhost",
        port: int | None = None,
        **environment: str,
    ) -> None:
        self.folder, self.port = folder, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.places = {
            "/srv/data": str(data),
            "root /srv;": f"root {static.parent};",
            "/srv/challenge": str(folder / "challenge"),
            "/app/docker/proxy": str(CONFIGURATION),
            "/tmp/proxy": str(folder / "written"),
            "listen 8080": f"listen 127.0.0.1:{self.port}",
            "/etc/nginx/mime.types": "/etc/nginx/mime.types",
        }
        self.settings = {
            "WEB_ADDRESS": web,
            "ALLOWED_HOSTS": hosts,
            "SECURE_HSTS_SECONDS": "0",
            **environment,
        }

    def _placed(self, text: str) -> str:
        for place, ours in self.places.items():
            text = text.replace(place, ours)
        return text

    def write(self, **changes: str) -> None:
        """Write the configuration; changes are texts to replace, for a comparison of settings."""
        written, configuration = self.folder / "written", self.folder / "configuration"
        written.mkdir(parents=True, exist_ok=True)
        configuration.mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        for path in CONFIGURATION.glob("*.conf"):
            text = self._placed(path.read_text())
            for old, new in changes.items():
                text = text.replace(old, new)
            if path.name == "main.conf" and os.geteuid() == 0:
                text += "user root;\n"  # as in the image, one user reads what another process of it wrote
            (configuration / path.name).write_text(text)
        subprocess.run(
            [sys.executable, ROOT / "docker" / "proxy_settings.py", written],
            env={**os.environ, **self.settings},
            check=True,
        )
        settings = written / "settings.conf"
        settings.write_text(self._placed(settings.read_text()))

    def start(self, **changes: str) -> "RunningProxy":
        """Start it and wait until it answers."""
        self.write(**changes)
        command = [
            "nginx",
            "-e",
            "stderr",
            "-p",
            self.folder,
            "-c",
            self.folder / "configuration" / "plain.conf",
        ]
        with (self.folder / "error.log").open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while True:
            assert is_running(self.process.pid), (self.folder / "error.log").read_text()
            try:
                assert self.ask("/proxy-alive").status == 204  # No Content
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return self

    def ask(self, target: str, method: str = "GET", timeout: float = 20, **headers: str) -> HTTPResponse:
        """Return the answer to exactly this request target; its body is read already, as ``body``.

        Args:
            target: Sent as it is.
            method: The request's method.
            timeout: Seconds.
            headers: Their names with underscores; Host replaces the usual one.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, target, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            answer.body = answer.read()  # type: ignore[attr-defined]  # kept beside the headers it came with
            return answer
        finally:
            connection.close()

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
