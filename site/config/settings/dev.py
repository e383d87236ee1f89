"""The site on one machine: SQLite and media in DATA_DIR, no outside service. `make run` uses it.

It is not a debugging mode: visitors see the same error pages as in production. `DEBUG=1` turns Django's own on.
"""

from config import env
from config.secrets_file import secret_key
from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, STORAGES

DEBUG = env.flag("DEBUG")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SECRET_KEY = secret_key(DATA_DIR)
DATABASES = {"default": env.sqlite(DATA_DIR / "db.sqlite3")}
SERVE_MEDIA = True
DESIGN_PAGE = True
if DEBUG:
    STORAGES = {
        **STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
