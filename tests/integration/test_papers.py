"""The office's templates and print jobs, as their users meet them."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.roles import Role
from papers import jobs
from papers.jobs import Produced, ProductionError, register_producer, run_job, start_job
from papers.kinds import PaperKind, TemplateError, get, kinds, register, render, template_of
from papers.models import JobState, OfficeTemplate, PrintJob
from tests import factories
from tests.printed_papers import word_lines

TEMPLATES = "papers:templates"


def word_file(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(**parts: str) -> bytes:
    """Return a Word file with more or other parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file("Chào"))) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "private"


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr("papers.kinds._KINDS", {})
    made = PaperKind(
        "letter",
        "Thư mời",
        build=lambda: word_file("Mời {{ name }} đến trường."),
        sample=lambda: {"name": "Nguyễn Thị Mẫu"},
        tags={"name": "tên người được mời"},
    )
    register(made)
    return made


@pytest.fixture
def clerk(school, client):
    account = factories.user(Role.CLERK)
    client.force_login(account)
    return account


def upload(client, content, name="mau.docx", key="letter"):
    file = SimpleUploadedFile(name, content) if content is not None else ""
    return client.post(reverse("papers:template_upload", args=[key]), {"file": file})


class TestTemplates:
    def test_the_office_replaces_a_template_and_goes_back(
        self, client, clerk, kind, private_folder, django_capture_on_commit_callbacks
    ):
        assert word_lines(render("letter", {"name": "An"})) == ["Mời An đến trường."]
        assert upload(client, word_file("Kính mời {{ name }}.")).status_code == 302
        assert word_lines(render("letter", {"name": "An"})) == ["Kính mời An."]
        page = client.get(reverse(TEMPLATES)).content.decode()
        assert "Mẫu của trường" in page
        assert str(clerk) in page
        with django_capture_on_commit_callbacks(execute=True):
            upload(client, word_file("Trân trọng mời {{ name }}."))
        assert OfficeTemplate.objects.count() == 1
        assert len([path for path in private_folder.rglob("*") if path.is_file()]) == 1
        restore = reverse("papers:template_restore", args=["letter"])
        assert "sẽ bị xóa" in client.get(restore).content.decode()
        assert OfficeTemplate.objects.count() == 1
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(restore).status_code == 302
        assert word_lines(render("letter", {"name": "An"})) == ["Mời An đến trường."]
        assert [path for path in private_folder.rglob("*") if path.is_file()] == []
        assert "đang dùng mẫu gốc" in client.get(restore).content.decode()

    def test_the_template_in_use_is_downloaded(self, client, clerk, kind):
        answer = client.get(reverse("papers:template_download", args=["letter"]))
        assert answer["Content-Disposition"] == 'attachment; filename="mau-thu-moi.docx"'
        assert "no-store" in answer["Cache-Control"]
        assert word_lines(answer.content) == ["Mời {{ name }} đến trường."]
        assert upload(client, answer.content).status_code == 302

    def test_the_page_explains_the_tags(self, client, clerk, kind):
        page = client.get(reverse("papers:template_upload", args=["letter"])).content.decode()
        assert "<code>name</code>" in page
        assert "tên người được mời" in page

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (None, "", "Hãy chọn tệp Word"),
            (b"text", "mau.docx", "không phải tệp Word"),
            (b"PK\x03\x04" + b"x" * 100, "mau.docx", "không phải tệp Word"),
            (b"text", "mau.pdf", "Chỉ nhận"),
            (b"", "mau.docx", "trống|rỗng|empty"),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "mau.docx", "Word cũ"),
            (
                bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
                "mau.docx",
                "khóa bằng mật khẩu",
            ),
            (packed(**{"word/vbaProject.bin": "x"}), "mau.docx", "macro"),
            (packed(**{"[Content_Types].xml": "<Types>macroEnabled</Types>"}), "mau.docx", "macro"),
            (packed(**{"word/document.xml": "<broken"}), "mau.docx", "Không điền được mẫu này"),
            (word_file("Mời {{ nmae }}"), "mau.docx", "“nmae”"),
            (word_file("Mời {{ name"), "mau.docx", "{{ name"),
            (b"x" * (5 * 1024 * 1024 + 1), "mau.docx", "5 MB"),
        ],
    )
    @pytest.mark.usefixtures("clerk", "kind")
    def test_a_bad_file_is_refused_at_the_field(self, client, content, name, words):
        answer = upload(client, content, name)
        assert answer.status_code == 200
        (error,) = answer.context["form"].errors["file"]
        assert any(word in error for word in words.split("|")), error
        assert error in answer.content.decode().replace("&quot;", '"').replace("&#x27;", "'")
        assert not OfficeTemplate.objects.exists()

    def test_a_file_that_unpacks_to_gigabytes_is_refused(self, client, clerk, kind):
        file = io.BytesIO(word_file("x"))
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/media/large.bin", b"\0" * (51 * 1024 * 1024))
        (error,) = upload(client, file.getvalue()).context["form"].errors["file"]
        assert "quá lớn" in error

    def test_a_template_whose_file_has_gone_gives_way_to_the_built_in_one(self, client, clerk, kind):
        upload(client, word_file("Kính mời {{ name }}."))
        own = OfficeTemplate.objects.get()
        own.file.storage.delete(own.file.name)
        assert word_lines(template_of("letter")) == ["Mời {{ name }} đến trường."]

    def test_a_name_that_a_later_version_drops_is_said_when_rendering(self, kind, db):
        OfficeTemplate.replace("letter", ContentFile(word_file("{{ old }}"), "a.docx"), factories.user().pk)
        with pytest.raises(TemplateError, match="“old”"):
            render("letter", {"name": "An"})

    @pytest.mark.parametrize("role", [role for role in Role if role not in {Role.CLERK, Role.ADMIN}])
    def test_others_neither_see_nor_change_templates(self, school, client, kind, role):
        client.force_login(factories.user(role))
        assert "Mẫu văn bản" not in client.get(reverse("wagtailadmin_home")).content.decode()
        for name in ("template_upload", "template_download", "template_restore"):
            address = reverse(f"papers:{name}", args=["letter"])
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code in {302, 403}
                assert "Content-Disposition" not in answer
        assert client.get(reverse(TEMPLATES)).status_code in {302, 403}

    def test_an_unknown_kind_is_not_found(self, client, clerk, kind):
        for name in ("template_upload", "template_download", "template_restore"):
            assert client.get(reverse(f"papers:{name}", args=["khong-co"])).status_code == 404
        assert client.post(reverse("papers:template_download", args=["letter"])).status_code == 405

    def test_the_menu_leads_there(self, client, clerk, kind):
        assert client.get(reverse(TEMPLATES)).status_code == 200
        assert reverse(TEMPLATES) in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_papers_of_the_site_are_known():
    assert {"report", "decision", "ceremony"} <= {kind.key for kind in kinds()}
    for kind in kinds():
        assert str(kind.label)
        assert get(kind.key) is kind


