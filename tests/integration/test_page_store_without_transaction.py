"""A row added outside any transaction, as the worker and the shell add them."""

import pytest

from pagestore.models import Change
from people.models import Kind, Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_stored_and_noted(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("pagestore.changes.clear_after_commit", lambda: None)
    settings.PAGE_STORE = tmp_path / "pages"
    person = Person.objects.create(full_name="Cô Hoa", kind=Kind.TEACHER)
    assert Person.objects.filter(pk=person.pk).exists()
    names = {name for change in Change.objects.all() for name in change.names}
    assert f"people_person:{person.pk}" in names or "people_person" in names
