"""Sign-ups for an activity."""

from __future__ import annotations

from typing import Any

from home.models import ActivityPage, SignUp
from home.signup.keeping import keep_places
from tests.factories.numbers import NUMBERS
from tests.factories.pages import activity


def sign_up(to: ActivityPage | None = None, **fields: Any) -> SignUp:
    """Return a sign-up of one person that was kept."""
    to = to or activity(takes_signups=True, capacity=30)
    values = {"name": f"Trần Văn Mến {next(NUMBERS)}", "phone": "0912 345 678"}
    return keep_places(SignUp(activity=to, **(values | fields)))