# --- Jobs --------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def producers(monkeypatch):
    monkeypatch.setattr("papers.jobs._PRODUCERS", {})


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """A function that starts a job and lets it run to its end."""

    def start(kind, arguments=None, user=None, **more) -> PrintJob:
        with django_capture_on_commit_callbacks(execute=True):
            job = start_job(kind, arguments or {}, user or factories.user(), **more)
        job.refresh_from_db()
        return job

    return start


def hello(arguments, progress) -> Produced:
    progress(1, 1)
    return Produced(f"Chào {arguments['name']}".encode(), "chao.txt", "text/plain")


@pytest.mark.django_db
class TestJobs:
    def test_a_job_makes_its_file(self, run):
        register_producer("hello", hello)
        job = run("hello", {"name": "An"}, title="Lời chào")
        assert (job.state, job.done, job.total, job.message) == (JobState.DONE, 1, 1, "")
        assert (job.file_name, job.content_type) == ("chao.txt", "text/plain")
        with job.file.open() as file:
            assert file.read().decode() == "Chào An"
        assert str(job) == "Lời chào"

    def test_it_begins_only_when_the_transaction_is_committed(self, django_capture_on_commit_callbacks):
        register_producer("hello", hello)
        with django_capture_on_commit_callbacks() as callbacks:
            job = start_job("hello", {"name": "An"}, factories.user())
        job.refresh_from_db()
        assert job.state == JobState.WAITING
        assert len(callbacks) == 1

    def test_an_unknown_kind_is_a_mistake_of_the_caller(self):
        with pytest.raises(KeyError):
            start_job("nothing", {}, factories.user())
        assert not PrintJob.objects.exists()

    def test_what_a_producer_says_is_shown(self, run):
        def refuse(arguments, progress):
            raise ProductionError("Đợt này chưa có giấy nào để in.")

        register_producer("refuse", refuse)
        job = run("refuse")
        assert (job.state, job.message) == (JobState.FAILED, "Đợt này chưa có giấy nào để in.")
        assert not job.file

    def test_a_wrong_template_is_shown_too(self, run):
        def refuse(arguments, progress):
            raise TemplateError("Mẫu dùng ô “x” mà hệ thống không có.")

        register_producer("refuse", refuse)
        assert "“x”" in run("refuse").message

    def test_any_other_error_is_one_sentence_and_goes_to_the_log(self, run, caplog):
        def fail(arguments, progress):
            raise ZeroDivisionError("secret detail")

        register_producer("fail", fail)
        job = run("fail")
        assert job.state == JobState.FAILED
        assert job.message.startswith("Có lỗi khi tạo tệp")
        assert "secret" not in job.message
        assert "ZeroDivisionError" in caplog.text

    def test_progress_is_not_written_for_every_sheet(self, run, django_assert_max_num_queries):
        def busy(arguments, progress):
            with django_assert_max_num_queries(2):
                for number in range(1, 501):
                    progress(number, 500)
            return Produced(b"x", "x.pdf")

        register_producer("busy", busy)
        job = run("busy")
        assert (job.done, job.total) == (500, 500)

    def test_progress_can_be_seen_meanwhile(self, run, monkeypatch):
        monkeypatch.setattr(jobs, "_TELL_SECONDS", 0)
        seen = []

        def watched(arguments, progress):
            progress(3, 9)
            seen.append(PrintJob.objects.values_list("state", "done", "total").get())
            return Produced(b"x", "x.pdf")

        register_producer("watched", watched)
        run("watched")
        assert seen == [(JobState.WORKING, 3, 9)]

    def test_a_job_that_is_over_is_not_done_again(self, run):
        register_producer("hello", hello)
        job = run("hello", {"name": "An"})
        before = job.file.name
        run_job.call(job.pk)
        run_job.call(job.pk + 999)
        job.refresh_from_db()
        assert job.file.name == before

    def test_old_jobs_go_with_their_files_when_a_new_one_starts(self, run, private_folder):
        register_producer("hello", hello)
        old, recent = run("hello", {"name": "An"}), run("hello", {"name": "Bình"})
        PrintJob.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=7, minutes=1))
        PrintJob.objects.filter(pk=recent.pk).update(created_at=timezone.now() - timedelta(days=6, hours=23))
        newest = run("hello", {"name": "Chi"})
        assert set(PrintJob.objects.values_list("pk", flat=True)) == {recent.pk, newest.pk}
        assert len([path for path in private_folder.rglob("*") if path.is_file()]) == 2


