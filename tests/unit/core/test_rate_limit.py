"""How often one client may do something, and who a client is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.test import RequestFactory

from core.rate_limit import RateLimit, client_address, too_many_requests

LIMIT = RateLimit("test", limit=3, seconds=60)


def ask(address: str = "203.0.113.5", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_the_fourth_time_of_three_is_one_too_many():
    assert [LIMIT.is_exceeded(ask()) for _time in range(5)] == [False, False, False, True, True]


def test_clients_and_limits_do_not_share_their_counts():
    for _time in range(4):
        LIMIT.is_exceeded(ask())
    assert LIMIT.is_exceeded(ask())
    assert not LIMIT.is_exceeded(ask("203.0.113.6"))
    assert not RateLimit("other", limit=3, seconds=60).is_exceeded(ask())


def test_looking_counts_nothing():
    assert [LIMIT.is_reached(ask()) for _time in range(5)] == [False] * 5
    for _time in range(3):
        LIMIT.is_exceeded(ask())
    assert LIMIT.is_reached(ask())


def test_an_account_is_counted_wherever_it_comes_from():
    for number in range(3):
        assert not LIMIT.is_exceeded(ask(f"203.0.113.{number}"), whose="user 7")
    assert LIMIT.is_exceeded(ask("203.0.113.99"), whose="user 7")
    assert not LIMIT.is_exceeded(ask("203.0.113.99"), whose="user 8")


def test_the_window_slides():
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False) as clock:
        for _time in range(3):
            LIMIT.is_exceeded(ask())
            clock.shift(10)
        assert LIMIT.retry_after(ask()) == 30
        clock.shift(29)
        assert LIMIT.is_exceeded(ask())
        clock.shift(2)
        assert LIMIT.retry_after(ask()) == 0
        assert not LIMIT.is_exceeded(ask())
        assert LIMIT.is_exceeded(ask())


def test_threads_count_together():
    limit = RateLimit("threads", limit=20, seconds=60)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _time: limit.is_exceeded(ask()), range(100)))
    assert answers.count(False) == 20


def test_the_cache_does_not_hold_the_address(monkeypatch):
    keys = []
    monkeypatch.setattr("core.rate_limit.cache.set", lambda key, *rest: keys.append(key))
    LIMIT.is_exceeded(ask())
    assert keys
    assert "203.0.113.5" not in keys[0]


def test_without_a_proxy_the_header_counts_for_nothing(settings):
    settings.TRUSTED_PROXY = False
    assert client_address(ask(HTTP_X_FORWARDED_FOR="198.51.100.1")) == "203.0.113.5"


@pytest.mark.parametrize("invented", ["198.51.100.1, ", "1.1.1.1, 2.2.2.2, ", ""])
def test_behind_the_proxy_only_its_own_word_counts(settings, invented):
    settings.TRUSTED_PROXY = True
    assert client_address(ask("", HTTP_X_FORWARDED_FOR=f"{invented}203.0.113.9")) == "203.0.113.9"


def test_an_ipv6_client_cannot_get_around_by_another_address_of_its_own():
    assert client_address(ask("2001:db8:1:2::1")) == client_address(ask("2001:db8:1:2:ffff::9"))
    assert client_address(ask("2001:db8:1:2::1")) != client_address(ask("2001:db8:1:3::1"))
    assert client_address(ask("::ffff:203.0.113.5")) == "203.0.113.5"


@pytest.mark.parametrize("odd", ["", "unix:", "<script>", "999.1.1.1"])
def test_what_is_no_address_is_nobody_in_particular(odd):
    assert client_address(ask(odd)) == ""


def test_the_page_says_when_to_come_back():
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False):
        for _time in range(3):
            LIMIT.is_exceeded(ask())
        answer = too_many_requests(ask(), LIMIT)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "no-store" in answer["Cache-Control"]
    assert "khoảng 1 phút" in answer.content.decode()
