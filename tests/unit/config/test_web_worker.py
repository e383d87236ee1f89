"""The worker of the image sends an answer in one call."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser

from config.web_worker import MOST_BYTES, Gathering, Worker
from tests.running_site import ROOT, free_port

SITE = """
import os, pathlib, signal, tempfile

def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "8"), ("X-Worker", str(os.getpid()))])
    if environ["PATH_INFO"] == "/tep":
        file = tempfile.TemporaryFile()
        file.write(b"mot tep!")
        file.seek(0)
        return environ["wsgi.file_wrapper"](file)
    if environ["PATH_INFO"] == "/bi-giet":
        def parts():
            yield b"nua "
            os.kill(os.getpid(), signal.SIGKILL)
        return parts()
    return [b"mot ", b"hai "]
"""


class Line:
    """A connection that notes what is sent."""

    def __init__(self):
        self.sent = []

    def sendall(self, data):
        self.sent.append(bytes(data))

    def fileno(self):
        return len(self.sent)


def test_what_is_sent_waits_until_it_is_told():
    line = Line()
    gathering = Gathering(line)
    gathering.sendall(b"dau ")
    gathering.sendall(b"than")
    assert line.sent == []
    gathering.send_gathered()
    gathering.send_gathered()
    assert line.sent == [b"dau than"]


def test_whoever_takes_the_connection_itself_comes_after_what_was_sent():
    gathering = Gathering(Line())
    gathering.sendall(b"dau")
    assert gathering.fileno() == 1


def test_a_large_answer_is_not_gathered():
    line = Line()
    gathering = Gathering(line)
    for _ in range(4):
        gathering.sendall(b"x" * (MOST_BYTES // 2))
    assert max(map(len, line.sent)) <= 2 * MOST_BYTES
    assert line.sent


def test_head_and_body_are_one_call():
    """Guards what is not documented of gunicorn: who calls ``handle_request``, and with what."""
    line, config = Line(), Config()
    reader, writer = socket.socketpair()
    with reader, writer:
        writer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        request = next(RequestParser(config, reader, ("127.0.0.1", 1)))
    worker = Worker(1, 1, [], None, 60, config, Mock())
    worker.alive = True

    def site(environ, start_response):
        start_response("200 OK", [("Content-Length", "8")])
        return [b"mot ", b"hai "]

    worker.wsgi = site
    conn = SimpleNamespace(sock=line, client=("127.0.0.1", 1), server=("127.0.0.1", 80))
    worker.handle_request(request, conn)
    worker.tmp.close()
    assert len(line.sent) == 1
    assert line.sent[0].startswith(b"HTTP/1.1 200 OK")
    assert line.sent[0].endswith(b"\r\n\r\nmot hai ")


@pytest.fixture
def port(tmp_path):
    """gunicorn as docker/entrypoint starts it, with a small site."""
    (tmp_path / "small.py").write_text(SITE)
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "small:application", f"--bind=127.0.0.1:{port}"),
            *("--worker-class=config.web_worker.Worker", "--threads=2", "--no-control-socket"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'site'}:{tmp_path}"},
    )
    deadline = time.monotonic() + 20
    while True:
        try:
            ask(port, "/")
            break
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    yield port
    process.send_signal(signal.SIGTERM)
    process.wait(10)


def ask(port, target):
    """Return everything that comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"GET {target} HTTP/1.0\r\nHost: a\r\n\r\n".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_a_worker_that_is_killed_in_the_middle_has_sent_nothing(port):
    assert ask(port, "/").endswith(b"\r\n\r\nmot hai ")
    assert ask(port, "/tep").endswith(b"\r\n\r\nmot tep!")
    try:
        sent = ask(port, "/bi-giet")
    except ConnectionResetError:
        sent = b""
    assert sent == b""
