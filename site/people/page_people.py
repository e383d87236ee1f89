"""Which people a page names or shows: by its fields, by its pictures, by its words."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.apps import apps
from django.db.models import CharField, ForeignKey, Model, TextField
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page

from core.images import SchoolImage
from core.vietnamese import fold, spelled
from people.models.appearances import PictureSubject
from people.models.person import Kind, Person

MENTIONS = "people_named"
"""The list of a page in which editors say who is named."""
FEWEST_WORDS = 2
"""A single word is no full name: half the school would be found."""

Found = dict[str, dict[int, Person]]

_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|em|strong|span|mark|sub|sup|embed)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_CLASS_CODE = re.compile(r"\d+\s*[/.]\s*\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def plain(text: str) -> str:
    """Return the words of a text that may be HTML."""
    return _INVISIBLE.sub("", html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", text))))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def tags_of(pages: Sequence[Page]) -> dict[int, dict[str, list[str]]]:
    """Return the names of the tags of pages of one type, by page and field: a query for each field of tags."""
    found: dict[int, dict[str, list[str]]] = {page.pk: {} for page in pages}
    for field in pages[0]._meta.get_fields() if pages else ():
        if isinstance(field, ClusterTaggableManager):
            for names in found.values():
                names[field.name] = []
            tagged = field.through.objects.filter(content_object__in=found).order_by("pk")
            for page, name in tagged.values_list("content_object", "tag__name"):
                found[page][field.name].append(name)
    return found


def texts_of(page: Page, tags: Mapping[str, list[str]] | None = None) -> dict[str, str]:
    """Return the page's words by field, without markup: its own, its tags and its rows below (adoptions...).

    Args:
        page: The page.
        tags: What ``tags_of`` gives for it, where many pages are read; otherwise they are asked for.
    """
    found = {}
    unread = {"slug", "path", "url_path", *getattr(page, "staff_fields", ())}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found[field.name] = plain(" \n ".join(_strings(getattr(page, field.name).get_prep_value())))
        elif isinstance(field, ClusterTaggableManager):
            given = tags[field.name] if tags else (getattr(page, field.name).names() if page.pk else ())
            found[field.name] = " \n ".join(given)
        elif isinstance(field, CharField | TextField) and field.name not in unread:
            found[field.name] = plain(str(getattr(page, field.attname) or ""))
    for name, numbers in _linked(page, get_document_model()).items():
        files = get_document_model().objects.filter(pk__in=numbers).values_list("title", "file")
        words = [part for title, file in files for part in (title, PurePath(file).stem)]
        found[name] = " \n ".join([found.get(name, ""), *words])
    for relation in get_all_child_relations(type(page)):
        columns = _text_columns(relation.related_model)
        if columns:
            rows = getattr(page, relation.get_accessor_name()).all()
            words = [str(getattr(row, name) or "") for row in rows for name in columns]
            found[relation.get_accessor_name()] = plain(" \n ".join(words))
    return found


def _text_columns(model: type[Model]) -> list[str]:
    """Return the columns with words that readers see; Wagtail's own rows (comments) are the editors'."""
    if model._meta.app_label.startswith("wagtail"):
        return []
    return [field.attname for field in model._meta.fields if isinstance(field, CharField | TextField)]


def pictures_of(page: Page) -> dict[str, set[int]]:
    """Return the numbers of the pictures that each field of the page shows."""
    return _linked(page, SchoolImage)


def _linked(page: Page, target: type[Model]) -> dict[str, set[int]]:
    """Return the numbers of the objects of a model that each field of the page refers to."""
    found: dict[str, set[int]] = defaultdict(set)
    for field in page._meta.get_fields():
        if isinstance(field, ForeignKey) and field.related_model is target:
            if number := getattr(page, field.attname):
                found[field.name].add(number)
        elif isinstance(field, StreamField):
            for model, number, *_path in field.extract_references(getattr(page, field.name)):
                if model is target:
                    found[field.name].add(int(number))
    return found


def is_named(person: Person, text: str) -> bool:
    """Return whether a text, as ``spelled`` gives it, names the person.

    In full, with or without marks; or by the name shown together with the class.
    """
    full = spelled(person.full_name)
    if len(full.split()) >= FEWEST_WORDS and (
        full in text or _without_marks(full) in _marked_words_hidden(text)
    ):
        return True
    shown, unit = spelled(person.display_name), spelled(person.unit)
    if not shown.strip() or shown not in text:
        return False
    code = _CLASS_CODE.search(person.unit)
    return (bool(unit.strip()) and unit in text) or (
        code is not None and f"{shown.rstrip()}{spelled(code.group())}" in text
    )


def _without_marks(spelled_text: str) -> str:
    return "".join(f" {fold(word[:-1])}1" for word in spelled_text.split()) + " "


def _marked_words_hidden(spelled_text: str) -> str:
    """Return the text with every word that bears a mark hidden: what is left was typed without marks."""
    return (
        "".join(
            f" {word}" if word.isascii() and word.endswith("1") else " *" for word in spelled_text.split()
        )
        + " "
    )


def named_in_words_only(person: Person, page: Page, name: str) -> bool:
    """Return whether the field names the person in words, and not by a picture or as the page's own person."""
    if name in person_fields(type(page)):
        return False
    numbers = pictures_of(page).get(name, set())
    return not PictureSubject.objects.filter(picture__in=numbers, person=person).exists()


