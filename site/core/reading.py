"""Whether the work at hand is for a reader: then nothing may be made or written, only shown.

A context variable, because pictures are asked for by template tags that know no request. Outside of requests
(worker, runner, commands) and in the admin, previews included, everything may be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_for_reader: ContextVar[bool | None] = ContextVar("for_reader", default=None)


def is_for_reader() -> bool:
    """Return whether what is being done is the answer to a reader."""
    return bool(_for_reader.get())


@contextmanager
def answering(*, reader: bool) -> Iterator[None]:
    """Say for whom the work inside is done; what began for an editor stays so (a preview is a request in one)."""
    if _for_reader.get() is not None:
        yield
        return
    token = _for_reader.set(reader)
    try:
        yield
    finally:
        _for_reader.reset(token)
