"""What other rooms count by themselves: articles by department, reading by class, how long the boards ran."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

import board
from home.report.figures import Figure, FigureMaker, Item, Section
from news.writers.counting import by_department
from resources import reading
from week.models import WeekEdition


def count_articles(edition: WeekEdition, make: FigureMaker) -> Section:
    """Count the articles that teachers sent, and those that readers find: sums by department, never a title.

    A title of what is not published is nobody else's to read.
    """
    rows = by_department(edition)
    url = reverse("articles:list") + f"?tuan-le={edition.pk}"
    items = [
        Item(
            (row.name, str(row.sent), str(row.published)),
            url,
            "news.view_article",
            row.sent,
            str(row.department),
        )
        for row in rows
    ]
    columns = (_("Bộ phận"), _("Đã gửi"), _("Đã đăng"))
    total = make.figure("articles", _("Bài thầy cô gửi về"), items, columns)
    names = [(str(row.department), row.name) for row in rows]
    split = make.split(_("Theo bộ phận"), total, names, lambda item: item.kind)
    readable = [replace(item, amount=row.published) for item, row in zip(items, rows, strict=True)]
    published = make.figure(
        "articles-published", _("Bài gửi về đã đăng"), [item for item in readable if item.amount], columns
    )
    return Section("articles", total.label, total, split, (published,))


def count_reading(edition: WeekEdition, make: FigureMaker) -> Section:
    """Count minutes, books and classes: sums by class alone, never a pupil."""
    sums = reading.totals(edition)
    way = (
        reverse("reading_grid:week", args=[edition.start_date.isoformat()]),
        "resources.view_readinglog",
    )
    minutes = _sum(make, "reading-minutes", _("Số phút đọc sách tại trường"), sums["minutes"], way)
    books = _sum(make, "reading-books", _("Số cuốn sách đã đọc"), sums["books"], way)
    classes = _sum(make, "reading-classes", _("Số lớp có ghi giờ đọc"), sums["classes"], way)
    return Section("reading", _("Đọc sách theo lớp"), minutes, more=(books, classes))


def count_board(edition: WeekEdition, make: FigureMaker) -> Section:
    """Count the whole hours that the boards ran."""
    hours = round(board.hours(edition))
    way = (reverse("boards:list"), "board.view_board")
    total = _sum(make, "board-hours", _("Số giờ bảng điện tử chạy"), hours, way)
    return Section("board", _("Bảng điện tử"), total)


def _sum(make: FigureMaker, key: str, label: str, value: int, way: tuple[str, str]) -> Figure:
    """Return a number that comes as a sum: one thing stands for all of it.

    Args:
        make: Of the Week.
        key: The number's name.
        label: What it says.
        value: The number.
        way: Where it can be looked at, and the permission for that.
    """
    items = [Item((label, str(value)), *way, amount=value)] if value else []
    return make.figure(key, label, items, (_("Nội dung"), _("Số lượng")))
