"""Search finds Vietnamese however it is typed, the same on SQLite and PostgreSQL.

Run it on both: the database is the one that DATABASE_URL names. It also guards the parts of modelsearch
that core.search_backend leans on.
"""

import unicodedata

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from modelsearch import query as queries
from modelsearch.backends import get_search_backend
from modelsearch.utils import parse_query_string
from wagtail.models import Page, Site

from core.search_backend import MAXIMUM_QUERY_CHARACTERS, MAXIMUM_QUERY_WORDS, SearchBackend, _QueryFolder
from core.vietnamese import sort_key
from home.models import StandardPage
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

WEEK = "Tuần lễ hưởng ứng học tập suốt đời năm 2023"
READING = "Đọc sách mỗi ngày"
DECISION = "Quyết định số 387/QĐ-TTg ngày 25/3/2022"
LETTER = "Công văn 1964/GDĐT của Phòng GD&ĐT"
PEACE = "Hòa bình và hạnh phúc"
EVERY_TITLE = {WEEK, READING, DECISION, LETTER, PEACE}

# Each title with its lead and body.
PAGES = {
    WEEK: ("Xây dựng năng lực tự học trong kỷ nguyên số", "<p>Trường Tiểu học Ấp Đình mở cửa thư viện.</p>"),
    READING: ("Mười lăm phút mỗi sáng", "<p>Đội Sao-Đỏ giới thiệu <b>truyện</b> cổ tích &amp; thơ.</p>"),
    DECISION: ("Xây dựng xã hội học tập", "<p>Đề án giai đoạn 2021–2030.</p>"),
    LETTER: ("Hướng dẫn các trường", "<p>Kĩ năng số cho giáo viên.</p>"),
    PEACE: ("Chuyện của lớp 5A", "<p>Bài học về an toàn giao thông.</p>"),
}

SEARCHES = [
    ("học tập suốt đời", {WEEK}),
    ("hoc tap suot doi", {WEEK}),
    ("HỌC TẬP SUỐT ĐỜI", {WEEK}),
    (unicodedata.normalize("NFD", "học tập suốt đời"), {WEEK}),
    ("hoc tap", {WEEK, DECISION}),
    ("doi", {WEEK, READING}),
    ("ĐỌC SÁCH", {READING}),
    ("doc sach", {READING}),
    ("ấp đình", {WEEK}),
    ("ap dinh", {WEEK}),
    ("hoà bình", {PEACE}),
    ("hòa bình", {PEACE}),
    ("hoa binh", {PEACE}),
    ("an toan", {PEACE}),
    ("an", {PEACE, DECISION}),
    ("387/QĐ-TTg", {DECISION}),
    ("387/qd-ttg", {DECISION}),
    ("QĐ", {DECISION}),
    ("ttg", {DECISION}),
    ("25/3/2022", {DECISION}),
    ("1964/GDDT", {LETTER}),
    ("GD&ĐT", {LETTER}),
    ("gd dt", {LETTER}),
    ("Sao-Đỏ", {READING}),
    ("sao do", {READING}),
    ("kỉ nguyên", {WEEK}),
    ("kỷ nguyên", {WEEK}),
    ("kỹ năng giáo viên", {LETTER}),
    ("truyen co tich", {READING}),
    ("2021-2030", {DECISION}),
    ("hoc xyz", set()),
    ("tậ", set()),
]

AUTOCOMPLETES = [
    ("hoc tap suot d", {WEEK}),
    ("ĐỌC SÁ", {READING}),
    ("doc sa", {READING}),
    (unicodedata.normalize("NFD", "tuần l"), {WEEK}),
    ("hoà b", {PEACE}),
    ("387/q", {DECISION}),
    ("quyet dinh so 387/QĐ-T", {DECISION}),
    ("GD&Đ", {LETTER}),
    ("ha", {PEACE}),
    ("oc", set()),
]


def fill() -> None:
    parent = Site.objects.get(is_default_site=True).root_page
    with TestCase.captureOnCommitCallbacks(execute=True):
        for title, (lead, body) in PAGES.items():
            parent.add_child(
                instance=StandardPage(
                    title=title, slug=f"search-{abs(hash(title))}", lead=lead, body=[("paragraph", body)]
                )
            )


school = school_for_the_module(fill)


@pytest.fixture
def pages(school):
    return StandardPage.objects.filter(title__in=PAGES)


def titles(results):
    found = [page.title for page in results]
    assert len(found) == len(set(found)) == results.count()
    return set(found)


