"""In which order two processes take the files of a suite: what takes long first, or one would wait for the other."""

from collections.abc import Sequence
from pathlib import Path

import pytest

LONGEST = (
    "browser/test_admin_language.py",
    "browser/test_public_barriers.py",
    "browser/test_week_journey.py",
    "browser/test_board_day.py",
    "browser/test_commendations.py",
    "browser/test_guide.py",
    "browser/test_board.py",
    "browser/test_sigkill.py",
    "browser/test_sweep.py",
    "browser/test_visitors.py",
    "browser/test_staff.py",
    # Not side by side: each starts servers of many processes.
    "integration/test_serve_killed.py",
    "integration/test_round_permissions.py",
    "integration/test_page_store_random.py",
    "integration/test_demo.py",
    "integration/test_consent.py",
    "integration/test_serve.py",
    "integration/test_schedule.py",
    "integration/test_word_import.py",
    "integration/test_queries.py",
    "integration/test_public_pages.py",
    "integration/test_commendations.py",
    "integration/test_report.py",
    "integration/test_serve_publishing.py",
    "integration/test_bad_input.py",
    "integration/test_page_store.py",
    "unit/news/test_word_reading.py",
    "unit/drawing/test_scenes.py",
    "unit/drawing/test_share_picture.py",
)
"""The files that take longest, the longest first; the others follow, and fill up what is left at the end."""


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests by how long their files take; within a file their order stays."""
    folder = Path(__file__).parent
    places = {folder / name: place for place, name in enumerate(LONGEST)}
    return sorted(items, key=lambda item: places.get(item.path, len(places)))
