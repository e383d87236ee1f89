"""Who hears of what about articles: the editors of what came, the writer of what became of it.

Neither a title nor an editor's words leave by mail: they may name a child.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.audience import holders
from accounts.notices import Mail, in_school_language, notify
from news.models.story import StoryPage
from news.models.writers import Article, ArticleState

logger = logging.getLogger(__name__)

LOOKING = "news.change_article"
PUBLISHED = "published"
"""What a writer is told of beside the states."""


def tell_of_step(article: Article, user: Any, **kwargs: Any) -> None:
    """An article has come, or an editor has decided about it: receives ``article_turned``."""
    if article.state == ArticleState.SENT:
        _tell_editors()
    else:
        _tell_writer(article, str(article.state), actor=user)


def tell_of_publishing(instance: StoryPage, **kwargs: Any) -> None:
    """A story has gone public: tell who sent it, the first time. Receives Wagtail's ``page_published``."""
    if instance.first_published_at != instance.last_published_at:
        return
    article = Article.objects.filter(story=instance.pk).select_related("writer__user").first()
    if article is not None:
        _tell_writer(article, PUBLISHED)


def _tell_editors() -> None:
    """One notice, however many come in a day."""
    count = Article.objects.filter(state=ArticleState.SENT).count()
    with in_school_language():
        notify(
            holders(LOOKING),
            _("Có %(count)d bài gửi về chờ xem") % {"count": count},
            _("Mở trang “Bài gửi về” để nhận, trả lại để sửa, hoặc ghi lý do không dùng."),
            reverse("articles:list"),
            mail=Mail.DISCREET,
            is_collapsed=True,
        )


def _tell_writer(article: Article, what: str, actor: Any = None) -> None:
    """Tell a writer with an account in the admin; by mail, at most one address."""
    writer = article.writer
    if not writer.is_active:
        return
    has_own_address = bool(writer.email)
    if writer.user is not None:
        with in_school_language():
            notify(
                [writer.user],
                _sentence(what),
                url=reverse("writers:article", args=[article.pk]),
                actor=actor,
                mail=Mail.NONE if has_own_address or what == ArticleState.TAKEN else Mail.IN_FULL,
            )
    if settings.MAIL_IS_SET and has_own_address and what != ArticleState.TAKEN:
        # The waiting task holds a number: neither the address nor the link lies about in it.
        transaction.on_commit(partial(mail_writer.enqueue, article.pk, what))


@task(backend="background")
def mail_writer(number: int, what: str) -> None:
    """Send one mail: called by the worker. One that fails is lost; the writer's desk says the same."""
    article = Article.objects.select_related("writer").filter(pk=number).first()
    if article is None or not article.writer.is_active or not article.writer.email:
        return
    writer = article.writer
    with in_school_language():
        path = writer.desk_url if writer.user_id is None else reverse("writers:desk")
        body = _("%(sentence)s\n\nXem ở trang gửi bài của thầy cô:\n%(address)s") % {
            "sentence": _sentence(what),
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
        }
        subject = _sentence(what).rstrip(".")
    try:
        send_mail(subject, body, None, [writer.email])
    except (OSError, ValueError):  # no answer, a refusal, an odd address
        logger.exception("Chưa gửi được thư báo về bài gửi số %d.", number)


def _sentence(what: str) -> str:
    return {
        ArticleState.RETURNED.value: _("Bài thầy cô gửi được trả lại để sửa: có lời nhắn kèm theo."),
        ArticleState.TAKEN.value: _("Bài thầy cô gửi đã được nhận và đang được biên tập."),
        ArticleState.DECLINED.value: _("Bài thầy cô gửi chưa dùng được: có lời nhắn kèm theo."),
        PUBLISHED: _("Bài thầy cô gửi đã đăng trên trang của trường."),
    }[what]