class TestTable:
    @pytest.mark.parametrize(("query", "expected"), SEARCHES)
    def test_search(self, pages, query, expected):
        assert titles(StandardPage.objects.all().search(query)) & EVERY_TITLE == expected

    @pytest.mark.parametrize(("query", "expected"), AUTOCOMPLETES)
    def test_autocomplete(self, pages, query, expected):
        assert titles(StandardPage.objects.all().autocomplete(query)) & EVERY_TITLE == expected

    def test_the_admin_searches_pages_of_all_kinds(self, pages):
        assert titles(Page.objects.all().search("doc sach")) & EVERY_TITLE == {READING}
        assert titles(Page.objects.all().autocomplete("doc sa")) & EVERY_TITLE == {READING}

    def test_a_rebuilt_index_finds_the_same(self, pages):
        get_search_backend().reset_indexes()
        assert titles(pages.search("doc sach")) == set()
        call_command("update_index", verbosity=0)
        assert titles(pages.search("doc sach")) == {READING}
        assert titles(pages.autocomplete("doc sa")) == {READING}

    def test_a_changed_page_is_found_by_its_new_words(self, pages, django_capture_on_commit_callbacks):
        page = pages.get(title=READING)
        with django_capture_on_commit_callbacks(execute=True):
            page.title = "Ngày hội khuyến đọc"
            page.save()
        assert [found.pk for found in StandardPage.objects.search("khuyen doc")] == [page.pk]
        assert not StandardPage.objects.search("sách")

    def test_titles_come_before_bodies(self, pages, django_capture_on_commit_callbacks):
        page = pages.get(title=PEACE)
        with django_capture_on_commit_callbacks(execute=True):
            page.lead = "Tuần này cả trường cùng nhau tìm hiểu nhiều điều mới lạ, có cả đọc sách."
            page.save()
        assert [found.title for found in pages.search("doc sach")] == [READING, PEACE]

    def test_missing_values_are_not_indexed_as_none(self, pages):
        assert titles(pages.search("none")) == set()


class TestQueryObjects:
    def test_phrase(self, pages):
        assert titles(pages.search(queries.Phrase("quyết định"))) == {DECISION}
        assert titles(pages.search(queries.Phrase("QUYET DINH SO"))) == {DECISION}
        assert titles(pages.search(queries.Phrase("định quyết"))) == set()
        assert titles(pages.search(queries.Phrase("387/QĐ-TTg"))) == {DECISION}

    def test_or(self, pages):
        assert titles(pages.search("Đọc ẤP", operator="or")) == {READING, WEEK}
        both = queries.PlainText("đọc") | queries.Phrase("hoà bình")
        assert titles(pages.search(both)) == {READING, PEACE}

    def test_and_not(self, pages):
        assert titles(pages.search(queries.PlainText("hoc tap") & queries.PlainText("đời"))) == {WEEK}
        only = queries.And([queries.PlainText("học tập"), queries.Not(queries.PlainText("ĐỜI"))])
        assert titles(pages.search(only)) == {DECISION}
        assert titles(pages.search(~queries.PlainText("HOC"))) == EVERY_TITLE - {WEEK, DECISION, PEACE}

    def test_boost_finds_the_same(self, pages):
        assert titles(pages.search(queries.Boost(queries.PlainText("đọc"), 2.0))) == {READING}

    def test_match_all_and_none(self, pages):
        assert titles(pages.search(queries.MATCH_ALL)) == EVERY_TITLE
        assert titles(pages.search(queries.MATCH_NONE)) == set()
        assert titles(pages.search(None)) == EVERY_TITLE
        assert titles(pages.search(queries.MATCH_ALL & queries.PlainText("doc"))) == {READING}
        assert titles(pages.search(queries.MATCH_ALL | queries.PlainText("doc"))) == EVERY_TITLE
        assert titles(pages.search(queries.MATCH_NONE & queries.PlainText("doc"))) == set()
        assert titles(pages.search(queries.MATCH_NONE | queries.PlainText("doc"))) == {READING}

    def test_fuzzy(self, pages):
        if connection.vendor == "postgresql":
            # Needs the pg_trgm extension, which the site does not install; folding is what counts here.
            folded = SearchBackend({}).folded(queries.Fuzzy("ĐỌC", unaccent=True))
            assert isinstance(folded, queries.Fuzzy)
            assert (folded.query_string, folded.unaccent) == ("doc", False)
        else:
            assert titles(pages.search(queries.Fuzzy("ĐỌC"))) == {READING}

    def test_a_parsed_search_box(self, pages):
        for typed, expected in [
            ('"quyết định" 387', {DECISION}),
            ('"quyết định" !', {DECISION}),
            ('"hoà bình', {PEACE}),
            ("'hòa bình'", {PEACE}),
            ('""', set()),
        ]:
            _filters, query = parse_query_string(typed)
            assert titles(pages.search(query)) == expected, typed

    def test_fields_are_refused(self, pages):
        with pytest.raises(NotImplementedError, match="leave out"):
            pages.search("đọc", fields=["title"])
        with pytest.raises(NotImplementedError, match="leave out"):
            pages.autocomplete("đọc", fields=["title"])


