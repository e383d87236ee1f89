"""One stylesheet for every public page, joined from its sources; there is no build step.

The sources in ``site/static/css`` stay separate files, each in its cascade layer. A reader gets them as one file,
``css/site.css``: one request, kept by the browser for every page after the first.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import lightningcss
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

JOINED = "css/site.css"
FIRST = "tokens.css"
"""Fixes the order of all layers, so that the order of the other sources does not matter."""

ELSEWHERE = re.compile(r"admin-.*|signing|print_job|design|site")
"""Names (without ending) of the stylesheets that no public page needs."""


def sources() -> list[Path]:
    """Return the public stylesheets, in the order in which they are joined."""
    folder = settings.SITE / "static" / "css"
    public = [path for path in sorted(folder.glob("*.css")) if not ELSEWHERE.fullmatch(path.stem)]
    return sorted(public, key=lambda path: path.name != FIRST)


def joined_stylesheet() -> str:
    """Return the public stylesheets as one text without comments and needless space."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    return f"{lightningcss.process_stylesheet(text, filename=JOINED)}\n"


class JoinedStylesheetFinder(BaseFinder):
    """Finds ``css/site.css`` beside the collected files, written anew whenever a source has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        root = Path(settings.STATIC_ROOT)
        self.storage = FileSystemStorage(location=root.with_name(f"{root.name}-joined"))

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no complaints: there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Django's own
        """Return where the joined stylesheet lies, if that is what is looked for."""
        found = [str(self._written())] if path == JOINED else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the one file there is, for ``collectstatic``."""
        self._written()
        yield JOINED, self.storage

    def _written(self) -> Path:
        """Write the file if it is missing or old; a reader at the same moment sees the old one or the new one."""
        path = Path(self.storage.path(JOINED))
        text = joined_stylesheet()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        return path
