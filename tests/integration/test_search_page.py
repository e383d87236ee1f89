"""The search page and its suggestions, as a reader sees them."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.finding.models import SearchEntry
from home.search.highlighting import excerpt, highlight
from tests import factories
from tests.module_school import school_for_the_module
from week.models import Department

pytestmark = pytest.mark.django_db


def fill() -> None:
    library = factories.department(name="Thư viện trường", short_name="Thư viện")
    union = factories.department(name="Công đoàn trường", short_name="Công đoàn")
    first = factories.story(title="Chú sáu", lead="Người gác cổng.", slug="chu-sau", department=union)
    first.tags.add("người tốt")
    first.save()
    body = [
        ("heading", {"text": "Hòm ở đâu?", "level": "h3"}),
        ("paragraph", f"<p>{'Mở đầu dài dòng. ' * 40}Hòm thư viện sách đặt ở cổng.</p>"),
        ("callout", {"kind": "tip", "title": "Nhớ khoá", "text": "<p>Khoá ở chỗ cô.</p>"}),
    ]
    factories.story(title="Hòm thư", lead="Chuyện ở cổng.", body=body, slug="hom-thu", department=library)
    factories.story(title="Thư viện mở cửa", lead="Thứ bảy thư viện mở.", slug="mo-cua", department=library)
    factories.resource(title="Học tập suốt đời", subjects=["mathematics"], slug="hoc-tap")
    factories.guide(title="Dùng thư viện", slug="dung-thu-vien")
    call_command("update_index", verbosity=0)


school = school_for_the_module(fill)


def ask(client, words, **parameters):
    answer = client.get("/tim-kiem/", {"q": words, **parameters})
    assert answer.status_code == 200
    return answer


def titles(answer) -> list[str]:
    return [re.sub("</?mark>", "", result.title) for result in answer.context.get("results", [])]


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def suggested(client, words) -> list[str]:
    answer = client.get("/tim-kiem/goi-y/", {"q": words})
    assert answer.status_code == 200
    return [way["title"] for way in answer.json()["suggestions"]]


def test_the_page_titled_so_comes_first(school, client):
    assert titles(ask(client, "chu sau"))[0] == "Chú sáu"


@pytest.mark.parametrize(
    ("typed", "meant"), [("thu vjen", "thư viện"), ("hoc tpa", "học tập"), ("thư viêjn", "thư viện")]
)
def test_a_slip_is_mended_and_said(school, client, typed, meant):
    answer = ask(client, typed)
    assert titles(answer)
    assert f"Đang tìm “{meant}”" in text(answer)
    exact = ask(client, typed, dung="1")
    assert titles(exact) == []
    assert f'value="{typed}"' in exact.content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thu vie", "thư viện"),  # "viet" is commoner, and stands beside no "thu"
        ("th vien", "thư viện"),  # two letters have too many neighbours but for the one beside "vien"
        ("hoc tapp", "học tập"),
    ],
)
def test_of_the_words_a_letter_away_the_one_that_stands_beside_the_others_is_meant(
    school, client, typed, meant
):
    for place in range(5):
        factories.standard_page(title=f"Viết {place}", slug=f"viet-{place}")
    call_command("update_index", verbosity=0)
    answer = ask(client, typed)
    assert f"Đang tìm “{meant}”" in text(answer)
    assert titles(answer)


@pytest.mark.parametrize(("typed", "meant"), [("thu viec", "thư viện"), ("hoc tam", "học tập")])
def test_a_slip_that_is_a_word_is_asked_about(school, client, typed, meant):
    factories.standard_page(title="Việc làm sớm, tắm sau", slug="viec", lead="Học rồi tắm; thứ hai làm việc.")
    call_command("update_index", verbosity=0)
    answer = ask(client, typed)
    assert f"Có phải bạn tìm “{meant}”?" in text(answer)
    assert client.get(f"/tim-kiem/{answer.context['otherwise_url']}").context["listing"].count
    assert "Có phải" not in text(ask(client, typed, dung="1"))


@pytest.mark.parametrize("words", ["thu vien", "chu sau", "dung thu vien", "thu vien mo", "thu", "hom thu"])
def test_words_that_stand_together_are_not_asked_about(school, client, words):
    assert "Có phải" not in text(ask(client, words))


def test_choices_alone_list_all_that_they_leave(school, client):
    answer = ask(client, "", noi="hoc-lieu")
    assert titles(answer)[0:2] == ["Dùng thư viện", "Học tập suốt đời"]
    assert answer.context["listing"].count == 2
    assert "Bỏ lọc" in text(answer)
    assert ask(client, "", noi="hoc-lieu", nam="1999").context["listing"].count == 0
    assert "Không có trang nào như vậy" in text(ask(client, "", noi="hoc-lieu", nam="1999"))


def test_matches_are_marked_with_their_own_marks(school, client):
    page = ask(client, "thu vien").content.decode()
    assert "<mark>Thư viện</mark> mở cửa" in page
    assert "Thứ bảy <mark>thư viện</mark> mở." in page  # not "Thứ", which is "thu" too
    assert "… " in page
    assert "Hòm <mark>thư viện</mark> sách đặt ở cổng." in page  # far down in a body


def test_marking_escapes_and_excerpts_stay_short():
    assert (
        highlight("<b>Đọc</b> & đọc", ["doc"]) == "&lt;b&gt;<mark>Đọc</mark>&lt;/b&gt; &amp; <mark>đọc</mark>"
    )
    assert highlight("Kỹ năng", ["ki"]) == "<mark>Kỹ</mark> năng"
    long = "dài " * 200 + "đích"
    assert excerpt("", long, ["dich"]).endswith("đích")
    assert len(excerpt("", long, ["dich"])) < 250
    assert excerpt("Lời mở.", long, ["khac"]) == "Lời mở."


def test_what_only_the_editor_reads_is_not_found(school, client):
    """The size of a heading and the kind of a call-out are choices with labels."""
    assert titles(ask(client, "hom o dau")) == titles(ask(client, "nho khoa")) == ["Hòm thư"]
    assert titles(ask(client, "meo hay")) == []
    assert "Nhỏ" not in ask(client, "hom o dau").content.decode()


def test_facets_count_what_their_links_lead_to(school, client):
    answer = ask(client, "thu vien")
    options = [option for facet in answer.context["facets"] for option in facet.options if option.count]
    assert {(option.label, option.count) for option in options} >= {("Tin bài", 2), ("Thư viện mở", 1)}
    for option in options:
        there = client.get(f"/tim-kiem/{option.url}")
        assert there.context["listing"].count == option.count, option.label
        chosen = [one for facet in there.context["facets"] for one in facet.options if one.is_selected]
        assert [one.label for one in chosen] == [option.label]
        assert f'href="{chosen[0].url}"'.replace("&", "&amp;") in there.content.decode()


def test_departments_stand_in_the_schools_order(school, client):
    """By their letters "Đội" would stand behind "Thư viện"."""
    Department.objects.filter(short_name="Thư viện").update(sort_order=2)
    facet = ask(client, "cong").context["facets"][-1]
    assert [option.label for option in facet.options] == ["Công đoàn", "Thư viện"]
    Department.objects.filter(short_name="Công đoàn").update(short_name="Đội", sort_order=1)
    facet = ask(client, "cong").context["facets"][-1]
    assert [option.label for option in facet.options] == ["Đội", "Thư viện"]


def test_odd_choices_are_no_choices(school, client):
    everything = titles(ask(client, "thu vien"))
    for odd in ("x", "99999999999999999999", "２０２６", "-1", "1' OR 1", "\x00"):
        assert titles(ask(client, "thu vien", noi=odd)) == everything
        assert ask(client, "thu vien", nam=odd, **{"bo-phan": odd}).status_code == 200


def test_nothing_found_leads_on(school, client):
    answer = ask(client, "thu vien qwrtz")
    page = answer.content.decode()
    assert 'value="thu vien qwrtz"' in page
    assert next(part.words for part in answer.context["parts"]) == "thu vien"
    for part in answer.context["parts"]:
        assert client.get(f"/tim-kiem/{part.url}").context["listing"].count > 0, part
    assert "người tốt" in page
    assert 'href="/thu-vien/"' in page


def test_without_words_there_is_something_to_look_for(school, client):
    answer = client.get("/tim-kiem/")
    page = answer.content.decode()
    assert len(answer.context["newest"]) >= 4
    assert "/tin-bai/?the=nguoi-tot" in page
    assert "/thu-vien/?mon=mathematics" in page


@pytest.mark.parametrize(
    "words",
    [
        "a" * 5000,
        "đọc " * 2000,
        "🙂",
        "\x00",
        '"*(',
        "NEAR(a b)",
        "'; --",
        "%",
        "<script>",
        "\ud800",
        "ọ" * 3000,
        "-",
        "a:*|&!",
    ],
)
def test_any_text_is_a_fair_question(school, client, words):
    query = words.encode("utf-8", "surrogatepass")
    for path in ("/tim-kiem/", "/tim-kiem/goi-y/", "/thu-vien/"):
        assert client.get(path, {"q": query}).status_code == 200
        assert client.get(path, {"q": query + b" thu vien"}).status_code == 200


def test_suggestions_are_titles_and_topics(school, client):
    library = ["Dùng thư viện", "Thư viện mở cửa", "Thư viện"]
    assert suggested(client, "thu vi") == library
    assert suggested(client, "mo cua thu") == ["Thư viện mở cửa"]
    assert suggested(client, "TOÁ")[0] == "Toán"
    assert suggested(client, "thu vjen") == library
    assert suggested(client, "x") == suggested(client, "") == suggested(client, "zzzz") == []


def test_a_browser_may_keep_suggestions_but_asks_whether_they_hold(school, client):
    answer = client.get("/tim-kiem/goi-y/", {"q": "thu vi"})
    assert answer["Cache-Control"] == "public, no-cache"
    again = client.get("/tim-kiem/goi-y/", {"q": "thu vi"}, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_what_is_not_public_is_neither_found_nor_suggested(school, client):
    assert "Thư viện mở cửa" in titles(ask(client, "thu vien"))
    Page.objects.filter(slug="mo-cua").update(live=False)  # the index does not know yet
    assert "Thư viện mở cửa" not in titles(ask(client, "thu vien"))
    assert "Thư viện mở cửa" not in suggested(client, "thu vi")
    assert all(way.title != "Thư viện mở cửa" for way in client.get("/tim-kiem/").context["newest"])


QUESTIONS = {
    "/tim-kiem/": 6,
    "/tim-kiem/?q=thu+vien": 6,
    "/tim-kiem/?q=thu+vjen&noi=tin-bai": 6,
    "/tim-kiem/?q=cong+qwrtz+thu": 6,
    "/tim-kiem/goi-y/?q=thu+vi": 3,
    "/tim-kiem/goi-y/?q=thu+vjen": 3,
    "/thu-vien/?q=hoc+tap&mon=mathematics": 8,
    "/thu-vien/": 8,
}


@pytest.mark.parametrize("address", QUESTIONS)
def test_few_queries_and_none_that_writes(school, client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    statements = [query["sql"] for query in captured.captured_queries]
    assert len(statements) <= QUESTIONS[address], "\n".join(statement[:200] for statement in statements)
    assert {statement.split()[0] for statement in statements} <= {"SELECT"}


def test_narrowing_reaches_what_a_common_word_hides(school, client):
    """Two hundred newer stories have the word too; the department's old one is found all the same."""
    factories.many_stories(
        220, lead="Ai cũng ra cổng.", department=Department.objects.get(short_name="Thư viện")
    )
    SearchEntry.objects.filter(title="Chú sáu").delete()
    old = Page.objects.get(slug="chu-sau")
    Page.objects.filter(pk=old.pk).update(first_published_at="2001-01-01T00:00:00Z")
    call_command("update_index", verbosity=0)
    answer = ask(client, "cong")
    assert answer.context["is_cut"]
    assert "hơn 200 kết quả" in text(answer)
    assert "Chú sáu" not in [
        title for number in range(1, 21) for title in titles(ask(client, "cong", trang=number))
    ]
    assert titles(ask(client, "cong", nam="2001")) == ["Chú sáu"]
