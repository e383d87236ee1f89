"""The life of an article: each step under a lock of its row, so that two people never take two."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from news.models.writers import MOST_PICTURES, Article, ArticleState, Writer
from news.writers.content import Content, TooManyPicturesError, fill
from week.models import WeekEdition

article_turned = Signal()
"""Sent in the transaction of every step: ``sender`` is ``Article``, ``article``, and ``user`` (None: the writer)."""


class NotNowError(Exception):
    """The article's state, or its writer's, does not allow the step; the message is the sentence to show."""


def hold(article: Article, *states: ArticleState) -> Article:
    """Return the article as it is now, its row locked; call it in a transaction.

    Raises:
        NotNowError: It is in none of the states.
    """
    held = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if held.state not in states:
        raise NotNowError(
            _("Bài này đang ở tình trạng “%(state)s” nên không làm được việc này nữa.")
            % {"state": held.get_state_display()}
        )
    return held


@transaction.atomic
def send_new(writer: Writer, content: Content) -> Article:
    """Keep an article and return it; the same form sent twice is one.

    Raises:
        NotNowError: The writer may send nothing any more.
    """
    held = _hold_writer(writer)
    if known := held.articles.filter(form_key=content.form_key).first():
        return known
    article = Article(writer=held, edition=WeekEdition.current())
    _send(article, content)
    return article


@transaction.atomic
def send_again(article: Article, content: Content) -> Article:
    """Put other words and files in the place of those that were sent or returned.

    Raises:
        NotNowError: The editors have taken it or do not use it, or the writer may send nothing any more.
    """
    _hold_writer(article.writer)
    held = hold(article, ArticleState.SENT, ArticleState.RETURNED)
    if held.form_key != content.form_key:
        _send(held, content)
    return held


def give_back(article: Article, user: Any, text: str) -> Article:
    """Return an article to its writer, with what there is to mend.

    Raises:
        NotNowError: It does not wait for the editors.
    """
    return _answer(article, user, text, (ArticleState.SENT,), ArticleState.RETURNED)


def decline(article: Article, user: Any, text: str) -> Article:
    """Put an article aside, with the reason.

    Raises:
        NotNowError: It was taken, or put aside already.
    """
    return _answer(article, user, text, (ArticleState.SENT, ArticleState.RETURNED), ArticleState.DECLINED)


def _hold_writer(writer: Writer) -> Writer:
    held = Writer.objects.select_for_update(no_key=True).get(pk=writer.pk)
    if not held.is_active:
        raise NotNowError(_("Chỗ gửi bài này vừa bị khoá. Xin hỏi người phụ trách trang của trường."))
    return held


def _send(article: Article, content: Content) -> None:
    article.turn(ArticleState.SENT)
    try:
        fill(article, content)
    except TooManyPicturesError as error:
        raise NotNowError(
            _("Bài đã có đủ %(most)d ảnh. Hãy mở lại trang này, bỏ bớt ảnh rồi gửi.")
            % {"most": MOST_PICTURES}
        ) from error
    article_turned.send(Article, article=article, user=None)


@transaction.atomic
def _answer(
    article: Article, user: Any, text: str, states: tuple[ArticleState, ...], outcome: ArticleState
) -> Article:
    held = hold(article, *states)
    held.turn(outcome)
    held.save(update_fields=["state", "changed_at", "due_at"])
    held.comments.create(text=text, author=user)
    article_turned.send(Article, article=held, user=user)
    return held
