"""The mail with the way to give places back."""

from __future__ import annotations

import logging
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.notices import in_school_language
from core.templatetags.vietnamese_tags import vi_range
from home.models.signups import SignUp

logger = logging.getLogger(__name__)


def send_the_link(sign_up: SignUp, address: str) -> None:
    """Have the link sent after the commit, if there is somewhere to send it.

    Args:
        sign_up: Who signed up.
        address: Where the places are given back, from https on.
    """
    if settings.MAIL_IS_SET and sign_up.email:
        # The waiting task holds a number and no names: it outlives what is deleted.
        transaction.on_commit(partial(send_link.enqueue, sign_up.pk, address))


@task(backend="background")
def send_link(number: int, address: str) -> None:
    """Send the mail: called by the worker. One that fails is lost; the page after the form had the link too."""
    sign_up = SignUp.objects.select_related("activity").filter(pk=number).first()
    if sign_up is None:
        return
    activity = sign_up.activity
    with in_school_language():
        subject = _("Đã giữ chỗ: %(title)s") % {"title": activity.title}
        body = _(
            "Trường đã giữ %(people)d chỗ cho bạn.\n\n%(title)s\n%(when)s\n%(place)s\n\n"
            "Nếu không đến được, xin huỷ để người khác có chỗ:\n%(address)s"
        ) % {
            "people": sign_up.people,
            "title": activity.title,
            "when": vi_range(activity.starts_at, activity.ends_at),
            "place": activity.place,
            "address": address,
        }
    try:
        send_mail(" ".join(subject.split()), body, None, [sign_up.email])
    except (OSError, ValueError):  # no answer, a refusal, an odd address
        logger.exception("Chưa gửi được thư báo giữ chỗ số %d.", number)
