"""The Union's side of articles: who may, taking in (from words and from Word), what becomes of it, the counts."""

import html
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.roles import Role
from core.images import SchoolImage
from news.models import Article, ArticleState, NewsIndexPage, StoryPage, Writer
from news.word.models import WordImport, WordImportState
from news.writers.counting import by_department
from news.writers.states import NotNowError, article_turned
from news.writers.taking_in import begin_reading
from tests import factories
from tests.factories import word
from tests.factories.writers import article, writer
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()
TEXT = "Chiều nào chú cũng đọc < 10 trang.\n\nCả trường học theo.\nCác em & thầy cô."


@pytest.fixture
def editor(school, client) -> Any:
    user = factories.user(Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def author(school) -> Writer:
    return writer(
        name="Cô Nguyễn Thị Mến", department=factories.department(name="Tổ Một"), email="men@truong.example"
    )


def with_picture(sent: Article, description: str = "Chú bảo vệ đọc sách.") -> Any:
    content = ContentFile(factories.picture_bytes((400, 300), "JPEG"), name="a.jpg")
    return sent.pictures.create(file=content, description=description, number=1)


def with_word(sent: Article) -> Article:
    content = word.word_bytes(
        ("h1", "Ngày hội đọc sách"), ("p", "Cả lớp mang sách ra."), ("p", "Đọc cho nhau nghe.")
    )
    sent.word_file.save("a.docx", ContentFile(content))
    sent.word_file_name, sent.text = "Bài của cô Mến.docx", ""
    sent.save()
    return sent


def address(name: str, sent: Article, *more: int) -> str:
    return reverse(f"articles:{name}", args=[sent.pk, *more])


def text(answer: Any) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


PREFIXES = {"return": "tra-lai", "decline": "khong-dung"}


def answer(client, sent: Article, name: str, words: str, seen: str = "") -> Any:
    prefix = PREFIXES[name]
    fields = {f"{prefix}-text": words, f"{prefix}-seen": seen or sent.changed_at.isoformat()}
    return client.post(address(name, sent), fields)


# --- Who may -------------------------------------------------------------------------------------------


def test_who_sees_what_came_who_decides_and_who_gives_links(school, client, author):
    sent = article(author)
    picture = with_picture(with_word(sent))
    looking = [reverse("articles:list"), address("one", sent), reverse("wagtailsnippets_news_writer:list")]
    private = [address("word", sent), address("picture", sent, picture.pk)]
    for role in Role:
        client.force_login(factories.user(role))
        may_see = role in {Role.EDITOR, Role.PRINCIPAL, Role.ADMIN}
        for url in looking:
            assert (client.get(url).status_code == 200) == may_see, (role, url)
        for url in private:
            got = client.get(url)
            assert got.status_code == (200 if may_see else 403), (role, url)
            if may_see:
                assert "no-store" in got["Cache-Control"]
                assert b"".join(got.streaming_content), "what is sent is read to its end, and so closed"
        may_give = role in {Role.EDITOR, Role.ADMIN}
        links = reverse("writer_links:link", args=[author.pk])
        assert client.get(links).status_code == (200 if may_give else 403), role
        shown = text(client.get(looking[0])) + text(client.get(looking[2]))
        assert author.token not in shown, "a link that stands in a list is anybody's"
        if role != Role.EDITOR:
            for name in ("take", "return", "decline"):
                assert client.post(address(name, sent)).status_code == 403, (role, name)
    client.logout()
    for url in (*looking, *private):
        assert client.get(url).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, StoryPage.objects.count()) == (ArticleState.SENT, 0)


def test_a_link_is_copied_printed_revoked_and_given_anew(editor, client, author):
    links, old = reverse("writer_links:link", args=[author.pk]), author.token
    assert f'value="http://testserver{author.desk_url}"' in client.get(links).content.decode()
    card = client.get(reverse("writer_links:card", args=[author.pk]))
    assert card.content.startswith(b"\x89PNG")
    client.post(reverse("writer_links:revoke", args=[author.pk]))
    author.refresh_from_db()
    assert not author.is_active
    assert old not in client.get(links).content.decode()
    client.post(reverse("writer_links:renew", args=[author.pk]))
    author.refresh_from_db()
    assert author.is_active
    assert author.token != old


