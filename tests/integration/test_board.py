"""The electronic boards: their secret address, what they are sent, who may be on them, and who may do what."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import board as board_room
from accounts.roles import Role
from board.models import Board, BoardDay, BoardItem
from board.page import FILES
from board.preview import preview
from core.images import SchoolImage
from core.live_use import look_again
from core.renditions import make_missing
from pagestore.rendering import render
from people.models import Channel, Consent, PictureSubject, Purpose
from tests import factories
from tests.factories.boards import board, board_item
from tests.module_school import school_for_the_module
from week.models import WeekEdition

pytestmark = pytest.mark.django_db

NAME = "Nguyễn Hoàng Bảo Trâm"


def fill() -> None:
    """A Week with two slogans, one of them out of use."""
    week = factories.edition(year=2023)
    week.slogans.create(text="Tự học hôm nay, tự tin ngày mai")
    week.slogans.create(text="Khẩu hiệu cũ", is_active=False)


school = school_for_the_module(fill)


@pytest.fixture
def screen(school):
    return board()


@pytest.fixture
def child(school):
    return factories.person(full_name=NAME, display_name="Bảo Trâm", unit="lớp 3/2")


def content_of(client, screen) -> dict:
    answer = client.get(f"{screen.get_absolute_url()}noi-dung.json")
    assert answer.status_code == 200
    return answer.json()


def titles(client, screen) -> list[str]:
    return [
        slide.get("title", "") for item in content_of(client, screen)["items"] for slide in item["slides"]
    ]


def withdraw_from_boards(child) -> None:
    """Leave the child on every other channel."""
    for given in Consent.objects.filter(person=child):
        given.channels = [channel for channel in Channel.values if channel != Channel.BOARD]
        given.save()


# --- The address -------------------------------------------------------------------------------


def test_a_board_is_shown_at_its_key_alone(client, screen):
    address = screen.get_absolute_url()
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "site-header" not in page
    assert 'class="board-code"' in page
    assert len(screen.key) == 32


@pytest.mark.parametrize("part", ["", "noi-dung.json", "sw.js"])
def test_a_wrong_key_is_told_nothing(client, screen, part):
    answer = client.get(f"/bang-dien-tu/{'0' * 32}/{part}")
    assert answer.status_code == 404
    assert answer.content == b""


def test_a_new_key_ends_the_old_address(client, screen):
    old = screen.get_absolute_url()
    client.force_login(factories.user(Role.ADMIN))
    client.post(reverse("boards:renew_key", args=[screen.pk]))
    screen.refresh_from_db()
    client.logout()
    assert client.get(old).status_code == 404
    assert client.post(f"{old}toi-day/").status_code == 404
    assert client.get(screen.get_absolute_url()).status_code == 200


def test_no_answer_to_a_board_may_be_kept_by_the_page_store(screen):
    for part in ("", "noi-dung.json", "sw.js"):
        answer = render(f"{screen.get_absolute_url()}{part}")
        assert answer.status == 200
        assert not answer.is_storable


def test_the_worker_names_files_that_are_there(client, screen):
    answer = client.get(f"{screen.get_absolute_url()}sw.js")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-store"
    assert all(finders.find(name) for name in FILES)
    files = json.loads(text.split("const FILES = ")[1].split(";\n")[0])
    assert len(files) == len(FILES)


def test_the_worker_is_another_when_the_page_is(client, screen):
    address = f"{screen.get_absolute_url()}sw.js"
    before = client.get(address).content
    assert client.get(address).content == before
    Board.objects.update(shape="portrait")
    assert client.get(address).content != before


# --- What it is sent ---------------------------------------------------------------------------


def test_items_come_in_order_with_their_windows(client, screen):
    board_item(screen, text="Sau", sort_order=2)
    board_item(
        screen,
        text="Trước",
        sort_order=1,
        from_time=time(7, 0),
        until_date=date(2023, 10, 8),
        weekdays=["1", "5"],
        seconds=20,
    )
    board_item(screen, text="Tắt", is_active=False)
    found = content_of(client, screen)
    first = found["items"][0]
    assert [item["slides"][0]["title"] for item in found["items"]] == ["Trước", "Sau"]
    assert (first["from_time"], first["until_date"], first["weekdays"], first["seconds"]) == (
        "07:00",
        "2023-10-08",
        [1, 5],
        20,
    )
    assert found["utc_offset"] == 420
    assert abs(found["now"] / 1000 - timezone.now().timestamp()) < 60


def test_a_slogan_without_words_stands_for_those_of_the_week(client, screen):
    board_item(screen, "slogan", text="")
    assert titles(client, screen) == ["Tự học hôm nay, tự tin ngày mai"]


def test_the_version_changes_with_the_content_alone(client, screen):
    item = board_item(screen)
    before = content_of(client, screen)["version"]
    assert content_of(client, screen)["version"] == before
    BoardItem.objects.filter(pk=item.pk).update(text="Khác")
    assert content_of(client, screen)["version"] != before


def test_activities_that_are_over_are_not_sent(client, screen):
    now = timezone.now()
    factories.activity(title="Đã xong", starts_at=now - timedelta(hours=3))
    factories.activity(title="Đọc chung", starts_at=now + timedelta(hours=1))
    board_item(screen, "activities")
    entries = content_of(client, screen)["items"][0]["slides"][0]["entries"]
    assert [entry["title"] for entry in entries] == ["Đọc chung"]


def test_a_board_out_of_use_plays_nothing(client, screen):
    board_item(screen)
    Board.objects.update(is_active=False)
    assert content_of(client, screen)["items"] == []


def test_a_large_picture_is_sent_in_a_small_size(client, screen):
    picture = factories.picture((2700, 1800))
    item = board_item(screen, "picture", picture=picture)
    assert content_of(client, screen)["items"] == [], "no size yet, and never the original"
    make_missing(picture)
    address = content_of(client, screen)["items"][0]["slides"][0]["picture"]
    sent = next(size for size in picture.renditions.all() if size.url == address)
    assert sent.width <= 1920
    look_again()
    assert SchoolImage.objects.get(pk=picture.pk).is_shown
    item.delete()
    look_again()
    assert not picture.renditions.exists(), "nobody shows it any more"


def test_what_a_board_is_sent_costs_the_same_for_200_items(client, screen):
    def queries() -> int:
        content_of(client, screen)
        with CaptureQueriesContext(connection) as captured:
            content_of(client, screen)
        return len(captured)

    for kind in BoardItem.Kind.values:
        board_item(screen, kind)
    few = queries()
    picture = factories.picture()
    for place in range(200):
        board_item(screen, text=f"Mục {place}")
        if place < 20:
            board_item(screen, "picture", picture=picture)
    assert queries() <= few + 1  # the sizes of the one picture
    assert few <= 20


# --- Consent -----------------------------------------------------------------------------------


def test_a_story_leaves_the_board_with_the_consent_for_boards(client, screen, child):
    for purpose in Purpose:
        factories.consent(child, purpose=purpose)
    factories.story(title=f"Chuyện của {NAME}")
    factories.story(title="Mười lăm phút đầu giờ")
    board_item(screen, "stories")
    assert set(titles(client, screen)) == {f"Chuyện của {NAME}", "Mười lăm phút đầu giờ"}
    withdraw_from_boards(child)
    assert titles(client, screen) == ["Mười lăm phút đầu giờ"]


def test_an_honour_leaves_the_board_with_the_consent_for_boards(client, screen, child):
    factories.consent(child)
    week = WeekEdition.current()
    round_ = factories.commendation_round(week)
    editor = factories.user(Role.EDITOR)
    factories.commendation(round=round_, person=child, editor=editor)
    factories.commendation(round=round_, collective_name="Tập thể lớp 5/3", editor=editor)
    factories.bring(round_, "live", editor=editor)
    board_item(screen, "honours")
    assert titles(client, screen) == ["Bảo Trâm", "Tập thể lớp 5/3"]
    withdraw_from_boards(child)
    assert titles(client, screen) == ["Tập thể lớp 5/3"]


def test_words_and_pictures_of_a_child_need_the_consent_for_boards(client, screen, child):
    picture = factories.picture()
    make_missing(picture)
    PictureSubject.objects.create(picture=picture, person=child)
    board_item(screen, text=f"Chúc mừng em {NAME}")
    board_item(screen, "picture", picture=picture)
    board_item(screen, text="Chào mừng")
    assert titles(client, screen) == ["Chào mừng"]
    whys = [line.why for line in preview(screen, timezone.now())]
    assert sum("chưa đồng ý" in why for why in whys) == 2
    factories.consent(child)
    assert len(titles(client, screen)) == 3


# --- Signs of life -----------------------------------------------------------------------------


def test_a_minute_counts_once_however_often_a_board_says_that_it_is_there(client, screen):
    address = f"{screen.get_absolute_url()}toi-day/"
    said = json.dumps({"page": "a1", "version": "b2"})
    morning = datetime(2023, 10, 6, 1, 0, 5, tzinfo=UTC)
    with time_machine.travel(morning, tick=False) as clock:
        for _ in range(3):
            assert client.post(address, said, content_type="text/plain").status_code == 204
        clock.shift(60)
        client.post(address, said, content_type="text/plain")
        screen.refresh_from_db()
        assert screen.is_alive
        clock.shift(600)
        assert not screen.is_alive
    assert (screen.last_seen_page, screen.last_seen_version) == ("a1", "b2")
    day = BoardDay.objects.get()
    assert (day.day, day.minutes) == (date(2023, 10, 6), 2)
    assert board_room.hours(WeekEdition.current()) == pytest.approx(2 / 60)


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"{", b'{"page": 5}', b"\xff" * 20, b'{"page": "' + b"a" * 900 + b'"}']
)
def test_whatever_a_board_says_it_is_there(client, screen, said):
    answer = client.post(f"{screen.get_absolute_url()}toi-day/", said, content_type="text/plain")
    assert answer.status_code == 204
    screen.refresh_from_db()
    assert screen.is_alive
    assert screen.last_seen_page == ""


def test_looking_at_a_board_writes_nothing(client, screen):
    board_item(screen, "slogan")
    with CaptureQueriesContext(connection) as captured:
        client.get(screen.get_absolute_url())
        content_of(client, screen)
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


# --- The admin ---------------------------------------------------------------------------------


def test_an_editor_makes_orders_and_takes_off_items(client, screen):
    client.force_login(factories.user(Role.EDITOR))
    for words in ("Một", "Hai"):
        answer = client.post(
            reverse("boards:add_item", args=[screen.pk, "text"]),
            {"text": words, "seconds": "12", "is_active": "on", "weekdays": ["1"], "from_time": "07:00"},
        )
        assert answer.status_code == 302
    first, second = screen.items.all()
    client.post(reverse("boards:move_up", args=[second.pk]))
    assert [item.text for item in screen.items.all()] == ["Hai", "Một"]
    client.post(reverse("boards:move_up", args=[second.pk]))
    client.post(reverse("boards:move_down", args=[first.pk]))
    assert [item.text for item in screen.items.all()] == ["Hai", "Một"], "there is no way further"
    client.post(reverse("boards:delete_item", args=[second.pk]))
    assert [item.text for item in screen.items.all()] == ["Một"]
    assert client.post(reverse("boards:add")).status_code == 403


def test_an_item_goes_where_it_is_dragged_and_stays_in_its_own_list(client, screen):
    for words in ("Một", "Hai", "Ba"):
        board_item(screen, text=words)
    elsewhere = board_item(board(), text="Bảng khác", sort_order=2)
    last = screen.items.get(text="Ba")
    address = reverse("boards:place", args=[last.pk])
    client.force_login(factories.user(Role.EDITOR))
    playlist = client.get(reverse("boards:playlist", args=[screen.pk])).content.decode()
    # Wagtail's script (w-orderable) puts the item's key for this number and adds the place.
    assert f'data-w-orderable-url-value="{reverse("boards:place", args=[999999])}"' in playlist
    for position, order in (
        ("0", ["Ba", "Một", "Hai"]),
        ("1", ["Một", "Ba", "Hai"]),
        ("99", ["Một", "Hai", "Ba"]),
    ):
        assert client.post(f"{address}?position={position}").json() == {"success": True}
        assert [item.text for item in screen.items.all()] == order
    for wrong in ("", "?position=-1", "?position=x", f"?position={'9' * 40}"):
        assert client.post(f"{address}{wrong}").status_code == 400
    assert client.get(f"{address}?position=0").status_code == 405
    client.force_login(factories.user(Role.PRINCIPAL))
    assert client.post(f"{address}?position=0").status_code == 403
    assert [item.text for item in screen.items.all()] == ["Một", "Hai", "Ba"]
    elsewhere.refresh_from_db()
    assert elsewhere.sort_order == 2


def test_wagtails_script_still_asks_for_a_place_as_we_answer_it():
    """The script of its tables is used by the names of its attributes, which Wagtail does not document."""
    script = Path(finders.find("wagtailadmin/js/core.js")).read_text(encoding="utf-8")
    for name in ('identifier:"w-orderable"', '"999999"', '"?position="', "messageValue", "chosenClass"):
        assert name in script, name


@pytest.mark.parametrize(
    ("kind", "sent", "wrong"),
    [
        ("text", {"text": " "}, "text"),
        ("picture", {}, "picture"),
        ("text", {"text": "A", "from_date": "8/10/2023", "until_date": "2/10/2023"}, "until_date"),
        ("text", {"text": "A", "from_time": "07:00", "until_time": "07:00"}, "until_time"),
        ("text", {"text": "A", "from_time": "bảy giờ"}, "from_time"),
        ("text", {"text": "A", "seconds": "1"}, "seconds"),
        ("text", {"text": "A", "weekdays": ["9"]}, "weekdays"),
        ("text", {"text": "A", "from_date": "hôm nay"}, "from_date"),
    ],
)
def test_a_bad_item_is_not_stored(client, screen, kind, sent, wrong):
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(reverse("boards:add_item", args=[screen.pk, kind]), {"seconds": "12"} | sent)
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    assert not screen.items.exists()


def test_the_emergency_is_one_tap_for_all_boards_or_one(client, screen):
    other = board()
    board_item(screen)
    client.force_login(factories.user(Role.PRINCIPAL))
    address = reverse("boards:emergency")
    assert "Tắt màn hình ngay" in client.get(address).content.decode()
    client.post(address, {"action": "tat", "board": ""})
    assert all(one.is_blank() for one in Board.objects.all())
    client.post(address, {"action": "tin", "message": "Ra sân trường ngay.", "board": screen.pk})
    assert content_of(client, screen)["emergency"] == {"message": "Ra sân trường ngay.", "blank_until": 0}
    assert content_of(client, other)["emergency"]["blank_until"] > 0
    client.post(address, {"action": "lai", "board": ""})
    assert [content_of(client, one)["emergency"] for one in (screen, other)] == [
        {"message": "", "blank_until": 0}
    ] * 2
    for wrong in ({}, {"action": "tin"}, {"action": "tin", "board": "999999", "message": "A"}):
        assert client.post(address, wrong).status_code == 422


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.EDITOR, [200, 200, 200, 403]),
        (Role.PRINCIPAL, [200, 403, 200, 403]),
        (Role.ADMIN, [200, 200, 200, 200]),
        (Role.LIBRARIAN, [403, 403, 403, 403]),
        (Role.CLERK, [403, 403, 403, 403]),
    ],
)
def test_who_may_do_what(client, screen, role, statuses):
    client.force_login(factories.user(role))
    addresses = [
        reverse("boards:playlist", args=[screen.pk]),
        reverse("boards:add_item", args=[screen.pk, "stories"]),
        reverse("boards:emergency"),
        reverse("boards:edit", args=[screen.pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == statuses
    has_address = screen.key in client.get(addresses[0]).content.decode()
    assert has_address == (role in {Role.ADMIN, Role.EDITOR}), "who changes nothing there need not know it"


def test_the_preview_says_what_plays_and_why_not(client, screen):
    board_item(screen, text="Sáng", from_time=time(7, 0), until_time=time(11, 0))
    board_item(screen, text="Chiều", from_time=time(13, 0))
    board_item(screen, text="Tuần sau", from_date=date(2023, 10, 9))
    board_item(screen, text="Tuần trước", until_date=date(2023, 10, 1))
    board_item(screen, text="Thứ Hai", weekdays=["1"])
    board_item(screen, text="Tắt", is_active=False)
    board_item(screen, "stories")
    client.force_login(factories.user(Role.EDITOR))
    answer = client.get(reverse("boards:playlist", args=[screen.pk]), {"luc": "06/10/2023 10:00"})
    lines = [row["line"] for row in answer.context["lines"]]
    assert [line.plays for line in lines] == [True, *[False] * 6]
    assert [line.why for line in lines] == [
        "12 giây.",
        "Ngoài giờ: chỉ chiếu từ 13:00.",
        "Chưa tới ngày: chiếu từ 9/10/2023.",
        "Đã qua ngày: chỉ chiếu đến hết 1/10/2023.",
        "Khác thứ: chỉ chiếu Thứ Hai.",
        "Mục này đang tắt.",
        "Chưa có tin bài nào được phép chiếu trên bảng.",
    ]
    assert client.get(reverse("boards:playlist", args=[screen.pk]), {"luc": "?"}).status_code == 200


def test_a_board_is_deleted_with_its_playlist(client, screen):
    board_item(screen)
    client.force_login(factories.user(Role.ADMIN))
    address = reverse("boards:delete", args=[screen.pk])
    assert client.get(address).status_code == 200
    client.post(address)
    assert not Board.objects.exists()
    assert not BoardItem.objects.exists()
