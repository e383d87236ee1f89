"""Records of what was shared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sharing.models import ShareRecord, this_minute
from tests.factories.numbers import NUMBERS


def share_record(page: Any, **fields: Any) -> ShareRecord:
    """Return a record of a post on Facebook yesterday, with a link of its own."""
    number = next(NUMBERS)
    values = {
        "network": "facebook",
        "url": f"https://www.facebook.com/truong/posts/{number}",
        "shared_at": this_minute() - timedelta(days=1),
    }
    return ShareRecord.objects.create(page=page.page_ptr, **(values | fields))
