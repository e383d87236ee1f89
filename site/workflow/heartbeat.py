"""The runner's sign of life, and whether there is one."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Max, Q
from django.utils import timezone

from workflow.models import RunnerHeartbeat

EVERY_SECONDS = 5
SILENCE = timedelta(seconds=30)
SILENCE_OF_ONCE = timedelta(minutes=3)
"""A timer that starts `run_schedule --once` each minute may miss a beat."""
FORGOTTEN_AFTER = timedelta(days=1)
FORGET_EVERY_SECONDS = 3600
ONCE = "once"
LONGEST_HOST = 40


class Heartbeat:
    """Writes that a runner is alive and what it has done, at most every five seconds."""

    def __init__(self, kind: str | None = None) -> None:
        """Take a name from the host and the process, or from the host and ``kind``."""
        self.name = f"{socket.gethostname()[:LONGEST_HOST]}:{kind or os.getpid()}"
        self._beaten_at = self._forgotten_at = float("-inf")
        self._published = self._expired = 0

    def count(self, published: int, expired: int) -> None:
        """Add to what the next beat writes."""
        self._published += published
        self._expired += expired

    def is_due(self) -> bool:
        """Return whether five seconds have passed."""
        return time.monotonic() - self._beaten_at >= EVERY_SECONDS

    def beat(self) -> None:
        """Write the beat; now and then forget the rows of runners that ended long ago."""
        now = timezone.now()
        changed = RunnerHeartbeat.objects.filter(name=self.name).update(
            beat_at=now, published=F("published") + self._published, expired=F("expired") + self._expired
        )
        if not changed:
            RunnerHeartbeat.objects.update_or_create(
                name=self.name,
                defaults={"beat_at": now, "published": self._published, "expired": self._expired},
            )
        self._published = self._expired = 0
        self._beaten_at = time.monotonic()
        if self._beaten_at - self._forgotten_at >= FORGET_EVERY_SECONDS:
            RunnerHeartbeat.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()
            self._forgotten_at = self._beaten_at


@dataclass(frozen=True)
class Pulse:
    """Whether a runner lives, and its last beat (None: there never was one)."""

    is_alive: bool
    last_beat_at: datetime | None


def pulse(now: datetime | None = None) -> Pulse:
    """Return the state of the runners. One query."""
    now = now or timezone.now()
    beats = RunnerHeartbeat.objects.aggregate(
        last=Max("beat_at"), last_once=Max("beat_at", filter=Q(name__endswith=f":{ONCE}"))
    )
    last, last_once = beats["last"], beats["last_once"]
    alive = bool((last and now - last <= SILENCE) or (last_once and now - last_once <= SILENCE_OF_ONCE))
    return Pulse(is_alive=alive, last_beat_at=last)
