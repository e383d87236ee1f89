"""From the name of an item in an address or a form to the object itself."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404

from workflow.rescheduling import find

NAME = re.compile(r"(?:publish|expire)-([0-9]{1,9})-([0-9A-Za-z-]{1,64})", re.ASCII)
LARGEST_NUMBER = 2**63 - 1


def object_of(name: str) -> Any:
    """Return the page or the draft that the name means.

    Raises:
        Http404: There is none.
    """
    match = NAME.fullmatch(name)
    content_type = ContentType.objects.filter(pk=match[1]).first() if match else None
    model = content_type.model_class() if content_type else None
    if match is None or model is None:
        raise Http404
    try:
        key = model._meta.pk.to_python(match[2])
    except (TypeError, ValueError):
        raise Http404 from None
    if isinstance(key, int) and key > LARGEST_NUMBER:
        raise Http404
    obj = find(model, match[2])
    if obj is None:
        raise Http404
    return obj
