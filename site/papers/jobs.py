"""Printing in the background: who makes what, and starting it.

A producer is a function that an app registers for a kind of job. The worker (``manage.py run_tasks``) calls it,
stores what it returns, and writes down how far it is.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from papers.filling import TemplateError
from papers.models import JobState, PrintJob

logger = logging.getLogger(__name__)

BACKEND = "background"
LONGEST_MESSAGE = 500
_TELL_SECONDS = 0.2
"""Progress is stored no more often: a write costs more than a page."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Produced:
    """What a producer made.

    Attributes:
        name: The file's name for the download.
    """

    content: bytes
    name: str
    content_type: str = "application/pdf"


class ProductionError(Exception):
    """A producer cannot do its work; the text is the sentence to show."""


Producer = Callable[[dict[str, Any], Progress], Produced]
_PRODUCERS: dict[str, Producer] = {}


def register_producer(kind: str, function: Producer) -> None:
    """Make a kind of job known.

    Args:
        kind: Its name in code.
        function: Called with the job's arguments and a function to call with (done, total) now and then.
            It must only make the file: a job whose worker was killed is done again from its start.
    """
    _PRODUCERS[kind] = function


def start_job(
    kind: str, arguments: dict[str, Any], user: models.Model, *, title: str = "", back_url: str = ""
) -> PrintJob:
    """Ask for something to be printed; the worker begins when the transaction is committed.

    Args:
        kind: A registered kind.
        arguments: What the producer needs; JSON must be able to hold it.
        user: Who asks, and alone may fetch the file.
        title: What is printed, in words.
        back_url: The page to return to.

    Raises:
        KeyError: Nobody registered the kind.
    """
    _PRODUCERS[kind]
    PrintJob.objects.forget_old()
    job = PrintJob.objects.create(
        kind=kind, arguments=arguments, requested_by_id=user.pk, title=title[:200], back_url=back_url
    )
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


@task(backend=BACKEND)
def run_job(number: int) -> None:
    """Do the work of a job: called by the worker."""
    job = PrintJob.objects.filter(pk=number).first()
    if job is None or job.is_over:
        return
    _store(job, state=JobState.WORKING, done=0, total=0, message="")
    with translation.override(settings.LANGUAGE_CODE):
        try:
            made = _PRODUCERS[job.kind](job.arguments, _teller(job))
            job.file.save(made.name, ContentFile(made.content), save=False)
        except (ProductionError, TemplateError) as error:
            _store(job, state=JobState.FAILED, message=str(error)[:LONGEST_MESSAGE])
        except Exception:
            logger.exception("Không in được “%s” (việc số %s).", job, job.pk)
            _store(
                job,
                state=JobState.FAILED,
                message=_("Có lỗi khi tạo tệp; lỗi đã được ghi lại. Hãy thử lại, hoặc báo người quản trị."),
            )
        else:
            _store(
                job,
                state=JobState.DONE,
                file=job.file.name,
                file_name=made.name,
                content_type=made.content_type,
                done=job.total,
                total=job.total,
            )


def give_up(number: int) -> None:
    """Mark a job as failed that ended every worker which tried it."""
    PrintJob.objects.filter(pk=number).exclude(state=JobState.DONE).update(
        state=JobState.FAILED,
        touched_at=timezone.now(),
        message=_("Máy chủ bị ngắt nhiều lần khi đang in việc này. Hãy in ít tờ hơn trong một lần."),
    )


def _teller(job: PrintJob) -> Progress:
    """Return the function that a producer tells its progress."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TELL_SECONDS:
            last = now
            _store(job, done=done, total=total)
        job.done, job.total = done, total

    return tell


def _store(job: PrintJob, **values: Any) -> None:
    """Write some of a job's fields, and that somebody works at it."""
    PrintJob.objects.filter(pk=job.pk).update(touched_at=timezone.now(), **values)
