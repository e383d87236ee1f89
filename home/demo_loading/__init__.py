"""Load the demo from its data files in ``home/demo``."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from accounts.roles import Role
from core.live_use import look_again_later
from home.demo_loading.accounts import demo_users, write_accounts
from home.demo_loading.boards import load_boards
from home.demo_loading.evidence import load_evidence
from home.demo_loading.honours import load_commendations, load_nominations, load_people
from home.demo_loading.pages import PageLoader
from home.demo_loading.pictures import Pictures
from home.demo_loading.plan import load_plan, load_school
from home.demo_loading.reading import load_reading, load_scholarships
from home.demo_loading.writers import load_writers
from home.models import HomePage

__all__ = ["is_loaded", "load_demo"]


def is_loaded() -> bool:
    """Return whether the demo was loaded to its end: its edition is shown on the front page, set last."""
    return HomePage.objects.filter(edition__isnull=False).exists()


def load_demo(accounts: Path | None = None) -> dict[str, int]:
    """Load whatever is missing, in one transaction, and return how many of each kind were made.

    Args:
        accounts: Where to write the demo accounts; without it their passwords are not changed.
    """
    with transaction.atomic():
        users = demo_users()
        load_school()
        plan = load_plan(users)
        people = load_people()
        loader = PageLoader(plan, people, Pictures(), users)
        counts = loader.load()
        counts["đề nghị khen"] = load_commendations(plan.edition, people, users)
        counts["đề cử"] = load_nominations()
        counts["minh chứng"] = load_evidence(plan, users[Role.EDITOR])
        counts["giờ đọc và sổ đọc"] = load_reading()
        counts["học bổng"] = load_scholarships(plan.edition)
        counts["bài gửi"] = load_writers(plan, users)
        counts["bảng điện tử"] = load_boards()
        loader.finish()
        look_again_later()  # some pages were put there live, without being published
    if accounts is not None:
        write_accounts(users, accounts)
    return counts
