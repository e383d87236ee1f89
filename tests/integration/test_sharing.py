"""The share kit: what it offers of which page to whom, what is recorded, and what the public gets."""

import datetime as dt
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.roles import Role
from core.school_settings import SchoolSettings
from people.models import Channel, PictureSubject
from people.views.consents import withdraw
from sharing.models import RecordState, ShareRecord
from sharing.networks import Network
from sharing.share_picture import picture_words
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

LIST = "wagtailsnippets_sharing_sharerecord:list"
EVERYWHERE = list(Channel.values)
NOT_SOCIAL = [channel for channel in EVERYWHERE if channel != Channel.SOCIAL]


@pytest.fixture
def editor(school, client):
    """An editor, signed in as ``client``."""
    account = factories.user(Role.EDITOR)
    client.force_login(account)
    return account


def kit_of(page) -> str:
    return reverse("sharing:kit", args=[page.pk])


def post_of(page) -> str:
    return reverse("sharing:add_record", args=[page.pk])


def read(client, page) -> BeautifulSoup:
    answer = client.get(kit_of(page))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def boxes(soup) -> dict[str, str]:
    return {box["id"]: box.text for box in soup.find_all("textarea") if box.get("id", "").count("-")}


def typed(**fields) -> dict[str, str]:
    values = {
        "network": "facebook",
        "account": "Trang của trường",
        "url": "https://www.facebook.com/truong/posts/1",
        "shared_at": "05/10/2023 07:30",
        "note": "",
    }
    return values | fields


def child_in(story, channels, **fields):
    """Return a child whom the story names, with a consent for these channels."""
    child = factories.person(full_name="Nguyễn Bảo Ngọc", display_name="Bảo Ngọc")
    factories.consent(child, purpose="story", channels=channels, **fields)
    story.people_named.create(person=child)
    story.save()
    return child


# --- What the kit offers -------------------------------------------------------------------------


@pytest.mark.parametrize("make", ["story", "activity", "initiative"])
def test_the_kit_of_a_public_page_has_a_text_for_each_network(editor, client, make):
    page = getattr(factories, make)(title="Cùng đọc sách")
    soup = read(client, page)
    assert set(boxes(soup)) >= {"facebook-text", "zalo-title", "zalo-text", "youtube-text", "enetviet-text"}
    text = boxes(soup)["facebook-text"]
    assert "Cùng đọc sách" in text
    assert page.full_url in text
    assert page.lead in text
    assert re.search(rf"/t/{page.pk}/", boxes(soup)["enetviet-text"])
    if make == "activity":
        assert "Sân trường" in text


def test_hashtags_come_from_the_tags_and_the_week(editor, client):
    story = factories.story(edition=factories.edition(year=2023))
    story.tags.add("khuyến đọc")
    story.save()
    assert "#KhuyếnĐọc #TuầnLễHọcTậpSuốtĐời2023" in boxes(read(client, story))["facebook-text"]


def test_a_draft_has_no_texts_and_says_when_it_will(editor, client):
    story = factories.story(live=False, first_published_at=None)
    soup = read(client, story)
    assert not boxes(soup)
    assert "Bài chưa đăng nên chưa chia sẻ được" in soup.main.text
    story.go_live_at = timezone.make_aware(dt.datetime(2099, 10, 5, 7, 30))
    story.save_revision().publish()
    assert "lúc 7:30, thứ Hai 5/10/2099" in read(client, story).main.text
    assert client.post(post_of(story), typed()).status_code == 302
    assert not ShareRecord.objects.exists()


def test_a_page_behind_a_password_is_not_for_sharing(editor, client):
    story = factories.story()
    PageViewRestriction.objects.create(page=story.page_ptr, restriction_type="login")
    assert not boxes(read(client, story))
    assert client.get(f"/t/{story.pk}/").status_code == 404


