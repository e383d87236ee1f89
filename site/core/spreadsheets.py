"""Words that go into a spreadsheet."""

FORMULA_STARTS = ("=", "+", "-", "@")


def as_text(value: str) -> str:
    """Return the words so that no spreadsheet takes them for a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
