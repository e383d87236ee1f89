"""The files of a store: ``open/`` what is true now, ``kept/`` the last copy of what is being made anew.

``/tin-bai/`` lies in ``open/tin-bai/index.html``, a feed in ``index.rss`` and so on, ``/robots.txt`` under its own
name; beside each its gzip. A file is written aside and renamed, so that none is ever half there.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

OPEN, KEPT, ASIDE = "open", "kept", "tmp"
STAMP = "store.stamp"
"""Lies in ``open/``: when it is missing, somebody has emptied the folder."""
LINKED_KIND = "linked"
KINDS = {
    "text/html": "html",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
    "text/calendar": "ics",
    "text/css": "css",
}
TYPES = {
    "html": "text/html; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "css": "text/css",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
}
GZIP_LEVEL = 9


def root() -> Path:
    """Return the folder of the store."""
    return Path(str(settings.PAGE_STORE))


def file_name(address: str, content_type: str) -> str | None:
    """Return where an answer lies below ``open/``; None for a kind that is not stored."""
    if not address.endswith("/"):
        return address[1:]
    kind = KINDS.get(content_type.partition(";")[0].strip().lower())
    return f"{address[1:]}index.{kind}" if kind else None


def lying(folder: str, address: str) -> list[Path]:
    """Return the files of an address, whatever kinds they are of, without their gzips."""
    base = root() / folder / address[1:]
    if not address.endswith("/"):
        return [base] if base.is_file() else []
    return [path for kind in sorted(set(KINDS.values())) if (path := base / f"index.{kind}").is_file()]


def place(name: str, body: bytes) -> None:
    """Write an answer into ``open/`` and let go of the kept copy.

    Raises:
        OSError: The disk is full or not writable; nothing of it lies there then.
    """
    target = root() / OPEN / name
    aside = root() / ASIDE
    aside.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = []
    try:
        for content in (body, gzip.compress(body, GZIP_LEVEL, mtime=0)):
            handle, path = tempfile.mkstemp(dir=aside)
            written.append(path)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(path).chmod(0o644)
        Path(written[1]).replace(f"{target}.gz")
        Path(written[0]).replace(target)
    except OSError:
        for left in (*written, f"{target}.gz", str(target)):
            with suppress(OSError):
                Path(left).unlink()
        raise
    delete(root() / KEPT / name)


def keep(address: str) -> None:
    """Move an old answer from ``open/`` to ``kept/``."""
    for path in lying(OPEN, address):
        target = root() / KEPT / path.relative_to(root() / OPEN)
        target.parent.mkdir(parents=True, exist_ok=True)
        # The gzip first: what is found under the plain name always goes with its gzip or with none.
        with suppress(FileNotFoundError):
            Path(f"{path}.gz").replace(f"{target}.gz")
        with suppress(FileNotFoundError):
            path.replace(target)


def remove(address: str) -> None:
    """Delete every copy of an answer, and the folders that are empty then."""
    for folder in (OPEN, KEPT):
        for path in lying(folder, address):
            delete(path)
            parent = path.parent
            while parent != root() / folder:
                try:
                    parent.rmdir()
                except OSError:
                    break
                parent = parent.parent


def delete(path: Path) -> None:
    """Delete one file and its gzip."""
    path.unlink(missing_ok=True)
    Path(f"{path}.gz").unlink(missing_ok=True)


def everything() -> Iterator[tuple[str, str, Path]]:
    """Yield folder, address and path of every file that lies in the store."""
    for folder in (OPEN, KEPT):
        for path in list((root() / folder).rglob("*")):
            if path.suffix != ".gz" and path.name != STAMP and path.is_file():
                place_of = path.relative_to(root() / folder)
                shown = place_of.parent if path.stem == "index" else place_of
                address = "/" if shown == Path() else f"/{shown}{'/' if path.stem == 'index' else ''}"
                yield folder, address, path


def is_stamped(stamp: str) -> bool:
    """Return whether ``open/`` is there and was filled by this version of the code."""
    with suppress(OSError):
        return (root() / OPEN / STAMP).read_text() == stamp
    return False


def begin(stamp: str) -> None:
    """Make the folders, empty of what nobody has stored here, and put the stamp into ``open/``."""
    shutil.rmtree(root() / ASIDE, ignore_errors=True)
    for folder in (OPEN, KEPT, ASIDE):
        (root() / folder).mkdir(parents=True, exist_ok=True)
    (root() / OPEN / STAMP).write_text(stamp)
