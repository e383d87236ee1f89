"""Integration tests: the parts together, with a database."""

import pytest
from django.test import Client


@pytest.fixture
def visitor() -> Client:
    """A reader who has not signed in."""
    return Client()
