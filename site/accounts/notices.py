"""Telling members of the staff what they should hear of: in the admin always, by mail where a server is set."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from enum import Enum, auto
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import KEPT, Notice, User

logger = logging.getLogger(__name__)

LONGEST_SUBJECT = 250


class Mail(Enum):
    """How much of a notice goes out by mail; a mail goes anywhere, so the name of a child must not be in it."""

    IN_FULL = auto()
    DISCREET = auto()
    """Only that there is something to read in the admin: for notices that name a page, which may name a child."""
    NONE = auto()
    """Somebody else (Wagtail's own mails) tells by mail, or it can wait until the reader comes."""


def notify(
    users: Iterable[User | None],
    subject: str,
    text: str = "",
    url: str = "",
    *,
    actor: User | None = None,
    mail: Mail = Mail.IN_FULL,
    is_collapsed: bool = False,
) -> None:
    """Write a notice for each of the users, and send the mails after the commit.

    Args:
        users: Who should hear of it (``accounts.audience`` finds them); each is told once, inactive ones and None
            are left out. Whoever calls makes sure that they may read what it says.
        subject: One line. Callers compose their words in the school's language (``in_school_language``): the
            readers' language is not that of whoever causes the notice.
        text: What else there is to say.
        url: Where to go, from the first slash on.
        actor: Who did it, and so need not be told.
        mail: How much of it goes out by mail.
        is_collapsed: It takes the place of an unread one with the same ``url``, and is then not mailed again.
    """
    readers = {user.pk: user for user in users if user is not None and user.is_active and user != actor}
    if not readers:
        return
    now = timezone.now()
    Notice.objects.filter(created_at__lte=now - KEPT).delete()
    reminded: set[int] = set()
    if is_collapsed:
        unread = Notice.objects.filter(user__in=readers, url=url, read_at=None)
        reminded = set(unread.values_list("user_id", flat=True))
        unread.delete()
    subject = Truncator(" ".join(str(subject).split())).chars(LONGEST_SUBJECT)
    Notice.objects.bulk_create(
        Notice(user=user, subject=subject, text=str(text), url=url, created_at=now)
        for user in readers.values()
    )
    addresses = sorted({user.email for pk, user in readers.items() if user.email and pk not in reminded})
    _mail(subject, str(text), url, addresses, mail)


def in_school_language() -> translation.override:
    """Return the context in which the words of a notice are put together."""
    return translation.override(settings.LANGUAGE_CODE)


def _mail(subject: str, text: str, url: str, addresses: list[str], mail: Mail) -> None:
    if not settings.MAIL_IS_SET or not addresses or mail is Mail.NONE:
        return
    if mail is Mail.DISCREET:
        with in_school_language():
            subject = _("Có tin báo mới ở trang quản trị")
        text, url = "", reverse("notices:list")
    body = "\n".join(part for part in (text, settings.WAGTAILADMIN_BASE_URL + url if url else "") if part)
    # By the background worker: a mail server that does not answer holds up no request and no schedule.
    transaction.on_commit(partial(send_notice.enqueue, subject, body, addresses))


@task(backend="background")
def send_notice(subject: str, body: str, addresses: list[str]) -> None:
    """Send one mail to each address: called by the worker. A mail that fails is lost; the notice stands."""
    for address in addresses:
        try:
            send_mail(subject, body, None, [address])
        except (OSError, ValueError):  # no answer, a refusal (SMTPException is an OSError), an odd address
            logger.exception("Chưa gửi được thư báo: %s.", subject)
