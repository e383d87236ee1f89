"""Whatever is typed into an address, the site answers: a page, a refusal, never an error of its own."""

from urllib.parse import quote

import pytest

from news.models import StoryPage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db


def fill() -> None:
    doer = factories.department(short_name="Thư viện")
    week = factories.edition()
    factories.week_page(week, slug="tuan-le-2023")
    for number in range(14):
        story = factories.story(
            title=f"Bài {number}", slug=f"bai-{number}", department=doer, category="reading"
        )
    story.tags.add("khuyến đọc")
    story.save()
    factories.activity(slug="doc-chung", audiences=["students"], organiser=doer, edition=week)
    factories.resource(slug="phep-nhan", subjects=["mathematics"], grades=["3"], audiences=["students"])
    factories.profile(slug="bao-ngoc")


school = school_for_the_module(fill)

ANSWERS = {200, 301, 302, 400, 403, 404, 405}
LISTS = {
    "/tin-bai/": ["trang", "chuyen-muc", "bo-phan", "the"],
    "/hoat-dong/": ["trang", "cho", "bo-phan"],
    "/hoat-dong/lich/": ["cho", "bo-phan"],
    "/thu-vien/": ["trang", "q", "cho", "lop", "loai", "mon", "giay-phep", "tieng", "xep", "dung"],
    "/ton-vinh/": ["trang", "nam"],
    "/tim-kiem/": ["trang", "q", "noi", "nam", "bo-phan", "dung"],
}
OTHERS = ["/", "/tuan-le-2023/", "/tin-bai/bai-1/", "/hoat-dong/doc-chung/", "/tin-bai/rss/", "/sitemap.xml"]
VALUES = [
    "",
    " ",
    "abc",
    "0",
    "-1",
    "99999",
    "1" * 5000,
    "1.5",
    "٣",
    "None",
    "\x00",
    "a\x00b",
    "%",
    "%00",
    "%s%n",
    "'",
    '"',
    "' OR 1=1 --",
    '"; DROP TABLE x; --',
    "\\",
    "|students|",
    "&|!():*<->",
    "AND OR NOT NEAR(",
    "?!…—",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "🙂",
    "\u202e\u0301",
    "đ" * 10_000,
    "học " * 2_500,
]


def ask(client, address: str) -> str:
    """Return what is answered; fail on an error of the site's own."""
    answer = client.get(address)
    assert answer.status_code in ANSWERS, address[:200]
    text = b"".join(answer) if answer.streaming else answer.content
    assert b"Traceback" not in text
    return text.decode()


@pytest.mark.parametrize("path", LISTS)
def test_any_value_of_any_parameter_is_answered(school, client, path):
    for value in VALUES:
        for names in (
            {("q",), tuple(set(LISTS[path]) - {"q"})} if "q" in LISTS[path] else {tuple(LISTS[path])}
        ):
            text = ask(client, f"{path}?{'&'.join(f'{name}={quote(value)}' for name in names)}")
            assert "<script>alert" not in text


@pytest.mark.parametrize("path", LISTS)
def test_a_page_number_that_is_none_means_the_first_page_and_one_too_high_the_last(school, client, path):
    if "/lich/" in path:
        return
    first = client.get(path)
    for value in ("abc", "-1", "0", "", "1.5", "٣", "\x00"):
        answer = client.get(path, {"trang": value})
        assert answer.status_code == 200
        assert listing_of(answer).number == listing_of(first).number == 1
    for value in ("99999", "1" * 5000):
        answer = client.get(path, {"trang": value}, follow=True)
        assert listing_of(answer).number == listing_of(first).total


def listing_of(answer):
    for name in ("listing", "stories", "past"):
        if name in answer.context:
            return answer.context[name]
    raise AssertionError("no listing")


