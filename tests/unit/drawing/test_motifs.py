from itertools import pairwise

import pytest

from drawing.ink import standalone_svg
from drawing.motifs import CELL_HEIGHT, PLATES, WIDTH, Motif, motif_drawing, motif_for, plates_for


@pytest.mark.parametrize("motif", Motif)
def test_every_motif_is_sound(motif, read_svg):
    read_svg(standalone_svg(motif_drawing(motif), WIDTH, CELL_HEIGHT))
    assert motif_drawing(motif) == motif_drawing(str(motif))


@pytest.mark.parametrize("motif", Motif)
def test_the_ground_is_transparent(motif):
    assert 'd="M0 0H240' not in motif_drawing(motif)


@pytest.mark.parametrize(
    ("kind", "motifs"),
    [
        ("student", {Motif.LOTUS, Motif.CHILD}),
        ("teacher", {Motif.BOOK}),
        ("staff", {Motif.BANYAN}),
        ("parent", {Motif.COMMUNAL_HOUSE}),
        ("community", {Motif.COMMUNAL_HOUSE}),
        ("group", {Motif.DRUM}),
    ],
)
def test_the_motif_follows_the_kind_of_person(kind, motifs):
    assert {motif_for(kind, f"person {number}") for number in range(30)} == motifs
    assert motif_for(kind, "Bảo Ngọc") is motif_for(kind, "Bảo Ngọc")


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        motif_for("dragon", "1")


def test_plates_never_repeat_side_by_side():
    plates = plates_for([str(number % 17) for number in range(500)])
    assert len(plates) == 500
    assert set(plates) == set(PLATES)
    assert all(left != right for left, right in pairwise(plates))


def test_equal_keys_side_by_side_take_two_plates():
    first, second, third = plates_for(["Thu Hà"] * 3)
    assert first == third != second


def test_plates_are_the_same_in_every_process():
    assert plates_for([]) == []
    assert plates_for(["1", "2", "3"]) == ["indigo", "leaf", "turmeric"]
