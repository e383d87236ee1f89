"""Containers that start together: one brings the database up to date, the others wait for it."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from home.management.commands import migrate_locked
from home.models import HomePage
from honors.models import HonorsIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_school")]

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite is never shared between machines: it has no such lock"
)


@pytest.fixture
def another_container():
    """A connection of its own, as another container has."""
    other = connection.copy()
    yield other
    other.close()


@pytest.fixture
def migrations(monkeypatch):
    """The commands that were asked for, instead of running them."""
    asked = []
    monkeypatch.setattr(migrate_locked, "call_command", lambda name, **options: asked.append(name))
    return asked


def ask(connection_of_somebody, function):
    with connection_of_somebody.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [migrate_locked.LOCK])
        return cursor.fetchone()[0]


def run(**options):
    """Run the command and return what it said."""
    said = io.StringIO()
    call_command("migrate_locked", stdout=said, **options)
    return said.getvalue()


def test_it_migrates_and_sets_up_the_school_and_may_run_again():
    assert run() == ""
    assert run() == ""
    assert HomePage.objects.count() == HonorsIndexPage.objects.count() == 1


def test_it_says_so_when_there_is_something_to_do(migrations):
    MigrationRecorder(connection).record_unapplied("home", "0001_initial")
    assert run().splitlines() == ["Đang cập nhật cơ sở dữ liệu…", "Đã cập nhật xong cơ sở dữ liệu."]
    assert migrations == ["migrate", "make_renditions"]


def test_waiting_only_changes_nothing(migrations):
    assert run(wait_only=True) == ""
    assert migrations == []
    assert not HomePage.objects.exists()


def test_waiting_only_ends_when_nobody_brings_the_database_up_to_date(migrations):
    MigrationRecorder(connection).record_unapplied("home", "0001_initial")
    with pytest.raises(CommandError, match="chưa được cập nhật sau 0 giây; hãy xem nhật ký của máy chủ web"):
        run(wait_only=True, wait_for_others=0)
    assert migrations == []


def test_a_database_that_does_not_answer_is_one_sentence_with_the_reason(monkeypatch):
    def refuse():
        raise OperationalError("connection\n  refused")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    with pytest.raises(
        CommandError, match=r"^Cơ sở dữ liệu không trả lời sau 0 giây.*\(connection refused\)\.$"
    ):
        run(wait=0)


@on_postgresql
def test_while_another_container_is_at_it_nothing_is_done(another_container, migrations):
    assert ask(another_container, "pg_try_advisory_lock")
    with pytest.raises(CommandError, match="Một máy khác đang cập nhật cơ sở dữ liệu"):
        run(wait_for_others=0)
    assert migrations == []


@on_postgresql
def test_it_goes_on_when_the_other_container_is_gone(another_container, migrations, monkeypatch):
    assert ask(another_container, "pg_try_advisory_lock")
    monkeypatch.setattr(migrate_locked.time, "sleep", lambda seconds: another_container.close())
    run(wait_for_others=30)
    assert migrations == ["migrate", "make_renditions"]


@on_postgresql
def test_the_lock_is_held_while_migrating_and_free_afterwards(another_container, monkeypatch):
    free_meanwhile = []
    monkeypatch.setattr(
        migrate_locked,
        "call_command",
        lambda name, **options: free_meanwhile.append(ask(another_container, "pg_try_advisory_lock")),
    )
    run()
    assert free_meanwhile == [False, False]
    assert ask(another_container, "pg_try_advisory_lock")
