"""Before a page goes public: what keeps it back, what is advised, and the panel that says both."""

import json
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import streamfield

from accounts.roles import Role
from core.advice import ADVICE_HOOK, Advice, advice
from core.documents import SchoolDocument
from core.publishing import obstacles, refuse_with_obstacles, unscheduled_drafts, unscheduled_moment
from core.publishing.prospect import DESCRIBE_HOOK, Note
from core.vietnamese import SCHOOL_TIME_ZONE
from home.models import HomePage
from honors.models import ProfilePage
from news.models import NewsIndexPage, StoryPage
from tests import factories
from tests.module_school import school_for_the_module
from workflow.models import ScheduleFailure
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

LATER = datetime(2035, 10, 5, 7, 30, tzinfo=SCHOOL_TIME_ZONE)
LATER_WORDS = "7:30, thứ Sáu 5/10/2035 (giờ Việt Nam)"


def draft(**fields) -> StoryPage:
    page = factories.story(live=False, first_published_at=None, last_published_at=None, **fields)
    page.save_revision()
    return page


def link(kind: str, number: int) -> tuple[str, RichText]:
    return ("paragraph", RichText(f'<p>Xem <a linktype="{kind}" id="{number}">ở đây</a>.</p>'))


def document() -> SchoolDocument:
    return SchoolDocument.objects.create(title="Phiếu", file=ContentFile(b"phieu", name="phieu.txt"))


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(page: StoryPage, **changes) -> dict[str, str]:
    own = {"title": page.title, "slug": page.slug, "lead": page.lead}
    return factories.story_form(**own | changes)


@pytest.fixture
def editor(client):
    client.force_login(factories.user(Role.EDITOR))
    return client


# --- What keeps a page back --------------------------------------------------------------------


def blocked_places(page) -> list[str]:
    return [obstacle.field for obstacle in obstacles(page)]


def test_a_picture_without_words_keeps_a_page_back_wherever_it_stands(school):
    picture = factories.picture(description="")
    shown = {"image": picture, "alt_text": "", "decorative": False, "caption": ""}
    assert blocked_places(draft(picture=picture)) == ["picture_alt"]
    assert blocked_places(draft(body=[("picture", shown)])) == ["body"]
    gallery = {"pictures": [shown, shown | {"decorative": True}], "caption": ""}
    assert blocked_places(draft(body=[("gallery", gallery)])) == ["body"]
    assert blocked_places(draft(body=[("picture", shown | {"alt_text": "Các em đọc."})])) == []
    assert blocked_places(draft(picture=picture, picture_is_decorative=True)) == []


def test_a_link_to_what_was_deleted_keeps_a_page_back(school):
    other, file = factories.story(), document()
    page = draft(
        body=[
            link("page", other.pk),
            link("document", file.pk),
            ("button", {"label": "Xem", "page": other, "url": ""}),
            ("document", {"document": file, "title": ""}),
        ]
    )
    assert obstacles(page.get_latest_revision_as_object()) == []
    other.delete()
    file.delete()
    found = obstacles(page.get_latest_revision_as_object())
    assert [obstacle.field for obstacle in found] == ["body"] * 4
    assert len({obstacle.path for obstacle in found}) == 4, "each leads to its own block"


def test_a_story_without_a_word_keeps_itself_back(school):
    assert blocked_places(draft(lead="", body=[])) == ["body"]
    assert blocked_places(draft(lead="Nghỉ học ngày mai.", body=[])) == []
    assert blocked_places(factories.activity(lead="", body=[])) == [], "an activity has its date and place"


def test_the_form_publish_and_the_runner_refuse_alike(school, editor):
    picture = factories.picture(description="")
    page = draft(picture=picture)
    answer = editor.post(edit_url(page), form_of(page, picture=str(picture.pk)) | {"action-publish": "1"})
    assert list(answer.context["form"].errors) == ["picture_alt"]
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    run_due()
    page.refresh_from_db()
    assert not page.live
    assert "tả ảnh" in ScheduleFailure.objects.get().reason


