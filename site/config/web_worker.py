"""gunicorn's worker for the image: an answer goes to the proxy whole or not at all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

MOST_BYTES = 256 * 1024
"""What is gathered at most; a larger answer goes out as it comes."""


class Gathering:
    """A connection that sends what it was given when it is told to, or when anything else is asked of it."""

    def __init__(self, line: Any) -> None:
        self._line, self._gathered = line, bytearray()

    def sendall(self, data: bytes) -> None:
        """Remember what shall be sent."""
        self._gathered += data
        if len(self._gathered) > MOST_BYTES:
            self.send_gathered()

    def send_gathered(self) -> None:
        """Send it, in one call."""
        if self._gathered:
            data, self._gathered = bytes(self._gathered), bytearray()
            self._line.sendall(data)

    def __getattr__(self, name: str) -> Any:
        """Hand out what a connection has, after what was given before."""
        self.send_gathered()
        return getattr(self._line, name)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Sends the head of an answer together with its body.

    gunicorn sends them one after the other, and other threads may run in between for milliseconds. Should the process
    be killed there, the proxy has a head without a body and can ask nobody else any more: the reader gets half a page.
    ``handle_request`` is not documented; tests/unit/config/test_web_worker.py guards it.
    """

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer one request; return whether the connection may be used again."""
        line = Gathering(conn.sock)
        goes_on = super().handle_request(
            req, SimpleNamespace(sock=line, client=conn.client, server=conn.server)
        )
        line.send_gathered()
        return bool(goes_on)
