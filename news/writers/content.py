"""What an article says, as a form hands it over, and how it is put into the article's rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import models, transaction

from core.vietnamese import nfc
from news.models.writers import MOST_PICTURES, Article, ArticlePicture


class TooManyPicturesError(Exception):
    """Two windows of the same desk have each added pictures."""


@dataclass(frozen=True)
class NewPicture:
    """A picture as it came, cleaned, and what it shows."""

    file: File
    description: str


@dataclass(frozen=True)
class Content:
    """What a writer sends.

    Attributes:
        form_key: Digest of all of it and of the moment at which the form was opened.
        note: Words to the editors, apart from the article.
        word_file: A new Word file.
        drops_word_file: Whether the stored one goes without another in its place.
        descriptions: Key of a stored picture -> what it shows.
        dropped: Keys of stored pictures that go.
    """

    form_key: str
    title: str
    text: str = ""
    people_named: str = ""
    note: str = ""
    word_file: File | None = None
    drops_word_file: bool = False
    pictures: Collection[NewPicture] = ()
    descriptions: Mapping[int, str] = field(default_factory=dict)
    dropped: Collection[int] = ()


def fill(article: Article, content: Content) -> None:
    """Put it into an article and save it; files that are left out are deleted with the commit.

    Raises:
        TooManyPicturesError: With the new ones there would be more than ``MOST_PICTURES``.
    """
    article.title, article.text = content.title, content.text
    article.people_named, article.form_key = content.people_named, content.form_key
    if content.word_file or content.drops_word_file:
        drop_word_file(article)
    if content.word_file:
        article.word_file = content.word_file
        article.word_file_name = nfc(content.word_file.name or "")[-200:]
    article.save()
    _fill_pictures(article, content)
    if content.note:
        article.comments.create(text=content.note, is_writers=True)


def _fill_pictures(article: Article, content: Content) -> None:
    drop_pictures(article.pictures.filter(pk__in=content.dropped))
    stored = list(article.pictures.all())
    if len(stored) + len(content.pictures) > MOST_PICTURES:
        raise TooManyPicturesError
    for row in stored:
        row.description = content.descriptions.get(row.pk, row.description)
    ArticlePicture.objects.bulk_update(stored, ["description"])
    first = max((row.number for row in stored), default=0) + 1
    for number, new in enumerate(content.pictures, start=first):
        article.pictures.create(file=new.file, description=new.description, number=number)


def drop_word_file(article: Article) -> None:
    """Take the Word file away, if there is one; the caller saves the article."""
    _delete_with_the_commit(article.word_file)
    article.word_file, article.word_file_name = "", ""


def drop_pictures(rows: models.QuerySet[ArticlePicture]) -> None:
    """Delete pictures with their files."""
    for row in rows:
        _delete_with_the_commit(row.file)
    rows.delete()


def _delete_with_the_commit(file: Any) -> None:
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name))
