"""Saving a week of the grid: all cells or none, and never over what somebody else wrote meanwhile.

Each cell brings the number that stood there when the grid was shown. A cell that was not touched changes nothing,
whatever stands there now. A cell that was typed into, and that somebody else changed meanwhile to another number, is
refused with that number; sent once more it is saved, for now it was seen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.vietnamese import format_count
from resources.models.reading import ReadingLog
from resources.reading.forms import CELLS, Rows, stands

LABELS = {
    "minutes": (gettext_lazy("%s phút"), gettext_lazy("số phút")),
    "books": (gettext_lazy("%s cuốn"), gettext_lazy("số cuốn")),
}


@dataclass(frozen=True)
class Meanwhile:
    """One cell that somebody else changed after the grid was shown.

    Attributes:
        cell: ``minutes`` or ``books``.
        sentence: What stands there now, and who wrote it.
    """

    cell: str
    sentence: str


def _meanwhile(class_name: str, cell: str, log: ReadingLog | None) -> Meanwhile:
    """Put it into words at once: the row is changed when our own cells of it are written."""
    number = getattr(log, cell, None)
    words = {"name": class_name, "what": LABELS[cell][1]}
    if number is None:
        return Meanwhile(cell, _("lớp %(name)s: đã xoá %(what)s") % words)
    who = str(log.entered_by) if log and log.entered_by else _("người khác")
    words |= {"who": who, "number": LABELS[cell][0] % format_count(number)}
    return Meanwhile(cell, _("lớp %(name)s: %(who)s ghi %(number)s") % words)


@dataclass
class Outcome:
    """What came of the saving.

    Attributes:
        formset: None when the week was saved; else the grid with its errors, everything typed in its place.
        changed: How many classes were saved.
        meanwhile: What others had changed in cells that were not touched here.
    """

    formset: Any = None
    changed: int = 0
    meanwhile: list[Meanwhile] = field(default_factory=list)


def save_rows(data: QueryDict, week: dt.date, user: Any) -> Outcome:
    """Save the grid that was sent, or say why not.

    Args:
        data: What the browser sent.
        week: The Monday.
        user: Who sent it.
    """
    try:
        return _save(data, week, user)
    except IntegrityError:  # somebody wrote the first number of the same class between our look and our write
        return _save(data, week, user)


def _save(data: QueryDict, week: dt.date, user: Any) -> Outcome:
    formset = Rows(data)
    with transaction.atomic():
        logs = logs_of(week, for_change=True)
        is_valid = formset.is_valid()
        meanwhile: list[Meanwhile] = []
        conflicts: list[tuple[Any, Meanwhile]] = []
        changes: dict[str, dict[str, Any]] = {}
        for form in formset:
            name = form.cleaned_data.get("class_name") if hasattr(form, "cleaned_data") else None
            if not name:
                continue
            for cell in CELLS:
                seen, now = form.cleaned_data.get(f"{cell}_seen"), getattr(logs.get(name), cell, None)
                typed = form.cleaned_data.get(cell)
                if cell in form.errors or typed == seen:
                    meanwhile += [_meanwhile(name, cell, logs.get(name))] if now != seen else []
                elif now not in (seen, typed):
                    conflicts.append((form, _meanwhile(name, cell, logs.get(name))))
                elif now != typed:
                    changes.setdefault(name, {})[cell] = typed
        if is_valid and not conflicts:
            for name, cells in changes.items():
                _write(logs.get(name) or ReadingLog(week=week, class_name=name), cells, user)
            return Outcome(changed=len(changes), meanwhile=meanwhile)
    return Outcome(_shown_again(data, formset, logs, conflicts), meanwhile=meanwhile)


def logs_of(week: dt.date, *, for_change: bool = False) -> dict[str, ReadingLog]:
    """Return what is known of a week, by class; held until the end of the transaction if it is to be changed."""
    rows = ReadingLog.objects.filter(week=week).select_related("entered_by").order_by("class_name")
    return {log.class_name: log for log in (rows.select_for_update(of=("self",)) if for_change else rows)}


def _write(log: ReadingLog, cells: dict[str, Any], user: Any) -> None:
    for cell, number in cells.items():
        setattr(log, cell, number)
    log.entered_by = user
    if log.minutes is not None or log.books is not None:
        log.save()
    elif log.pk:
        log.delete()


def _shown_again(
    data: QueryDict, sent: Any, logs: dict[str, ReadingLog], conflicts: list[tuple[Any, Meanwhile]]
) -> Any:
    """Return the grid with what was typed, what stands there now as seen, and a sentence at each refused cell."""
    data = data.copy()
    for form in sent:
        name = form.cleaned_data.get("class_name") if hasattr(form, "cleaned_data") else None
        for key, number in stands(logs.get(name)).items() if name else ():
            is_touched = key in CELLS and (
                key in form.errors or form.cleaned_data.get(key) != form.cleaned_data.get(f"{key}_seen")
            )
            if not is_touched:
                data[form.add_prefix(key)] = "" if number is None else format_count(number)
    formset = Rows(data)
    formset.is_valid()
    for form, meanwhile in conflicts:
        place = sent.forms.index(form)
        formset.forms[place].add_error(
            meanwhile.cell,
            _("Trong lúc bạn nhập, %(what)s. Muốn giữ số của bạn thì bấm lưu lần nữa.")
            % {"what": meanwhile.sentence},
        )
    return formset
