"""The clerk's register: the next number, no gaps, no number twice, however many press at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.school_settings import SchoolSettings
from core.vietnamese import format_date
from honors.models import CommendationRound, DecisionNumber, HonorsSettings, RoundState
from honors.rules import Action
from honors.steps import award, check, locked, must_hold

MOST_SKIPPED = 500
"""A school signs fewer papers between two of its commendations: more is a slip of the finger."""


def next_number(year: int) -> int:
    """Return the number after the last one of the year; 1 when there is none."""
    last = DecisionNumber.objects.filter(year=year).values_list("number", flat=True).first()
    return (last or 0) + 1


def assign_number(
    commendation_round: CommendationRound,
    user: Any,
    *,
    number: int,
    day: date,
    site: Any,
    skipped_are_used: bool = False,
) -> None:
    """Enter the decision in the register, and give every award its certificate number and token.

    Args:
        commendation_round: An approved round.
        user: The clerk.
        number: The decision's number.
        day: The day on which it is signed.
        site: Whose settings name signer and symbol.
        skipped_are_used: The numbers between the last one here and this one went to other papers of the school;
            they are entered too, so that the register has no gap.

    Raises:
        ValidationError: At ``number`` or ``day``: used already, a gap, a day in the future, or before the Week's year
            or an earlier number's day.
    """
    with locked(commendation_round) as current:
        check(user, Action.NUMBER, current)
        must_hold(current)
        # One settings row for the school: who holds it is alone with the register.
        settings = HonorsSettings.for_site(site)
        HonorsSettings.objects.select_for_update().get(pk=settings.pk)
        _check_day(current, day)
        for row in _rows(day.year, number, skipped_are_used=skipped_are_used):
            row.entered_by = user
            row.round = current if row.number == number else None
            _insert(row)
        school = SchoolSettings.for_site(site)
        current.decision_number, current.decision_symbol = number, settings.decision_symbol
        current.decision_date = day
        current.signer_name, current.signer_title = school.signer_name, school.signer_title
        current.state = RoundState.NUMBERED
        current.save()
        award(current)
        log(instance=current, action="honors.number", user=user, data={"number": current.decision_label})
    commendation_round.refresh_from_db()


def _check_day(commendation_round: CommendationRound, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"day": _("Ngày ký chưa tới.")})
    if day.year < commendation_round.edition.year:
        raise ValidationError(
            {
                "day": _("Ngày ký không thể trước năm của Tuần lễ (%(year)d).")
                % {"year": commendation_round.edition.year}
            }
        )
    earlier = (
        CommendationRound.objects.filter(decision_number__isnull=False, decision_date__year=day.year)
        .exclude(pk=commendation_round.pk)
        .order_by("-decision_number")
        .first()
    )
    if earlier is not None and earlier.decision_date is not None and earlier.decision_date > day:
        raise ValidationError(
            {
                "day": _("Quyết định %(label)s ký ngày %(day)s: số sau không thể ký trước số trước.")
                % {"label": earlier.decision_label, "day": format_date(earlier.decision_date)}
            }
        )


def _rows(year: int, number: int, *, skipped_are_used: bool) -> list[DecisionNumber]:
    if number < 1:
        raise ValidationError({"number": _("Số quyết định bắt đầu từ 1.")})
    used = DecisionNumber.objects.filter(year=year, number=number).select_related("round").first()
    if used is not None:
        raise ValidationError(
            {
                "number": _("Số %(number)d của năm %(year)d đã cấp cho: %(paper)s.")
                % {
                    "number": number,
                    "year": year,
                    "paper": used.round or _("một văn bản khác của trường"),
                }
            }
        )
    expected = next_number(year)
    if number - expected > MOST_SKIPPED:
        raise ValidationError(
            {
                "number": _("Số kế tiếp là %(expected)d; số này cách quá xa, xin xem lại.")
                % {"expected": expected}
            }
        )
    if number < expected:
        raise ValidationError(
            {"number": _("Số kế tiếp là %(expected)d; không lùi lại được.") % {"expected": expected}}
        )
    if number > expected and not skipped_are_used:
        last = number - 1
        gap = str(expected) if last == expected else f"{expected}–{last}"
        raise ValidationError(
            {
                "number": _(
                    "Số kế tiếp là %(expected)d. Nếu số %(gap)s đã cấp cho văn bản khác, hãy đánh dấu ô bên dưới."
                )
                % {"expected": expected, "gap": gap}
            },
            code="gap",
        )
    return [DecisionNumber(year=year, number=taken) for taken in range(expected, number + 1)]


def _insert(row: DecisionNumber) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(
            {
                "number": _("Số %(number)d vừa có người khác lấy. Hãy xem lại số kế tiếp.")
                % {"number": row.number}
            }
        ) from error
