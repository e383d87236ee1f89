"""The demo: the 2023 Week, whole, once, and with nobody real in it."""

import json
import re
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import override_settings
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, Revision

from accounts.models import User
from core.images import SchoolImage
from core.vietnamese import fold_words
from home.demo_loading import is_loaded, load_demo
from home.models import ActivityPage, HomePage, StandardPage, WeekPage
from honors import approval
from honors.models import (
    Commendation,
    CommendationRound,
    DecisionNumber,
    InitiativePage,
    ProfilePage,
    RoundState,
)
from ledger.evidence import evidence_of
from ledger.models import Evidence
from news.models import Article, StoryPage, Writer
from people.models import Person
from resources.models import BookListPage, GuidePage, OnlineProgrammePage, ReadingModelPage, ResourcePage
from tests.module_school import school_for_the_module
from week.models import Department, LegalBasis, PlanTask, Slogan, WeekEdition

pytestmark = pytest.mark.django_db

DUTIES = Path(__file__).resolve().parents[1] / "data" / "plan-2023-duties.txt"
ROLES = {"editor", "librarian", "principal", "clerk", "privacy", "admin", "writer"}


@pytest.fixture(scope="module")
def accounts(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("accounts") / "data" / "demo-accounts.json"


def load_without_sizes() -> None:
    """Load the demo as `serve` does: the sizes of its pictures wait for the worker."""
    waiting = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    with (
        override_settings(TASKS={**settings.TASKS, "background": waiting}),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(
            "home.demo_loading.pictures.WIDTH", 640
        )  # nobody looks at them here, and drawing takes long
        load_demo()


school = school_for_the_module(load_without_sizes)

MODELS = [
    *[Page, Revision, StoryPage, ActivityPage, ProfilePage, InitiativePage, ResourcePage, Commendation],
    *[CommendationRound, DecisionNumber, ModelLogEntry],
    *[OnlineProgrammePage, GuidePage, ReadingModelPage, BookListPage, Person, PlanTask, Department],
    *[LegalBasis, Slogan, WeekEdition, SchoolImage, User, Evidence, Writer, Article],
]


def test_the_demo_is_as_large_as_was_asked_for(school):
    at_least = {
        StoryPage: 14,
        ActivityPage: 8,
        ProfilePage: 8,
        InitiativePage: 2,
        Commendation: 10,
        ResourcePage: 24,
        OnlineProgrammePage: 2,
        GuidePage: 2,
        ReadingModelPage: 2,
        BookListPage: 1,
    }
    counts = {model: model.objects.count() for model in at_least}
    assert {model.__name__: count for model, count in counts.items() if count < at_least[model]} == {}


def test_one_round_is_public_one_waits_for_the_principal_one_is_being_put_together(school):
    rounds = {stands.state: stands for stands in CommendationRound.objects.all()}
    assert set(rounds) == {RoundState.LIVE, RoundState.WITH_PRINCIPAL, RoundState.DRAFT}
    assert CommendationRound.objects.count() == 3
    awarded = rounds[RoundState.LIVE].commendations.all()
    assert Commendation.objects.approved().count() == len(awarded) >= 3
    assert rounds[RoundState.WITH_PRINCIPAL].commendations.standing().count() >= 2
    assert rounds[RoundState.DRAFT].commendations.exists()
    assert approval.holds(rounds[RoundState.LIVE])


def test_the_public_round_went_through_every_step_by_whom_it_belongs(school):
    public = CommendationRound.objects.get(state=RoundState.LIVE)
    assert (public.decision_number, public.decision_date) == (45, date(2023, 10, 7))
    assert public.decision_label == f"45/{public.decision_symbol}"
    log = ModelLogEntry.objects.for_instance(public).order_by("timestamp", "pk")
    taken = [
        (entry.action.removeprefix("honors."), entry.user.groups.get().name)
        for entry in log
        if entry.action.startswith("honors.")
    ]
    assert taken == [
        ("propose", "Biên tập viên"),
        ("submit", "Biên tập viên"),
        ("approve", "Hiệu trưởng"),
        ("number", "Văn thư"),
        ("publish", "Biên tập viên"),
    ]
    for award in public.commendations.all():
        assert re.fullmatch(r"[0-9a-f]{32}", award.token)
    numbers = public.commendations.order_by("position").values_list("certificate_number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    register = DecisionNumber.objects.filter(year=2023).order_by("number")
    assert list(register.values_list("number", flat=True)) == list(range(1, 46)), "no gap, none twice"
    assert register.filter(round__isnull=False).get().round == public


def test_the_demo_knows_that_it_is_there(school):
    assert is_loaded()
    assert HomePage.objects.get().edition.year == 2023


def test_a_second_run_adds_nothing(school):
    before = {model: model.objects.count() for model in MODELS}
    counts = load_demo()
    assert {model: model.objects.count() for model in MODELS} == before
    assert not any(counts.values())


def test_what_somebody_changed_stays(school):
    story = StoryPage.objects.first()
    StoryPage.objects.filter(pk=story.pk).update(title="Tên do cô giáo đặt")
    load_demo()
    assert StoryPage.objects.get(pk=story.pk).title == "Tên do cô giáo đặt"


def test_accounts_are_written_for_their_owner_alone_and_keep_their_passwords(school, accounts):
    load_demo(accounts)
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    first = json.loads(accounts.read_text())
    assert set(first) == ROLES
    for account in first.values():
        assert len(account["password"]) >= 12
        assert authenticate(username=account["username"], password=account["password"])
    load_demo(accounts)
    assert json.loads(accounts.read_text()) == first
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    assert list(accounts.parent.iterdir()) == [accounts], "nothing half-written is left"


def test_passwords_differ_between_folders(school, tmp_path):
    load_demo(tmp_path / "one.json")
    load_demo(tmp_path / "two.json")
    first, second = (json.loads((tmp_path / name).read_text()) for name in ("one.json", "two.json"))
    assert all(first[role]["password"] != second[role]["password"] for role in ROLES)


def test_without_a_file_nobody_can_sign_in(school):
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_one_story_waits_for_its_moment(school):
    waiting = StoryPage.objects.filter(live=False)
    assert waiting.count() == 1
    moment = waiting.get().revisions.get().approved_go_live_at
    assert moment is not None
    # Loaded some seconds ago: it is still to come.
    assert moment > timezone.now()


def test_every_picture_says_what_it_shows(school):
    pictures = list(SchoolImage.objects.all())
    assert len(pictures) >= 5
    assert [picture.title for picture in pictures if not picture.description] == []
    for model in (
        StoryPage,
        ActivityPage,
        ProfilePage,
        InitiativePage,
        ResourcePage,
        GuidePage,
        ReadingModelPage,
    ):
        for page in model.objects.filter(picture__isnull=False):
            assert page.picture_text, page.title


def test_every_picture_in_a_body_says_what_it_shows(school):
    seen = 0
    for model in (StoryPage, ActivityPage, ProfilePage, InitiativePage, GuidePage, StandardPage, WeekPage):
        for page in model.objects.all():
            for block in page.body:
                values = [block.value] if block.block_type == "picture" else []
                if block.block_type == "gallery":
                    values = list(block.value["pictures"])
                for value in values:
                    seen += 1
                    assert value.text, page.title
    assert seen >= 3


def test_nobody_in_the_demo_is_real(school):
    assert Person.objects.count() >= 8
    assert not Person.objects.filter(is_illustration=False).exists()


def test_the_legal_bases_are_those_of_the_plan(school):
    numbers = {basis.number for basis in WeekEdition.objects.get().legal_bases.all()}
    assert numbers == {"1964/GDDT", "4114/KH-UBND"}
    for basis in LegalBasis.objects.all():
        assert basis.issued_on in {date(2023, 10, 3), date(2023, 10, 2)}


def test_the_week_is_that_of_the_plan(school):
    week = WeekEdition.objects.get()
    assert week.theme == "Xây dựng năng lực tự học trong kỷ nguyên số"
    assert (week.start_date, week.end_date) == (date(2023, 10, 2), date(2023, 10, 8))
    assert week.report_due_date == date(2023, 10, 13), "“trước ngày 14/10” means the 13th"
    assert len(week.slogans.all()) >= 3


def test_every_duty_of_the_plan_is_somebody_s_task(school):
    lines = [line for line in DUTIES.read_text(encoding="utf-8").splitlines() if line]
    duties = [line for line in lines if not re.match(r"(?:[IVX]+|\d)\. ", line)]
    assert len(duties) >= 20
    tasks = fold_words(" ".join(PlanTask.objects.order_by("sort_order").values_list("text", flat=True)))
    missing = [
        clause
        for duty in duties
        for clause in map(fold_words, re.split(r"[;.](?:\s|$)", duty))
        if clause and clause not in tasks
    ]
    assert missing == []


def test_every_department_of_the_plan_has_tasks(school):
    assert Department.objects.count() >= 5
    assert [str(doer) for doer in Department.objects.all() if not doer.tasks.exists()] == []


def test_every_task_is_shown_by_a_page_or_is_still_to_do(school):
    shown = set(StoryPage.tasks.through.objects.values_list("plantask", flat=True))
    shown |= set(ActivityPage.tasks.through.objects.values_list("plantask", flat=True))
    done = PlanTask.objects.filter(status="done")
    assert done.exists()
    assert [task.title for task in done if task.pk not in shown] == []


def test_somebody_looks_after_most_tasks_and_things_of_several_kinds_show_them(school):
    week = WeekEdition.objects.get()
    owned = week.tasks.exclude(owner=None)
    assert week.tasks.count() * 3 // 4 <= owned.count() < week.tasks.count()
    assert owned.values("owner").distinct().count() >= 4
    assert week.tasks.exclude(co_owners=None).exists()
    attached = [item for items in evidence_of(week).values() for item in items if item.row]
    assert len({item.model for item in attached}) >= 6
    # Whether a picture is public the worker finds out, which does not run here.
    pages = [item for item in attached if item.model != SchoolImage._meta.label_lower]
    assert [item.title for item in pages if not item.is_public] == []


def test_one_activity_is_always_ahead_and_takes_sign_ups(school):
    ahead = ActivityPage.objects.get(takes_signups=True)
    assert timedelta(days=2) < ahead.starts_at - timezone.now() < timedelta(days=11)
    assert ahead.first_published_at <= timezone.now()
    assert ahead.places.left == ahead.capacity > 0
    assert ahead.edition is None, "it is in no report of 2023"


def test_every_page_of_the_demo_could_be_saved_by_an_editor(school):
    """The loader sets fields past the forms: the models' own rules hold all the same."""
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()


def test_every_slug_is_ascii_and_every_page_has_a_description(school):
    for page in Page.objects.filter(depth__gt=1).specific():
        assert re.fullmatch(r"[a-z0-9-]+", page.slug), page.slug
        assert page.search_description, page.title
