"""What is deleted of an article when its time is over: the form says when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from news.models.writers import Article, ArticleState
from news.writers.content import drop_pictures, drop_word_file


def forget_when_due(instance: Article, **kwargs: Any) -> None:
    """Delete words, files and comments; the row stays and is counted.

    One that went back to its writer and never came again is not used any more.
    """
    if instance.state == ArticleState.RETURNED:
        instance.state = ArticleState.DECLINED
    if instance.state == ArticleState.DECLINED:
        instance.title = _("Bài không dùng")  # a title may name a child, and no story bears it
    instance.text = instance.people_named = ""
    drop_word_file(instance)
    drop_pictures(instance.pictures.all())
    instance.comments.all().delete()
    instance.due_at = None
    instance.save()
