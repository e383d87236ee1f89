"""``manage.py serve`` is told to stop while somebody publishes: nothing old is public, then or after the next start."""

import json
import re
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.running_site import RunningSite

STORIES = 10
MAKE = f"""
import json
from accounts.models import User
from tests import factories
User.objects.create_superuser("to-truong", password="mot-mat-khau-dai-2023")
numbers = []
for number in range({STORIES}):
    page = factories.story(title=f"Bài cũ {{number}}", slug=f"bai-{{number}}")
    page.title = f"Bài mới {{number}}"
    page.save_revision()
    numbers.append(page.pk)
print(json.dumps(numbers))
"""
STORE_SECONDS = 60


class Editor:
    """Somebody signed in, without a browser."""

    def __init__(self, site: RunningSite) -> None:
        self.url = site.url
        self.opener = build_opener(HTTPCookieProcessor())
        self.post("/admin/login/", username="to-truong", password="mot-mat-khau-dai-2023")

    def get(self, path: str) -> str:
        with self.opener.open(self.url + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path: str, **data: str) -> None:
        """Open the form, and send it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))[1]
        sent = urlencode(data | {"csrfmiddlewaretoken": token}).encode()
        self.opener.open(self.url + path, sent, timeout=30).close()


def lying(site: RunningSite, number: int) -> str:
    """Return what lies open in the page store for a story; empty when nothing does."""
    path = site.data_dir / f"pages/open/tin-bai/bai-{number}/index.html"
    return path.read_text() if path.exists() else ""


def titles(data: Path) -> dict[int, str]:
    """Return the public title by the story's place."""
    question = "SELECT slug, title FROM wagtailcore_page WHERE live AND slug LIKE 'bai-%'"
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        return {int(slug.removeprefix("bai-")): title for slug, title in database.execute(question)}


def test_publishing_while_it_stops(site_of, data):
    site = site_of(data).start().wait_until_ready()
    numbers = json.loads(site.manage("shell", "--no-imports", "-c", MAKE).splitlines()[-1])
    deadline = time.monotonic() + STORE_SECONDS
    while not all("Bài cũ" in lying(site, place) for place in range(STORIES)):
        assert time.monotonic() < deadline, "the store does not fill"
        time.sleep(0.1)
    editor, at_work = Editor(site), threading.Event()

    def publish() -> None:
        try:
            for place, number in enumerate(numbers):
                if place == 2:
                    at_work.set()
                editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={number}")
        except HTTPError:
            raise
        except OSError:
            pass  # it has stopped

    thread = threading.Thread(target=publish)
    thread.start()
    assert at_work.wait(60)
    assert site.stop() == 0
    thread.join()
    public = titles(data)
    new = {place for place, title in public.items() if title == f"Bài mới {place}"}
    assert 2 <= len(new) < STORIES, "it was stopped in the midst of it"
    for place in new:
        assert f"Bài cũ {place}" not in lying(site, place), "what lies there would be sent by a proxy"
    again = site_of(data, port=site.port).start().wait_until_ready()
    for place, title in public.items():
        status, page = again.get(f"/tin-bai/bai-{place}/")
        assert status == 200
        assert title in page
        assert (f"Bài cũ {place}" in page) is (place not in new)
    assert again.stop() == 0