def test_a_draft_may_still_lack_it_all(school, editor):
    page, picture = draft(), factories.picture(description="")
    blocks = [
        ("picture", {"image": str(picture.pk), "alt_text": "", "caption": ""}),
        ("button", {"label": "Xem", "page": "", "url": ""}),
    ]
    data = form_of(page, picture=str(picture.pk), body=streamfield(blocks))
    answer = editor.post(edit_url(page), data, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["success"]


# --- What is advised ---------------------------------------------------------------------------


def test_advice_is_found_at_its_place_and_keeps_nothing_back(school):
    hidden = draft(title="Chưa xong")
    page = draft(
        title="CẢ TRƯỜNG CÙNG ĐỌC SÁCH MỖI SÁNG!!",
        lead="",
        body=[
            ("heading", {"text": "Nhỏ trước", "level": "h3"}),
            link("page", hidden.pk),
            ("paragraph", RichText("<p>Xem https://example.org nhé.</p>")),
        ],
    ).get_latest_revision_as_object()
    heading, linked, bare = (child.id for child in page.body)
    places = {one.place for one in advice(page)}
    assert {
        "title",
        "lead",
        "picture",
        "department",
        "edition",
        f"body.{heading}.level",
        f"body.{linked}",
        f"body.{bare}",
    } <= places
    refuse_with_obstacles(page)


def test_rooms_above_add_advice_and_notes(school, editor):
    page = draft()
    with (
        hooks.register_temporarily(ADVICE_HOOK, lambda page: [Advice("Của phòng trên.", "lead")]),
        hooks.register_temporarily(DESCRIBE_HOOK, lambda page, user: [Note("Đã trễ 12 phút.", is_loud=True)]),
    ):
        text = editor.get(edit_url(page)).content.decode()
    assert "Của phòng trên." in text
    assert "Đã trễ 12 phút." in text


@pytest.mark.parametrize("ask", [advice, obstacles])
def test_the_number_of_queries_is_constant(school, ask):
    def story_with(number: int) -> StoryPage:
        picture = factories.picture(description="Các em.")
        blocks = []
        for _each in range(number):
            blocks += [
                link("page", draft().pk),
                link("document", document().pk),
                ("button", {"label": "Xem", "page": factories.story(), "url": ""}),
                ("picture", {"image": picture, "alt_text": "", "decorative": False, "caption": ""}),
            ]
        return draft(body=blocks)

    counts = []
    for number in (1, 6):
        page = StoryPage.objects.get(pk=story_with(number).pk)
        with CaptureQueriesContext(connection) as queries:
            ask(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- The panel ---------------------------------------------------------------------------------


def panel_of(answer):
    """Return our panel's context: proof that Wagtail still asks ``get_side_panels``."""
    panel = next(one for one in answer.context["side_panels"] if one.name == "before-publishing")
    return panel.get_context_data({"form": answer.context["form"], "request": answer.wsgi_request})


def test_it_stands_on_the_form_of_a_new_page_and_of_a_stored_one(school, editor):
    add = reverse("wagtailadmin_pages:add", args=["news", "storypage", NewsIndexPage.objects.get().pk])
    new = editor.get(add)
    assert 'data-side-panel="before-publishing"' in new.content.decode()
    assert [item.place for item in panel_of(new)["blocking"]] == ["title", "body"]
    page = draft()
    stored = editor.get(edit_url(page))
    assert panel_of(stored)["blocking"] == []
    assert "bài hiện lên trang ngay" in stored.content.decode()
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision_id])
    assert 'data-side-panel="before-publishing"' in editor.get(revert).content.decode()


def test_every_kind_of_page_has_it_from_the_first_moment(school, client):
    client.force_login(factories.user(is_superuser=True))
    kinds = [model for model in get_page_models() if model is not Page and model.max_count is None]
    assert len(kinds) >= 9
    for model in kinds:
        parent = model.allowed_parent_page_models()[0].objects.get()
        answer = client.get(
            reverse("wagtailadmin_pages:add", args=[*model._meta.label_lower.split("."), parent.pk])
        )
        places = [item.place for item in panel_of(answer)["blocking"]]
        assert "title" in places, model
        assert (model is ProfilePage) == ("person" in places)


def test_each_line_leads_to_its_field(school, editor):
    page = draft(picture=factories.picture(description=""))
    text = editor.get(edit_url(page)).content.decode()
    assert 'data-before-publishing-place-param="picture_alt"' in text
    assert 'data-before-publishing-place-param="department"' in text


def test_autosave_brings_the_panel_anew(school, editor):
    page = draft()
    data = form_of(page, title="CẢ TRƯỜNG CÙNG ĐỌC SÁCH", go_live_at="05-10-35 7h30")
    html = editor.post(edit_url(page), data, headers={"accept": "application/json"}).json()["html"]
    assert "viết toàn chữ hoa" in html
    assert f"bài sẽ hiện lên trang lúc {LATER_WORDS}" in html
    assert "CHƯA hẹn đăng" in html
    assert 'data-before-publishing-later-value="true"' in html


