"""Reading in the background: a file of 20 MB with 30 pictures takes half a minute."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from core.vietnamese import nfc
from news.word.archive import WordFileError
from news.word.composing import Composed
from news.word.models import WordImport, WordImportState
from news.word.pictures import collection_for, store_picture
from news.word.reading import Reading, read
from papers.jobs import BACKEND

logger = logging.getLogger(__name__)

PRIORITY = 20
"""A teacher looks at the bar: before the sizes of pictures, which readers wait for."""
MOST_ATTEMPTS = 2
"""A file that has ended so many workers ends no other."""


class DiscardedError(Exception):
    """The teacher has thrown the file away while it was read."""


def start_import(file: File, owner: Any, article: Any = None) -> WordImport:
    """Store a file and ask for its reading; the worker begins when the transaction is committed.

    Args:
        file: The Word file, with the name that its sender knows it by.
        owner: Whose import it is.
        article: The article that it came with.
    """
    WordImport.objects.forget_old()
    word_import = WordImport.objects.create(
        owner=owner, file=file, file_name=nfc(file.name or "")[-200:], article=article
    )
    transaction.on_commit(lambda: read_import.enqueue(word_import.pk))
    return word_import


@task(backend=BACKEND, priority=PRIORITY)
def read_import(number: int) -> None:
    """Read the file of an import: called by the worker."""
    word_import = WordImport.objects.filter(pk=number).select_related("owner").first()
    if word_import is None or word_import.is_over:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if word_import.attempts >= MOST_ATTEMPTS:
            _fail(
                word_import,
                _("Tệp này quá nặng nên máy chủ không đọc nổi. Hãy chia thành nhiều tệp nhỏ hơn."),
            )
            return
        word_import.drop_pictures()  # of an attempt that was cut off
        word_import.store(
            state=WordImportState.WORKING, attempts=word_import.attempts + 1, done=0, total=0, problem=""
        )
        try:
            result = _read(word_import)
        except DiscardedError:
            return
        except WordFileError as error:
            _fail(word_import, " ".join(error.messages))
        except Exception:
            logger.exception("Không đọc được tệp Word số %s.", word_import.pk)
            _fail(
                word_import,
                _("Có lỗi khi đọc tệp; lỗi đã được ghi lại. Hãy thử lại, hoặc báo người quản trị."),
            )
        else:
            word_import.drop_file()
            word_import.store(state=WordImportState.READY, result=result, done=word_import.total)


def _fail(word_import: WordImport, problem: str) -> None:
    word_import.drop_pictures()
    word_import.drop_file()
    word_import.store(state=WordImportState.FAILED, problem=problem[:500])


def _read(word_import: WordImport) -> dict[str, Any]:
    with word_import.file.storage.open(word_import.file.name or "") as file:
        reading = read(file)
    story = reading.converted or reading.story
    collection = collection_for(word_import.owner)
    word_import.store(total=len(reading.pictures))
    stored = set()
    for place, found in enumerate(reading.pictures):
        with transaction.atomic():
            if not WordImport.objects.select_for_update().filter(pk=word_import.pk).exists():
                raise DiscardedError
            if store_picture(word_import, found, story.title or _("Tin bài"), collection):
                stored.add(found.number)
        word_import.store(done=place + 1)
    broken = len(reading.pictures) - len(stored)
    if broken:
        reading.sentences.append(_("%(count)d ảnh bị hỏng hoặc quá lớn nên đã bỏ.") % {"count": broken})
    return _as_json(reading, stored)


def _as_json(reading: Reading, stored: set[int]) -> dict[str, Any]:
    """Return what the review screen and the draft are made of."""
    return {
        "story": _story_as_json(reading.story, stored),
        "converted": _story_as_json(reading.converted, stored) if reading.converted else None,
        "encoding": reading.encoding,
        "samples": reading.samples,
        "sentences": reading.sentences,
    }


def _story_as_json(story: Composed, stored: set[int]) -> dict[str, Any]:
    """Return the story without the pictures that could not be stored; the next one is then the main one."""
    if story.hero and story.hero["number"] not in stored:
        story.hero = None
    story.blocks = [
        block for block in story.blocks if block["type"] != "picture" or block["number"] in stored
    ]
    return asdict(story)