def test_a_section_has_no_kit(editor, client, school):
    section = factories.story().get_parent()
    assert client.get(kit_of(section)).status_code == 404
    assert client.get(reverse("sharing:kit", args=[10**12])).status_code == 404


@pytest.mark.parametrize(
    ("role", "seen", "recorded"),
    [
        (Role.EDITOR, 200, 302),
        (Role.LIBRARIAN, 403, 403),
        (Role.PRINCIPAL, 200, 403),
        (Role.PRIVACY, 200, 403),
        (Role.CLERK, 403, 403),
        (Role.ADMIN, 403, 403),
    ],
)
def test_who_may_see_and_record_what_was_shared_of_a_story(school, client, role, seen, recorded):
    client.force_login(factories.user(role))
    story = factories.story()
    assert client.get(kit_of(story)).status_code == seen
    assert client.get(reverse("sharing:code_svg", args=[story.pk])).status_code == seen
    assert client.post(post_of(story), typed()).status_code == recorded
    assert ShareRecord.objects.count() == (recorded == 302)


def test_the_kit_is_reached_from_the_page_and_from_the_list(editor, client):
    story = factories.story()
    for address in (f"/admin/pages/{story.pk}/edit/", f"/admin/pages/{story.get_parent().pk}/"):
        assert kit_of(story) in client.get(address).content.decode(), address
    assert reverse(LIST) in client.get("/admin/").content.decode()


def test_the_kit_takes_as_many_queries_for_many_records_and_children_as_for_one(editor, client):
    story = factories.story()
    factories.share_record(story)
    factories.person()
    client.get(kit_of(story))

    def count(address) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = [kit_of(story), reverse(LIST)]
    before = [count(address) for address in addresses]
    for _ in range(10):
        factories.share_record(factories.story(), shared_by=factories.user(Role.EDITOR))
        factories.share_record(story, shared_by=factories.user(Role.EDITOR))
        factories.person()
    assert [count(address) for address in addresses] == before


# --- Consent -------------------------------------------------------------------------------------


def test_a_child_without_consent_for_the_networks_keeps_the_page_off_them(editor, client):
    story = factories.story(title="Bảo Ngọc đọc sách")
    child_in(story, NOT_SOCIAL)
    soup = read(client, story)
    assert not boxes(soup)
    assert "Bảo Ngọc" in soup.main.text
    assert "chưa có phiếu đồng ý" in soup.main.text
    assert "/anh-chia-se/" not in str(soup.main), "the drawn picture bears the title"
    assert story.full_url not in [box.get("value") for box in soup.main.find_all("input")]
    assert client.post(post_of(story), typed()).status_code == 302
    assert not ShareRecord.objects.exists()
    assert "Bảo Ngọc" in client.get(reverse("sharing:code_svg", args=[story.pk])).content.decode(), (
        "print may be"
    )


def test_a_child_in_the_picture_counts_too(editor, client):
    picture = factories.picture()
    story = factories.story(picture=picture, picture_alt="Cả lớp đọc sách")
    assert boxes(read(client, story))
    PictureSubject.objects.create(picture=picture, person=factories.person())
    assert not boxes(read(client, story))


def test_with_consent_for_the_networks_the_texts_are_there(editor, client):
    story = factories.story()
    child_in(story, EVERYWHERE)
    assert boxes(read(client, story))


def test_a_name_that_may_not_be_printed_does_not_stand_under_the_code(editor, client):
    story = factories.story(title="Bảo Ngọc đọc sách")
    child_in(story, [Channel.WEBSITE])
    card = client.get(reverse("sharing:code_svg", args=[story.pk])).content.decode()
    assert "Bảo Ngọc" not in card
    assert "Quét mã để đọc bài" in card


