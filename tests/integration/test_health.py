"""What is answered to whoever watches over the site."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from workflow.models import RunnerHeartbeat

pytestmark = pytest.mark.django_db


def beat(seconds_ago: float, name: str = "may-chu:1") -> None:
    RunnerHeartbeat.objects.create(name=name, beat_at=timezone.now() - timedelta(seconds=seconds_ago))


def test_a_process_that_can_answer_is_alive(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_being_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_without_a_runner_the_site_is_not_ready(client):
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": True, "runner": False}


def test_with_a_fresh_beat_the_site_is_ready(client):
    beat(seconds_ago=3)
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "runner": True}


def test_with_an_old_beat_the_site_is_not_ready(client):
    beat(seconds_ago=600)
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["runner"] is False


def test_one_of_several_runners_is_enough(client):
    beat(seconds_ago=3600, name="may-chu:1")
    beat(seconds_ago=1, name="may-chu:2")
    assert client.get("/healthz/ready").status_code == 200


def test_without_the_database_the_site_is_not_ready_and_says_which_part_failed(client, monkeypatch):
    def fail(*arguments, **options):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "ensure_connection", fail)
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": False, "runner": False}


@pytest.mark.parametrize("address", ["/healthz", "/healthz/ready"])
def test_no_answer_is_kept_by_anybody(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405
    assert client.get(address).cookies == {}
