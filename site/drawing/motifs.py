"""Small pictures on a transparent ground: the honour sheets, empty pages and the board.

An honoured person needs no photograph: a motif chosen by what the person is, on a plate chosen by hash, is
their own printed sheet.
"""

import zlib
from collections.abc import Callable, Sequence
from enum import StrEnum

from drawing import figures
from drawing.ink import placed
from drawing.palette import Plate

WIDTH, CELL_HEIGHT = 240, 220
PLATES = ("red", "turmeric", "leaf", "indigo", "pink")


class Motif(StrEnum):
    """The motifs to choose from."""

    LOTUS = "lotus"
    BOOK = "book"
    BANYAN = "banyan"
    CARP = "carp"
    DRUM = "drum"
    COMMUNAL_HOUSE = "communal_house"
    CHILD = "child"
    TOAD = "toad"
    KITE = "kite"
    LEAF = "leaf"


_MOTIFS_OF_KIND = {
    "student": (Motif.LOTUS, Motif.CHILD),
    "teacher": (Motif.BOOK,),
    "staff": (Motif.BANYAN,),
    "parent": (Motif.COMMUNAL_HOUSE,),
    "community": (Motif.COMMUNAL_HOUSE,),
    "group": (Motif.DRUM,),
}


def motif_drawing(motif: str) -> str:
    """Return a motif's marks within 240 x 220 units, standing on their lower edge, painted with custom properties.

    Raise ValueError for an unknown motif.
    """
    draw, height = _MOTIFS[Motif(motif)]
    scale = CELL_HEIGHT / height
    return placed(draw(), WIDTH * (1 - scale) / 2, 0, scale=scale)


def motif_for(kind: str, key: str) -> Motif:
    """Choose the motif of an honoured person or group.

    ``kind`` is student, teacher, staff, parent, community or group; where a kind has several motifs, the hash
    of ``key`` (anything that stays with the person) decides. Raise KeyError for an unknown kind.
    """
    choices = _MOTIFS_OF_KIND[kind]
    return choices[_stable_hash(key) % len(choices)]


def plates_for(keys: Sequence[str]) -> list[str]:
    """Choose a plate for each sheet on a line: by the hash of its key, never twice the same side by side."""
    plates: list[str] = []
    for key in keys:
        index = _stable_hash(key) % len(PLATES)
        if plates and plates[-1] == PLATES[index]:
            index = (index + 1) % len(PLATES)
        plates.append(PLATES[index])
    return plates


def _stable_hash(key: str) -> int:
    """Hash a key the same way in every process; the built-in ``hash`` of a string does not."""
    return zlib.crc32(key.encode())


def _lotus() -> str:
    return (
        figures.lotus_leaf(60, 196, 54, 20)
        + figures.lotus_leaf(186, 198, 50, 18, seed=6)
        + figures.lotus(120, 196, 1.36)
    )


def _book() -> str:
    return figures.book(120, 200, 200, 110, cover=Plate.RED) + figures.sprout(120, 134, 72)


def _banyan() -> str:
    return figures.banyan(120, 216, 0.66)


def _carp() -> str:
    spine = ((44, 186), (130, 246), (236, 160), (112, 52))
    return (
        figures.waves(66, 190, 186, radius=22, rows=1)
        + figures.carp(spine, 0.5)
        + figures.waves(44, 200, 200, radius=22, rows=1)
        + figures.waves(22, 230, 214, radius=22, rows=1)
    )


def _drum() -> str:
    return figures.drum(124, 132, 0.62)


def _communal_house() -> str:
    return (
        figures.communal_house(120, 204, 0.6)
        + figures.areca(28, 208, 96, 0.8)
        + figures.areca(214, 208, 80, 0.8)
    )


def _child() -> str:
    return figures.child(120, 142, 0.78)


def _toad() -> str:
    return figures.toad(120, 128, 0.72)


def _kite() -> str:
    return figures.kite(120, 90, 0.72, turn=-10)


def _leaf() -> str:
    return (
        figures.leaf(120, 200, 150, 52, turn=8)
        + figures.leaf(84, 206, 96, 34, turn=-40)
        + figures.leaf(160, 206, 96, 34, turn=52)
    )


# Each motif with its height in units.
_MOTIFS: dict[Motif, tuple[Callable[[], str], int]] = {
    Motif.LOTUS: (_lotus, 220),
    Motif.BOOK: (_book, 220),
    Motif.BANYAN: (_banyan, 220),
    Motif.CARP: (_carp, 220),
    Motif.DRUM: (_drum, 220),
    Motif.COMMUNAL_HOUSE: (_communal_house, 220),
    Motif.CHILD: (_child, 262),
    Motif.TOAD: (_toad, 230),
    Motif.KITE: (_kite, 220),
    Motif.LEAF: (_leaf, 220),
}
