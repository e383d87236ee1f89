"""A page's address is the one that Wagtail gives it, though a reader's answer asks no site for it."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page, Site

from core.known_site import KnowSite, address_of
from tests.factories import pages

pytestmark = pytest.mark.django_db


def answered(work):
    """Return what the work gives while a reader's request is answered."""
    return KnowSite(lambda _request: work())(RequestFactory().get("/"))


def test_it_is_the_one_of_wagtail(school):
    story = pages.story()
    plain = Page.objects.get(pk=story.pk)
    assert address_of(story.url_path) is None  # nobody is answered
    assert answered(lambda: story.url) == plain.get_url() == story.get_url()
    assert answered(lambda: address_of("/elsewhere/")) is None
    assert address_of(story.url_path) is None


def test_wagtail_is_asked_where_there_are_several_sites(school):
    story = pages.story()
    Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=2))
    assert answered(lambda: address_of(story.url_path)) is None
