"""A Word file becomes a draft: the way there, what is refused at the field, who may, and what is left behind."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import PageLogEntry

from accounts.roles import Role
from core.images import SchoolImage
from news.models import NewsIndexPage, StoryPage
from news.word import archive, inspection, job
from news.word.models import WordImport, WordImportState
from tests import factories
from tests.factories import word
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()
UPLOAD = "/admin/tin-tu-word/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def editor(school, client):
    user = factories.user(Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def send(editor, client, django_capture_on_commit_callbacks):
    """Upload a file and let the worker read it; return the answer."""

    def post(content: bytes, name: str = "Bài của Lan.docx", **headers):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, headers=headers)

    return post


def read(send, content: bytes) -> WordImport:
    """Return the import of a file that has been read."""
    answer = send(content)
    assert answer.status_code == 302, answer.context["form"].errors
    return WordImport.objects.get(pk=int(answer.url.rstrip("/").rsplit("/", 1)[1]))


def small_picture(number: int = 0, kind: str = "JPEG", **options) -> bytes:
    return factories.picture_bytes((400 + number, 300), kind, **options)


def test_a_word_file_becomes_an_ordinary_draft(send, client, editor):
    imported = read(send, word.story_of_a_teacher())
    assert imported.state == WordImportState.READY, imported.problem
    shown = client.get(imported.get_absolute_url())
    assert "Ngày hội đọc sách của lớp 4/2" in shown.content.decode()
    assert shown.context["form"]["text-1"].initial == "Cả lớp ngồi đọc sách dưới gốc bàng."
    assert shown.context["form"]["text-2"].initial == "", "Word's own text is no description"

    answer = client.post(
        imported.get_absolute_url(),
        {"text-1": "Cả lớp đọc sách.", "text-2": "Ba em chọn sách.", "decorative-3": "on", "text-4": ""},
    )
    story = StoryPage.objects.get(slug="ngay-hoi-doc-sach-cua-lop-4-2")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert (story.live, story.owner, story.get_parent().specific_class) == (False, editor, NewsIndexPage)
    assert story.latest_revision.user == editor
    assert story.lead == "Sáng thứ Hai, cả lớp mang sách ra gốc bàng và đọc cho nhau nghe."
    assert (story.picture_alt, story.picture_is_decorative) == ("Cả lớp đọc sách.", False)
    kinds = [block.block_type for block in story.body]
    assert kinds == [
        "paragraph", "heading", "paragraph", "picture", "heading", "table", "picture", "picture", "paragraph",
    ]  # fmt: skip
    body = [block.value for block in story.body]
    assert "<ul><li>Chọn sách ở thư viện</li>" in body[2].source
    assert (body[5]["caption"], body[5].header_row) == ("Bảng 1. Số sách đã đọc", ["Tổ", "Số cuốn"])
    assert [body[place].text for place in (3, 6, 7)] == ["Ba em chọn sách.", "", ""]
    assert body[6]["decorative"]
    assert set(PageLogEntry.objects.filter(page=story).values_list("action", "user")) == {
        ("wagtail.create", editor.pk),
        ("wagtail.edit", editor.pk),
    }
    assert client.get(answer.url).status_code == 200
    imported.refresh_from_db()
    assert (imported.state, imported.story_id, imported.result) == (WordImportState.USED, story.pk, {})
    assert client.post(imported.get_absolute_url()).url == answer.url, (
        "the second press makes no second story"
    )
    assert StoryPage.objects.count() == 1


def test_its_pictures_are_cleaned_named_after_the_story_and_kept_once(send, settings):
    exif = Image.Exif()
    exif[0x010F] = "Dien Thoai"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 51.0, 30.0)})
    photograph = small_picture(exif=exif.tobytes())
    read(
        send,
        word.word_bytes(("h1", "Ngày hội"), ("picture", photograph), ("p", "Chữ."), ("picture", photograph)),
    )
    picture = SchoolImage.objects.get()
    assert picture.title == "Ngày hội – ảnh 1"
    assert (picture.width, picture.height) == (400, 300)
    assert picture.file_size
    assert picture.file_hash
    files = [
        path for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT) for path in Path(root).rglob("*.*")
    ]
    stored = [path.read_bytes() for path in files if path.is_file()]
    assert stored
    assert not [content for content in stored if b"Dien Thoai" in content or b"Exif" in content]


def test_what_was_cut_off_in_word_does_not_come_back(send):
    content = word.word_bytes(("h1", "Ngày hội"), ("picture", small_picture(kind="PNG")), ("p", "Chữ."))
    cut = word.edited(content, "<a:stretch>", '<a:srcRect l="50000" b="20000"/><a:stretch>')
    read(send, cut)
    picture = SchoolImage.objects.get()
    assert (picture.width, picture.height) == (200, 240)
    with picture.file.open() as file:
        assert Image.open(file).convert("RGB").getpixel((5, 5)) == (0x1F, 0x3A, 0x6E), "the left half is gone"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**parts: bytes) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def damaged(content: bytes, name: str) -> bytes:
    """Return the container with a part whose packed bytes are no longer those of any text."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        start = archive.getinfo(name).header_offset + 30 + len(name)
    return content[: start + 20] + b"\xff" * 30 + content[start + 50 :]


