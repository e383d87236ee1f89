"""One empty school for all tests of a module: making it takes longer than most tests.

    school = school_for_the_module()

Each test still runs in a transaction of its own and takes back what it did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.conftest import rebuild_first_rows


def school_for_the_module(fill: Callable[[], Any] | None = None) -> Any:
    """Return a fixture that gives the front page of the school, and takes the place of `school`.

    Args:
        fill: Adds to the school what all tests of the module share.
    """

    @pytest.fixture(scope="module")
    def school(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
        from django.core.cache import caches
        from django.test import override_settings

        from home.setup import setup_school

        media = tmp_path_factory.mktemp("media")
        with django_db_blocker.unblock(), transaction.atomic():
            for cache in caches.all():
                cache.clear()
            rebuild_first_rows()
            home = setup_school()
            if fill:
                with override_settings(MEDIA_ROOT=media):
                    fill()
            yield home
            transaction.set_rollback(True)

    return school
