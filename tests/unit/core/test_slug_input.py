"""The browser's address rules do what the server's slugify does."""

import json
import re
import unicodedata

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.forms.models import registry

from core.slug_input import VietnameseSlugInput, register, slug_formatters
from core.vietnamese import fold, slugify


def browser_slug(title):
    """Repeat in Python what Wagtail's script does: trim, formatters, then its own slugify."""
    value = title.strip()
    for pattern, replacement in slug_formatters():
        value = re.sub(pattern, replacement, value)
    return re.sub(r"[^A-Za-z0-9\-_]", "", re.sub(r"\s+", "-", value)).lower()


@pytest.mark.parametrize(
    "title",
    [
        "Tuần lễ hưởng ứng học tập suốt đời năm 2023",
        "Đọc sách mỗi ngày!",
        "Quyết định số 387/QĐ-TTg (bản đầy đủ)",
        unicodedata.normalize("NFD", "Ấp Đình đọc sách"),
        "da-co-san",
    ],
)
def test_browser_and_server_agree(title):
    assert browser_slug(title) == slugify(title)


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF, exclude_categories=["Cs"])))
def test_they_agree_on_any_latin_text(title):
    latin = "".join(
        letter for letter in title if not unicodedata.combining(letter) or "\u0300" <= letter <= "\u036f"
    )
    assert browser_slug(latin) == slugify(latin)


def test_the_rules_cover_every_letter_with_a_mark():
    covered = {
        letter
        for pattern, base in slug_formatters()
        if len(base) == 1 and base.isalpha()
        for letter in map(chr, range(0xC0, 0x1F00))
        if re.fullmatch(pattern, letter)
    }
    missing = [
        letter
        for letter in map(chr, range(0x80, 0x1F00))
        if re.fullmatch("[a-z]", fold(letter)) and letter not in covered
    ]
    assert missing == []


def test_the_widget_carries_the_rules():
    attributes = VietnameseSlugInput(locale="vi").attrs
    rules = json.loads(attributes["data-w-slug-formatters-value"])
    assert len(rules) == len(slug_formatters())
    assert rules[0][0][1] == "gu"
    assert attributes["data-w-slug-locale-value"] == "vi"
    assert len(attributes["data-w-slug-formatters-value"]) < 6_000


def test_other_rules_can_be_given():
    attributes = VietnameseSlugInput(formatters=[["x", "y"]]).attrs
    assert json.loads(attributes["data-w-slug-formatters-value"]) == [[["x", "gu"], "y"]]


def test_every_slug_field_of_the_admin_uses_it():
    register()
    assert registry.get(models.SlugField()) == {"widget": VietnameseSlugInput}
