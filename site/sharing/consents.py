"""A consent has changed: which posts on the networks have to go, although the page may stay on the website.

What the website may no longer show is taken down by ``people.takedown``; a record follows its page by itself. But a
family may take back the networks alone, and no machine can reach into them: the record says that somebody must.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks import task
from wagtail.models import Page

from people.models import Consent, Person
from people.page_people import people_of
from sharing.models import ShareRecord
from sharing.pages import people_without_consent


def look_at_shared(sender: type[Consent], instance: Consent, **kwargs: Any) -> None:
    """Ask the worker to look, when something that was shared still stands."""
    number = instance.person_id
    if ShareRecord.objects.filter(removed_at__isnull=True, page__isnull=False).exists():
        transaction.on_commit(lambda: mark_posts_of.enqueue(number))


@task(backend="background")
def mark_posts_of(number: int) -> None:
    """Write at each record whether its page names or shows somebody who may not be on the networks.

    Every shared page's words are read, so that this is the worker's.

    Args:
        number: The person whose consent has changed; pages without that person stay as they are.
    """
    person = Person.objects.filter(pk=number).first()
    if person is None:
        return
    standing = ShareRecord.objects.filter(removed_at__isnull=True, page__isnull=False)
    pages = Page.objects.filter(pk__in=standing.values("page")).specific()
    for page in pages:
        if any(person in people for people in people_of(page, candidates=[person]).values()):
            standing.filter(page=page.pk).update(lacks_consent=bool(people_without_consent(page)))
