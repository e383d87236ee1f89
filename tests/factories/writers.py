"""Writers, and what they send."""

from __future__ import annotations

from typing import Any

from news.models import Article, ArticleState, Writer
from tests.factories.numbers import NUMBERS
from tests.factories.people import department


def writer(**fields: Any) -> Writer:
    values = {"name": f"Cô Nguyễn Thị An {next(NUMBERS)}"}
    return Writer.objects.create(
        **({"department": fields.pop("department", None) or department()} | values | fields)
    )


def article(by: Writer | None = None, state: ArticleState = ArticleState.SENT, **fields: Any) -> Article:
    """Return an article of some words that has come to a state."""
    values = {
        "title": f"Chú bảo vệ đọc sách {next(NUMBERS)}",
        "text": "Chiều nào chú cũng đọc.\n\nCả trường học theo.",
    }
    made = Article(writer=by or writer(), **(values | fields))
    made.turn(state)
    made.save()
    return made