HOSTILE = [
    "",
    " ",
    "\x00",
    "!!! ??? ...",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "|",
    "&",
    "()",
    "*",
    ":*",
    "<->",
    "--",
    "\ud800",
    "🙂",
    "\u0301",
]


class TestAnythingTyped:
    @pytest.mark.parametrize("query", HOSTILE)
    def test_no_words_no_results(self, pages, query):
        assert titles(pages.search(query)) == set()
        assert titles(pages.autocomplete(query)) == set()
        assert titles(pages.search(queries.Phrase(query))) == set()

    @pytest.mark.parametrize("noise", [character for character in HOSTILE if character.strip()])
    def test_noise_around_words_does_no_harm(self, pages, noise):
        for query in (f"{noise}đọc{noise} {noise}sách", f"đọc {noise} sách"):
            assert titles(pages.search(query)) == {READING}
            assert titles(pages.autocomplete(query)) == {READING}

    @pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR(", "title:đọc", "đọc OR hoà", "-đọc hoà"])
    def test_operators_are_words(self, pages, word):
        assert titles(pages.search(word)) == set()
        pages.autocomplete(word).count()

    @pytest.mark.parametrize(
        "query",
        ["a" * 10_000, "đọc " * 2_500, "ọ" * 10_000, '"đọc" ' * 2_000, "!" * 10_000, "o\u0323" * 5_000],
    )
    def test_ten_thousand_characters(self, pages, query, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            assert titles(pages.search(query)) <= {READING}
        _filters, parsed = parse_query_string(query)
        assert titles(pages.search(parsed)) <= {READING}
        assert titles(pages.autocomplete(query)) <= {READING}

    def test_a_long_query_keeps_its_first_words(self, pages):
        assert titles(pages.search("đọc sách mỗi ngày " * 3 + "xyz " * 2_000)) == {READING}

    def test_hostile_text_can_be_indexed(self, pages):
        page = pages.get(title=READING)
        page.lead = "% \\ ' \" | & :* 🙂 \ufdd0 " + "x" * 300
        get_search_backend().add(page)
        assert titles(pages.search("doc sach")) == {READING}


class TestFolder:
    def test_limits(self):
        folder = _QueryFolder(understands_fuzzy=False)
        text = folder.text("mười " * 100)
        assert text == " ".join(["muoi"] * MAXIMUM_QUERY_WORDS)
        assert folder.text("hai") == ""

    def test_a_word_cut_in_the_middle_is_left_out(self):
        text = _QueryFolder(understands_fuzzy=False).text("b" * 150 + " " + "c" * 100)
        assert text == "b" * 150
        assert len(_QueryFolder(understands_fuzzy=False).text("b" * 900)) == MAXIMUM_QUERY_CHARACTERS

    def test_nested_parts_share_the_limit(self):
        query = queries.And([queries.Or([queries.PlainText("a b c"), queries.Phrase("d e")])] * 10)
        folded = _QueryFolder(understands_fuzzy=False).query(query)
        assert repr(folded).count("PlainText") <= MAXIMUM_QUERY_WORDS

    def test_the_given_query_is_not_changed(self):
        query = queries.PlainText("ĐỌC")
        _QueryFolder(understands_fuzzy=False).query(query & query)
        assert query.query_string == "ĐỌC"


class TestBackend:
    def test_it_is_the_site_s_backend(self):
        assert type(get_search_backend()) is type(SearchBackend({}))

    def test_the_search_config_is_pinned(self):
        if connection.vendor == "postgresql":
            assert SearchBackend({"SEARCH_CONFIG": "english"}).config == "simple"

    def test_other_databases_are_refused(self, monkeypatch):
        monkeypatch.setattr("core.search_backend.connection", type("Connection", (), {"vendor": "oracle"}))
        with pytest.raises(ImproperlyConfigured, match="oracle"):
            SearchBackend({})


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no Vietnamese collation to compare with"
)
def test_sort_keys_give_the_order_of_the_unicode_collation():
    names = [
        "Đỗ An",
        "Ngô Anh",
        "Lê Ánh",
        "Phạm Ân",
        "Vũ Đào",
        "Lê Đăng",
        "Lê Hoa",
        "Lê Hòa",
        "Bùi Ỷ",
        "Lê Yến",
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            r"""SELECT name FROM unnest(%s::text[]) AS name
                ORDER BY substring(name from '\S+$') COLLATE "vi-x-icu", name COLLATE "vi-x-icu" """,
            [names],
        )
        assert [name for (name,) in cursor.fetchall()] == sorted(names, key=sort_key)
