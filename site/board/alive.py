"""What boards say of themselves once a minute, and the hours that come of it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from board.models import Board, BoardDay
from week.models import WeekEdition

MINUTES = 60


def note(board: Board, page: str, version: str) -> bool:
    """Write down that the board is there; at most once in each minute, however often it says so.

    Args:
        board: Which.
        page: Version of the page that it shows.
        version: Version of the content that it plays.

    Returns:
        Whether anything was written.
    """
    now = timezone.now()
    earlier = Q(last_seen_at=None) | Q(last_seen_at__lt=now.replace(second=0, microsecond=0))
    with transaction.atomic():
        seen = Board.objects.filter(earlier, pk=board.pk).update(
            last_seen_at=now, last_seen_page=page, last_seen_version=version
        )
        if not seen:
            return False
        day = timezone.localdate(now)
        if not BoardDay.objects.filter(board=board, day=day).update(minutes=F("minutes") + 1):
            _first_of_the_day(board, day)
    return True


def _first_of_the_day(board: Board, day: date) -> None:
    try:
        with transaction.atomic():
            BoardDay.objects.create(board=board, day=day, minutes=1)
    except IntegrityError:  # another one was faster
        BoardDay.objects.filter(board=board, day=day).update(minutes=F("minutes") + 1)


def hours_of(edition: WeekEdition) -> float:
    """Return how many hours all boards together were alive on the days of a Week. One query."""
    days = BoardDay.objects.filter(day__range=(edition.start_date, edition.end_date))
    return (days.aggregate(sum=Sum("minutes"))["sum"] or 0) / MINUTES
