"""One stylesheet and one script for the public pages, joined from their sources; there is no build step.

The sources in ``site/static/css`` stay separate files, each in its cascade layer, and so do those in
``site/static/js``. A reader gets ``css/site.css`` and ``js/site.js``: one request each, kept by the browser for every
page after the first.
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

STYLESHEET, SCRIPT = "css/site.css", "js/site.js"
FIRST = "tokens.css"
"""Fixes the order of all layers, so that the order of the other sources does not matter."""

ELSEWHERE = re.compile(r"admin-.*|board|signing|print_job|design|site")
"""Names (without ending) of the stylesheets that no public page needs."""

SCRIPTS = ("reading.js", "gallery.js", "listen.js", "share.js", "video.js")
"""What works on the pages one reads; each of them leaves a page alone that has nothing for it."""

_COMMENT_LINE = re.compile(r"^\s*//.*\n", re.MULTILINE)


def sources() -> list[Path]:
    """Return the public stylesheets, in the order in which they are joined."""
    folder = settings.SITE / "static" / "css"
    public = [path for path in sorted(folder.glob("*.css")) if not ELSEWHERE.fullmatch(path.stem)]
    return sorted(public, key=lambda path: path.name != FIRST)


def joined_stylesheet() -> str:
    """Return the public stylesheets as one text without comments and needless space."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    return f"{lightningcss.process_stylesheet(text, filename=STYLESHEET)}\n"


def joined_script() -> str:
    """Return the scripts as one module, each in a block of its own: their names do not meet."""
    folder = settings.SITE / "static" / "js"
    texts = [_COMMENT_LINE.sub("", (folder / name).read_text(encoding="utf-8")) for name in SCRIPTS]
    return "".join(f"{{\n{text}}}\n" for text in texts)


JOINED = {STYLESHEET: joined_stylesheet, SCRIPT: joined_script}


class JoinedFilesFinder(BaseFinder):
    """Finds the joined files beside the collected ones, written anew whenever a source has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        root = Path(settings.STATIC_ROOT)
        self.storage = FileSystemStorage(location=root.with_name(f"{root.name}-joined"))

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no complaints: there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Django's own
        """Return where the joined file lies, if one is what is looked for."""
        found = [str(self._written(path))] if path in JOINED else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the joined files, for ``collectstatic``."""
        for name in JOINED:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> Path:
        """Write the file if it is missing or old; a reader at the same moment sees the old one or the new one."""
        path = Path(self.storage.path(name))
        text = JOINED[name]()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        return path