@pytest.mark.parametrize("path", ["/tin-bai/", "/"])
def test_a_parameter_that_nobody_reads_changes_nothing(school, client, path):
    assert ask(client, f"{path}?page=abc") == ask(client, path)
    assert ask(client, f"{path}?page=99999&utm_source=x&trang[]=2") == ask(client, path)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/tin-bai/", "chuyen-muc=khong-co"),
        ("/tin-bai/", "bo-phan=99999"),
        ("/tin-bai/", "the=khong-co"),
        ("/hoat-dong/", "cho=everybody"),
        ("/hoat-dong/", "bo-phan=abc"),
        ("/thu-vien/", "lop=9"),
        ("/thu-vien/", "mon=|mathematics|"),
        ("/thu-vien/", "giay-phep=cc"),
        ("/ton-vinh/", "nam=1900"),
    ],
)
def test_an_unknown_choice_of_a_filter_is_no_filter(school, client, path, query):
    assert listing_of(client.get(f"{path}?{query}")).count == listing_of(client.get(path)).count


def test_of_a_parameter_that_comes_twice_one_counts(school, client):
    for path, names in LISTS.items():
        for name in names:
            ask(client, f"{path}?{name}=abc&{name}=2&{name}[]=3&{name}")


def test_links_carry_on_known_parameters_only(school, client):
    text = ask(client, "/tin-bai/?chuyen-muc=reading&evil=%22onload%3D1&trang=1")
    assert "evil" not in text
    assert "?chuyen-muc=reading&amp;trang=2" in text


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/tin-bai/%00/",
        "/tin-bai/bai-1%00/",
        "/media/%00",
        "/media/../manage.py",
        "/media/images/..%2f..%2f..%2fetc/passwd",
        "/media/documents/x.pdf",
        "/tai-lieu/99999/khong-co.pdf",
        "/anh-chia-se/99999-abc.png",
        "/anh-chia-se/1-abc.png",
        "/anh-chia-se/99999999999999999999-abc.png",
        "/tai-lieu/99999999999999999999/a.pdf",
        "/%F0%9F%99%82/",
        "/%ff%fe/",
        "/tin-bai/khong-co/",
        "/tin-bai/bai-1/them/nua/",
        "/hoat-dong/doc-chung/lich/them/",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/",
        "/" + "a" * 3000 + "/",
        "/wp-login.php",
        "/.env",
        "/tin-bai//bai-1/",
        "//tin-bai/",
    ],
)
def test_any_address_is_answered(school, client, path):
    answer = client.get(path)
    assert answer.status_code in ANSWERS
    assert answer.status_code != 200 or path == "//tin-bai/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_no_other_method_does_anything_on_a_public_address(school, client, method):
    before = StoryPage.objects.count()
    for path in [*LISTS, *OTHERS, "/robots.txt", "/healthz", "/khong-co/"]:
        answer = getattr(client, method)(path)
        assert answer.status_code in ANSWERS, (method, path)
        assert b"Traceback" not in answer.content
    assert StoryPage.objects.count() == before


@pytest.mark.parametrize("path", [*LISTS, *OTHERS])
def test_head_is_answered_as_get_without_its_content(school, client, path):
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "header", ["Accept-Language", "User-Agent", "Referer", "Cookie", "If-Modified-Since"]
)
def test_odd_headers_do_no_harm(school, client, header):
    for value in ("", "x" * 5000, "\u00ff", "en-US,en;q=0.9,xx-invalid-;q=abc", "sessionid='; DROP TABLE"):
        answer = client.get("/", headers={header: value})
        assert answer.status_code in ANSWERS
        assert 'lang="vi"' in answer.content.decode()


def test_an_unknown_host_is_refused(school, client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("query", ["?!…", "%", '"', "'", "\x00", "   ", "()*"])
def test_a_search_for_no_word_finds_nothing_and_says_so(school, client, query):
    answer = client.get("/tim-kiem/", {"q": query})
    assert answer.status_code == 200
    assert answer.context["results"] == []


def test_what_was_typed_comes_back_escaped(school, client):
    text = ask(client, "/tim-kiem/?q=" + quote('"><img src=x onerror=alert(1)>'))
    assert "<img src=x" not in text
