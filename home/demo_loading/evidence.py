"""What shows tasks of the 2023 plan beside the stories and activities that name them themselves."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from accounts.models import User
from home.demo_loading.files import read
from home.demo_loading.plan import Plan
from home.models import HomePage
from honors.models import Commendation
from ledger.evidence import attach
from ledger.models import Evidence


def load_evidence(plan: Plan, user: User) -> int:
    """Attach it unless something is attached already, and return how many things were.

    Args:
        plan: The 2023 plan.
        user: Who attaches it.
    """
    if Evidence.objects.filter(task__edition=plan.edition).exists():
        return 0
    rows = read("evidence")
    return sum(attach(plan.tasks[row["task"]], _thing(plan, row), user, row["note"]) for row in rows)


def _thing(plan: Plan, row: dict[str, Any]) -> Any:
    """Return the page, the picture of a page, or the commendation that a row of the file names."""
    if "awarded" in row:
        return Commendation.objects.get(round__edition=plan.edition, collective_name=row["awarded"])
    home = HomePage.objects.get().url_path.rstrip("/")
    page = Page.objects.get(url_path=home + row.get("page", row.get("picture_of"))).specific
    return page if "page" in row else page.picture