def test_what_the_form_refuses_is_in_the_list_and_what_was_typed_stays(school, editor):
    page = draft()
    answer = editor.post(
        edit_url(page), form_of(page, title="đ" * 300, lead="Sa-pô của tôi.", go_live_at="mai")
    )
    assert {"title", "go_live_at"} <= {item.place for item in panel_of(answer)["blocking"]}
    text = answer.content.decode()
    assert "đ" * 300 in text
    assert "Sa-pô của tôi." in text
    assert 'value="mai"' in text


def test_it_says_who_will_see_the_page(school, editor):
    page = draft()
    assert "Ai xem được: mọi người." in editor.get(edit_url(page)).content.decode()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password", password="bí mật")
    text = editor.get(edit_url(page)).content.decode()
    assert "Ai xem được: chỉ người có mật khẩu." in text
    assert "mọi người" not in text


def test_who_may_not_edit_gets_no_panel(school, client):
    client.force_login(factories.user(Role.LIBRARIAN))
    assert client.get(edit_url(draft())).status_code == 302
    client.logout()
    assert "/login/" in client.get(edit_url(draft())).headers["Location"]


def test_looking_writes_nothing(school, editor):
    page = draft(go_live_at=LATER)
    editor.get(edit_url(page))  # Wagtail remembers that somebody is at the page
    before = (page.revisions.count(), Page.objects.get(pk=page.pk).latest_revision_id)
    editor.get(edit_url(page))
    assert (page.revisions.count(), Page.objects.get(pk=page.pk).latest_revision_id) == before


# --- The draft with a moment that nothing keeps ------------------------------------------------


def test_a_moment_that_was_never_scheduled_is_found(school):
    page = draft(go_live_at=LATER)
    assert unscheduled_moment(page.get_latest_revision_as_object()) == LATER
    assert [(found.page.pk, found.moment) for found in unscheduled_drafts()] == [(page.pk, LATER)]


def test_a_new_moment_in_the_draft_of_a_live_page_is_found(school):
    page = factories.story()
    page.go_live_at = LATER
    page.save_revision()
    assert unscheduled_moment(page.get_latest_revision_as_object()) == LATER
    assert [found.page.pk for found in unscheduled_drafts()] == [page.pk]


def test_what_is_scheduled_live_or_long_past_is_not(school):
    scheduled = draft(go_live_at=LATER)
    scheduled.get_latest_revision().publish()
    went_live_at_it = draft(go_live_at=timezone.now() + timedelta(seconds=1))
    went_live_at_it.go_live_at = timezone.now() - timedelta(hours=1)
    went_live_at_it.save_revision().publish()
    taken_down = factories.story(
        live=False, go_live_at=timezone.now() - timedelta(days=2), last_published_at=timezone.now()
    )
    draft()
    for page in (scheduled, went_live_at_it, taken_down):
        assert unscheduled_moment(Page.objects.get(pk=page.pk).specific) is None
    assert unscheduled_drafts() == []


def test_a_moment_that_passed_unscheduled_is_found_too(school):
    moment = timezone.now() - timedelta(minutes=12)
    page = draft(go_live_at=moment)
    assert unscheduled_moment(page.get_latest_revision_as_object()) == moment
    assert len(unscheduled_drafts()) == 1


def test_the_drafts_are_found_in_one_query(school, django_assert_num_queries):
    for _each in range(5):
        draft(go_live_at=LATER)
    pages = Page.objects.child_of(NewsIndexPage.objects.get())
    with django_assert_num_queries(1):
        assert len(unscheduled_drafts(pages)) == 5
    assert unscheduled_drafts(Page.objects.child_of(HomePage.objects.get())) == []


def test_it_is_said_loudly_where_the_draft_is_edited(school, editor):
    answer = editor.get(edit_url(draft(go_live_at=LATER)))
    said = [str(message) for message in answer.context["messages"]]
    assert any(LATER_WORDS in text and "CHƯA hẹn đăng" in text for text in said)
    assert not list(editor.get(edit_url(draft())).context["messages"])


# --- Wagtail's own checks ----------------------------------------------------------------------


def test_the_checks_of_content_stay_on_and_speak_vietnamese(school, editor):
    answer = editor.get(edit_url(draft()))
    panel = next(one for one in answer.context["side_panels"] if one.name == "checks")
    configuration = panel.get_axe_configuration()
    rules = set(configuration["options"]["runOnly"])
    assert rules == set(ContentCheckerItem.axe_run_only)
    assert rules <= set(configuration["messages"]), "a rule without words of ours speaks English"
    with translation.override("en"):
        english = json.dumps(configuration["messages"], default=str)
    with translation.override("vi"):
        for messages in configuration["messages"].values():
            for words in map(str, messages.values()):
                assert f'"{words}"' not in english, words
