"""Settings from the environment, read in one place so that a wrong value is one plain sentence."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the default; without a default it must be set.

    Raises:
        ImproperlyConfigured: The variable is missing and has no default.
    """
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Thiếu biến môi trường {name}.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes-or-no variable; any spelling but the known ones is refused."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"Biến môi trường {name} phải là 1 hoặc 0, không phải “{value}”.")


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"Biến môi trường {name} phải là một số, không phải “{value}”.") from None


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list, without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def sqlite(path: Path) -> dict[str, Any]:
    """Return Django's settings for an SQLite file that web workers and the runner share.

    Write-ahead logging lets readers go on while one writes; immediate transactions take the write lock at
    their start, so that a busy database waits (20 s) and never fails half-way.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
            ),
        },
    }


def postgresql(url: str, *, pool: bool = True) -> dict[str, Any]:
    """Return Django's settings for an address such as ``postgresql://user:password@host:5432/name``.

    Query parameters go to libpq as they are (``?host=/run/postgresql`` for a socket).
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL phải bắt đầu bằng postgresql://.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    # Pages ask for a few rows: helpers and compiled plans take longer to start than the whole question.
    options.setdefault("options", "-c jit=off -c max_parallel_workers_per_gather=0")
    if pool:
        options["pool"] = {"min_size": 1, "max_size": number("DATABASE_POOL", 8), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
