"""Two hundred want one of thirty places in the same moment: thirty get one, on SQLite and PostgreSQL alike."""

import sqlite3
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from home.models import SignUp
from home.signup.keeping import NotKeptError, keep_places
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
WANTED, PLACES, THREADS = 200, 30, 10


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A function that makes the test's rows visible to other threads.

    SQLite's test database lies in the memory of one connection: the threads work on a copy in a file, opened as
    production opens its own.
    """

    def share() -> None:
        if connection.vendor != "sqlite":
            return
        path = tmp_path / "school.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    return share


def test_thirty_of_two_hundred(shared, school):
    activity = factories.activity(
        takes_signups=True, capacity=PLACES, starts_at=timezone.now() + timedelta(days=1)
    )
    shared()
    barrier, outcomes, errors = threading.Barrier(THREADS), [], []

    def want(numbers: range) -> None:
        try:
            barrier.wait(10)
            for number in numbers:
                try:
                    keep_places(SignUp(activity=activity, name=f"Khách {number}", phone="0912345678"))
                    outcomes.append("kept")
                except NotKeptError as refused:
                    outcomes.append((refused.left, refused.is_closed))
        except Exception as error:  # noqa: BLE001  # a thread's error must reach the test
            errors.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    counted: list[int] = []

    def count() -> None:
        counted.append(SignUp.objects.filter(activity=activity).standing().people())
        connections.close_all()

    threads = [
        threading.Thread(target=want, args=(range(place, WANTED, THREADS),)) for place in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    counting = threading.Thread(target=count)
    counting.start()
    counting.join(30)
    assert errors == []
    assert outcomes.count("kept") == PLACES
    assert outcomes.count((0, False)) == WANTED - PLACES, "the others are told that it is full"
    assert counted == [PLACES]
