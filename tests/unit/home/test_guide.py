"""The guide's texts and pictures."""

import io
import json
import re

import pytest
from PIL import Image

from accounts.roles import Role
from home.guide.book import guide_for
from home.guide.views import guide_pdf
from tests.guide_pictures import FOLDER, RECORD
from tests.printed_papers import needs_poppler, pdf_pages

HEAVIEST = 60 * 1024
"""Bytes of one picture: a guide of ten is read on the school's line."""
LONGEST_STEP = 330


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_guide_whose_steps_are_short(role):
    guide = guide_for(role)
    assert guide.title.startswith("Hướng dẫn cho")
    assert guide.shots
    steps = [step for chapter in guide.chapters for step in chapter.steps]
    assert len(steps) >= 4
    assert [step.text for step in steps if len(step.text) > LONGEST_STEP] == []


@pytest.mark.parametrize("role", Role)
def test_every_picture_is_there_with_its_text_and_light(role):
    for shot in guide_for(role).shots:
        content = shot.content()
        assert len(content) <= HEAVIEST, shot.name
        assert len(shot.alt) >= 10
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.size == (shot.width, shot.height), shot.name


def test_names_and_anchors_are_unique_and_no_picture_is_left_over():
    guides = [guide_for(role) for role in Role]
    names = [shot.name for guide in guides for shot in guide.shots]
    assert len(names) == len(set(names))
    assert {f"{name}.webp" for name in names} == {path.name for path in FOLDER.glob("*.webp")}
    assert set(json.loads(RECORD.read_text(encoding="utf-8"))) == set(names)
    for guide in guides:
        anchors = [chapter.anchor for chapter in guide.chapters]
        assert len(anchors) == len(set(anchors))
        assert all(re.fullmatch("[a-z-]+", anchor) for anchor in anchors)


@needs_poppler
@pytest.mark.parametrize("role", Role)
def test_the_printed_guide_has_every_word(role):
    guide = guide_for(role)
    text = re.sub(r"\s+", "", "".join(pdf_pages(guide_pdf(guide, "Trường Tiểu học Ấp Đình"))))
    for chapter in guide.chapters:
        assert re.sub(r"\s+", "", chapter.title) in text
        for step in chapter.steps:
            assert re.sub(r"\s+", "", step.text)[:40] in text