def test_a_new_writer_is_shown_the_link_and_one_who_sent_something_stays(editor, client, author):
    fields = {"name": "Thầy Trần Văn Bình", "department": author.department_id, "email": "", "user": ""}
    made = client.post(reverse("wagtailsnippets_news_writer:add"), fields)
    new = Writer.objects.get(name="Thầy Trần Văn Bình")
    assert made.url == reverse("writer_links:link", args=[new.pk])
    article(author)
    for who, status in ((author, 302), (new, 200)):
        answered = client.get(reverse("wagtailsnippets_news_writer:delete", args=[who.pk]))
        assert answered.status_code == status


# --- Taking in -----------------------------------------------------------------------------------------


def test_plain_words_become_a_draft_under_the_writer_s_name(editor, client, author):
    week = factories.edition()
    sent = article(author, title="Chú bảo vệ đọc sách", text=TEXT, edition=week, people_named="Chú Sáu")
    with_picture(sent)
    shown = client.get(address("one", sent))
    assert "Chiều nào chú cũng đọc < 10 trang." in text(shown)
    assert "Chú Sáu" in text(shown)
    taken = client.post(address("take", sent))
    story = StoryPage.objects.get()
    assert taken.url == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert (story.live, story.owner, story.title) == (False, editor, "Chú bảo vệ đọc sách")
    assert (story.byline, story.department, story.edition) == (author.name, author.department, week)
    assert story.lead == "Chiều nào chú cũng đọc < 10 trang."
    assert [block.value.source for block in story.body] == [
        "<p>Cả trường học theo.</p><p>Các em &amp; thầy cô.</p>"
    ]
    picture = SchoolImage.objects.get()
    assert (story.picture, story.picture_alt) == (picture, "Chú bảo vệ đọc sách.")
    assert (picture.title, picture.description) == ("Chú bảo vệ đọc sách – ảnh 1", "Chú bảo vệ đọc sách.")
    assert story.get_latest_revision_as_object().byline == author.name
    assert client.get(taken.url).status_code == 200
    sent.refresh_from_db()
    assert (sent.state, sent.story) == (ArticleState.TAKEN, story)
    again = client.post(address("take", sent))
    assert again.url == taken.url, "the second press leads to the same draft"
    assert StoryPage.objects.count() == 1


def test_a_word_file_is_read_reviewed_and_joined(editor, client, author, django_capture_on_commit_callbacks):
    sent = with_word(article(author, edition=factories.edition()))
    with django_capture_on_commit_callbacks(execute=True):
        review = client.post(address("take", sent)).url
    imported = WordImport.objects.get()
    assert (imported.get_absolute_url(), imported.state) == (review, WordImportState.READY), imported.problem
    assert client.post(address("take", sent)).url == review, "read once, however often it is pressed"
    sent.refresh_from_db()
    assert sent.state == ArticleState.SENT, "nothing is taken before somebody says so"
    client.post(review)
    story = StoryPage.objects.get()
    assert (story.title, story.lead) == ("Ngày hội đọc sách", "Cả lớp mang sách ra.")
    assert (story.byline, story.department, story.edition) == (author.name, author.department, sent.edition)
    sent.refresh_from_db()
    assert (sent.state, sent.story) == (ArticleState.TAKEN, story)


def test_a_file_that_is_not_wanted_leaves_the_article_as_it_was(editor, client, author):
    sent = with_word(article(author))
    begun = begin_reading(sent, editor)
    left = client.post(reverse("news_word:discard", args=[begun.pk]))
    assert left.url == address("one", sent)
    sent.refresh_from_db()
    assert sent.state == ArticleState.SENT
    assert client.get(address("word", sent)).getvalue().startswith(b"PK")


