"""The board of honour: only what is public, by Week, kind and unit, under the decision that commended it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from honors.models import Commendation, CommendationRound, ItemState, RoundState
from honors.models.pages import PROFILES_SHOWN, InitiativeAdoption, InitiativePage, ProfilePage
from people.models import Consent, Purpose
from people.takedown import purpose_of
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

BOARD = "/ton-vinh/"


def live_round(week, **fields) -> CommendationRound:
    values = {
        "state": RoundState.LIVE,
        "decision_number": 5,
        "decision_symbol": "QĐ-THAĐ",
        "decision_date": date(week.year, 10, 7),
        "signer_title": "Hiệu trưởng",
        "published_at": timezone.now(),
    }
    return CommendationRound.objects.create(edition=week, **({"title": "Đợt khen"} | values | fields))


def award(
    commendation_round, name: str = "", kind: str = "teacher", unit: str = "khối 4", **fields
) -> Commendation:
    """Return an award as it stands after its publication; a child comes with a consent."""
    if name:
        person = factories.person(full_name=f"Nguyễn {name}", display_name=name, kind=kind, unit=unit)
        fields["person"] = person
        if kind == "student":
            factories.consent(person)
    values = {"citation": "Đã chỉ lại cho mọi người.", "state": ItemState.AWARDED}
    return commendation_round.commendations.create(**(values | fields))


def fill() -> None:
    """Two Weeks: five people and a collective in the first, two people in the second."""
    first, second = factories.edition(year=2023), factories.edition(year=2024)
    one = live_round(first, title="Đợt khen 2023")
    for name, kind, unit in (
        ("Ánh", "student", "lớp 3/2"),
        ("Bình", "student", "lớp 10/1"),
        ("Châu", "student", "Lớp 3/2"),
        ("Dung", "teacher", "khối 4"),
        ("Giang", "parent", "lớp 3/2"),
    ):
        award(one, name, kind, unit)
    award(one, collective_name="Tổ khối 4")
    two = live_round(second, title="Đợt khen 2024", decision_number=12)
    award(two, "Hà", "teacher", "khối 1")
    award(two, "Khánh", "teacher", "khối 4")


school = school_for_the_module(fill)


def names(client, query: str = "") -> list[str]:
    groups = client.get(f"{BOARD}{query}").context["board"].groups
    return [sheet.name for group in groups for sheet in [*group.people, *group.collectives]]


def facet_of(client, name: str, query: str = ""):
    facets = client.get(f"{BOARD}{query}").context["facets"]
    return next((facet for facet in facets if facet.name == name), None)


def counts(client, name: str, query: str = "") -> dict[str, int]:
    return {option.label: option.count for option in facet_of(client, name, query).options}


def text_of(client, query: str = "") -> str:
    return " ".join(client.get(f"{BOARD}{query}").content.decode().split())


# --- Who hangs there ---------------------------------------------------------------------------


def test_the_newest_week_comes_first_and_people_by_given_name(client, school):
    assert names(client) == ["Hà", "Khánh", "Ánh", "Bình", "Châu", "Dung", "Giang", "Tổ khối 4"]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ItemState.PROPOSED},
        {"state": ItemState.DROPPED},
        {"state": ItemState.REVOKED},
        {"is_public": False},
    ],
)
def test_nothing_but_a_public_award_hangs_there(client, school, fields):
    award(CommendationRound.objects.get(title="Đợt khen 2023"), "Lạ", **fields)
    assert "Lạ" not in names(client)
    assert counts(client, "nam")["2023"] == 6
    assert "Lạ" not in text_of(client)


@pytest.mark.parametrize("state", [state for state in RoundState if state != RoundState.LIVE])
def test_nobody_of_a_round_that_is_not_live_hangs_there(client, school, state):
    award(live_round(factories.edition(), title="Đợt kín", state=state), "Lạ")
    assert "Lạ" not in names(client)
    assert "Đợt kín" not in text_of(client)


def test_a_withdrawn_consent_takes_the_child_off_sheets_counts_and_choices(client, school):
    assert counts(client, "la")["Học sinh"] == 3
    Consent.objects.filter(person__display_name="Bình").update(withdrawn_at=timezone.now())
    assert "Bình" not in names(client)
    assert counts(client, "la")["Học sinh"] == 2
    assert "Lớp 10/1" not in counts(client, "don-vi")
    assert "Bình" not in text_of(client)


def test_full_names_stay_in_the_office(client, school):
    assert "Nguyễn Ánh" not in text_of(client)


def test_the_decision_stands_under_its_people(client, school):
    page = text_of(client)
    assert page.count("Theo Quyết định số 12/QĐ-THAĐ ngày 7/10/2024 của Hiệu trưởng.") == 1
    assert (
        page.count("Theo Quyết định số 05/QĐ-THAĐ ngày 7/10/2023 của Hiệu trưởng.") == 2
    )  # people, collectives
    assert page.index("Khánh") < page.index("12/QĐ-THAĐ") < page.index("Giang") < page.index("05/QĐ-THAĐ")


def test_an_empty_board_says_what_will_come(client, school):
    Commendation.objects.all().delete()
    assert "Dây treo tranh còn trống" in text_of(client)
    assert names(client) == []


# --- Three ways to look ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?nam=2023", ["Ánh", "Bình", "Châu", "Dung", "Giang", "Tổ khối 4"]),
        ("?nam=2024", ["Hà", "Khánh"]),
        ("?la=teacher", ["Hà", "Khánh", "Dung"]),
        ("?la=collective", ["Tổ khối 4"]),
        ("?don-vi=lop-3-2", ["Ánh", "Châu", "Giang"]),
        ("?don-vi=lop-3-2&la=student", ["Ánh", "Châu"]),
        ("?don-vi=khoi-4&nam=2024", ["Khánh"]),
        ("?nam=2024&la=student", []),
    ],
)
def test_choices_combine(client, school, query, found):
    assert names(client, query) == found
    assert client.get(f"{BOARD}{query}").context["listing"].count == len(found)


@pytest.mark.parametrize(
    "query",
    [
        "?nam=1999",
        "?nam=2023'",
        "?la=principal",
        "?don-vi=lop",
        "?don-vi=L%E1%BB%9Bp",
        "?tat-ca=x",
        "?trang=abc",
        "?nam=%00&la=%00",
        "?la=STUDENT&gi-do=1",
    ],
)
def test_what_is_no_choice_is_ignored(client, school, query):
    assert len(names(client, query)) == 8


def test_counts_are_of_what_the_other_choices_leave(client, school):
    assert counts(client, "nam") == {"2024": 2, "2023": 6}
    assert counts(client, "la") == {"Học sinh": 3, "Giáo viên": 3, "Phụ huynh": 1, "Tập thể": 1}
    assert counts(client, "nam", "?la=teacher") == {"2024": 2, "2023": 1}
    assert counts(client, "la", "?don-vi=lop-3-2") == {
        "Học sinh": 2,
        "Giáo viên": 0,
        "Phụ huynh": 1,
        "Tập thể": 0,
    }


def test_every_count_is_what_its_link_leads_to(client, school):
    followed = 0
    for query in ("", "?nam=2023", "?la=student", "?don-vi=khoi-4"):
        for facet in client.get(f"{BOARD}{query}").context["facets"]:
            for option in facet.options:
                if not option.is_selected:
                    assert len(names(client, option.url.removeprefix(BOARD))) == option.count, (query, option)
                    followed += 1
    assert followed > 20


def test_classes_are_in_the_order_of_their_numbers_and_one_class_is_one_choice(client, school):
    assert list(counts(client, "don-vi")) == ["Khối 1", "Khối 4", "Lớp 3/2", "Lớp 10/1"]
    assert counts(client, "don-vi")["Lớp 3/2"] == 3


def test_a_choice_is_not_for_search_engines(client, school):
    assert 'content="noindex, follow"' in text_of(client, "?la=teacher")
    assert "noindex" not in text_of(client)


# --- For the wall: all on one page -------------------------------------------------------------


def test_a_long_board_has_pages_and_one_page_for_printing(client, school):
    big = live_round(factories.edition(year=2025), title="Đợt đông")
    for place in range(40):
        award(big, f"Cô {place:02}")
    board = client.get(f"{BOARD}?nam=2025").context["board"]
    assert (board.listing.total, len(board.listing.object_list)) == (2, 24)
    assert names(client, "?nam=2025&trang=2") == [f"Cô {place:02}" for place in range(24, 40)]
    everybody = client.get(board.everybody_url).context["board"]
    assert (len(everybody.listing.object_list), everybody.everybody_url) == (40, "")
    assert "data-print" in text_of(client, board.everybody_url.removeprefix(BOARD))


def test_the_printed_list_says_what_each_is_commended_for_also_when_a_story_does(client, school):
    learner = factories.profile(person=factories.person(display_name="Cô Thu", kind="teacher"))
    commendations = CommendationRound.objects.get(title="Đợt khen 2024").commendations
    commendations.create(
        person=learner.person, profile=learner, citation="Đã mở lớp học vẽ.", state=ItemState.AWARDED
    )
    assert '<p class="honour-text">Đã mở lớp học vẽ.</p>' in text_of(client)


# --- Stories and initiatives -------------------------------------------------------------------


def test_more_stories_than_are_shown_can_be_reached(client, school):
    everything = '<a href="/tim-kiem/?noi=ton-vinh">'
    assert everything not in text_of(client)
    for place in range(PROFILES_SHOWN + 1):
        factories.profile(person=factories.person(display_name=f"Cô {place:02}", kind="teacher"))
    page = client.get(BOARD)
    assert len(page.context["stories"]) == PROFILES_SHOWN
    assert everything in page.content.decode()


def test_a_profile_shows_what_everybody_can_copy(client, school):
    lessons = [("lesson", {"title": f"Việc {place}", "text": ""}) for place in range(1, 5)]
    factories.profile(title="Cuốn sổ câu hỏi", lessons=lessons, person=factories.person(kind="teacher"))
    page = text_of(client)
    assert "Cuốn sổ câu hỏi" in page
    assert "Học theo được gì" in page
    assert "Việc 3" in page
    assert "Việc 4" not in page


def test_profiles_and_initiatives_follow_the_choice(client, school):
    first = CommendationRound.objects.get(title="Đợt khen 2023").edition
    factories.profile(
        title="Chuyện thầy", edition=first, person=factories.person(kind="teacher", unit="khối 4")
    )
    factories.initiative(title="Kho bài mở", edition=first)
    for query, story, initiative in (
        ("", True, True),
        ("?nam=2023", True, True),
        ("?nam=2024", False, False),
        ("?la=teacher", True, False),
        ("?la=student", False, False),
        ("?don-vi=khoi-4", True, False),
    ):
        page = text_of(client, query)
        assert ("Chuyện thầy" in page, "Kho bài mở" in page) == (story, initiative), query


def test_an_initiative_names_the_units_that_took_it_over(client, school):
    initiative = factories.initiative(title="Kho bài mở", slug="kho-bai-mo")
    initiative.adoptions.add(
        *(InitiativeAdoption(unit=unit, note="Mỗi tuần một buổi.") for unit in ("lớp 3/1", "tổ 2"))
    )
    initiative.save()
    assert "<b>Đã nhân rộng ở 2 nơi:</b> lớp\xa03/1, tổ 2" in client.get(BOARD).content.decode()
    page = " ".join(client.get(f"{BOARD}kho-bai-mo/").content.decode().split(" "))
    assert "2 nơi đang làm theo." in page
    assert "Mỗi tuần một buổi." in page


def test_the_story_of_a_person_names_the_decision(client, school):
    learner = factories.profile(person=factories.person(kind="teacher"), slug="thay-khanh")
    CommendationRound.objects.get(title="Đợt khen 2024").commendations.create(
        person=learner.person, profile=learner, citation="Đã mở lớp.", state=ItemState.AWARDED
    )
    page = client.get(f"{BOARD}thay-khanh/").content.decode()
    assert "Theo Quyết định số 12/QĐ-THAĐ ngày 7/10/2024" in page


def test_these_pages_show_people_to_honour_them():
    assert purpose_of(ProfilePage()) == Purpose.HONOUR
    assert purpose_of(InitiativePage()) == Purpose.HONOUR


def test_queries_do_not_grow_with_the_board(client, school):
    def number_of(query: str) -> int:
        client.get(f"{BOARD}{query}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{BOARD}{query}")
        return len(captured.captured_queries)

    def grow(count: int) -> None:
        for place in range(count):
            week = factories.edition(year=2030 + CommendationRound.objects.count())
            learner = factories.profile(
                edition=week, person=factories.person(kind="teacher", unit=f"tổ {place}")
            )
            award(live_round(week, title=f"Đợt {week.year}"), person=learner.person, profile=learner)
            factories.initiative(edition=week)

    grow(2)
    few = {query: number_of(query) for query in ("", "?la=teacher", "?tat-ca=1")}
    grow(12)
    assert {query: number_of(query) for query in few} == few
    assert max(few.values()) <= 10, few
