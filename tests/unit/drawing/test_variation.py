import pytest

from drawing.variation import Variation

FIVE = ("red", "turmeric", "leaf", "indigo", "pink")


def test_the_original_takes_the_first_way_everywhere():
    original = Variation(0)
    assert original.plate("sky", FIVE, beside=("red",)) == "red"
    assert original.shift("sun", 20) == 0
    assert original.pick("side", 2) == 0


def test_a_plate_is_never_that_of_a_neighbour():
    for seed in range(1, 300):
        variation = Variation(seed)
        sky = variation.plate("sky", FIVE)
        land = variation.plate("land", FIVE, beside=(sky,))
        sun = variation.plate("sun", FIVE, beside=(sky, land))
        assert len({sky, land, sun}) == 3


def test_every_option_is_used():
    assert {Variation(seed).plate("sky", FIVE) for seed in range(1, 100)} == set(FIVE)


def test_parts_vary_independently():
    pairs = {
        (Variation(seed).plate("sky", FIVE), Variation(seed).plate("sun", FIVE)) for seed in range(1, 500)
    }
    assert len(pairs) == 25


def test_a_shift_stays_within_its_reach():
    shifts = {Variation(seed).shift("sun", 3) for seed in range(1, 200)}
    assert shifts == {-3, -2, -1, 0, 1, 2, 3}


def test_neighbours_that_leave_no_plate_are_an_error():
    with pytest.raises(ValueError, match="sky"):
        Variation(1).plate("sky", ("red",), beside=("red",))
