"""An article becomes a draft under its writer's name: at once from plain words, by way of a reading from a Word file."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from core.file_names import looks_like_file_name
from core.picture_cleaning import cleaned_picture
from news.drafting import add_draft, ask_hooks
from news.models.story import StoryPage
from news.models.writers import Article, ArticlePicture, ArticleState
from news.word.composing import LONGEST_LEAD
from news.word.job import start_import
from news.word.models import WordImport, WordImportState
from news.word.pictures import collection_for, into_library
from news.writers.states import NotNowError, article_turned, hold

TAKEABLE = (ArticleState.SENT, ArticleState.RETURNED)
"""One that went back may still be taken as it is: its writer may have no time to mend it."""


def take_in(request: HttpRequest, article: Article, section: Page) -> HttpResponseBase | Page:
    """Make a draft of an article in plain words, with its first revision and its entry in the log.

    Args:
        request: Whose user takes it.
        article: One without a Word file.
        section: The page that the draft goes below; the caller has checked that the user may add to it.

    Returns:
        The draft, or what one of Wagtail's hooks answers instead.

    Raises:
        NotNowError: It was taken or put aside already.
    """
    with transaction.atomic():
        held = hold_for_taking(article)
        if (answer := ask_hooks("before_create_page", request, section, StoryPage)) is not None:
            return answer
        lead, body = lead_and_body(held.text)
        fields = joined_fields(held, {"title": held.title, "lead": lead, "body": body}, request.user)
        story = add_draft(request.user, section, StoryPage, fields | {"body": json.dumps(fields["body"])})
        join(held, story, request.user)
    answer = ask_hooks("after_create_page", request, story)
    return story if answer is None else answer


def begin_reading(article: Article, user: Any) -> WordImport:
    """Have an article's Word file read; asked twice, by the same editor, it is read once.

    Raises:
        NotNowError: It was taken or put aside already, or its file has gone.
    """
    with transaction.atomic():
        held = hold_for_taking(article)
        begun = held.imports.owned_by(user).filter(created_at__gte=held.changed_at)
        known = begun.exclude(state__in=[WordImportState.FAILED, WordImportState.USED]).first()
        if known is not None:
            return known
        try:
            with held.word_file.open("rb") as stored:
                file = ContentFile(stored.read(), name=held.word_file_name or "bai.docx")
        except (FileNotFoundError, ValueError) as error:
            raise NotNowError(_("Không còn tệp Word của bài này.")) from error
        return start_import(file, user, held)


def hold_for_taking(article: Article, read_at: datetime | None = None) -> Article:
    """Return the article as it is now, its row locked; call it in a transaction.

    Args:
        article: The article.
        read_at: When its Word file was begun to be read.

    Raises:
        NotNowError: It was taken or put aside already, or its writer has sent another file since.
    """
    held = hold(article, *TAKEABLE)
    if read_at is not None and read_at < held.changed_at:
        raise NotNowError(_("Bài gửi đã thay đổi từ lúc đọc tệp này. Hãy mở lại bài gửi và nhận lần nữa."))
    return held


def joined_fields(article: Article, fields: dict[str, Any], user: Any) -> dict[str, Any]:
    """Return a draft's fields with what the article says of itself.

    Args:
        article: The article, its row locked.
        fields: ``title``, ``lead`` and ``body`` (blocks), perhaps a main picture: what its words or its file gave.
        user: Whose pictures the article's become in the library.
    """
    fields = dict(fields) | {
        "title": fields["title"] or article.title,
        "byline": article.writer.name,
        "department": article.writer.department,
        "edition": article.edition,
    }
    pictures = _pictures(article, fields["title"], user)
    if pictures and not fields.get("picture"):
        picture, description = pictures.pop(0)
        fields |= {"picture": picture, "picture_alt": description}
    blocks = [
        {
            "type": "picture",
            "value": {"image": picture.pk, "alt_text": description, "decorative": False, "caption": ""},
        }
        for picture, description in pictures
    ]
    return fields | {"body": [*fields["body"], *blocks]}


def join(article: Article, story: Page, user: Any) -> None:
    """Let the draft be what became of the article.

    Args:
        article: The article, its row locked.
        story: The draft.
        user: Who took it.
    """
    article.story = story  # type: ignore[assignment]  # what is made here is a story
    article.turn(ArticleState.TAKEN)
    article.save(update_fields=["story", "state", "changed_at", "due_at"])
    article_turned.send(Article, article=article, user=user)


def remind_of_people(request: HttpRequest, article: Article) -> None:
    """Say in the draft's form that its writer has named people; without the names, which a message would keep."""
    if article.people_named:
        button = messages.button(reverse("articles:one", args=[article.pk]), _("Xem bài gửi"))
        words = _("Người viết cho biết trong bài có nhắc tên người khác: hãy chọn họ ở mục người trong bài.")
        messages.warning(request, words, buttons=[button])


def lead_and_body(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the lead and the blocks of plain words: each line is a paragraph, a short first one the lead."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lead = lines.pop(0) if len(lines) > 1 and len(lines[0]) <= LONGEST_LEAD else ""
    paragraphs = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    return lead, [{"type": "paragraph", "value": paragraphs}] if paragraphs else []


def _pictures(article: Article, title: str, user: Any) -> list[tuple[Any, str]]:
    """Return the article's pictures as ones of the library, each with what it shows; those that have gone are left out."""
    rows = list(article.pictures.all())
    collection = collection_for(user) if rows else None
    found: list[tuple[Any, str]] = []
    for row in rows:
        cleaned = _cleaned(row)
        if cleaned is None:
            continue
        description = "" if looks_like_file_name(row.description) else row.description
        name = _("%(title)s – ảnh %(number)d") % {"title": title[:200], "number": len(found) + 1}
        found.append((into_library(cleaned, name, user, collection, description), description))
    return found


def _cleaned(row: ArticlePicture) -> Any:
    try:
        with row.file.open("rb") as stored:
            return cleaned_picture(File(stored, name="anh"))
    except (FileNotFoundError, ValidationError):
        return None
