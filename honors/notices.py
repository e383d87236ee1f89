"""Mails about a round: that it waits, and what was decided. Short, without a name: a mail goes anywhere."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from honors.models import CommendationRound, RoundState

logger = logging.getLogger(__name__)


def _send(subject: str, text: str, recipients: list[str]) -> None:
    """Send after the commit, when a mail server is set; a mail that fails holds nothing up."""
    if not settings.MAIL_IS_SET or not recipients:
        return

    def deliver() -> None:
        try:
            send_mail(subject, text, None, recipients)
        except (OSError, ValueError):  # no answer, a refusal (SMTPException is an OSError), an odd address
            logger.exception("Chưa gửi được thư báo: %s.", subject)

    transaction.on_commit(deliver)


def signers() -> Any:
    """Return the members of the staff who may approve."""
    return get_user_model().objects.filter(
        is_active=True,
        groups__permissions__codename="approve_commendationround",
        groups__permissions__content_type__app_label="honors",
    )


def tell_signers(commendation_round: CommendationRound) -> None:
    """Tell the principal that a round waits."""
    address = settings.WAGTAILADMIN_BASE_URL + reverse("honors_signing:list")
    count = commendation_round.commendations.standing().count()
    recipients = list(signers().exclude(email="").values_list("email", flat=True).distinct())
    _send(
        _("Có %(count)d đề nghị khen chờ duyệt") % {"count": count},
        _(
            "Đợt “%(round)s” có %(count)d đề nghị đang chờ thầy cô duyệt.\nMở trang “Chờ tôi duyệt”: %(address)s"
        )
        % {"round": commendation_round, "count": count, "address": address},
        recipients,
    )


def tell_proposer(commendation_round: CommendationRound) -> None:
    """Tell who proposed and who submitted what was decided."""
    people = (commendation_round.proposed_by, commendation_round.submitted_by)
    recipients = list({person.email for person in people if person is not None and person.email})
    if commendation_round.state == RoundState.RETURNED:
        subject = _("Đợt khen “%(round)s” được trả lại")
    else:
        subject = _("Đợt khen “%(round)s” đã được duyệt")
    address = settings.WAGTAILADMIN_BASE_URL + reverse("honors_rounds:overview", args=[commendation_round.pk])
    _send(
        subject % {"round": commendation_round},
        "\n".join(part for part in (commendation_round.return_reason, address) if part),
        recipients,
    )
