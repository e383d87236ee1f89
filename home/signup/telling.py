"""Telling those who mean to come, and those who organise it, that an activity moves, is off, or takes place after all.

A list knows what was said last (`home.models.SignUpList`), so that what is changed and changed back before the worker
looks is no news, and nobody is told the same thing twice.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.audience import writers_of
from accounts.notices import Mail, in_school_language, notify
from core.bin import is_binned
from core.templatetags.vietnamese_tags import vi_range
from home.models import ActivityPage, SignUp, SignUpList
from trash.models import DeletedPage

logger = logging.getLogger(__name__)


class News(models.TextChoices):
    """What there is to tell."""

    MOVED = "moved", "moved"
    OFF = "off", "off"
    ON_AGAIN = "on", "on"


def look_for_news(instance: ActivityPage, **kwargs: Any) -> None:
    """An activity was published or left the site: have the worker look, if anybody means to come."""
    if SignUp.objects.filter(activity=instance.pk).standing().exists():
        transaction.on_commit(partial(tell.enqueue, instance.pk))


@task(backend="background")
def tell(number: int) -> None:
    """Compare an activity with what was said last, and tell what is new: called by the worker."""
    with transaction.atomic():
        held = SignUpList.objects.select_for_update(no_key=True).filter(activity=number).first()
        activity = ActivityPage.objects.filter(pk=number).first()
        if held is None or activity is None:
            return
        news, before = (
            _news(held, activity),
            _when_and_where(held.said_starts_at, held.said_ends_at, held.said_place),
        )
        if news is None:
            return
        is_over = max(activity.ends_at, held.said_ends_at) <= timezone.now()
        held.say(activity)
        if is_over:
            return
        guests = SignUp.objects.filter(activity=number).standing()
        _tell_organisers(activity, news, before, guests)
        if settings.MAIL_IS_SET:
            # A waiting task holds a number and no names: it outlives what is deleted.
            for key in guests.exclude(email="").values_list("pk", flat=True):
                transaction.on_commit(partial(send_news.enqueue, key, news.value, before))


def _news(held: SignUpList, activity: ActivityPage) -> News | None:
    if not activity.live:
        return None if held.said_off else News.OFF
    if held.said_off:
        return News.ON_AGAIN
    said = (held.said_starts_at, held.said_ends_at, held.said_place)
    return None if said == (activity.starts_at, activity.ends_at, activity.place) else News.MOVED


def _when_and_where(starts_at: Any, ends_at: Any, place: str) -> str:
    return ", ".join(filter(None, [vi_range(starts_at, ends_at), place]))


def _place_of(activity: ActivityPage) -> str:
    return _when_and_where(activity.starts_at, activity.ends_at, activity.place)


def _tell_organisers(activity: ActivityPage, news: News, before: str, guests: Any) -> None:
    """Say how many have to know, and whom no mail reaches."""
    with in_school_language():
        subject = {
            News.MOVED: _("“%(title)s” đổi giờ hoặc đổi nơi, đã có %(people)d người đăng ký"),
            News.OFF: _("“%(title)s” không còn trên trang web, đã có %(people)d người đăng ký"),
            News.ON_AGAIN: _("“%(title)s” lại diễn ra, đã có %(people)d người đăng ký"),
        }[news] % {"title": activity.title, "people": guests.people()}
        told = guests.exclude(email="").count() if settings.MAIL_IS_SET else 0
        left = guests.count() - told
        lines = [_("Trước đây: %(before)s") % {"before": before}]
        if news != News.OFF:
            lines.append(_("Bây giờ: %(now)s") % {"now": _place_of(activity)})
        if told:
            lines.append(_("Trang web gửi thư cho %(told)d lượt đăng ký có địa chỉ thư.") % {"told": told})
        if left:
            lines.append(_("Còn %(left)d lượt trang web không báo được: hãy gọi cho họ.") % {"left": left})
        url = reverse("signups:people", args=[activity.pk])
        if is_binned(activity):
            url = reverse("trash:list")
            lines.append(_("Lấy hoạt động lại từ Thùng rác để xem số điện thoại."))
        notify(_organisers(activity), subject, "\n".join(lines), url, mail=Mail.DISCREET)


def _organisers(activity: ActivityPage) -> list[Any]:
    """Return who may read who comes: the writers; of a deleted activity those who may write where it was."""
    if not is_binned(activity):
        return writers_of(activity)
    row = DeletedPage.objects.select_related("former_parent", "section").filter(page=activity.pk).first()
    if row is None:
        return []
    parent: Any = row.former_parent or row.section
    if parent is None:
        return []
    saved_by = activity.latest_revision.user if activity.latest_revision else None
    known = {user.pk: user for user in (activity.owner, saved_by, row.deleted_by) if user is not None}
    return [user for user in known.values() if parent.permissions_for_user(user).can_edit()]


@task(backend="background")
def send_news(number: int, value: str, before: str) -> None:
    """Send one mail: called by the worker. It names no activity, for that might name a child.

    Args:
        number: Of the sign-up.
        value: Of the `News`.
        before: When and where it was to be.
    """
    one = SignUp.objects.standing().select_related("activity").filter(pk=number).first()
    news = News(value)
    if one is None or one.activity.live is (news == News.OFF):
        return  # gone, or no longer so: then there is other news
    with in_school_language():
        subject = {
            News.MOVED: _("Buổi bạn đã giữ chỗ đổi giờ hoặc đổi nơi"),
            News.OFF: _("Buổi bạn đã giữ chỗ không diễn ra như đã báo"),
            News.ON_AGAIN: _("Buổi bạn đã giữ chỗ lại diễn ra"),
        }[news]
        if news == News.OFF:
            body = _(
                "Trường đã rút buổi này khỏi trang web:\n%(before)s\n\n"
                "Xin hỏi trường trước khi đến. Bạn không cần huỷ chỗ."
            ) % {"before": before}
        else:
            body = _(
                "Trước đây: %(before)s\nBây giờ: %(now)s\n\nXem buổi này:\n%(address)s\n\n"
                "Nếu không đến được, xin huỷ để người khác có chỗ:\n%(cancel)s"
            ) % {
                "before": before,
                "now": _place_of(one.activity),
                "address": settings.WAGTAILADMIN_BASE_URL + one.activity.url,
                "cancel": settings.WAGTAILADMIN_BASE_URL + one.cancel_url,
            }
    try:
        send_mail(subject, body, None, [one.email])
    except (OSError, ValueError):  # no answer, a refusal, an odd address
        logger.exception("Chưa gửi được thư báo thay đổi cho lượt đăng ký số %d.", number)
