"""The site as it runs on a server (PostgreSQL, gunicorn, proxy, as docker/entrypoint starts them), and by itself (SQLite)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psycopg

from tests.bench.load import Page
from tests.bench.saved_page import wait_for
from tests.proxy_server import RunningProxy
from tests.running_site import ROOT, RunningSite, descendants, free_port, wait_until_gone

START_SECONDS = 120
ADDRESSES = {
    "front page": "/",
    "stories": "/tin-bai/",
    "stories, page 2": "/tin-bai/trang-2/",
    "stories, one category": "/tin-bai/?chuyen-muc=reading",
    "story": "/tin-bai/storypage-7/",
    "activities": "/hoat-dong/",
    "activity": "/hoat-dong/activitypage-3/",
    "honours": "/ton-vinh/",
    "profile": "/ton-vinh/profilepage-3/",
    "library": "/thu-vien/",
    "library, one grade": "/thu-vien/?lop=3",
    "resource": "/thu-vien/resourcepage-3/",
    "Week": "/tuan-le-2026/",
    "plain page": "/gioi-thieu/",
    "search, common words": "/tim-kiem/?q=hoc+tap",
    "search, rare words": "/tim-kiem/?q=tu+sach+an+toan+ve+tranh",
    "suggestions": "/tim-kiem/goi-y/?q=hoc+ta",
    "feed": "/tin-bai/rss/",
    "sitemap": "/sitemap.xml",
}
"""Name in the table -> address, the same in a school of any size."""


UNCACHED = "bench=1"
"""A cookie that means nothing: the proxy remembers no answer for who sends one."""


def stamp() -> str:
    """Return what the schools on disk depend on: tables and the way they are filled."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py")]):
        digest.update(path.read_bytes())
    digest.update((ROOT / "tests" / "bench" / "school.py").read_bytes())
    return digest.hexdigest()[:12]