def test_taking_the_networks_out_of_a_consent_asks_for_the_posts_to_go(
    editor, client, django_capture_on_commit_callbacks
):
    story, other = factories.story(), factories.story()
    child = child_in(story, EVERYWHERE)
    shared, unconcerned = factories.share_record(story), factories.share_record(other)
    consent = child.consents.get()
    consent.channels = NOT_SOCIAL
    with django_capture_on_commit_callbacks(execute=True):
        consent.save()
    story.refresh_from_db()
    assert story.live
    assert list(ShareRecord.objects.to_take_off()) == [shared]
    unconcerned.refresh_from_db()
    assert unconcerned.state == RecordState.ONLINE
    assert "không còn đồng ý" in read(client, story).main.text


def test_withdrawing_a_consent_takes_the_page_down_and_lists_its_posts(editor, client):
    story = factories.story(title="Bảo Ngọc đọc sách")
    child = child_in(story, EVERYWHERE)
    record = factories.share_record(story)
    withdraw(child.consents.get(), editor, "Cha mẹ yêu cầu")
    assert list(ShareRecord.objects.to_take_off()) == [record]
    listed = client.get(reverse(LIST), {"state": "must_go"}).content.decode()
    assert record.url in listed
    soup = read(client, story)
    assert "Bài đã gỡ: hãy gỡ cả những bài trên mạng" in soup.main.text
    assert record.url in str(soup.main)


# --- Records -------------------------------------------------------------------------------------


