"""What readers get when the web server is gone or frozen, and when pages come and go."""

import gzip
import shutil
import signal
import socket
import time

import pytest

from tests.proxy_server import asked_of_web, stored_file


def ask(server, target, method="GET", **headers):
    return server.proxy.ask(target, method, **headers)


def test_the_kept_copy_is_for_when_the_web_server_is_gone(server, web):
    assert asked_of_web(ask(server, "/tin-bai/cu/"))["web"] == "GET"
    server.stop()
    answer = ask(server, "/tin-bai/cu/")
    assert (answer.status, answer.body.decode()) == (200, "kept /tin-bai/cu/ Tiếng Việt")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "X-Accel-Expires" not in answer.headers
    assert gzip.decompress(ask(server, "/tin-bai/cu/", Accept_Encoding="gzip").body).startswith(b"kept")
    for target, status in [("/tin-bai/khong/", 503), ("/tin-bai/cu/?q=1", 503), ("/admin/", 503)]:
        lost = ask(server, target)
        assert (lost.status, "nghỉ một lát" in lost.body.decode()) == (status, True), target
        assert lost.headers["Cache-Control"] == "no-store"


def test_what_was_set_aside_is_answered_too_and_before_what_was_kept(server, no_web):
    for target in ("/tat-ca/", "/tin-bai/cu/"):
        file = stored_file(server.data, "aside", target)
        file.parent.mkdir(parents=True)
        file.write_text("aside")
        assert ask(server, target).body.startswith(b"aside")
    assert ask(server, "/tat-ca/", Cookie="sessionid=xyz").body.startswith(b"aside")
    shutil.rmtree(server.data / "pages" / "aside")
    wait_for_the_next_second()
    assert ask(server, "/tin-bai/cu/").body.startswith(b"kept")


def test_whoever_looks_for_a_last_copy_finds_what_has_just_been_placed(server):
    """A page is placed and its last copy let go between the two questions."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(server.proxy.folder / "written" / "kept.sock"))
        line.sendall(b"GET /tin-bai/mot/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert b"200 OK" in answer.splitlines()[0]
    assert b"open /tin-bai/mot/" in answer


@pytest.mark.parametrize(
    ("target", "start"), [("/tin-bai/", b"open"), ("/tin-bai/cu/", b"kept"), ("/tim-kiem/", b"<!doctype")]
)
def test_somebody_known_reads_what_everybody_reads_when_the_web_server_is_gone(server, no_web, target, start):
    answer = ask(server, target, Cookie="sessionid=xyz")
    assert answer.body.startswith(start)
    assert answer.status == (503 if start == b"<!doctype" else 200)
    assert ask(server, target, "POST", Cookie="sessionid=xyz", Content_Length="0").status == 503


def test_the_kept_copy_gives_way_within_a_second(server, web):
    server.stop()
    assert ask(server, "/tin-bai/cu/").body.startswith(b"kept")
    server.start()
    while asked_or_none(server, "/tin-bai/cu/?song") is None:
        time.sleep(0.02)
    back = time.monotonic()
    while asked_or_none(server, "/tin-bai/cu/") is None:
        assert time.monotonic() - back < 1.2  # the second, and an answer's own time
        time.sleep(0.05)


def asked_or_none(server, target):
    answer = ask(server, target)
    return asked_of_web(answer) if answer.headers["Content-Type"].startswith("application/json") else None


def test_a_frozen_web_server_holds_up_one_reader_not_all(server, web):
    web.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        assert ask(server, "/tin-bai/").body.startswith(b"open")
        assert time.monotonic() - started < 0.5
        assert ask(server, "/tin-bai/cu/").body.startswith(b"kept")  # after the second that the test allows
        started = time.monotonic()
        for _ in range(5):
            assert ask(server, "/tin-bai/cu/").body.startswith(b"kept")
        assert time.monotonic() - started < 0.9
    finally:
        web.send_signal(signal.SIGCONT)


def test_a_page_placed_anew_is_answered_within_a_second(server, no_web):
    file = stored_file(server.data, "open", "/moi/")
    assert ask(server, "/moi/").status == 503
    file.parent.mkdir()
    for words in ("first", "second"):
        file.with_name("unfinished").write_text(words)
        file.with_name("unfinished").rename(file)
        if words == "second":
            wait_for_the_next_second()
        assert {ask(server, "/moi/").body.decode() for _ in range(8)} == {words}


def wait_for_the_next_second():
    """Wait until the clock shows another second: nginx looks at its open files anew then."""
    time.sleep(1.01 - time.time() % 1)


def test_what_is_taken_away_is_gone_within_a_second(server, web):
    assert ask(server, "/da-go/").body.startswith(b"open")
    for copy in ("open", "kept"):
        shutil.rmtree(stored_file(server.data, copy, "/da-go/").parent)
    wait_for_the_next_second()
    assert {ask(server, "/da-go/").status for _ in range(8)} == {410}
    server.stop()
    assert ask(server, "/da-go/").status == 503
