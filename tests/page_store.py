"""A page store in a test: what a commit and the keeper would do, step by step, inside the test's transaction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TestCase

from home.models import HomePage
from news.models import NewsIndexPage, StoryPage
from pagestore import files
from pagestore.addresses import all_addresses
from pagestore.changes import Noted, clear_after_commit
from pagestore.keeper import Keeper
from pagestore.models import StoredPage
from pagestore.rendering import Answer, render
from tests import factories

MOST_STEPS = 200


def fewer_addresses(self: Any) -> list[str]:
    """In place of ``NewsIndexPage.stored_addresses``: one feed stands for two dozen."""
    return [*self.list_addresses(), f"{self.url}rss/"]


@contextmanager
def committed() -> Iterator[None]:
    """Do what waits for the commit at the end of the block, as if the test's transaction were not around it."""
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        yield
    # What is told after the commit is told; the connection of a test never comes so far.
    waiting = connection.run_on_commit
    ours = (clear_after_commit,)
    connection.run_on_commit = [one for one in waiting if not (isinstance(one[1], Noted) or one[1] in ours)]


def keeper() -> Keeper:
    """Return a keeper that has begun."""
    one = Keeper(stamp="test")
    one.begin()
    return one


def fill(one: Keeper) -> None:
    """Let the keeper work until nothing is left to do."""
    for _ in range(MOST_STEPS):
        if not one.step():
            return
    left = list(StoredPage.objects.filter(is_fresh=False).values_list("address", "failures"))
    raise AssertionError(f"the keeper does not come to an end: {left}")


def stored(address: str, folder: str = files.OPEN) -> bytes | None:
    """Return what lies in the store for an address."""
    lying = files.lying(folder, address)
    return lying[0].read_bytes() if lying else None


def shows(text: str) -> list[str]:
    """Return every file of the store, open or kept, in which a text stands."""
    folder = Path(str(settings.PAGE_STORE))
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz" and text.encode() in path.read_bytes()
    ]


def differences() -> list[str]:
    """Return what is wrong with a store that has been filled, each in a word."""
    wanted = {one.address for one in all_addresses()}
    rows = dict(StoredPage.objects.exclude(kind=files.LINKED_KIND).values_list("address", "is_fresh"))
    found = [f"missing: {address}" for address in wanted - set(rows)]
    found += [f"too much: {address}" for address in set(rows) - wanted]
    for folder, address, _path in files.everything():
        if folder != files.OPEN:
            found.append(f"kept though fresh: {address}")
        elif address not in StoredPage.objects.values_list("address", flat=True):
            found.append(f"a file of nobody: {address}")
    linked = set(StoredPage.objects.filter(kind=files.LINKED_KIND).values_list("address", flat=True))
    for address in sorted(wanted | linked):
        answer: Answer = render(address)
        lies = stored(address)
        if answer.is_storable and lies != answer.body:
            found.append(f"old: {address}" if lies is not None else f"no file: {address}")
        if not answer.is_storable and lies is not None:
            found.append(f"not for everybody: {address}")
    return found


STORY = "/tin-bai/doc-sach/"
filled: dict[str, Path] = {}


def make_small_school() -> None:
    """A small school whose store is full."""
    HomePage.objects.update(edition=factories.edition())
    factories.story(slug="doc-sach", title="Cùng đọc sách", lead="Lời đầu")
    factories.standard_page(factories.standard_page(slug="tren"), slug="duoi")
    learner = factories.profile(slug="bao-ngoc", person=factories.person(display_name="Bảo Ngọc Anh"))
    factories.consent(learner.person)
    settings.PAGE_STORE = filled["folder"] = Path(settings.MEDIA_ROOT).parent / "pages"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(NewsIndexPage, "stored_addresses", fewer_addresses)
        fill(keeper())
    settings.PAGE_STORE = None


def store_of_the_small_school() -> Any:
    """Return the fixture ``store``: a copy of the filled store, which a test may spoil."""

    @pytest.fixture
    def store(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, school: Any) -> Path:
        monkeypatch.setattr(NewsIndexPage, "stored_addresses", fewer_addresses)
        settings.PAGE_STORE = tmp_path / "pages"
        return Path(shutil.copytree(filled["folder"], settings.PAGE_STORE))

    return store


def keeper_of_the_small_school() -> Any:
    """Return the fixture ``one``: a keeper for which the store is as its own."""

    @pytest.fixture
    def one(store: Path) -> Keeper:
        return Keeper(stamp="test")

    return one


def story() -> StoryPage:
    """Return the story of the small school."""
    return StoryPage.objects.get(slug="doc-sach")


def row(address: str = STORY) -> StoredPage:
    """Return what the database knows of an address; of the story unless another is given."""
    return StoredPage.objects.get(address=address)


def publish(title: str) -> None:
    """Publish the story under another title."""
    page = story()
    page.title = title
    page.save_revision().publish()
