"""A copy of the site that is carried elsewhere and that nobody keeps true afterwards: the export.

While one is made, an answer leaves out what is true for hours only and leads to the living site for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_carried: ContextVar[bool] = ContextVar("carried_copy", default=False)


def is_carried() -> bool:
    """Return whether the answer at hand goes into such a copy."""
    return _carried.get()


@contextmanager
def carried() -> Iterator[None]:
    """Make answers for a copy inside the block."""
    token = _carried.set(True)
    try:
        yield
    finally:
        _carried.reset(token)