def test_a_post_is_recorded_with_who_where_when_and_the_link(editor, client):
    story = factories.story(title="Cùng đọc")
    answer = client.post(post_of(story), typed(url="https://www.facebook.com/truong/posts/1?fbclid=abc"))
    assert answer["Location"].startswith(kit_of(story))
    record = ShareRecord.objects.get()
    assert (record.page_id, record.page_title, record.shared_by) == (story.pk, "Cùng đọc", editor)
    assert (record.network, record.url) == (Network.FACEBOOK, "https://www.facebook.com/truong/posts/1")
    assert timezone.localtime(record.shared_at).isoformat() == "2023-10-05T07:30:00+07:00"
    assert record.url in str(read(client, story).main)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "https://www.youtube.com/watch?v=1"}, "url"),
        ({"url": "không phải liên kết"}, "url"),
        ({"url": "http://www.facebook.com/1"}, "url"),
        ({"shared_at": "31/02/2026"}, "shared_at"),
        ({"shared_at": "05/10/2099 07:30"}, "shared_at"),
        ({"shared_at": "01/01/0001 00:00"}, "shared_at"),
        ({"shared_at": ""}, "shared_at"),
        ({"network": "tiktok"}, "network"),
        ({"network": "other", "account": ""}, "account"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(editor, client, wrong, field):
    answer = client.post(post_of(factories.story()), typed(note="Hay lắm") | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert client.get(answer.request["PATH_INFO"]).status_code == 302, "loading it again leads back"
    if "note" not in wrong:
        assert "Hay lắm" in answer.content.decode()
    assert not ShareRecord.objects.exists()


@pytest.mark.parametrize("url", ["https://www.facebook.com/truong/posts/1", ""])
def test_a_double_click_makes_one_record(editor, client, url):
    story = factories.story()
    answers = [client.post(post_of(story), typed(url=url)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert ShareRecord.objects.count() == 1


def test_two_clicks_at_the_very_same_moment_make_one_record(editor, client, monkeypatch):
    """The database refuses the second when neither saw the other."""
    story = factories.story()
    monkeypatch.setattr(ShareRecord, "alike", lambda self: None)
    answers = [client.post(post_of(story), typed()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert ShareRecord.objects.count() == 1


def test_a_link_that_somebody_else_recorded_is_refused_with_a_name(editor, client):
    story = factories.story()
    colleague = factories.user(Role.EDITOR, last_name="Trần", first_name="Mai")
    factories.share_record(story, url=typed()["url"], shared_by=colleague)
    answer = client.post(post_of(story), typed())
    assert answer.status_code == 422
    assert "Trần Mai" in str(answer.context["form"].errors["url"])
    assert client.post(post_of(factories.story()), typed()).status_code == 302, (
        "another page is another matter"
    )


def test_a_record_is_corrected_by_its_maker_and_by_who_edits_the_page(school, client):
    story = factories.story()
    librarian, editor = factories.user(Role.LIBRARIAN), factories.user(Role.EDITOR)
    record = factories.share_record(story, shared_by=factories.user(Role.EDITOR))
    own = factories.share_record(factories.resource(), shared_by=librarian)
    edit = [reverse("wagtailsnippets_sharing_sharerecord:edit", args=[one.pk]) for one in (record, own)]

    client.force_login(librarian)
    assert client.post(edit[0], typed(account="Sai")).status_code == 302
    record.refresh_from_db()
    assert record.account != "Sai"
    assert client.post(reverse("sharing:take_off", args=[record.pk])).status_code == 403
    assert client.post(edit[1], typed(account="Nhóm đọc sách")).status_code == 302
    own.refresh_from_db()
    assert own.account == "Nhóm đọc sách"

    client.force_login(editor)
    assert client.post(edit[0], typed(account="Trang của trường")).status_code == 302
    record.refresh_from_db()
    assert record.account == "Trang của trường"
    answer = client.post(edit[0], typed(shared_at="05/10/2099 07:30"))
    assert "Giờ này chưa tới" in answer.content.decode()


def test_a_post_that_is_gone_leaves_the_list_of_those_that_must(editor, client):
    story = factories.story()
    record = factories.share_record(story)
    story.unpublish()
    assert client.get(reverse("sharing:take_off", args=[record.pk])).status_code == 405
    for _ in range(2):
        client.post(reverse("sharing:take_off", args=[record.pk]))
    assert not ShareRecord.objects.to_take_off()
    assert list(ShareRecord.objects.in_state(RecordState.GONE)) == [record]


def test_the_states_in_the_database_are_those_of_the_records(editor):
    records = [factories.share_record(factories.story()) for _ in range(5)]
    records[1].page.specific.unpublish()
    Page.objects.get(pk=records[2].page_id).delete()
    ShareRecord.objects.filter(pk=records[3].pk).update(removed_at=timezone.now())
    ShareRecord.objects.filter(pk=records[4].pk).update(lacks_consent=True)
    for state in RecordState:
        found = set(ShareRecord.objects.in_state(state))
        assert found == {record for record in ShareRecord.objects.all() if record.state == state}
    assert [record.state.value for record in ShareRecord.objects.order_by("pk")] == [
        "online",
        "must_go",
        "must_go",
        "gone",
        "must_go",
    ]
    assert ShareRecord.objects.get(pk=records[2].pk).page_title


def test_who_unpublishes_a_page_is_told_where_it_was_shared(editor, client):
    story = factories.story()
    factories.share_record(story, account="Trang của trường")
    answer = client.post(f"/admin/pages/{story.pk}/unpublish/", follow=True)
    assert "hãy gỡ cả bài trên Facebook: Trang của trường" in answer.content.decode()


def test_who_deletes_pages_is_told_where_they_were_shared(editor, client):
    stories = [factories.story() for _time in range(3)]
    for story in stories:
        factories.share_record(story, account=f"Trang {story.pk}")
    one, *many = stories
    answer = client.post(f"/admin/pages/{one.pk}/delete/", follow=True)
    assert f"hãy gỡ cả bài trên Facebook: Trang {one.pk}" in answer.content.decode()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = "&".join(f"id={story.pk}" for story in many)
    answer = client.post(f"{address}?{chosen}&next=/admin/", follow=True)
    places = ", ".join(sorted(f"Facebook: Trang {story.pk}" for story in many))
    assert f"hãy gỡ cả bài trên {places}" in answer.content.decode()


def test_the_list_is_taken_along_as_a_table_and_filtered(editor, client):
    story = factories.story(title="=HYPERLINK(1)")
    factories.share_record(story, network="zalo", url="", account="+84", shared_by=editor)
    factories.share_record(story, shared_at=timezone.now() - timedelta(days=400))
    answer = client.get(reverse(LIST), {"export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert rows[0][:3] == ("Bài", "Nơi đăng", "Tên trang hoặc nhóm")
    assert rows[1][:3] == ("'=HYPERLINK(1)", "Zalo", "'+84")
    assert (rows[1][5], rows[1][6]) == (str(editor), "Đang trên mạng")
    record = ShareRecord.objects.get(network="zalo")
    assert rows[1][4] == timezone.make_naive(record.shared_at)  # the school's clock
    assert rows[2][5] is None  # nobody is known who wrote it
    assert len(rows) == 3
    assert len(client.get(reverse(LIST), {"network": "zalo"}).context["object_list"]) == 1
    recent = {"shared_at_from": f"{timezone.localdate() - timedelta(days=9):%d/%m/%Y}"}
    assert len(client.get(reverse(LIST), recent).context["object_list"]) == 1


def test_nobody_adds_a_record_without_a_page(editor, client):
    assert client.get(reverse("wagtailsnippets_sharing_sharerecord:add")).status_code == 302
    assert "Chưa ghi lượt chia sẻ nào" in client.get(reverse(LIST)).content.decode()


# --- What the public gets ------------------------------------------------------------------------


def test_the_short_address_leads_to_public_pages_only(school, client):
    story, draft = factories.story(), factories.story(live=False)
    answer = client.get(f"/t/{story.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, story.get_url())
    for number in (draft.pk, school.pk, 10**9, 10**30):
        assert client.get(f"/t/{number}/").status_code == 404, number
    assert client.post(f"/t/{story.pk}/").status_code == 405


def test_the_picture_s_address_changes_with_title_theme_and_school(school):
    week = factories.edition()
    story, settings = factories.story(edition=week), SchoolSettings.for_site(school.get_site())
    stamps = {picture_words(story, settings).stamp}
    assert picture_words(story, settings).theme == week.theme
    story.title = "Tên khác"
    stamps.add(picture_words(story, settings).stamp)
    week.theme = "Chủ đề khác"
    stamps.add(picture_words(story, settings).stamp)
    settings.name = "Trường khác"
    stamps.add(picture_words(story, settings).stamp)
    assert len(stamps) == 4


def test_a_page_of_no_week_bears_the_theme_of_the_current_one_at_once(school):
    story, settings = factories.story(), SchoolSettings.for_site(school.get_site())
    assert picture_words(story, settings).theme == ""
    today = timezone.localdate()
    factories.edition(year=2001, theme="Tuần đã qua")
    week = factories.edition(year=today.year, theme="Tuần này", start_date=today, end_date=today)
    assert picture_words(story, settings).theme == "Tuần này"
    week.theme = "Tuần này, sửa"
    week.save()
    assert picture_words(story, settings).theme == "Tuần này, sửa"


@pytest.mark.parametrize("make", ["story", "activity", "profile", "initiative", "resource", "guide"])
def test_a_page_offers_ways_to_pass_it_on_that_need_no_script(school, client, make):
    page = getattr(factories, make)(title="Toán & Văn")
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    box = soup.select_one(".share-buttons")
    links = [link["href"] for link in box.find_all("a")]
    assert [link.split("?")[0] for link in links] == ["https://www.facebook.com/sharer/sharer.php", "mailto:"]
    assert "Toa%CC" not in links[1]
    assert "%26" in links[1]
    assert "+" not in links[1]
    assert all(button.find_parent(hidden=True) for button in box.find_all("button"))
    assert not [script for script in soup.find_all("script", src=True) if "//" in script["src"]]
    meta = {tag["property"]: tag["content"] for tag in soup.find_all("meta", property=True)}
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert "Toán & Văn" in meta["og:image:alt"]
