"""The school, the 2023 Week and what its plan asks."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from core.school_settings import SchoolSettings
from home.demo_loading.files import day, read
from week.models import Department, LegalBasis, PlanTask, Slogan, WeekEdition


@dataclass
class Plan:
    """The plan's rows by the keys of the data files."""

    edition: WeekEdition
    departments: dict[str, Department]
    tasks: dict[str, PlanTask]


def load_school() -> None:
    """Fill the school's settings, unless somebody has named the school."""
    settings = SchoolSettings.for_site(Site.objects.get(is_default_site=True))
    if settings.name != SchoolSettings._meta.get_field("name").default:
        return
    for name, value in read("school").items():
        setattr(settings, name, value)
    settings.save()


def load_plan(users: dict[Role, User]) -> Plan:
    """Return the 2023 Week with its departments and tasks; make what is missing.

    Args:
        users: The demo accounts: some of them look after tasks.
    """
    departments = {
        row["key"]: Department.objects.get_or_create(
            name=row["name"],
            defaults={name: row[name] for name in ("short_name", "summary", "sort_order")},
        )[0]
        for row in read("departments")
    }
    bases = {
        row["key"]: LegalBasis.objects.get_or_create(
            number=row["number"],
            defaults={
                "title": row["title"],
                "issuer": row["issuer"],
                "issued_on": day(row["issued_on"]),
                "in_force_from": day(row["in_force_from"]),
                "in_force_to": day(row["in_force_to"]),
                "url": row["url"],
            },
        )[0]
        for row in read("legal_bases")
    }
    data = read("edition-2023")
    edition, created = WeekEdition.objects.get_or_create(
        year=data["year"],
        defaults={
            "theme": data["theme"],
            "theme_highlight": data["theme_highlight"],
            "start_date": day(data["start_date"]),
            "end_date": day(data["end_date"]),
            "introduction": data["introduction"],
            "report_due_date": day(data["report_due_date"]),
            "report_recipient": data["report_recipient"],
        },
    )
    if created:
        edition.legal_bases.set([bases[key] for key in data["legal_bases"]])
        edition.save()
        Slogan.objects.bulk_create(
            Slogan(edition=edition, text=row["text"], sort_order=row["sort_order"]) for row in data["slogans"]
        )
    tasks = {}
    for row in read("plan_tasks"):
        tasks[row["key"]], created = PlanTask.objects.get_or_create(
            edition=edition,
            section=row["section"],
            title=row["title"],
            defaults={
                "department": departments[row["department"]],
                "sort_order": row["sort_order"],
                "text": row["text"],
                "due_date": day(row["due_date"]),
                "status": row["status"],
                "owner": users[Role(row["owner"])] if "owner" in row else None,
            },
        )
        if created:
            tasks[row["key"]].co_owners.set(users[Role(role)] for role in row.get("co_owners", []))
    return Plan(edition, departments, tasks)
