"""The ledger: what shows a task, attached from either side; where the tasks of a Week stand."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core.documents import SchoolDocument
from ledger.evidence import attach, evidence_of
from ledger.models import Evidence
from tests import factories
from tests.module_school import school_for_the_module
from week.models import PlanTask, WeekEdition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
WEEK = "/tuan-le-2023/"
OVERVIEW = "/admin/ke-hoach/don-doc/"


def fill() -> None:
    """The Week of 2023, two departments and a task of each."""
    week = factories.edition(year=2023)
    factories.week_page(week, slug="tuan-le-2023")
    union = factories.department(name="Công đoàn trường", short_name="Công đoàn", sort_order=1)
    library = factories.department(name="Thư viện trường", short_name="Thư viện", sort_order=2)
    factories.plan_task(week, union, title="Treo băng rôn", due_date=date(2023, 10, 4))
    factories.plan_task(week, library, title="Mở cửa thư viện", status="done")


school = school_for_the_module(fill)


@pytest.fixture
def banner():
    return PlanTask.objects.get(title="Treo băng rôn")


@pytest.fixture
def reading():
    return PlanTask.objects.get(title="Mở cửa thư viện")


@pytest.fixture
def editor(client):
    account = factories.user(Role.EDITOR)
    client.force_login(account)
    return account


def titles(task) -> list[str]:
    return [item.title for item in evidence_of(task.edition)[task.pk]]


def name_of(thing) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def post(client, screen, task, **data):
    return client.post(reverse(f"ledger:{screen}", args=[task.pk]), data, follow=True)


# --- What shows a task -------------------------------------------------------------------------


def test_a_story_is_evidence_once_whichever_way_it_came_and_only_while_it_is_live(banner):
    story = factories.story(title="Băng rôn ở cổng")
    draft = factories.story(title="Bản nháp", live=False)
    for page in (story, draft):
        page.tasks.set([banner])
        page.save()
        attach(banner, page, None)
    assert titles(banner) == ["Băng rôn ở cổng"]
    draft.save_revision().publish()
    assert set(titles(banner)) == {"Bản nháp", "Băng rôn ở cổng"}


def test_everything_that_the_plan_counts_may_be_evidence(banner):
    story = factories.story()
    things = [
        story,
        factories.activity(),
        factories.profile(),
        factories.initiative(),
        factories.resource(),
        factories.picture(),
        factories.share_record(story),
        factories.commendation(round=factories.commendation_round(banner.edition)),
    ]
    for thing in things:
        attach(banner, thing, None)
    items = evidence_of(banner.edition)[banner.pk]
    assert {(item.model, item.pk) for item in items} == {
        (thing._meta.label_lower, thing.pk) for thing in things
    }
    public = {item.model for item in items if item.is_public}
    assert "honors.commendation" not in public
    assert "news.storypage" in public


def test_as_many_queries_for_many_as_for_one(banner, reading):
    def number() -> int:
        with CaptureQueriesContext(connection) as captured:
            evidence_of(banner.edition)
        return len(captured)

    def more() -> None:
        story = factories.story()
        story.tasks.set([banner])
        story.save()
        for thing in (factories.activity(), factories.share_record(story), factories.resource()):
            attach(reading, thing, None)
            attach(banner, thing, None)

    more()
    number()
    few = number()
    for _ in range(4):
        more()
    assert number() == few


def test_what_is_deleted_shows_nothing(banner):
    record = factories.share_record(factories.story())
    page = factories.resource()
    for thing in (record, page):
        attach(banner, thing, None)
    record.delete()
    page.delete()
    assert not Evidence.objects.exists()


# --- From the task's side ----------------------------------------------------------------------


def test_two_people_attach_the_same_thing(client, editor, banner):
    story = factories.story(title="Băng rôn ở cổng", edition=banner.edition)
    screen = client.get(reverse("ledger:task", args=[banner.pk])).content.decode()
    assert f'value="{name_of(story)}"' in screen, "it is suggested"
    for account in (editor, factories.user(Role.LIBRARIAN)):
        client.force_login(account)
        answer = post(client, "attach", banner, thing=name_of(story))
        assert answer.status_code == 200
        assert "Băng rôn ở cổng" in answer.content.decode()
    assert Evidence.objects.get().added_by == editor


def test_what_was_taken_off_can_be_put_back_with_its_note(client, editor, banner):
    picture = factories.picture(title="Ảnh băng rôn")
    post(client, "attach", banner, picture=picture.pk, note="Ở cổng trường")
    answer = post(client, "detach", banner, thing=name_of(picture))
    assert not Evidence.objects.exists()
    assert "Gắn lại" in answer.content.decode()
    post(client, "attach", banner, thing=name_of(picture), note="Ở cổng trường")
    assert Evidence.objects.get().note == "Ở cổng trường"
    assert "Gắn lại" not in client.get(reverse("ledger:task", args=[banner.pk])).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"page": "1"},
        {"page": "không phải số"},
        {"thing": "news.storypage:0"},
        {"thing": "news.storypage:" + "9" * 40},
        {"thing": "accounts.user:1"},
        {"thing": "\x00"},
    ],
)
def test_bad_input_attaches_nothing_and_is_no_error(client, editor, banner, data):
    answer = post(client, "attach", banner, **data)
    assert answer.status_code in {200, 422}
    assert not Evidence.objects.exists()
    assert post(client, "detach", banner, **data).status_code == 200


def test_an_owner_attaches_to_the_own_task_and_to_no_other(client, banner, reading):
    owner = factories.user(Role.CLERK)
    banner.co_owners.add(owner)
    client.force_login(owner)
    story = factories.story()
    assert post(client, "attach", banner, thing=name_of(story)).status_code == 200
    assert post(client, "attach", reading, thing=name_of(story)).status_code == 403
    assert post(client, "status", banner, status="done").status_code == 403
    assert list(Evidence.objects.values_list("task", flat=True)) == [banner.pk]


def test_a_name_that_is_not_public_is_hidden_from_who_may_not_read_it(client, banner):
    award = factories.commendation(round=factories.commendation_round(banner.edition))
    attach(banner, award, None)
    address = reverse("ledger:task", args=[banner.pk])
    for role, is_shown in ((Role.LIBRARIAN, False), (Role.PRINCIPAL, True)):
        client.force_login(factories.user(role))
        assert (award.recipient in client.get(address).content.decode()) == is_shown


def test_a_form_offers_no_way_to_the_week_it_names(client, banner):
    client.force_login(factories.user(Role.LIBRARIAN))
    html = client.get(reverse("wagtailsnippets_week_plantask:edit", args=[banner.pk])).content.decode()
    assert f'value="{banner.edition_id}"' in html
    assert "/admin/snippets/week/weekedition/edit/" not in html
    assert "/admin/snippets/week/department/edit/" not in html


# --- From the thing's side ---------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PRINCIPAL, Role.CLERK])
def test_no_evidence_leads_where_its_reader_may_not_go(client, banner, role):
    story = factories.story(edition=banner.edition)
    things = [
        story,
        factories.picture(),
        factories.share_record(story),
        factories.commendation(round=factories.commendation_round(banner.edition)),
    ]
    for thing in things:
        attach(banner, thing, None)
    client.force_login(factories.user(role))
    html = client.get(reverse("ledger:task", args=[banner.pk])).content.decode()
    items = html.partition('id="dang-co"')[2]
    ways = re.findall(r'class="ledger-task-words">\s*<p>\s*<a href="([^"]+)"', items)
    assert len(ways) >= (len(things) if role == Role.EDITOR else 1), ways
    assert all(client.get(address).status_code == 200 for address in ways), ways


def test_a_story_is_asked_to_which_tasks_it_belongs(client, editor, banner, reading):
    story = factories.story(edition=banner.edition)
    other = factories.plan_task(factories.edition(year=2024))
    attach(other, story, None)
    editing = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    address = reverse("ledger:thing", args=["news.storypage", story.pk])
    assert address in editing
    assert client.get(address).context["edition"] == banner.edition
    for ticked in ([banner.pk, reading.pk], [reading.pk]):
        client.post(address, {"tuan": "2023", "tasks": [*ticked, "x"]})
        kept = Evidence.objects.filter(task__edition=banner.edition).values_list("task", flat=True)
        assert sorted(kept) == sorted(ticked)
    assert Evidence.objects.filter(task=other).exists(), "another Week's tasks are left alone"


def test_a_picture_and_a_document_lead_to_their_tasks(client, editor, banner):
    plan = SchoolDocument.objects.create(title="Kế hoạch", file=ContentFile(b"%PDF-1.4", name="ke-hoach.pdf"))
    things = {"wagtailimages:edit": factories.picture(), "wagtaildocs:edit": plan}
    for screen, thing in things.items():
        address = reverse("ledger:thing", args=[thing._meta.label_lower, thing.pk])
        assert f'href="{address}"' in client.get(reverse(screen, args=[thing.pk])).content.decode()
        client.post(address, {"tasks": [str(banner.pk)]})
    assert sorted(titles(banner)) == sorted(thing.title for thing in things.values())
    client.force_login(factories.user(Role.PRIVACY))  # looks after files, changes no task
    for screen, thing in things.items():
        answer = client.get(reverse(screen, args=[thing.pk]))
        assert answer.status_code == 200
        assert "minh-chung" not in answer.content.decode()


def test_a_draft_of_somebody_else_and_what_is_no_evidence_are_not_found(client, banner):
    client.force_login(factories.user(Role.LIBRARIAN))
    draft = factories.story(live=False)
    for name, key in (("news.storypage", draft.pk), ("accounts.user", 1), ("x", 1)):
        assert client.get(reverse("ledger:thing", args=[name, key])).status_code == 404


# --- Đôn đốc -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.EDITOR, Role.LIBRARIAN, Role.ADMIN])
def test_where_the_tasks_stand(client, banner, reading, role):
    client.force_login(factories.user(role))
    attach(reading, factories.story(), None)
    with time_machine.travel("2023-10-06 08:00:00+07:00"):
        answer = client.get(OVERVIEW, {"tuan": "2023"})
    school = answer.context["school"]
    assert (school.total, school.done, school.without) == (2, 1, 1)
    assert dict(school.words) == {"done": 1, "late": 1}
    may_change = role != Role.PRINCIPAL
    assert ('name="status"' in answer.content.decode()) == may_change


def test_whoever_may_not_look_at_the_plan_is_refused(client, banner):
    client.force_login(factories.user(Role.PRIVACY))
    assert client.get(OVERVIEW).status_code == 403
    assert client.get(reverse("ledger:task", args=[banner.pk])).status_code == 403


@pytest.mark.parametrize(
    "query", [{"tuan": "x"}, {"tuan": "9" * 30}, {"loc": "'"}, {"tuan": "\x00", "loc": "late"}]
)
def test_an_odd_address_shows_the_newest_week(client, editor, query):
    answer = client.get(OVERVIEW, query)
    assert answer.status_code == 200
    assert answer.context["edition"] == WeekEdition.objects.first()


def test_a_school_without_a_week_or_a_task_is_told_so(client, editor):
    factories.edition(year=2030)
    assert "chưa có nhiệm vụ nào" in client.get(OVERVIEW).content.decode()
    PlanTask.objects.all().delete()
    assert client.get(OVERVIEW, {"tuan": "2023"}).status_code == 200


def test_the_screen_takes_as_many_queries_for_many_tasks_as_for_few(client, editor, banner):
    def number() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(OVERVIEW, {"tuan": "2023"})
        return len(captured)

    banner.owner = editor
    banner.save()
    attach(banner, factories.story(), None)
    number()
    few = number()
    for _ in range(6):
        task = factories.plan_task(banner.edition, owner=factories.user())
        task.co_owners.add(factories.user())
        attach(task, factories.story(), None)
    assert number() == few


def test_one_click_changes_a_state_and_comes_back(client, editor, banner):
    answer = client.post(reverse("ledger:status", args=[banner.pk]), {"status": "in_progress", "loc": "late"})
    assert answer.url == f"{OVERVIEW}?tuan=2023&loc=late#viec-{banner.pk}"
    banner.refresh_from_db()
    assert banner.status == "in_progress"
    post(client, "status", banner, status="'")
    banner.refresh_from_db()
    assert banner.status == "in_progress"
