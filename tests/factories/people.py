"""Accounts, people, their consents, and the plan of a Week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from people.models import Channel, Consent, Person, Purpose
from tests.factories.numbers import NUMBERS
from week.models import Department, LegalBasis, PlanTask, WeekEdition

PASSWORD = "mat-khau-chi-de-thu"


def user(*roles: Role, is_superuser: bool = False, **fields: Any) -> User:
    """Return an account of these roles; its password is PASSWORD."""
    number = next(NUMBERS)
    names = {"username": f"nguoi-dung-{number}", "last_name": "Nguyễn Thị", "first_name": f"Số {number}"}
    account = User(is_superuser=is_superuser, **(names | fields))
    account.set_password(PASSWORD)
    account.save()
    account.groups.set(Group.objects.filter(name__in=[role.group_name for role in roles]))
    return account


def person(**fields: Any) -> Person:
    number = next(NUMBERS)
    names = {"full_name": f"Trần Văn Khánh {number}", "display_name": f"Khánh {number}", "kind": "student"}
    return Person.objects.create(**(names | {"unit": "lớp 3/2"} | fields))


def consent(who: Person, **fields: Any) -> Consent:
    """Return a consent in force for a child's honour on every channel, signed a month ago by parent and child."""
    signed_on = timezone.localdate() - timedelta(days=30)
    values = {
        "purpose": Purpose.HONOUR,
        "channels": list(Channel.values),
        "guardian_name": "Trần Thị Hoa",
        "guardian_signed_on": signed_on,
        "child_agreed_on": signed_on,
    }
    return Consent.objects.create(person=who, **(values | fields))


def department(**fields: Any) -> Department:
    number = next(NUMBERS)
    return Department.objects.create(
        **({"name": f"Bộ phận số {number}", "short_name": f"Bộ phận {number}"} | fields)
    )


def edition(**fields: Any) -> WeekEdition:
    """Return a Week; each new one is a year later."""
    year = fields.pop("year", None) or 2023 + WeekEdition.objects.count()
    values = {
        "theme": "Xây dựng năng lực tự học trong kỷ nguyên số",
        "theme_highlight": "tự học",
        "start_date": date(year, 10, 2),
        "end_date": date(year, 10, 8),
    }
    return WeekEdition.objects.create(year=year, **(values | fields))


def plan_task(week: WeekEdition, doer: Department | None = None, **fields: Any) -> PlanTask:
    number = next(NUMBERS)
    values = {"section": "II.1", "title": f"Việc số {number}", "text": "Treo băng rôn, khẩu hiệu."}
    return PlanTask.objects.create(edition=week, department=doer or department(), **(values | fields))


def legal_basis(**fields: Any) -> LegalBasis:
    """Return a basis that has been in force since 2023."""
    values = {
        "number": f"{next(NUMBERS)}/KH-UBND",
        "title": "Kế hoạch tổ chức Tuần lễ",
        "issuer": "Uỷ ban nhân dân",
        "issued_on": date(2023, 10, 2),
    }
    return LegalBasis.objects.create(**(values | fields))
