"""The library's catalogue: several choices a facet, counts, order, words, and what a resource page says."""

import pytest
from django.core.management import call_command

from core.remembered import forget
from resources.models import LibraryPage, ResourcePage
from resources.stock import Stock
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db


def fill() -> None:
    rows = [
        ("A toán", ["mathematics"], ["1", "2"], "lesson", "cc_by"),
        ("B khoa học", ["mathematics", "science"], ["2"], "video", "cc_by"),
        ("C truyện", ["vietnamese"], ["5"], "book", "public_domain"),
        ("D thơ", ["vietnamese", "arts"], ["2", "5"], "book", "unknown"),
    ]
    for title, subjects, grades, kind, licence in rows:
        factories.resource(
            title=title,
            subjects=subjects,
            grades=grades,
            resource_type=kind,
            licence=licence,
            licence_version="4.0" if licence == "cc_by" else "",
            audiences=["students"],
        )
    call_command("update_index", verbosity=0)


school = school_for_the_module(fill)


def shown(client, query: str = ""):
    answer = client.get(f"/thu-vien/{query}")
    assert answer.status_code == 200
    return "".join(resource.title[0] for resource in answer.context["listing"].object_list), answer


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "ABCD"),
        ("?mon=science.arts", "BD"),  # one or the other
        ("?mon=arts.science", "BD"),
        ("?mon=mathematics.vietnamese&lop=2", "ABD"),
        ("?mon=mathematics&loai=book", ""),
        ("?giay-phep=cc_by.unknown&lop=5", "D"),
        ("?mon=math..x", "ABCD"),
        ("?mon=" + "science." * 500, "B"),
        ("?xep=moi", "DCBA"),
        ("?xep=lạ", "ABCD"),
        ("?q=truyen", "C"),
        ("?q=trujen", "C"),
        ("?q=tho&mon=mathematics", ""),
    ],
)
def test_choices_words_and_order_combine(school, client, query, titles):
    assert shown(client, query)[0] == titles


@pytest.mark.parametrize("query", ["", "?mon=science", "?mon=science.arts&lop=2", "?q=toan"])
def test_a_count_says_what_a_further_choice_gives(school, client, query):
    _titles, answer = shown(client, query)
    tried = 0
    for facet in answer.context["facets"]:
        for option in facet.options:
            there = client.get(option.url)
            after = next(one for one in there.context["facets"] if one.name == facet.name)
            if option.is_selected:
                assert option.value not in {one.value for one in after.options if one.is_selected}
            else:
                assert option.value in {one.value for one in after.options if one.is_selected}
                if facet.selected is None:
                    assert there.context["listing"].count == option.count, option.label
                else:
                    # Values of one facet add up: at least these, and no more than these beside what is there.
                    most = option.count + answer.context["listing"].count
                    assert option.count <= there.context["listing"].count <= most, option.label
            tried += 1
    assert tried >= 7


def test_a_set_of_choices_has_one_address(school, client):
    def link(query: str, label: str) -> str:
        facet = next(one for one in shown(client, query)[1].context["facets"] if one.name == "mon")
        return next(option.url for option in facet.options if option.label == label)

    assert link("?mon=science", "Toán") == link("?mon=mathematics", "Khoa học")


def test_the_search_box_keeps_all_choices(school, client):
    page = shown(client, "?mon=science.arts")[1].content.decode()
    assert 'value="science.arts"' in page or 'value="arts.science"' in page
    assert "noindex" in page


def test_a_change_is_counted_at_once(school, client):
    assert shown(client)[1].context["listing"].count == 4
    resource = ResourcePage.objects.get(title="A toán")
    resource.unpublish()
    # Whatever is remembered, what is not public is not shown; the counts follow with the commit.
    assert shown(client)[0] == "BCD"
    forget()
    _titles, answer = shown(client)
    assert answer.context["listing"].count == LibraryPage.objects.get().list_length() == 3
    assert "A toán" not in answer.content.decode()


def test_the_shelf_and_the_rooms_stand_at_the_head_only(school, client):
    factories.guide(title="Tự tìm sách")
    forget()
    assert "Mới lên kệ" in shown(client)[1].content.decode()
    assert "Tự tìm sách" in shown(client)[1].content.decode()
    assert "Mới lên kệ" not in shown(client, "?mon=science")[1].content.decode()


def test_a_resource_says_at_once_what_it_is_for_whom_and_how_it_may_be_used(school, client):
    resource = ResourcePage.objects.get(title="B khoa học")
    page = client.get(resource.url).content.decode()
    head = page[
        page.index('class="resource-head"') : page.index("</header>", page.index('class="resource-head"'))
    ]
    for words in (
        "Video: Toán, Khoa học",
        "Học sinh",
        "Lớp 2",
        "Tự do, kể cả sửa lại",
        "CC BY 4.0",
        "Mở tại vi.wikipedia.org",
    ):
        assert words.replace(" ", "") in head.replace("\u00a0", "").replace(" ", ""), words


def test_sets_of_bits_are_taken_apart_page_by_page():
    held = Stock(list(range(1000, 11000)), {("a", "x"): int("10" * 5000, 2), ("a", "y"): 1 << 9999})
    odd = held.having("a", ["x"])
    assert odd.bit_count() == 5000
    assert held.part(odd, 0, 3) == [1001, 1003, 1005]
    assert held.part(odd, 4998, 5010) == [10997, 10999]
    assert held.part(held.all, 5000, 5002) == [6000, 6001]
    assert held.part(0, 0, 12) == held.part(odd, 6000, 6012) == []
    assert held.part(held.having("a", ["y", "z"]), 0, 2) == [10999]
    assert held.part(held.among([10999, 1000, 5]), 0, 9) == [1000, 10999]


def test_a_search_of_the_catalogue_leads_on_to_the_whole_site(client, school):
    """Guides, programmes and book lists are no resources, and stand in the same library."""
    factories.guide(title="Giờ lập trình", slug="gio-lap-trinh")
    call_command("update_index", verbosity=0)
    found, answer = shown(client, "?q=gio+lap+trinh")
    assert found == ""
    assert client.get(answer.context["everywhere_url"]).context["listing"].count == 1
    assert answer.context["everywhere_url"] in answer.content.decode()
    assert "trong cả trang" in shown(client, "?q=truyen")[1].content.decode()


def test_a_room_hides_nothing(client, school):
    for place in range(9):
        factories.guide(title=f"Hướng dẫn {place}", slug=f"huong-dan-{place}")
    page = shown(client)[1].content.decode()
    assert all(f"/thu-vien/huong-dan-{place}/" in page for place in range(9))
    assert "<summary>Còn 3 " in page


def test_a_resource_without_a_subject_has_no_hole_in_its_line(school):
    resource = ResourcePage(title="E", resource_type="lesson", subjects=[], grades=["3"])
    assert resource.kind_line == "Bài học · Lớp 3"


def test_all_choices_are_let_go_at_once(client, school):
    page = shown(client, "?mon=mathematics&lop=2&loai=video")[1].content.decode()
    assert '<a href="/thu-vien/">Bỏ lọc</a>' in page
    assert "Bỏ lọc" not in shown(client)[1].content.decode()
