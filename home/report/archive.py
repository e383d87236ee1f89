"""The copies that were sent are an archive: they stay as they are, also with the name of somebody taken off the site."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from core.vietnamese import format_date, spelled
from home.models import SentReport
from people.models import Person
from people.page_people import is_named


def copies_naming(person: Person, **kwargs: Any) -> list[str]:
    """Return the copies that name a person, in words; told to ``people.signals.asked_of_archives``."""
    return [
        _("báo cáo số %(number)s ngày %(day)s gửi %(recipient)s")
        % {"number": sent.number, "day": format_date(sent.dated), "recipient": sent.recipient}
        for sent in SentReport.objects.all()
        if is_named(person, spelled(json.dumps(sent.figures, ensure_ascii=False)))
    ]
