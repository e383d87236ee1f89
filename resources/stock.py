"""The library's resources as sets of bits, so that any choice of facets is counted at once.

One bit a resource, in the order of a list; for each value of each facet the set of those that have it. What two
choices leave is an ``&`` and how many that are is a population count: with 100,000 resources a set is 12 KB, and
all counts of a page take less than a millisecond. The sets are made once after a resource was written
(``core.remembered``) and held by each process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_hex
from typing import Any

from django.core.cache import cache
from django.db.models import TextField
from django.db.models.functions import Cast

from core.dependence import depends_on, is_noted, unnoted
from core.fields import SEPARATOR
from core.remembered import ANY_PAGE, remembered
from core.statements import PAGE_TABLE

TABLES = ("resources_resourcepage", ANY_PAGE, "wagtailcore_pageviewrestriction")
SECONDS = 3600
BLOCK = 512
"""Bytes looked through at a time for the bits of a page of results."""


@dataclass(frozen=True)
class Stock:
    """The resources in one order.

    Attributes:
        keys: Their primary keys.
        sets: For (field, value) the bits of those that have it.
    """

    keys: list[int]
    sets: dict[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each key."""
        return {key: place for place, key in enumerate(self.keys)}

    @property
    def all(self) -> int:
        """The bits of all resources."""
        return (1 << len(self.keys)) - 1

    def having(self, name: str, values: Iterable[str]) -> int:
        """Return the bits of those that have any of the values of a field."""
        bits = 0
        for value in values:
            bits |= self.sets.get((name, value), 0)
        return bits

    def among(self, keys: Iterable[int]) -> int:
        """Return the bits of these resources; unknown keys are left out."""
        return _bits((self.places[key] for key in keys if key in self.places), len(self.keys))

    def part(self, bits: int, start: int, stop: int) -> list[int]:
        """Return the keys of the set bits from the place ``start`` up to ``stop``, counted among the set ones."""
        found: list[int] = []
        octets, seen = bits.to_bytes((bits.bit_length() + 7) // 8, "little"), 0
        for offset in range(0, len(octets), BLOCK):
            block = int.from_bytes(octets[offset : offset + BLOCK], "little")
            number = block.bit_count()
            if seen + number > start:
                places = list(_places(block))[max(start - seen, 0) : stop - seen]
                found += [self.keys[offset * 8 + place] for place in places]
            seen += number
            if seen >= stop:
                break
        return found


_held: dict[str, tuple[str, Stock]] = {}
"""For each order the newest stock that this process has seen, with its name."""


def stock(order: str, resources: Any, fields: dict[str, bool]) -> Stock:
    """Return the resources as sets; no query until a resource is written.

    Args:
        order: Name of the order that ``resources`` have.
        resources: A queryset of what the public may see.
        fields: Fields to make sets of, and whether each holds several values.
    """
    depends_on(PAGE_TABLE)
    # The name changes when a resource does; the sets are too large to be read from the cache for each request.
    name = remembered(f"resources.stock.{order}", TABLES, lambda: token_hex(8), narrowly=True)
    held = _held.get(order)
    if held is None or held[0] != name:
        with unnoted():
            made = cache.get(f"resources.stock.{name}") or _made(resources, fields)
        if is_noted():
            return made
        cache.set(f"resources.stock.{name}", made, SECONDS)
        held = _held[order] = (name, made)
    return held[1]


def _made(resources: Any, fields: dict[str, bool]) -> Stock:
    # As text: taking each set of choices apart for itself would take most of the time.
    columns = {f"raw_{name}": Cast(name, TextField()) for name in fields}
    keys: list[int] = []
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, (key, *values) in enumerate(resources.annotate(**columns).values_list("pk", *columns)):
        keys.append(key)
        alike[tuple(values)].append(place)
    sets: dict[tuple[str, str], int] = defaultdict(int)
    for values, places in alike.items():
        bits = _bits(places, len(keys))
        for (name, is_set), value in zip(fields.items(), values, strict=True):
            for one in value.strip(SEPARATOR).split(SEPARATOR) if is_set else [value]:
                sets[name, one] |= bits
    return Stock(keys, dict(sets))


def _bits(places: Iterable[int], length: int) -> int:
    octets = bytearray((length + 7) // 8)
    for place in places:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
