"""A table of Word as rows of text, or as what it was used for: a frame, or a grid of photographs."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from news.word.inline_html import is_bold, words

Block = dict[str, Any]

MOST_COLUMNS = 30
LONGEST_PICTURE_CAPTION = 200


def only_cell(table: Tag) -> Tag | None:
    """Return the cell of a table that has one: such a table is a frame around text."""
    cells = [cell for row in _rows(table) for cell in row.find_all(["td", "th"], recursive=False)]
    return cells[0] if len(cells) == 1 else None


def _rows(table: Tag) -> list[Tag]:
    """Return the rows of the table itself, without those of tables in its cells."""
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def rows_of(table: Tag) -> list[list[Tag | None]]:
    """Return the table as a full grid; a merged cell stands at its first place, with None at the others."""
    grid: list[list[Tag | None]] = []
    hanging: dict[int, int] = {}
    for row in _rows(table):
        line: list[Tag | None] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while hanging.get(len(line), 0) > 0:
                hanging[len(line)] -= 1
                line.append(None)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(across):
                if len(line) >= MOST_COLUMNS:
                    break
                hanging[len(line)] = down - 1
                line.append(cell if place == 0 else None)
        while hanging.get(len(line), 0) > 0 and len(line) < MOST_COLUMNS:
            hanging[len(line)] -= 1
            line.append(None)
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1")
    return max(1, min(int(text) if text.isdecimal() else 1, 1_000))


def cell_text(cell: Tag | None) -> str:
    """Return a cell's words, a line for each of its paragraphs."""
    if cell is None:
        return ""
    lines = [words(piece) for piece in cell.find_all(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6"])]
    return "\n".join(line for line in lines if line) if lines else words(cell)


def photographs(table: Tag, number_of: Any) -> list[Block] | None:
    """Return the pictures of a table that is a grid of photographs, each with the words in or below its cell.

    Args:
        table: The table.
        number_of: Gives the number of an ``img`` element; 0 for one that is left out.

    Returns:
        None when the table says more than its pictures.
    """
    grid = rows_of(table)
    if not table.find("img"):
        return None
    blocks: list[Block] = []
    used: set[int] = set()
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            if cell is None or not cell.find("img"):
                continue
            below = grid[y + 1][x] if y + 1 < len(grid) else None
            source = cell if cell_text(cell) or below is None or below.find("img") else below
            used.add(id(source))
            caption = cell_text(source).replace("\n", " ")
            blocks += [
                {"type": "picture", "number": number, "caption": caption}
                for image in cell.find_all("img")
                if (number := number_of(image))
            ]
    texts = [cell for row in grid for cell in row if cell is not None and cell_text(cell)]
    says_no_more = all(id(cell) in used for cell in texts) and all(
        len(block["caption"]) <= LONGEST_PICTURE_CAPTION for block in blocks
    )
    return blocks if says_no_more else None


def table_block(table: Tag) -> Block | None:
    """Return the table as a block without its name; None when it holds no words."""
    grid = rows_of(table)
    rows = [[cell_text(cell) for cell in row] for row in grid]
    rows = [row for row in rows if any(row)]
    if not rows:
        return None
    first = next(row for row in grid if any(cell_text(cell) for cell in row))
    filled = all(rows[0]) and len(rows) > 1
    has_header = bool(table.find("thead")) or (
        filled and (all(cell is not None and is_bold(cell) for cell in first) or not _has_digits(rows[0]))
    )
    return {"type": "table", "rows": rows, "has_header": has_header, "caption": ""}


def _has_digits(row: list[str]) -> bool:
    return any(letter.isdigit() for text in row for letter in text)
