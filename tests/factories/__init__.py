"""What tests are made of: plain functions whose every argument has a working default."""

from tests.factories.files import picture, picture_bytes
from tests.factories.honours import approve, bring, commendation, commendation_round, number
from tests.factories.pages import (
    BODY,
    activity,
    book_list,
    guide,
    initiative,
    many_stories,
    page,
    profile,
    programme,
    reading_model,
    resource,
    standard_page,
    story,
    week_page,
)
from tests.factories.people import (
    PASSWORD,
    consent,
    department,
    edition,
    legal_basis,
    person,
    plan_task,
    user,
)
from tests.factories.sharing import share_record

__all__ = [
    "BODY",
    "PASSWORD",
    "activity",
    "approve",
    "book_list",
    "bring",
    "commendation",
    "commendation_round",
    "consent",
    "department",
    "edition",
    "guide",
    "initiative",
    "legal_basis",
    "many_stories",
    "number",
    "page",
    "person",
    "picture",
    "picture_bytes",
    "plan_task",
    "profile",
    "programme",
    "reading_model",
    "resource",
    "share_record",
    "standard_page",
    "story",
    "user",
    "week_page",
]
