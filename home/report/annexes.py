"""The annexes of the report: which section each lists, and the columns of its table."""

from __future__ import annotations

from dataclasses import dataclass

NUMBER_WIDTH = 13
"""Millimetres of the column of running numbers."""


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: What a template calls it.
        heading: What stands above it.
        width: In millimetres.
    """

    name: str
    heading: str
    width: int


@dataclass(frozen=True)
class Annex:
    """An annex: a table of a section's items.

    Attributes:
        key: Of the section (``home.report.counting``) and of the template's list.
        number: In Roman numerals (Decree 30/2020/NĐ-CP, Appendix I).
        title: What it lists.
        columns: In the order of the items' cells; with the running numbers 165 mm wide.
    """

    key: str
    number: str
    title: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


ANNEXES = (
    Annex(
        "stories",
        "I",
        "Danh sách tin bài đã đăng",
        (
            Column("title", "Tên bài", 66),
            Column("category", "Chuyên mục", 29),
            Column("department", "Bộ phận", 31),
            Column("date", "Ngày đăng", 26),
        ),
    ),
    Annex(
        "activities",
        "II",
        "Danh sách hoạt động đã tổ chức",
        (
            Column("title", "Hoạt động", 50),
            Column("department", "Bộ phận", 32),
            Column("time", "Thời gian", 26),
            Column("place", "Địa điểm", 27),
            Column("headcount", "Số người", 17),
        ),
    ),
    Annex(
        "resources",
        "III",
        "Danh sách học liệu mở đưa lên trong Tuần lễ",
        (
            Column("title", "Học liệu", 62),
            Column("type", "Loại", 28),
            Column("source", "Nguồn", 36),
            Column("date", "Ngày đưa lên", 26),
        ),
    ),
    Annex(
        "awards",
        "IV",
        "Danh sách tập thể, cá nhân được khen thưởng",
        (
            Column("recipient", "Cá nhân, tập thể", 47),
            Column("role", "Là ai", 41),
            Column("form", "Hình thức", 33),
            Column("decision", "Quyết định số", 31),
        ),
    ),
    Annex(
        "shares",
        "V",
        "Danh sách bài chia sẻ trên mạng xã hội",
        (
            Column("title", "Bài", 47),
            Column("network", "Nơi đăng", 31),
            Column("date", "Ngày", 26),
            Column("link", "Liên kết", 48),
        ),
    ),
)
