"""Redirects from the old addresses of many pages: a page with thousands below it is moved or gets another address.

Wagtail looks for redirects in the way with one OR for each address, and SQLite takes no more than 1,000 of them. It has
no hook for it: the method of its batch is replaced. tests/integration/test_page_store_many.py guards it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import BatchRedirectCreator


def delete_clashes(batch: Any) -> None:
    """Delete the redirects made by the site that stand where new ones come."""
    paths = defaultdict(list)
    for item in batch.items:
        paths[item.site_id].append(item.old_path)
    for site, old in paths.items():
        Redirect.objects.filter(automatically_created=True, site_id=site, old_path__in=old).delete()


def replace() -> None:
    """Put it in the place of Wagtail's."""
    BatchRedirectCreator.pre_process = delete_clashes
