"""No Vietnamese letter is ever missing; what is, is known before printing."""

import unicodedata

import pytest

from papers.letters import missing_letters, spell_letters
from papers.typefaces import PAPER_FACES, SERIF_FACES

VOWELS = "a ă â e ê i o ô ơ u ư y"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SMALL = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS.split() for tone in TONES} | {"đ"}
MARKED = sorted(letter for letter in SMALL | {letter.upper() for letter in SMALL} if not letter.isascii())


def test_these_are_the_letters():
    assert len(MARKED) == 134
    assert all(len(letter) == 1 for letter in MARKED)


@pytest.mark.parametrize("face", PAPER_FACES, ids=lambda face: face.path.stem)
def test_no_vietnamese_letter_is_missing_in_any_face(face):
    assert [letter for letter in MARKED if not face.has(letter)] == []
    assert len({face.picture_of(letter) for letter in MARKED}) == 134


def test_tinos_comes_in_four_styles():
    assert len({face.path.read_bytes() for face in SERIF_FACES}) == 4


def test_every_vietnamese_text_can_be_printed():
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    assert (
        missing_letters("".join(MARKED) + alphabet + " ,.;:!?-–—…“”‘’'\"()/&@#*_$\\<>[]{}%+=\n\t\u00a0") == []
    )


def test_decomposed_text_is_judged_as_it_is_printed():
    assert missing_letters(unicodedata.normalize("NFD", "".join(MARKED))) == []


@pytest.mark.parametrize(
    ("text", "missing", "spelled"),
    [
        ("Nguyễn 😀 An 😀 漢", ["😀", "漢"], "“😀”, “漢”"),
        ("An\u200f Bình\u202e", ["\u200f", "\u202e"], "U+200F, U+202E"),
        ("a\x07b", ["\x07"], "U+0007"),
        ("q\u0489", ["\u0489"], "U+0489"),
    ],
)
def test_what_cannot_be_printed_is_named_once(text, missing, spelled):
    assert missing_letters(text) == missing
    assert spell_letters(missing) == spelled