class TestJobPages:
    @pytest.fixture
    def job(self, run, clerk):
        register_producer("hello", hello)
        return run("hello", {"name": "An"}, clerk, title="Lời chào", back_url="/admin/")

    def test_the_page_offers_the_file(self, client, job):
        page = client.get(job.get_absolute_url()).content.decode()
        assert "Lời chào" in page
        assert "Đã xong" in page
        assert 'http-equiv="refresh"' not in page
        address = reverse("papers:job_file", args=[job.pk])
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert b"".join(answer.streaming_content).decode() == "Chào An"
        assert answer["Content-Disposition"] == 'attachment; filename="chao.txt"'
        assert "no-store" in answer["Cache-Control"]

    def test_the_page_comes_again_while_it_waits(self, client, job):
        PrintJob.objects.update(state=JobState.WORKING, done=3, total=9)
        page = client.get(job.get_absolute_url()).content.decode()
        assert "Đang in: 3 trên 9…" in page
        assert 'http-equiv="refresh"' in page
        assert 'max="9" value="3"' in page
        state = client.get(reverse("papers:job_state", args=[job.pk])).json()
        assert state == {
            "state": "working",
            "is_over": False,
            "done": 3,
            "total": 9,
            "sentence": "Đang in: 3 trên 9…",
            "file_url": "",
        }
        assert client.get(reverse("papers:job_file", args=[job.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"state": JobState.WAITING}, "Đang chờ đến lượt"),
            ({"state": JobState.WORKING, "total": 0}, "Đang in…"),
            ({"state": JobState.FAILED, "message": "Hết mực."}, "Hết mực."),
            ({"state": JobState.WAITING, "touched_at": timedelta(minutes=6)}, "Bộ việc nền"),
            ({"state": JobState.DONE, "touched_at": timedelta(minutes=6)}, "Đã xong"),
        ],
    )
    def test_each_state_has_its_sentence(self, client, job, fields, words):
        if "touched_at" in fields:
            fields = fields | {"touched_at": timezone.now() - fields["touched_at"]}
        PrintJob.objects.update(**fields)
        assert words in client.get(job.get_absolute_url()).content.decode()
        assert words in client.get(reverse("papers:job_state", args=[job.pk])).json()["sentence"]

    def test_looking_writes_nothing(self, client, job):
        before = PrintJob.objects.values().get()
        client.get(job.get_absolute_url())
        client.get(reverse("papers:job_state", args=[job.pk]))
        assert PrintJob.objects.values().get() == before

    def test_only_who_asked_for_it_finds_it(self, client, job):
        addresses = [reverse(f"papers:{name}", args=[job.pk]) for name in ("job", "job_state", "job_file")]
        client.force_login(factories.user(Role.PRINCIPAL))
        assert [client.get(address).status_code for address in addresses] == [404] * 3
        client.force_login(factories.user(is_superuser=True))
        answers = [client.get(address) for address in addresses]
        assert [answer.status_code for answer in answers] == [200] * 3
        assert b"".join(answers[-1].streaming_content) == "Chào An".encode()
        client.logout()
        assert [client.get(address).status_code for address in addresses] == [302] * 3

    def test_a_file_that_has_gone_is_not_found(self, client, job):
        job.file.storage.delete(job.file.name)
        assert client.get(reverse("papers:job_file", args=[job.pk])).status_code == 404
