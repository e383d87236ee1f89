"""No child is shown without a consent in force, and who takes it back is gone everywhere at once."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import Role
from core.documents import SchoolDocument
from core.private_files import PrivateStorage
from core.renditions import make_missing
from home.models import HomePage
from honors.models import HonorsIndexPage
from news.models import NewsIndexPage, StoryPage
from people.gate import missing_consents, showable
from people.models import Channel, Consent, Person, PictureSubject, Purpose, TakenDown
from people.takedown import enforce
from people.views.consents import withdraw
from tests import factories
from tests.module_school import school_for_the_module
from workflow.models import ScheduleFailure
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

NAME = "Nguyễn Hoàng Bảo Trâm"


@pytest.fixture
def child(school):
    return factories.person(full_name=NAME, display_name="Bảo Trâm", unit="lớp 3/2")


def consent(child, purpose=Purpose.STORY, channels=("website",), **fields) -> Consent:
    today = timezone.localdate()
    values = {"guardian_name": "Trần Thị Mẹ", "guardian_signed_on": today, "child_agreed_on": today}
    made = Consent(person=child, purpose=purpose, channels=list(channels), **(values | fields))
    made.full_clean()
    made.save()
    return made


def story_naming(child, **fields) -> StoryPage:
    page = factories.story(title=f"Chuyện của {child.full_name}", live=False, **fields)
    page.save_revision()
    return page


# --- The gate ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (None, "chưa có phiếu đồng ý"),
        ({"withdrawn_at": timezone.now()}, "đã rút lại đồng ý"),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, "phiếu đồng ý đã hết giá trị"),
        ({"guardian_signed_on": None}, "chưa có chữ ký của cha mẹ"),
        ({"child_agreed_on": None}, "chính em đồng ý"),
        ({"purpose": Purpose.HONOUR}, "chưa có phiếu đồng ý"),
        ({"channels": ["board"]}, "chưa có phiếu đồng ý"),
        ({}, ""),
        ({"expires_on": timezone.localdate()}, ""),
    ],
)
def test_what_is_missing_is_said_and_the_query_says_the_same(child, fields, why):
    if fields is not None:
        today = timezone.localdate()
        values = {
            "purpose": Purpose.STORY,
            "channels": ["website"],
            "guardian_name": "Trần Thị Mẹ",
            "guardian_signed_on": today,
            "child_agreed_on": today,
        }
        Consent.objects.create(person=child, **(values | fields))
    gaps = missing_consents([child], Purpose.STORY, Channel.WEBSITE)
    assert bool(gaps) == bool(why)
    assert why in (gaps[0].why if gaps else "")
    profile = factories.profile(person=child)
    shown = type(profile).objects.filter(showable(Purpose.STORY, Channel.WEBSITE)).exists()
    assert shown == (not why)


@pytest.mark.parametrize(("years", "allowed"), [(6, True), (7, False), (None, False)])
def test_from_seven_years_the_child_agrees_too(child, years, allowed):
    today = timezone.localdate()
    child.birth_date = today - timedelta(days=years * 366 + 3) if years else None
    if years == 6:
        child.birth_date = today - timedelta(days=6 * 366)
    child.save()
    made = Consent(
        person=child,
        purpose=Purpose.STORY,
        channels=["website"],
        guardian_name="Trần Thị Mẹ",
        guardian_signed_on=today,
    )
    if allowed:
        made.full_clean()
    else:
        with pytest.raises(ValidationError, match="7 tuổi"):
            made.full_clean()
    made.save()
    assert bool(missing_consents([child], Purpose.STORY, Channel.WEBSITE)) != allowed
    factories.profile(person=child)
    shown = HonorsIndexPage.objects.get().get_children().type(Page).count()
    assert shown
    from honors.models import ProfilePage

    assert ProfilePage.objects.filter(showable(Purpose.STORY, Channel.WEBSITE)).exists() == allowed


def test_an_adult_needs_no_consent_but_a_withdrawn_one_counts(school):
    teacher = factories.person(kind="teacher")
    assert not missing_consents([teacher], Purpose.STORY, Channel.WEBSITE)
    Consent.objects.create(
        person=teacher, purpose=Purpose.STORY, channels=["website"], withdrawn_at=timezone.now()
    )
    assert missing_consents([teacher], Purpose.STORY, Channel.WEBSITE)


def test_an_illustration_needs_none(school):
    drawn = factories.person(is_illustration=True)
    assert not missing_consents([drawn], Purpose.HONOUR, Channel.WEBSITE)


# --- At publishing -----------------------------------------------------------------------------


def test_a_story_with_a_childs_full_name_is_not_published_without_consent(child):
    page = story_naming(child)
    with pytest.raises(ValidationError) as caught:
        page.get_latest_revision().publish()
    assert NAME in caught.value.message_dict["title"][0]
    assert "chưa có phiếu đồng ý" in caught.value.message_dict["title"][0]
    consent(child)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize(
    "text",
    [
        "Em NGUYỄN HOÀNG BẢO TRÂM kể chuyện.",
        "Em <b>Nguyễn</b> <i>Hoàng Bảo</i> Trâm kể chuyện.",
        "Em Nguyễn&nbsp;Hoàng Bảo\u200b Trâm.",
        "Bảo Trâm ở lớp 3/2 kể chuyện.",
        "Em Nguyễn Hòang Bảo Trâm.",  # the tone mark on the other letter
        "Em NGUYEN HOANG BAO TRAM kể chuyện.",
        "Bảo Trâm (3/2) kể chuyện.",
    ],
)
def test_the_name_is_found_however_it_is_written(child, text):
    page = factories.story(live=False, body=[("paragraph", f"<p>{text}</p>")])
    page.save_revision()
    with pytest.raises(ValidationError, match="chưa có phiếu đồng ý"):
        page.get_latest_revision().publish()


def test_other_names_and_other_words_are_no_obstacle(child):
    page = factories.story(
        live=False, body=[("paragraph", "<p>Em Nguyễn Hoàng Bảo Trân và em Trâm đọc sách.</p>")]
    )
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live


def test_a_namesake_counts_only_when_the_editor_says_who_is_meant(child):
    namesake = factories.person(full_name=NAME, display_name="Trâm", unit="lớp 5/1")
    consent(namesake)
    page = story_naming(child)
    with pytest.raises(ValidationError, match="chưa có phiếu đồng ý"):
        page.get_latest_revision().publish()
    page.people_named.create(person=namesake)
    page.save_revision().publish()
    page.people_named.create(person=child)
    page.save_revision()
    with pytest.raises(ValidationError) as caught:
        page.get_latest_revision().publish()
    assert "people_named" in caught.value.message_dict


def test_a_picture_with_a_child_keeps_the_page_back(child):
    picture = factories.picture()
    PictureSubject.objects.create(picture=picture, person=child)
    page = factories.story(live=False, picture=picture, picture_alt="Các em đọc sách.")
    page.save_revision()
    with pytest.raises(ValidationError) as caught:
        page.get_latest_revision().publish()
    assert "picture" in caught.value.message_dict
    body = factories.story(
        live=False,
        body=[("picture", {"image": picture, "alt_text": "Các em.", "decorative": False, "caption": ""})],
    )
    body.save_revision()
    with pytest.raises(ValidationError) as caught:
        body.get_latest_revision().publish()
    assert "body" in caught.value.message_dict


def test_a_section_may_show_no_child_at_all_since_it_cannot_be_taken_down(child):
    consent(child)
    section = NewsIndexPage.objects.get()
    section.lead = f"Tin của {NAME}."
    with pytest.raises(ValidationError, match="không gỡ riêng được"):
        section.save_revision().publish()


def test_the_editor_reads_it_at_the_field_and_a_draft_is_saved_all_the_same(client, child):
    client.force_login(factories.user(Role.EDITOR))
    page = factories.profile(person=child, live=False)
    page.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = _form_of(client, address)
    answer = client.post(address, form | {"action-publish": "1"})
    assert answer.status_code == 200
    assert "chưa có phiếu đồng ý" in answer.context["form"].errors["person"][0]
    page.refresh_from_db()
    assert not page.live
    assert client.post(address, form).status_code == 302
    consent(child, Purpose.HONOUR)
    assert client.post(address, form | {"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.live


def _form_of(client, address) -> dict[str, str]:
    """Return what a browser would send of the form as it is."""
    form = client.get(address).context["form"]
    sent = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if hasattr(field, "block"):
            continue
        if value not in {None, False, ""} and not isinstance(value, list):
            sent[name] = getattr(value, "pk", value)
    for name in ("body", "lessons"):
        if name in form.fields:
            sent[f"{name}-count"] = "0"
    for formset in form.formsets.values():
        for key in ("TOTAL_FORMS", "INITIAL_FORMS"):
            sent[f"{formset.prefix}-{key}"] = "0"
        sent[f"{formset.prefix}-MIN_NUM_FORMS"] = "0"
        sent[f"{formset.prefix}-MAX_NUM_FORMS"] = "1000"
    return sent


def test_many_pages_are_not_published_past_the_gate(client, child):
    client.force_login(factories.user(Role.EDITOR))
    page, other = story_naming(child), factories.story(live=False)
    other.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page.pk}&id={other.pk}", follow=True)
    assert "chưa có phiếu đồng ý" in answer.content.decode()
    for one in (page, other):
        one.refresh_from_db()
        assert not one.live


def test_the_runner_asks_again_at_the_moment(child):
    given = consent(child)
    page = story_naming(child)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    given.withdrawn_at = timezone.now()
    given.save()
    later = timezone.now() + timedelta(hours=2)
    assert run_due(later).failed == 1
    page.refresh_from_db()
    assert not page.live
    assert "đã rút lại đồng ý" in ScheduleFailure.objects.get().reason


# --- Taking back -------------------------------------------------------------------------------


@pytest.fixture
def shown(child):
    """The child wherever the site can show one."""
    week = factories.edition()
    HomePage.objects.update(edition=week)
    factories.week_page(week, slug="tuan-le-2023")
    for purpose in Purpose:
        consent(child, purpose)
    picture = factories.picture((480, 320), title="Em đọc sách")
    PictureSubject.objects.create(picture=picture, person=child)
    profile = factories.profile(
        person=child, title=f"Gương {NAME}", slug="guong", picture=picture, picture_alt="Em."
    )
    pages = [
        profile,
        factories.story(title=f"Em {NAME} kể chuyện", slug="ke-chuyen"),
        factories.story(title="Ảnh", slug="anh", picture=picture, picture_alt="Các em.", edition=week),
        factories.activity(title=f"Gặp {NAME}", slug="gap", edition=week),
    ]
    for page in pages:
        page.save_revision().publish()
    make_missing(picture)
    document = SchoolDocument.objects.create(
        title=f"Bài viết của {NAME}", file=ContentFile(b"%PDF-1.4", name="bai-viet.pdf")
    )
    factories.commendation(
        "live",
        person=child,
        profile=profile,
        round=factories.commendation_round(week),
        citation="Đã đọc 40 cuốn.",
    )
    return {"pages": pages, "picture": picture, "document": document}


def crawl(client) -> dict[str, bytes]:
    """Return everything that the public can reach from the front page, files too."""
    client.logout()
    waiting = [
        "/",
        "/sitemap.xml",
        "/tim-kiem/?q=bao+tram",
        "/tim-kiem/?q=nguyen+hoang+bao+tram",
        "/tin-bai/rss/",
    ]
    read: dict[str, bytes] = {}
    while waiting:
        address = waiting.pop()
        if address in read or len(read) > 300:
            continue
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        read[address] = content if answer.status_code == 200 else b""
        if "text/html" in answer.get("Content-Type", "") and answer.status_code == 200:
            text = content.decode()
            found = re.findall(r'(?:href|src)="(/[^"#]*)', text) + [
                part.split()[0]
                for srcset in re.findall(r'srcset="([^"]+)"', text)
                for part in srcset.split(",")
            ]
            waiting += [
                one.replace("&amp;", "&") for one in found if not one.startswith(("/admin", "/static"))
            ]
    return read


def test_the_child_is_shown_while_the_consent_holds(client, shown):
    read = crawl(client)
    assert sum(NAME.encode() in content for content in read.values()) >= 5
    assert any(address.startswith("/media/images/") and content for address, content in read.items())


def test_after_the_withdrawal_no_public_address_has_the_name_or_the_picture(client, shown, child):
    before = crawl(client)
    pictures = [address for address in before if address.startswith("/media/")]
    assert pictures
    started = timezone.now()
    for given in list(Consent.objects.filter(person=child)):
        withdraw(given, factories.user(Role.PRIVACY), "Mẹ em yêu cầu.")
    assert timezone.now() - started < timedelta(seconds=5)

    after = crawl(client) | {
        address: client.get(address).content for address in before if address not in pictures
    }
    for address, content in after.items():
        assert NAME.encode() not in content, address
        assert "Bảo Trâm".encode() not in content or b"tim-kiem" in address.encode(), address
    original = shown["picture"].file
    for address in [*pictures, f"/media/{original.name}"]:
        assert client.get(address).status_code in {404, 410}, address
    assert client.get(original.url).status_code == 302  # to the login
    assert not original.storage.exists(original.name)
    for page in shown["pages"]:
        page.refresh_from_db()
        assert not page.live
        answer = client.get(page.url)
        assert answer.status_code == 410
        assert "không còn ở đây" in answer.content.decode()
        assert answer["X-Robots-Tag"] == "noindex"
    assert client.get(shown["document"].url).status_code == 410


def test_the_withdrawal_is_in_the_audit_log(shown, child):
    from wagtail.models import ModelLogEntry

    officer = factories.user(Role.PRIVACY)
    given = Consent.objects.filter(person=child).first()
    withdraw(given, officer, "Mẹ em yêu cầu.")
    assert ModelLogEntry.objects.for_instance(given).filter(action="people.withdrawn", user=officer).exists()
    assert ModelLogEntry.objects.for_instance(child).filter(action="people.taken_down", user=officer).exists()


def test_a_consent_that_still_covers_the_page_keeps_it(shown, child):
    """Stories go, the profile and the award stay: each purpose has its own consent."""
    withdraw(Consent.objects.get(person=child, purpose=Purpose.STORY), None, "Chỉ tin bài.")
    live = {page.slug for page in shown["pages"] if Page.objects.get(pk=page.pk).live}
    assert live == {"guong"}
    assert shown["picture"].file.storage.exists(shown["picture"].file.name)


def test_the_last_day_ends_it_by_the_clock(client, shown, child):
    Consent.objects.filter(person=child).delete()
    for purpose in Purpose:
        consent(child, purpose, expires_on=timezone.localdate() + timedelta(days=1))
    assert enforce(child, reason="Xem lại.").pages == []
    moment = timezone.now() + timedelta(days=3)
    import time_machine

    with time_machine.travel(moment, tick=False):
        assert run_due().expired == 2
        for page in shown["pages"]:
            assert client.get(page.url).status_code == 410
        assert Consent.objects.filter(person=child, due_at__isnull=False).count() == 0


def test_a_new_consent_puts_the_picture_back_but_publishes_nothing(client, shown, child):
    for given in list(Consent.objects.filter(person=child)):
        withdraw(given, None, "Thử.")
    client.force_login(factories.user(Role.PRIVACY))
    today = timezone.localdate().strftime("%d/%m/%Y")
    answer = client.post(
        reverse(Consent.snippet_viewset.get_url_name("add")),
        {
            "person": child.pk,
            "purpose": "story",
            "channels": ["website"],
            "guardian_name": "Trần Thị Mẹ",
            "guardian_signed_on": today,
            "child_agreed_on": today,
            "text_version": "2026-1",
        },
    )
    assert answer.status_code == 302
    assert shown["picture"].file.storage.exists(shown["picture"].file.name)
    assert not any(Page.objects.get(pk=page.pk).live for page in shown["pages"])


def test_saying_that_a_child_is_in_a_live_picture_takes_it_down(client, child):
    picture = factories.picture()
    page = factories.story(picture=picture, picture_alt="Các em.")
    page.save_revision().publish()
    client.force_login(factories.user(Role.EDITOR))
    from people.picture_forms import label_of

    answer = client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {
            "title": picture.title,
            "description": "Các em",
            "people": f'"{label_of(child)}"',
            "tags": "",
            "collection": 1,
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    page.refresh_from_db()
    assert not page.live


def test_the_picture_form_saves_as_it_is_shown_with_and_without_people(client, child):
    client.force_login(factories.user(Role.EDITOR))
    picture = factories.picture()
    address = reverse("wagtailimages:edit", args=[picture.pk])
    for expected in ([], [child]):
        for person in expected:
            PictureSubject.objects.create(picture=picture, person=person)
        box = client.get(address).context["form"]["people"]
        shown = box.field.widget.get_context("people", box.value(), {})["widget"]["value"]
        sent = {"title": "Ảnh", "description": "Em đọc.", "people": shown or "", "tags": "", "collection": 1}
        assert client.post(address, sent).status_code == 302
        assert [row.person for row in picture.subjects.all()] == expected


def test_an_unknown_name_in_the_picture_form_is_an_error_at_the_field(client, school):
    picture = factories.picture()
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Ảnh", "description": "", "people": '"Ai Đó Không Có"', "tags": "", "collection": 1},
    )
    assert "Chưa có trong danh sách người" in answer.context["form"].errors["people"][0]


def test_names_are_offered_without_marks(client, child):
    client.force_login(factories.user(Role.EDITOR))
    assert client.get(reverse("picture_people:suggest"), {"term": "bao tram"}).json() == [
        f"{NAME} – lớp 3/2 #{child.pk}"
    ]
    client.force_login(factories.user(Role.CLERK))
    assert client.get(reverse("picture_people:suggest"), {"term": "x"}).status_code == 200
    client.force_login(factories.user(Role.LIBRARIAN))
    assert client.get(reverse("picture_people:suggest"), {"term": "x"}).status_code == 200
    client.force_login(factories.user())
    assert client.get(reverse("picture_people:suggest"), {"term": "x"}).status_code == 302


# --- The record --------------------------------------------------------------------------------


def test_a_scan_is_private_and_only_for_who_may_see_consents(client, child, media_folder):
    given = consent(child, scan=ContentFile(b"%PDF-1.4 phieu", name="phiếu đồng ý.pdf"))
    assert isinstance(given.scan.storage, PrivateStorage)
    assert not list(media_folder.rglob("*phieu*"))
    address = reverse("consents:scan", args=[given.pk])
    assert client.get(address).status_code == 302
    for role, status in ((Role.PRIVACY, 200), (Role.PRINCIPAL, 200), (Role.EDITOR, 403), (Role.CLERK, 403)):
        client.force_login(factories.user(role))
        answer = client.get(address)
        assert answer.status_code == status, role
        if status == 200:
            assert b"".join(answer.streaming_content) == b"%PDF-1.4 phieu"
            assert "no-store" in answer["Cache-Control"]


def test_a_withdrawal_asks_for_its_reason_says_what_goes_and_is_final(client, shown, child):
    given = Consent.objects.get(person=child, purpose=Purpose.STORY)
    address = reverse("consents:withdraw", args=[given.pk])
    client.force_login(factories.user(Role.EDITOR))
    assert client.get(address).status_code == 403
    client.force_login(factories.user(Role.PRIVACY))
    assert "Em Nguyễn Hoàng Bảo Trâm kể chuyện" in client.get(address).content.decode()
    assert "Lý do" in client.post(address, {"reason": ""}).content.decode()
    given.refresh_from_db()
    assert given.withdrawn_at is None
    assert client.post(address, {"reason": "Mẹ em yêu cầu."}).status_code == 302
    given.refresh_from_db()
    assert given.withdrawn_at
    edit = reverse(Consent.snippet_viewset.get_url_name("edit"), args=[given.pk])
    assert client.get(edit).status_code == 302
    assert client.get(edit, follow=True).status_code == 200


@pytest.mark.parametrize("person_given", [True, False])
def test_the_form_to_sign_has_the_schools_data(client, child, person_given):
    from docx import Document

    client.force_login(factories.user(Role.EDITOR))
    address = reverse("consents:form_for", args=[child.pk]) if person_given else reverse("consents:form")
    answer = client.get(address)
    document = Document(BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert (NAME in text) == person_given
    assert "rút lại bất cứ lúc nào" in text
    assert "Facebook, YouTube, Zalo, eNetViet" in text


def test_withdrawing_reads_each_page_once(child):
    taken = []
    for others in (20, 980):
        factories.many_stories(others)
        given = consent(child)
        page = story_naming(child)
        page.get_latest_revision().publish()
        with CaptureQueriesContext(connection) as queries:
            withdraw(given, None, "Thử.")
        assert TakenDown.objects.filter(page=page).exists()
        taken.append(len(queries))
    few, many = taken
    assert many - few <= 5 * 2 + 5, "two hundred pages at a time: their words, then their tags"
    assert Person.objects.get(pk=child.pk)