def test_two_editors_who_read_one_file_make_one_draft(
    editor, client, author, django_capture_on_commit_callbacks
):
    sent = with_word(article(author))
    other = factories.user(Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        mine, theirs = begin_reading(sent, editor), begin_reading(sent, other)
    assert mine != theirs
    client.post(mine.get_absolute_url())
    client.force_login(other)
    late = client.post(theirs.get_absolute_url())
    assert late.url == address("one", sent)
    assert StoryPage.objects.count() == 1
    assert not WordImport.objects.filter(pk=theirs.pk).exists(), "with its pictures"


def test_a_file_that_was_replaced_while_it_was_read_makes_no_draft(
    editor, client, author, django_capture_on_commit_callbacks
):
    sent = with_word(article(author))
    with django_capture_on_commit_callbacks(execute=True):
        begun = begin_reading(sent, editor)
    Article.objects.filter(pk=sent.pk).update(changed_at=timezone.now() + timedelta(seconds=1))
    assert client.post(begun.get_absolute_url()).url == address("one", sent)
    assert not StoryPage.objects.exists()


def test_a_file_that_has_gone_is_told(editor, client, author):
    sent = with_word(article(author))
    sent.word_file.storage.delete(sent.word_file.name)
    with pytest.raises(NotNowError):
        begin_reading(sent, editor)
    assert client.post(address("take", sent)).url == address("one", sent)
    assert client.get(address("word", sent)).status_code == 404


# --- Returning and putting aside -----------------------------------------------------------------------


def test_returned_with_words_or_not_at_all(
    editor, client, author, settings, django_capture_on_commit_callbacks
):
    settings.MAIL_IS_SET = True
    sent = article(author)
    without = answer(client, sent, "return", "  ")
    assert without.status_code == 422
    assert "Hãy ghi cần sửa gì" in text(without)
    changed = answer(client, sent, "return", "Thêm ảnh.", seen="2020-01-01T00:00:00+00:00")
    assert changed.status_code == 422
    assert "Bài vừa có thay đổi" in text(changed)
    assert "Thêm ảnh.</textarea>" in changed.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert answer(client, sent, "return", "Xin thêm ảnh của Bé Na.").status_code == 302
    sent.refresh_from_db()
    assert sent.state == ArticleState.RETURNED
    (said,) = sent.comments.all()
    assert (said.text, said.author, said.is_writers) == ("Xin thêm ảnh của Bé Na.", editor, False)
    (letter,) = mail.outbox
    assert letter.to == ["men@truong.example"]
    assert author.desk_url in letter.body
    assert not [word for word in ("Bé Na", sent.title) if word in letter.subject + letter.body]


def test_put_aside_with_a_reason_and_taken_no_more(editor, client, author):
    sent = article(author)
    assert answer(client, sent, "decline", "").status_code == 422
    assert answer(client, sent, "decline", "Trùng bài khác.").status_code == 302
    client.post(address("take", sent))
    answer(client, sent, "return", "Sửa lại.")
    sent.refresh_from_db()
    assert (sent.state, sent.comments.count()) == (ArticleState.DECLINED, 1)
    assert not StoryPage.objects.exists()


# --- Notices -------------------------------------------------------------------------------------------


def test_editors_hear_of_articles_once_and_the_writer_when_it_is_out(
    editor, client, settings, django_capture_on_commit_callbacks
):
    settings.MAIL_IS_SET = True
    account = factories.user(Role.EDITOR)
    author = writer(user=account, email="")
    for _ in range(2):
        article_turned.send(Article, article=article(author), user=None)
    assert [one.subject for one in Notice.objects.filter(user=editor)] == ["Có 2 bài gửi về chờ xem"]
    sent = Article.objects.first()
    client.post(address("take", sent))
    story = StoryPage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            story.save_revision().publish()
            story.refresh_from_db()
    told = Notice.objects.filter(user=account, url=reverse("writers:article", args=[sent.pk]))
    assert [one.subject for one in told.order_by("pk")] == [
        "Bài thầy cô gửi đã được nhận và đang được biên tập.",
        "Bài thầy cô gửi đã đăng trên trang của trường.",
    ]


# --- The byline ----------------------------------------------------------------------------------------


def test_the_byline_stands_on_the_page_in_its_data_and_in_feeds_and_in_no_list(school, client):
    story = factories.story(byline="Cô Nguyễn Thị Mến", department=factories.department(name="Tổ Một"))
    page = BeautifulSoup(client.get(story.url).content, "html.parser")
    about = page.find("aside", attrs={"aria-label": "Về bài viết"})
    assert "Bài Cô Nguyễn Thị Mến, Tổ Một" in " ".join(about.get_text(" ").split()).replace(" ,", ",")
    data = page.find("script", type="application/ld+json").string
    assert '"name":"Cô Nguyễn Thị Mến"' in data.replace('": "', '":"')
    section = NewsIndexPage.objects.get()
    assert "Cô Nguyễn Thị Mến" not in client.get(section.url).content.decode()
    assert ">Cô Nguyễn Thị Mến, Tổ Một</dc:creator>" in client.get(f"{section.url}rss/").content.decode()
    assert "<name>Cô Nguyễn Thị Mến, Tổ Một</name>" in client.get(f"{section.url}atom/").content.decode()
    authors = [item.get("authors") for item in client.get(f"{section.url}json/").json()["items"]]
    assert [{"name": "Cô Nguyễn Thị Mến, Tổ Một"}] in authors


def test_a_byline_names_no_pupil_but_a_teacher_may_have_a_pupil_s_name(school):
    factories.person(full_name="Nguyễn Thị Mến", kind="student")
    story = factories.story(byline="Nguyễn Thị Mến", live=False, first_published_at=None)
    with pytest.raises(ValidationError) as refused:
        story.save_revision().publish()
    assert list(refused.value.message_dict) == ["byline"]
    writer(name="Nguyễn Thị Mến")
    story.get_latest_revision().publish()
    story.refresh_from_db()
    assert story.live


# --- Counts --------------------------------------------------------------------------------------------


def test_articles_are_counted_by_department_as_they_stand(editor, client):
    week, other = factories.edition(year=2023), factories.edition(year=2024)
    first, second = (factories.department(name=name) for name in ("Tổ Hai", "Tổ Một"))
    one, two = writer(department=first), writer(department=second)
    article(one, edition=week, state=ArticleState.TAKEN, story=factories.story())
    article(one, edition=week, state=ArticleState.TAKEN, story=factories.story(live=False))
    article(one, edition=week, state=ArticleState.DECLINED)
    article(two, edition=week)
    article(two, edition=other, state=ArticleState.TAKEN, story=factories.story())
    expected = [
        (
            unit.name,
            Article.objects.filter(edition=week, writer__department=unit).count(),
            sum(sent.is_published for sent in Article.objects.filter(edition=week, writer__department=unit)),
        )
        for unit in (first, second)
    ]
    assert [row[:3] for row in by_department(week)] == expected == [("Tổ Hai", 3, 1), ("Tổ Một", 1, 0)]
    shown = client.get(reverse("articles:list"), {"tuan-le": week.pk})
    assert "Tổ Hai 3 1" in " ".join(BeautifulSoup(shown.content, "html.parser").get_text(" ").split())
    for odd in ({"tuan-le": "abc", "tinh-trang": "x", "trang": "-1"}, {"tuan-le": "99999999"}):
        assert client.get(reverse("articles:list"), odd).status_code == 200


def test_the_list_asks_no_more_for_more_articles(editor, client, django_assert_max_num_queries):
    article()
    url = reverse("articles:list")
    client.get(url)
    with django_assert_max_num_queries(60) as few:
        client.get(url)
    for _ in range(5):
        article()
    with django_assert_max_num_queries(len(few)):
        client.get(url)
