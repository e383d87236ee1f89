"""The desk of a writer: an article comes in whole or not at all, and nobody else sees it."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from core.rate_limit import RateLimit
from news.models import Article, ArticleState, Writer
from news.models.writers import KEPT_AFTER_THE_END
from news.writers import forms, states, views
from news.writers.states import NotNowError
from pagestore.models import Change
from tests import factories
from tests.factories import photographs
from tests.factories.files import picture_bytes
from tests.factories.word import word_bytes
from tests.factories.writers import article, writer
from tests.module_school import school_for_the_module
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()
WORDS = {
    "title": "Chú Sáu và chiếc đồng hồ",
    "text": "Mỗi trưa chú đọc mười phút.",
    "people_named": "",
    "note": "",
}


@pytest.fixture
def author(school) -> Writer:
    return writer(name="Cô Lê Thị Mẫu")


def text(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def word_upload(name: str = "Bài của em.docx") -> SimpleUploadedFile:
    return upload(name, word_bytes(("h1", "Một buổi đọc"), ("p", "Cả lớp mang sách ra gốc bàng.")))


def photograph() -> bytes:
    return picture_bytes((640, 480), "JPEG", exif=photographs.exif())


@pytest.fixture
def send(client, author):
    """A function that opens a form as a browser does, and sends it with some changes."""

    def send(address: str = "", **changes):
        address = address or f"{author.desk_url}bai-moi/"
        page = client.get(address).content.decode()
        stamp = re.search(r'name="opened"\s+value="([^"]+)"', page)[1]
        return client.post(address, WORDS | {"opened": stamp, "website": ""} | changes)

    return send


def only() -> Article:
    return Article.objects.get()


def stored(file) -> bool:
    return file.storage.exists(file.name)


# --- Sending -----------------------------------------------------------------------------------


def test_a_plain_article_with_a_photograph_comes_in_whole(client, author, send, school):
    week = factories.edition(start_date=timezone.localdate(), end_date=timezone.localdate())
    answer = send(
        **{
            "picture-1": upload("IMG_1.jpg", photograph()),
            "shows-1": "Chú Sáu đọc báo.",
            "note": "Em gửi cô.",
        }
    )
    page = client.get(answer["Location"])
    assert "Đã gửi." in text(page)
    sent = only()
    assert (sent.writer, sent.state, sent.edition) == (author, ArticleState.SENT, week)
    assert sent.text == WORDS["text"]
    [picture] = sent.pictures.all()
    assert (picture.number, picture.description) == (1, "Chú Sáu đọc báo.")
    with picture.file.open() as file:
        content = file.read()
    assert not any(secret in content for secret in photographs.SECRETS), (
        "the place where it was taken stays away"
    )
    [note] = sent.comments.all()
    assert note.is_writers
    given = client.get(f"{author.desk_url}bai/{sent.pk}/anh/{picture.pk}/")
    assert b"".join(given.streaming_content) == content
    assert WORDS["title"] in text(client.get(author.desk_url))


def test_a_word_file_comes_in_and_words_beside_it_are_a_note(client, author, send):
    send(word_file=word_upload(), text="Bài em để trong tệp ạ.")
    sent = only()
    assert (sent.text, sent.word_file_name) == ("", "Bài của em.docx")
    assert stored(sent.word_file)
    assert [comment.text for comment in sent.comments.all()] == ["Bài em để trong tệp ạ."]
    given = client.get(f"{author.desk_url}bai/{sent.pk}/tep-word/")
    assert "no-store" in given["Cache-Control"]
    assert b"".join(given.streaming_content).startswith(b"PK")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "Hãy viết bài vào ô này, hoặc chọn một tệp Word"),
        ({"title": ""}, "Hãy ghi tên bài"),
        ({"text": "", "word_file": ("bai.docx", b"PK\x03\x04 half")}, "bị hỏng hoặc chưa tải lên trọn vẹn"),
        ({"text": "", "word_file": ("bai.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}, "tệp Word kiểu cũ"),
        ({"picture-1": ("IMG_1.jpg", b"\xff\xd8\xff\xe0 half")}, "Không đọc được tệp này như một tấm ảnh"),
        ({"picture-4": ("phim.mp4", b"\x00\x00\x00\x18ftypmp42")}, "Đây là phim, không phải ảnh"),
        ({"picture-2": ("bai.docx", word_bytes(("p", "Chữ")))}, "Tệp Word chọn ở ô"),
        ({"shows-2": "Chú Sáu đọc báo."}, "Có lời tả mà chưa có ảnh"),
        ({"opened": "x"}, "Xin bấm gửi một lần nữa"),
        ({"title": "Chú\x00 Sáu", "text": ""}, "Hãy viết bài vào ô này"),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_typed_is_lost(client, send, changes, says):
    files = {name: upload(*value) for name, value in changes.items() if isinstance(value, tuple)}
    answer = send(**({"note": "Lời nhắn của em"} | changes | files))
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Lời nhắn của em" in text(answer)
    assert not Article.objects.exists()


def test_files_that_the_browser_forgets_are_asked_for_again(send):
    answer = send(title="", word_file=word_upload())
    assert "Xin chọn lại tệp “Bài của em.docx”" in text(answer)


def test_more_than_one_sending_carries_is_refused_in_words(send, monkeypatch):
    monkeypatch.setattr(forms, "MOST_TOGETHER", 1000)
    answer = send(**{"picture-1": upload("a.jpg", photograph())})
    assert answer.status_code == 422
    assert "28 MB" in text(answer)
    assert not Article.objects.exists()


def test_pressing_twice_is_one_article_and_other_words_are_another(client, author):
    address = f"{author.desk_url}bai-moi/"
    stamp = re.search(r'name="opened"\s+value="([^"]+)"', client.get(address).content.decode())[1]
    sent = WORDS | {"opened": stamp, "website": ""}
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"]
    assert only().title == WORDS["title"]
    client.post(address, sent | {"text": "Bài khác."})
    assert Article.objects.count() == 2


def test_a_flood_of_one_writer_waits_and_keeps_its_words(send, monkeypatch):
    monkeypatch.setattr(views, "LIMIT", RateLimit("articles-test", limit=1, seconds=600))
    send()
    answer = send(title="Bài thứ hai")
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert "Bài thứ hai" in text(answer)
    assert only().title == WORDS["title"]


# --- Again, after a return ---------------------------------------------------------------------


def test_a_returned_article_is_mended_and_sent_again(client, author, send):
    send(word_file=word_upload(), **{"picture-1": upload("a.jpg", photograph()), "shows-1": "Chú Sáu."})
    sent = only()
    old_picture = sent.pictures.get()
    states.give_back(sent, factories.user(Role.EDITOR), "Kể thêm chú đọc sách gì nhé.")
    address = f"{author.desk_url}bai/{sent.pk}/"
    assert "Kể thêm chú đọc sách gì nhé." in text(client.get(address))
    assert "Kể thêm chú đọc sách gì nhé." in text(client.get(author.desk_url))
    send(
        address,
        text="Chú đọc Dế Mèn.",
        drops_word_file="on",
        **{
            f"drop-{old_picture.pk}": "on",
            "picture-1": upload("b.jpg", photograph()),
            "shows-1": "Chú đọc Dế Mèn.",
        },
    )
    again = only()
    assert (again.state, again.text, bool(again.word_file)) == (ArticleState.SENT, "Chú đọc Dế Mèn.", False)
    assert [(row.number, row.description) for row in again.pictures.all()] == [(1, "Chú đọc Dế Mèn.")]
    assert again.due_at is None


def test_files_that_went_leave_the_folder(author, django_capture_on_commit_callbacks):
    sent = article(author, word_file=word_upload(), text="")
    with django_capture_on_commit_callbacks(execute=True):
        states.send_again(sent, forms.Content(form_key="x", title="A", text="B", drops_word_file=True))
    assert not stored(sent.word_file)


@pytest.mark.parametrize("state", [ArticleState.TAKEN, ArticleState.DECLINED])
def test_an_article_that_is_done_with_takes_no_other_words(client, author, send, state):
    sent = article(author)
    address = f"{author.desk_url}bai/{sent.pk}/"
    stamp = re.search(r'name="opened"\s+value="([^"]+)"', client.get(address).content.decode())[1]
    sent.turn(state)
    sent.save()
    answer = client.post(address, WORDS | {"opened": stamp, "website": "", "title": "Tên mới"})
    assert answer.status_code == 409
    assert only().title == sent.title
    assert "<textarea" not in client.get(address).content.decode()


def test_the_editors_steps_hold_only_where_they_make_sense(author):
    editor, sent = factories.user(Role.EDITOR), article(author)
    states.give_back(sent, editor, "Sửa giúp.")
    with pytest.raises(NotNowError, match="Trả lại, chờ sửa"):
        states.give_back(sent, editor, "Sửa giúp.")
    states.decline(sent, editor, "Trùng với bài khác.")
    with pytest.raises(NotNowError, match="Không dùng"):
        states.decline(sent, editor, "Trùng.")
    assert [comment.author for comment in sent.comments.all()] == [editor, editor]


# --- Who comes in ------------------------------------------------------------------------------


def test_a_link_that_was_taken_back_says_whom_to_ask(client, author, send):
    sent = article(author)
    old = author.desk_url
    form = client.get(f"{old}bai-moi/").content.decode()
    author.revoke()
    for address in (old, f"{old}bai-moi/", f"{old}bai/{sent.pk}/", f"{old}bai/{sent.pk}/tep-word/"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "Xin đường dẫn ở đâu?" in text(answer)
        assert sent.title not in text(answer)
    stamp = re.search(r'name="opened"\s+value="([^"]+)"', form)[1]
    assert client.post(f"{old}bai-moi/", WORDS | {"opened": stamp, "website": ""}).status_code == 410
    author.renew()
    assert client.get(old).status_code == 404, "the old address leads nowhere"
    assert client.get(author.desk_url).status_code == 200


@pytest.mark.parametrize("token", ["khong-co", "x" * 500, "%00", "%FF", "a'b", "..%2f"])
def test_an_address_that_nobody_was_given_is_no_desk(client, school, token):
    answer = client.get(f"/gui-bai/{token}/")
    assert answer.status_code == (400 if token == "%00" else 404)


def test_a_writer_sees_nobody_elses_article(client, author):
    others = article()
    for address in ("", "tep-word/", "anh/1/"):
        assert client.get(f"{author.desk_url}bai/{others.pk}/{address}").status_code == 404
    assert others.title not in text(client.get(author.desk_url))
    assert client.get(f"{author.desk_url}bai/{2**70}/").status_code == 404


def test_an_account_has_its_desk_without_a_link(client, school):
    assert "Đăng nhập" in text(client.get("/gui-bai/"))
    client.force_login(factories.user(Role.EDITOR))
    assert "chưa được ghi là người viết" in text(client.get("/gui-bai/"))
    teacher = factories.user(Role.WRITER)
    own = article(writer(user=teacher))
    client.force_login(teacher)
    assert own.title in text(client.get("/gui-bai/"))
    assert own.text[:10] in text(client.get(f"/gui-bai/bai/{own.pk}/"))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/pages/").status_code in {302, 403}


# --- Nothing of it is public -------------------------------------------------------------------


def test_every_answer_is_kept_by_nobody(client, author, school):
    sent = article(author)
    for address in (
        author.desk_url,
        f"{author.desk_url}bai-moi/",
        f"{author.desk_url}bai/{sent.pk}/",
        "/gui-bai/",
    ):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    for public in ("/sitemap-1.xml", "/tin-bai/", f"/tim-kiem/?q={sent.title}"):
        content = client.get(public).content.decode()
        assert "gui-bai" not in content
        assert f'">{sent.title}' not in content


def test_no_page_of_the_public_grows_old_by_an_article(author, school, settings, tmp_path):
    settings.PAGE_STORE = tmp_path
    Change.objects.all().delete()
    sent = article(author)
    sent.comments.create(text="Cảm ơn cô.")
    sent.pictures.create(file=upload("a.jpg", b"x"), number=1)
    article(author).writer.save()
    assert [change.names for change in Change.objects.all()] == []
    author.department.save()
    assert Change.objects.exists(), "what pages show is noticed"


def test_a_desk_asks_the_same_however_much_was_sent(client, author, school):
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    one = article(author, ArticleState.TAKEN, story=factories.story())
    before = asked(author.desk_url), asked(f"{author.desk_url}bai/{one.pk}/")
    for number in range(6):
        more = article(author, ArticleState.TAKEN, story=factories.story())
        more.comments.create(text=f"Lời {number}")
        one.comments.create(text=f"Lời {number}")
        one.pictures.create(file=upload("a.jpg", b"x"), number=number)
    assert (asked(author.desk_url), asked(f"{author.desk_url}bai/{one.pk}/")) == before
    assert before[0] <= 8


def test_the_published_address_stands_on_the_desk(client, author, school):
    story = factories.story()
    sent = article(author, ArticleState.TAKEN, story=story)
    assert story.url in client.get(author.desk_url).content.decode()
    story.unpublish()
    assert story.url not in client.get(author.desk_url).content.decode()
    assert "Bài đang được biên tập" in text(client.get(f"{author.desk_url}bai/{sent.pk}/"))


# --- Until when it is kept ---------------------------------------------------------------------


def test_words_and_files_go_when_the_form_said_so(author, django_capture_on_commit_callbacks):
    sent = article(author, word_file=word_upload(), people_named="Em Bảo Ngọc, lớp 3/2")
    sent.pictures.create(file=upload("a.jpg", photograph()), number=1)
    file, picture = sent.word_file, sent.pictures.get().file
    states.decline(sent, factories.user(Role.EDITOR), "Không dùng.")
    run_due(timezone.now() + KEPT_AFTER_THE_END / 2)
    assert only().people_named
    with django_capture_on_commit_callbacks(execute=True):
        run_due(timezone.now() + KEPT_AFTER_THE_END)
    gone = only()
    assert gone.is_forgotten
    assert (gone.people_named, gone.state) == ("", ArticleState.DECLINED)
    assert sent.title not in gone.title
    assert not gone.comments.exists()
    assert not gone.pictures.exists()
    assert not stored(file)
    assert not stored(picture)