def pictures_describing(person: Person) -> set[int]:
    """Return the numbers of the pictures whose title or description names the person: readers hear it."""
    return {
        number
        for number, title, description in SchoolImage.objects.values_list("pk", "title", "description")
        if is_named(person, spelled(f"{title} \n {description}"))
    }


def children() -> list[Person]:
    """Return every real child that the school has on file. One query."""
    return list(Person.objects.filter(kind=Kind.STUDENT, is_illustration=False))


def naming_children(texts: Iterable[str]) -> set[str]:
    """Return those of the texts that name a child on file. One query."""
    spellings = {text: spelled(text) for text in texts}
    whole = spelled(" \n ".join(spellings))
    named = [child for child in children() if is_named(child, whole)]
    return {text for text, words in spellings.items() if any(is_named(child, words) for child in named)}


def people_of(
    page: Page, candidates: Iterable[Person] | None = None, mentions: Iterable[Person] | None = None
) -> dict[str, list[Person]]:
    """Return the people whom the page names or shows, by the field that does it.

    Args:
        page: The page as it would be published.
        candidates: Whose names to look for in its words; every child on file if missing. Two people of one name
            cannot be told apart in a text: callers treat them alike.
        mentions: Who stands in its list of names; read from the page if missing.
    """
    found: Found = defaultdict(dict)
    for name in person_fields(type(page)):
        # A required person of a new page is not None but missing: asking for it raises.
        if getattr(page, f"{name}_id") and (person := getattr(page, name)):
            found[name][person.pk] = person
    if mentions is None:
        mentions = [row.person for row in page.people_named.all()] if page.pk else []
    found[MENTIONS] |= {person.pk: person for person in mentions}
    pictures = pictures_of(page)
    texts = texts_of(page)
    _add_pictured(found, pictures, texts)
    _add_named(found, texts, children() if candidates is None else candidates)
    return {name: list(people.values()) for name, people in found.items() if people}


def person_fields(model: type[Page]) -> list[str]:
    """Return the fields of a type of page that name one person."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Person
    ]


def _add_pictured(found: Found, pictures: dict[str, set[int]], texts: dict[str, str]) -> None:
    """Add who is in the pictures; the pictures' descriptions, which readers hear, join the texts."""
    numbers = set().union(*pictures.values())
    if not numbers:
        return
    subjects = defaultdict(list)
    for subject in PictureSubject.objects.filter(picture__in=numbers).select_related("person"):
        subjects[subject.picture_id].append(subject.person)
    descriptions = dict(SchoolImage.objects.filter(pk__in=numbers).values_list("pk", "description"))
    for name, shown in pictures.items():
        for number in shown:
            found[name] |= {person.pk: person for person in subjects[number]}
        texts[name] = " \n ".join([texts.get(name, ""), *(descriptions.get(n, "") for n in shown)])


def _add_named(found: Found, texts: dict[str, str], candidates: Iterable[Person]) -> None:
    spelled_texts = {name: spelled(text) for name, text in texts.items() if text}
    for person in candidates:
        for name, text in spelled_texts.items():
            if is_named(person, text):
                found[name][person.pk] = person


def page_models() -> list[type[Page]]:
    """Return every type of page."""
    return [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
