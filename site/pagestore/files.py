"""The files of a store: ``open/`` what is true now, ``kept/`` the last copy of what is being made anew.

``aside/`` is what lay in ``open/`` when very much of it became old at once; from there it goes into ``kept/`` file by
file. An answer moves only this way: ``open``, ``aside``, ``kept``, and is let go when a new one lies in ``open`` again.
Whoever looks for it in that order meets it, whatever is moved meanwhile.

``/tin-bai/`` lies in ``open/tin-bai/index.html``, a feed in ``index.rss`` and so on, ``/robots.txt`` under its own
name; beside each its gzip. A file is written aside and renamed, so that none is ever half there.
"""

from __future__ import annotations

import errno
import gzip
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

OPEN, ASIDE, KEPT, TMP = "open", "aside", "kept", "tmp"
FOLDERS = OPEN, ASIDE, KEPT
STAMP = "store.stamp"
"""Lies in ``open/``: when it is missing, somebody has emptied the folder."""
BEAT = "keeper.beat"
"""Touched by the keeper every few seconds."""
LINKED_KIND = "linked"
KINDS = {
    "text/html": "html",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "text/calendar": "ics",
}
TYPES = {
    "html": "text/html; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
GZIP_LEVEL = 9
SITEMAP = re.compile(r"sitemap[a-z0-9-]*\.xml")
CALENDAR = re.compile(r"([a-z0-9-]+)/[a-z0-9-]+/index\.ics")


def root() -> Path:
    """Return the folder of the store."""
    return Path(str(settings.PAGE_STORE))


def file_name(address: str, content_type: str) -> str | None:
    """Return where an answer lies below ``open/``; None for a kind that is not stored."""
    if not address.endswith("/"):
        return address[1:]
    kind = KINDS.get(content_type.partition(";")[0].strip().lower())
    return f"{address[1:]}index.{kind}" if kind else None


def further_headers(name: str) -> dict[str, str]:
    """Return what a file is sent with beside the headers of every answer; docker/proxy/store.conf says the same."""
    if SITEMAP.fullmatch(name):
        return {"X-Robots-Tag": "noindex"}
    if calendar := CALENDAR.search(name):
        return {"Content-Disposition": f'attachment; filename="{calendar[1]}.ics"'}
    return {}


def lying(folder: str, address: str) -> list[Path]:
    """Return the files of an address, whatever kinds they are of, without their gzips."""
    base = root() / folder / address[1:]
    if not address.endswith("/"):
        return [base] if base.is_file() else []
    return [path for kind in sorted(set(KINDS.values())) if (path := base / f"index.{kind}").is_file()]


def place(name: str, body: bytes, moment: float | None = None) -> None:
    """Write an answer into ``open/`` and let go of the last copies.

    Args:
        name: Where, below ``open/``.
        body: The content.
        moment: When it was last changed, in seconds since 1970; now if missing. A browser knows a copy by the whole
            second and the size, so two versions must not share the second.

    Raises:
        OSError: The disk is full or not writable; nothing of it lies there then.
    """
    target = root() / OPEN / name
    aside = root() / TMP
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
            if moment is not None:
                os.utime(path, (moment, moment))
        Path(written[1]).replace(f"{target}.gz")
        Path(written[0]).replace(target)
    except OSError:
        for left in (*written, f"{target}.gz", str(target)):
            with suppress(OSError):
                Path(left).unlink()
        raise
    for folder in (ASIDE, KEPT):
        delete(root() / folder / name)


def set_aside(*, is_readable: bool, takes_kept: bool = False) -> None:
    """Take all of ``open/`` away at once, however much lies there; `set_asides` says where it lies now.

    The stamp comes along into the new folder: nobody else has emptied it.

    Args:
        is_readable: Whether all of it may still be read where the application does not answer. While an earlier
            one is not cleared up, nothing is done then: what lies in ``open/`` since is little.
        takes_kept: Whether no last copy may be read either.
    """
    (root() / TMP).mkdir(parents=True, exist_ok=True)
    if not is_readable:
        _take(ASIDE, _hidden())
    if takes_kept:
        _take(KEPT, _hidden())
    place = ASIDE if is_readable else _hidden()
    if _take(OPEN, place):
        (root() / OPEN).mkdir()
        with suppress(FileNotFoundError):
            (root() / place / STAMP).rename(root() / OPEN / STAMP)


def _hidden() -> str:
    return f"{TMP}/{OPEN}-{time.time_ns()}"


def _take(folder: str, place: str) -> bool:
    """Rename a folder of the store; return whether that could be done."""
    try:
        (root() / folder).rename(root() / place)
    except OSError as error:
        if error.errno not in {errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST}:
            raise
        return False
    return True


def set_asides() -> list[str]:
    """Return the folders, below the store's, of what was set aside."""
    hidden = sorted(f"{TMP}/{path.name}" for path in (root() / TMP).glob(f"{OPEN}-*"))
    return [*hidden, *([ASIDE] if is_aside() else [])]


def is_aside() -> bool:
    """Return whether something was set aside that may be read."""
    return (root() / ASIDE).exists()


def let_go(folder: str) -> Path:
    """Give what was set aside a name that nobody looks for; return it, to be deleted without haste."""
    return (root() / folder).rename(root() / TMP / f"gone-{time.time_ns()}")


def keep(address: str, folder: str = OPEN) -> None:
    """Move an old answer to ``kept/``, from ``open/`` or what was set aside of it."""
    for path in lying(folder, address):
        target = root() / KEPT / path.relative_to(root() / folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        # The gzip first: what is found under the plain name always goes with its gzip or with none.
        with suppress(FileNotFoundError):
            Path(f"{path}.gz").replace(f"{target}.gz")
        with suppress(FileNotFoundError):
            path.replace(target)


def remove(address: str) -> None:
    """Delete every copy of an answer, and the folders that are empty then."""
    for folder in FOLDERS:
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
    for folder in FOLDERS:
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


def beat() -> None:
    """Give the keeper's sign of life."""
    with suppress(OSError):
        (root() / BEAT).touch()


def silence() -> float:
    """Return for how many seconds the keeper has given no sign of life."""
    with suppress(OSError):
        return time.time() - (root() / BEAT).stat().st_mtime
    return float("inf")


def begin(stamp: str) -> None:
    """Make the folders, empty of what nobody has stored here, and put the stamp into ``open/``."""
    shutil.rmtree(root() / TMP, ignore_errors=True)
    for folder in (OPEN, KEPT, TMP):
        (root() / folder).mkdir(parents=True, exist_ok=True)
    (root() / OPEN / STAMP).write_text(stamp)
