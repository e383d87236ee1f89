"""When the keeper is silent: the schedule runner takes away what is old, so that nothing wrong is shown.

Nothing is made anew; the site answers for what is missing until the keeper is back.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from pagestore import files

SILENCE_SECONDS = 20.0
"""A keeper that is at work gives a sign every five seconds, unless one page takes longer."""


def stand_in(**kwargs: Any) -> None:
    """Clear what has changed and what is over by the clock; nothing while the keeper is there."""
    if settings.PAGE_STORE is None or files.silence() < SILENCE_SECONDS:
        return
    from pagestore.clearing import clear_pending  # noqa: PLC0415  # page types are loaded later
    from pagestore.dropping import drop_files  # noqa: PLC0415  # the same
    from pagestore.placing import end_by_clock  # noqa: PLC0415

    clear_pending()
    end_by_clock(settings.STORE_NAME)
    drop_files()