PLAIN = word.word_bytes(("h1", "Tin"), ("p", "Chữ."))
DOCTYPE = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
REFUSED = {
    "an old .doc": (OLE, "Tệp Word kiểu cũ (.doc)".lower()),
    "a locked .docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "an .odt": (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), ".odt"),
    "a PDF": (b"%PDF-1.7 ...", "PDF"),
    "a spreadsheet": (zipped(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "Excel"),
    "a macro": (word.changed(PLAIN, {"word/vbaProject.bin": b"x"}), "macro"),
    "a .docm": (
        word.edited(PLAIN, "wordprocessingml.document.main", "MacroEnabled.main", "[Content_Types].xml"),
        "macro",
    ),
    "a bomb": (word.changed(PLAIN, {"word/media/a.bin": b"0" * 30_000_000}), "lớn bất thường"),
    "entities": (word.changed(PLAIN, {"word/document.xml": DOCTYPE}), "bị hỏng"),
    "entities elsewhere": (word.changed(PLAIN, {"word/comments.xml": DOCTYPE}), "bị hỏng"),
    "elements without end": (
        word.changed(PLAIN, {"word/document.xml": b"<w>" * 3_000 + b"</w>" * 3_000}),
        "bị hỏng",
    ),
    "entities in a part by another name": (
        word.edited(
            word.changed(PLAIN, {"word/notes.bin": DOCTYPE}),
            "</Relationships>",
            '<Relationship Id="rN" Target="notes.bin" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/footnotes"/></Relationships>',
            "word/_rels/document.xml.rels",
        ),
        "bị hỏng",
    ),
    "an encoding that nobody knows": (
        word.changed(PLAIN, {"word/document.xml": b'<?xml version="1.0" encoding="foo"?><w/>'}),
        "bị hỏng",
    ),
    "a part that cannot be unpacked": (damaged(PLAIN, "word/document.xml"), "bị hỏng"),
    "half a file": (PLAIN[: len(PLAIN) // 2], "bị hỏng"),
    "no document inside": (word.changed(PLAIN, {"word/document.xml": None}), "bị hỏng"),
    "no words": (word.word_bytes(), "không có chữ nào"),
    "200 pages": (word.word_bytes(("p", "Tám chữ một dòng " * 26_000)), "chừng 210 trang"),
    "a picture": (small_picture(), "tấm ảnh"),
    "text": ("Đây là chữ".encode(), ".docx"),
    "nothing": (b"", "trống"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_at_the_field_in_words(send, case):
    content, words = REFUSED[case]
    answer = send(content, "bài.docx")
    assert answer.status_code == 422
    (message,) = answer.context["form"].errors["file"]
    assert words.lower() in message.lower()
    assert not WordImport.objects.exists()


def test_a_file_over_25_mb_is_refused_and_the_proxy_lets_it_come_so_far(send, monkeypatch):
    monkeypatch.setattr("news.word.forms.MOST_BYTES", len(PLAIN) - 1)
    assert "25 MB" in send(PLAIN).context["form"].errors["file"][0]
    proxy = (Path(__file__).resolve().parents[2] / "docker/proxy/http.conf").read_text()
    assert "client_max_body_size 30m" in proxy
    assert archive.MOST_BYTES == 25 * 1024 * 1024


def test_a_script_is_answered_in_json(send):
    assert send(OLE, **JSON).json()["errors"]
    assert send(PLAIN, **JSON).json()["url"] == WordImport.objects.get().get_absolute_url()


def test_what_was_left_out_is_said(send, client):
    picture = small_picture()
    content = word.word_bytes(
        ("h1", "Ngày hội"), ("p", "Chữ."), ("picture", picture), ("picture", small_picture(9)), ("p", "Hết.")
    )
    content = word.changed(
        content, {"word/media/image1.jpg": b"\x01\x00\x00\x00 EMF", "word/media/image2.jpg": b"x"}
    )
    content = word.edited(
        content,
        "<w:t>Hết.</w:t>",
        '<w:t>Hết.</w:t><w:commentReference w:id="0"/>'
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>',
    )
    imported = read(send, content)
    assert imported.state == WordImportState.READY, imported.problem
    said = " ".join(client.get(imported.get_absolute_url()).context["sentences"])
    for words in ("1 hình vẽ kiểu EMF/WMF", "1 ảnh bị hỏng", "1 công thức", "1 lời nhận xét"):
        assert words in said
    assert not SchoolImage.objects.exists()


def test_old_text_is_converted_when_the_teacher_agrees(send, client):
    content = word.word_bytes(
        ("font", "Tröôøng Tieåu hoïc AÁp Ñình", "VNI-Times"), ("p", "Caùc em ñoïc saùch.")
    )
    for form, title in (({"convert": "on"}, "Trường Tiểu học Ấp Đình"), ({}, "Tröôøng Tieåu hoïc AÁp Ñình")):
        imported = read(send, content)
        shown = client.get(imported.get_absolute_url()).content.decode()
        assert "VNI" in shown
        assert "Trường Tiểu học Ấp Đình" in shown
        assert "Tröôøng Tieåu hoïc AÁp Ñình" in shown
        client.post(imported.get_absolute_url(), form)
        assert StoryPage.objects.latest("pk").title == title


def test_a_file_name_as_description_is_refused_and_nothing_typed_is_lost(send, client):
    imported = read(send, word.word_bytes(("h1", "Tin"), ("picture", small_picture()), ("p", "Chữ.")))
    answer = client.post(imported.get_absolute_url(), {"text-1": "IMG_1234.jpg"})
    assert answer.status_code == 422
    assert "tên tệp" in answer.context["form"].errors["text-1"][0]
    assert 'value="IMG_1234.jpg"' in answer.content.decode()
    assert not StoryPage.objects.exists()


def test_only_its_owner_sees_an_import(send, client):
    imported = read(send, PLAIN)
    client.force_login(factories.user(Role.EDITOR))
    for name in ("screen", "state", "discard"):
        address = reverse(f"news_word:{name}", args=[imported.pk])
        answer = client.post(address) if name == "discard" else client.get(address)
        assert answer.status_code == 404
    assert WordImport.objects.filter(pk=imported.pk).exists()


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.CLERK, Role.PRINCIPAL])
def test_who_may_not_add_a_story_is_refused(school, client, role):
    client.force_login(factories.user(role))
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"file": SimpleUploadedFile("a.docx", PLAIN)}).status_code == 403
    assert not WordImport.objects.exists()


def test_the_way_there_is_on_the_form_of_a_new_story_and_in_the_list(editor, client):
    section = NewsIndexPage.objects.get()
    new = client.get(
        reverse("wagtailadmin_pages:add", args=["news", "storypage", section.pk])
    ).content.decode()
    assert "data-word-drop" in new
    assert "word_upload.js" in new
    assert UPLOAD in client.get(reverse("wagtailadmin_explore", args=[section.pk])).content.decode()
    story = factories.story()
    assert (
        "data-word-drop"
        not in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    )


def test_discarding_and_time_take_away_what_no_story_uses(
    send, client, settings, django_capture_on_commit_callbacks
):
    content = word.word_bytes(("h1", "Tin"), ("picture", small_picture()), ("p", "Chữ."))
    discarded = read(send, content)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("news_word:discard", args=[discarded.pk]))
    assert not SchoolImage.objects.exists()

    used, left = read(send, content), read(send, content)
    client.post(used.get_absolute_url(), {"text-1": "Lá cờ hai màu."})
    WordImport.objects.update(created_at=timezone.now() - timedelta(days=8))
    read(send, PLAIN)
    assert not WordImport.objects.filter(pk__in=[used.pk, left.pk]).exists()
    assert SchoolImage.objects.get() == StoryPage.objects.get().picture
    assert not list(Path(settings.PRIVATE_ROOT).rglob("*.docx")), "read files are not kept"


