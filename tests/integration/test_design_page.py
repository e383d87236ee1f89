"""The living page of the design system is there for those who build the site, and for nobody else."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from config.settings import base
from home.design.samples import pairs
from home.design.views import living_page

pytestmark = pytest.mark.django_db


def test_readers_have_no_address_for_it(client):
    assert base.DESIGN_PAGE is False
    assert not settings.DESIGN_PAGE
    with pytest.raises(NoReverseMatch):
        reverse("living_page")
    assert client.get("/mau/").status_code == 404


def test_it_shows_every_component_in_both_printings():
    request = RequestFactory().get("/mau/")
    answer = living_page(request).content.decode()
    components = {path.stem for path in (settings.SITE / "templates" / "components").glob("*.html")}
    assert len(components) > 20
    shown = (
        "picture-frame",
        "honour-sheet",
        "story-row",
        "slip",
        "spine",
        "day is-today",
        "task-list",
        "poster-line-loud",
    )
    shown += (
        "pagination",
        "empty",
        "notice-error",
        "section-head",
        "week-strip",
        "leaf-counter",
        "button-primary",
    )
    for name in shown:
        assert answer.count(f"{name}") >= 2, name
    assert answer.count('class="scheme ') == 2
    assert all(f"{pair.ink} / {pair.ground}" in answer for pair in pairs())
