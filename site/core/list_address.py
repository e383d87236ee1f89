"""The clean addresses of a list: ``/tin-bai/`` and ``/tin-bai/trang-2/``.

What builds the links of a list (``core.listing``) knows no page and is called in many places; a context variable
tells it under which address it works. Outside of a list page (search, the admin) there is none, and links stay
relative queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_here: ContextVar[ListAddress | None] = ContextVar("list_address", default=None)


@dataclass(frozen=True)
class ListAddress:
    """Where the list is and which of its pages the path asks for.

    Attributes:
        base: Path of the first page, with a slash at its end.
        number: Number in the path, from 1.
    """

    base: str
    number: int = 1

    def page(self, number: int) -> str:
        """Return the path of a page of the unfiltered list."""
        return f"{self.base}trang-{number}/" if number > 1 else self.base


class HasOtherAddress(Exception):  # noqa: N818  (no error: the way to an answer)
    """What is asked for has another address.

    Attributes:
        url: That address.
        permanent: Whether it will always be there.
    """

    def __init__(self, url: str, *, permanent: bool) -> None:
        super().__init__(url)
        self.url, self.permanent = url, permanent


def list_address() -> ListAddress | None:
    """Return the address of the list page that is being answered, if one is."""
    return _here.get()


@contextmanager
def answering_at(address: ListAddress) -> Iterator[None]:
    """Build the links inside for this address."""
    token = _here.set(address)
    try:
        yield
    finally:
        _here.reset(token)
