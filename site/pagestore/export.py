"""The whole public site as plain files."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from core.carried_copy import carried
from core.documents import SchoolDocument
from core.live_use import is_public
from pagestore import files
from pagestore.addresses import LINKED, all_addresses
from pagestore.links import named_in_module, named_in_style, rewritten
from pagestore.rendering import Answer, render

MARK = ".tuan-le"
"""Lies in a folder that was exported, so that it may be written over."""
DOCUMENTS = "/tai-lieu/"
PUBLIC_MEDIA = "images/"
SERVERS_FAULT = 500


class FolderInUseError(Exception):
    """The folder holds something that is no export."""


class Export:
    """Writes the site into a folder.

    Args:
        folder: Where to; made if missing, emptied if an export lies there.
        say: Called with (done, all) after each page.
    """

    def __init__(self, folder: Path, say: Callable[[int, int], None] = lambda _done, _all: None) -> None:
        self.folder, self.say = folder, say
        self.base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        self.pages: dict[str, str] = {}
        self.failed: list[str] = []
        self.copied: dict[str, str | None] = {}

    def write(self) -> None:
        """Write everything that can be made; ``failed`` holds the addresses of the others.

        Raises:
            FolderInUseError: Something else lies in the folder.
        """
        self._look_at_folder()
        answers = self._answers()
        self._empty_folder()
        for number, (address, answer) in enumerate(answers.items(), start=1):
            body = answer.body
            if answer.content_type.startswith("text/html"):
                body = rewritten(body.decode(), address, self.base, self._file_for).encode()
            self._put(self.pages[address], body)
            self.say(number, len(answers))

    def _look_at_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if any(self.folder.iterdir()) and not (self.folder / MARK).exists():
            raise FolderInUseError(str(self.folder))

    def _empty_folder(self) -> None:
        """Let go of the last export, now that there is another; the folder itself may be a memory stick."""
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        (self.folder / MARK).write_text(f"{self.base}\n")

    def _answers(self) -> dict[str, Answer]:
        """Return what is public, by address; links can only be written when all of it is known."""
        answers: dict[str, Answer] = {}
        waiting = [one.address for one in all_addresses()]
        while waiting:
            address = waiting.pop(0)
            if address in answers:
                continue
            with carried():
                answer = render(address)
            if answer.status >= SERVERS_FAULT:
                self.failed.append(address)
            name = files.file_name(address, answer.content_type) if answer.is_storable else None
            if name is not None:
                answers[address], self.pages[address] = answer, name
                waiting += [found.decode() for found in LINKED.findall(answer.body)]
        return answers

    def _put(self, name: str, body: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    def _file_for(self, path: str) -> str | None:
        """Return the file that stands for a path of the site; copied when a page first asks for it."""
        if path in self.pages:
            return self.pages[path]
        if path not in self.copied:
            self.copied[path] = None  # also while it is copied: two stylesheets may name each other
            self.copied[path] = self._copy(path)
        return self.copied[path]

    def _copy(self, path: str) -> str | None:
        if ".." in path.split("/"):
            return None
        if path.startswith(settings.STATIC_URL):
            return self._copy_static(path)
        if path.startswith(settings.MEDIA_URL + PUBLIC_MEDIA):
            source = Path(settings.MEDIA_ROOT) / path.removeprefix(settings.MEDIA_URL)
            return self._copy_file(source, path)
        if path.startswith(DOCUMENTS):
            return self._copy_document(path)
        return None

    def _copy_static(self, path: str) -> str | None:
        source = _static_source(path)
        copied = self._copy_file(source, path)
        if copied is None:
            return None
        if source.suffix in {".css", ".js"}:
            text = source.read_text(encoding="utf-8")
            named = named_in_style(text) if source.suffix == ".css" else named_in_module(text)
            for url in named:
                part = urlsplit(url).path
                self._file_for(posixpath.normpath(posixpath.join(posixpath.dirname(path), part)))
        return copied

    def _copy_document(self, path: str) -> str | None:
        """Copy a document that the public may have: one that a live page uses."""
        number = path.removeprefix(DOCUMENTS).partition("/")[0]
        document = SchoolDocument.objects.filter(pk=number).first() if number.isdigit() else None
        if document is None or document.url != path or not is_public(document):
            return None
        if document.collection.get_view_restrictions():
            return None
        return self._copy_file(Path(document.file.path), path)

    def _copy_file(self, source: Path, path: str) -> str | None:
        if not source.is_file():
            return None
        target = self.folder / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return path.lstrip("/")


def _static_source(path: str) -> Path:
    """Return where a static file lies, collected or not."""
    name = path.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    return collected if collected.is_file() else Path(str(finders.find(name) or collected))