def folder_of_schools() -> Path:
    """Return the folder that keeps the schools between runs; those of older tables are removed."""
    folder = ROOT / ".build" / "bench" / stamp()
    for old in folder.parent.glob("[0-9a-f]" * len(folder.name)):
        if old != folder:
            shutil.rmtree(old)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class School:
    """A school of so many stories, in PostgreSQL or in an SQLite file, built when it is not there yet."""

    def __init__(self, folder: Path, stories: int, cluster: str | None) -> None:
        self.stories, self.cluster = stories, cluster
        self.name = f"{'postgresql' if cluster else 'sqlite'}-{stories}"
        self.data = folder / self.name
        self.is_built = (self.data / "built").exists()
        dropped = {"DATABASE_URL", "SITE_URL", "PORT", "DEBUG", "PAGE_STORE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in dropped}
        self.environment |= {
            "DATA_DIR": str(self.data),
            "PYTHONPATH": str(ROOT / "site"),
            "LOG_LEVEL": "ERROR",
        }
        if cluster:
            address = urlsplit(cluster)
            self.database = address._replace(path=f"/bench_{stories}").geturl()
            self.environment |= {
                "DJANGO_SETTINGS_MODULE": "config.settings.production",
                "DATABASE_URL": self.database,
                "SECRET_KEY": "only-for-the-bench",
                "ALLOWED_HOSTS": "127.0.0.1",
                "SITE_URL": "http://127.0.0.1",
                "STATIC_ROOT": str(folder.parent / "static"),
            }
        else:
            self.environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}

    def build(self) -> None:
        """Make the database from one that has the tables and no school, and fill it."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True)
        empty = School(self.data.parent, 0, self.cluster)
        if self.stories and not empty.is_built:
            empty.build()
        if self.cluster:
            with psycopg.connect(self.cluster.rpartition("/")[0] + "/postgres", autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS bench_{self.stories} WITH (FORCE)")
                template = "bench_0" if self.stories else "template0"
                server.execute(f"CREATE DATABASE bench_{self.stories} TEMPLATE {template}")
        elif self.stories:
            shutil.copyfile(empty.data / "db.sqlite3", self.data / "db.sqlite3")
        command = [sys.executable, "-m", "tests.bench.school", str(self.stories)]
        environment = self.environment | {"PAGE_STORE": ""}  # what a keeper notes is not asked for here
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        if self.cluster:
            with psycopg.connect(self.database, autocommit=True) as database:
                database.execute("VACUUM ANALYZE")
        (self.data / "built").touch()

    def ask(self, task: str, *arguments: str) -> Any:
        """Run ``tests.bench.inside`` and return what it found."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.inside", task, *arguments],
            cwd=ROOT,
            env=self.environment | ({"PAGE_STORE": ""} if task == "queries" else {}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


class Served:
    """A school that answers: ``url``, and the processes whose time its answers cost."""

    url: str
    servers: tuple[int, ...]
    cookie = ""

    def __init__(self, school: School) -> None:
        self.school = school

    def page(self, name: str, address: str, cookie: str = "") -> Page:
        """Return a page of it for the table, asked for once."""
        cookie = cookie or self.cookie
        content = wait_for(self.url + address, START_SECONDS, cookie)
        return Page(name, self.url + address, self.servers, len(content), cookie)


class OnServer(Served):
    """gunicorn as docker/entrypoint starts it, behind the real proxy; with the store, its keeper too."""

    def __init__(self, school: School, folder: Path, *, store: bool, postmaster: int) -> None:
        super().__init__(school)
        self.store, self.port = store, free_port()
        self.environment = school.environment | {
            "WEB_BIND": f"127.0.0.1:{self.port}",
            "WEB_WORKERS": "2",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        if not store:
            self.environment["PAGE_STORE"], self.cookie = "", UNCACHED
        self.proxy = RunningProxy(
            folder,
            data=school.data if store else folder / "no-data",
            static=Path(school.environment["STATIC_ROOT"]),
            web=f"127.0.0.1:{self.port}",
            hosts="127.0.0.1",
        )
        self.url, self.postmaster = self.proxy.url, postmaster
        self.web = self.keeper = None

    def _run(self, role: str) -> subprocess.Popen[bytes]:
        """Start a role of the image; its ``cd /app`` is ours to answer."""
        script = f"cd() {{ :; }}; . {ROOT / 'docker' / 'entrypoint'}"
        return subprocess.Popen(["sh", "-c", script, "entrypoint", role], cwd=ROOT, env=self.environment)

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        self.web = self._run("web")
        wait_for(f"http://127.0.0.1:{self.port}/healthz", START_SECONDS)
        self.servers = (self.web.pid, self.proxy.process.pid, self.postmaster)

    def kill_web(self) -> None:
        """Kill the web server and its workers."""
        family = {self.web.pid} | descendants(self.web.pid)
        for pid in family:
            os.kill(pid, signal.SIGKILL)
        self.web.wait()
        wait_until_gone(family, 5)

    def __enter__(self) -> Self:
        self.proxy.start()
        self.start_web()
        if self.store:
            self.keeper = self._run("keeper")
        return self

    def wait_until_stored(self, addresses: list[str], seconds: float = 300) -> None:
        """Wait until the store holds these addresses."""
        deadline = time.monotonic() + seconds
        place = self.school.data / "pages" / "open"
        while missing := [one for one in addresses if not (place / one.strip("/") / "index.html").exists()]:
            assert time.monotonic() < deadline, missing
            time.sleep(0.2)

    def __exit__(self, *_error: object) -> None:
        for process in (self.keeper, self.web):
            if process is not None and process.poll() is None:
                family = descendants(process.pid)
                process.terminate()
                process.wait(30)
                wait_until_gone(family, 10)
        self.proxy.stop()


class ByItself(Served):
    """``manage.py serve`` on SQLite, without a proxy."""

    def __init__(self, school: School, *, store: bool) -> None:
        super().__init__(school)
        more = {} if store else {"PAGE_STORE": ""}
        self.site = RunningSite(school.data, demo=False, LOG_LEVEL="ERROR", **more)
        self.url = self.site.url

    def __enter__(self) -> Self:
        self.site.start().wait_until_ready()
        self.servers = (self.site.process.pid,)
        return self

    def __exit__(self, *_error: object) -> None:
        self.site.stop()
