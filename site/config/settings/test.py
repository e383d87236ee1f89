"""Tests: SQLite in memory, or the PostgreSQL named by DATABASE_URL."""

import os
import tempfile
from pathlib import Path

from config import env
from config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SERVE_MEDIA = True
DATA_DIR = Path(tempfile.gettempdir()) / f"tuan-le-tests-{os.getuid()}"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
PAGE_STORE = None  # a test of the store names a folder
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
    for name in ("default", "renditions")
}
MAIL_IS_SET = True
TASKS = {
    name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    for name in ("default", "background")
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if os.environ.get("DATABASE_URL"):
    # No pool: a test database cannot be dropped while a pool holds connections to it.
    DATABASES = {"default": env.postgresql(os.environ["DATABASE_URL"], pool=False)}
else:
    DATABASES = {"default": env.sqlite(DATA_DIR / "test.sqlite3")}
WHITENOISE_AUTOREFRESH = True
