"""What every test with Django needs: folders, empty caches, media of its own, and a school."""

import gc
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches

from tests.migrated_database import MigratedDatabase
from tests.scheduling import longest_first


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that the test settings name."""
    Path(django_settings.DATA_DIR).mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let processes that share a suite take its long files first."""
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


BLOCKER = pytest.StashKey[Any]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    """Put the empty school back when a test with real transactions has emptied every table, once for all that follow."""
    result = yield
    blocker = item.config.stash.get(BLOCKER, None)  # none when the test was left out and the first
    if blocker and empties_tables(item) and nextitem is not None and not empties_tables(nextitem):
        from home.setup import setup_school

        with blocker.unblock():
            setup_school()
    return result


def empties_tables(item: pytest.Item) -> bool:
    """Return whether pytest-django empties every table after a test."""
    marks = item.iter_markers("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or any(
        mark.kwargs.get("transaction") for mark in marks
    )


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path: Path) -> Path:
    """Uploads and renditions of each test go to a folder of its own."""
    folder = tmp_path / "media"
    settings.MEDIA_ROOT = folder
    settings.PRIVATE_ROOT = tmp_path / "private"
    return folder


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """No test sees what another cached."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="session", autouse=True)
def rows_of_migrations() -> None:
    """Put back the rows that migrations make: a test with real transactions empties every table at its end.

    It is told so by the same signal as the roles, ahead of them: the first app's comes first.
    """
    from django.apps import apps
    from django.db.models.signals import post_migrate

    first = next(config for config in apps.get_app_configs() if config.models_module)
    post_migrate.connect(rebuild_first_rows, sender=first, dispatch_uid="tests.rows_of_migrations")


def rebuild_first_rows(**kwargs) -> None:
    """Make the language, the root collection, the root page and a site, each only when it is missing."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Collection, Locale, Page, Site

    if not Locale.objects.exists():
        Locale.objects.create(language_code=django_settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    if Page.get_first_root_node() is None:
        root = Page.add_root(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page))
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)


@pytest.fixture(scope="session")
def migrated_database() -> MigratedDatabase:
    """What the migrations make, kept for other processes."""
    return MigratedDatabase()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, migrated_database: MigratedDatabase
) -> None:
    """Have the tests' database begin as a copy of it."""
    migrated_database.take()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: Any,
    migrated_database: MigratedDatabase,
    pytestconfig: pytest.Config,
) -> None:
    """Put the empty school into the tests' database once: making it takes longer than most tests."""
    from home.setup import setup_school

    pytestconfig.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        migrated_database.keep()
        setup_school()
    # What is there now stays, and a test makes many objects that go by themselves: the collector may look seldom.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def school(db):
    """The empty school: its front page, with sections, roles and workflow in place."""
    from home.models import HomePage
    from home.setup import setup_school

    # A test with real transactions has emptied every table.
    return HomePage.objects.first() or setup_school()


@pytest.fixture
def no_school(db) -> None:
    """A database as migrations leave it, without the school that every test finds."""
    from wagtail.models import Page, Site

    Site.objects.all().delete()
    Page.get_first_root_node().get_children().delete()