def test_a_picture_of_no_story_yet_is_offered_to_nobody(send, client):
    imported = read(send, word.word_bytes(("h1", "Tin"), ("picture", small_picture()), ("p", "Chữ.")))
    address = reverse("wagtailimages_chooser:choose_results")
    picture = SchoolImage.objects.get()
    for question in ({}, {"q": "Tin"}):
        assert picture not in client.get(address, question).context["results"]
    client.post(imported.get_absolute_url(), {"text-1": "Lá cờ hai màu."})
    assert picture in client.get(address, {"q": "Tin"}).context["results"]


def test_a_file_that_ends_its_worker_is_given_up(editor, monkeypatch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        imported = job.start_import(SimpleUploadedFile("a.docx", PLAIN), editor)

    def end(_word_import: WordImport) -> None:
        raise SystemExit

    monkeypatch.setattr(job, "_read", end)
    for _attempt in range(job.MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            job.read_import.call(imported.pk)
    job.read_import.call(imported.pk)
    imported.refresh_from_db()
    assert imported.state == WordImportState.FAILED
    assert "quá nặng" in imported.problem


def test_an_error_of_ours_is_logged_and_said(send, client, monkeypatch, caplog):
    monkeypatch.setattr(job, "read", lambda file: 1 / 0)
    imported = read(send, PLAIN)
    assert imported.state == WordImportState.FAILED
    assert imported.problem in client.get(imported.get_absolute_url()).content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_looking_costs_the_same_for_one_picture_and_for_nine(send, client, django_assert_max_num_queries):
    counts = []
    for number in (1, 9):
        pictures = [("picture", small_picture(place)) for place in range(number)]
        imported = read(send, word.word_bytes(("h1", "Tin"), *pictures, ("p", "Chữ.")))
        client.get(imported.get_absolute_url())
        with django_assert_max_num_queries(60) as captured:
            client.get(imported.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_limits_let_a_long_story_through():
    assert inspection.MOST_CHARACTERS / inspection.LETTERS_A_PAGE > 60
