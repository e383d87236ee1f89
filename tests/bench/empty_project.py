"""The page of an empty ``wagtail start`` project: what Wagtail costs before anybody has written a line."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.load import Page
from tests.bench.saved_page import wait_for
from tests.running_site import free_port

SETTINGS = 'SECRET_KEY = "only-for-the-bench"\nALLOWED_HOSTS = ["127.0.0.1"]\n'


@contextlib.contextmanager
def empty_project() -> Iterator[Page]:
    """Make the project in a temporary folder, serve it with gunicorn as its Dockerfile does, and yield its page."""
    programs = Path(sys.executable).parent
    with tempfile.TemporaryDirectory(prefix="tuan-le-bench-") as place:
        folder, port = Path(place), free_port()
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DATABASE_URL"}
        }
        environment = {**kept, "DJANGO_SETTINGS_MODULE": "mysite.settings.production", "PYTHONPATH": place}
        start = [programs / "wagtail", "start", "mysite", "."]
        subprocess.run(start, cwd=folder, env=kept, check=True, stdout=subprocess.DEVNULL)
        (folder / "mysite" / "settings" / "local.py").write_text(SETTINGS)
        for command in ("migrate", "collectstatic"):
            run = [sys.executable, "manage.py", command, "--no-input", "-v0"]
            subprocess.run(run, cwd=folder, env=environment, check=True)
        server = subprocess.Popen(
            [
                programs / "gunicorn",
                "mysite.wsgi:application",
                *["--workers=2", f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=warning"],
            ],
            cwd=folder,
            env=environment,
        )
        try:
            address = f"http://127.0.0.1:{port}/"
            content = wait_for(address)
            yield Page("empty wagtail project", address, (server.pid,), len(content))
        finally:
            server.terminate()
            server.wait()
