"""What the public search knows: which pages, which words, what comes first, whatever the database."""

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from wagtail.models import Page, PageViewRestriction

from core.finding import indexing, spelling
from core.finding.candidates import candidates
from core.finding.models import SearchEntry, SearchWord, SearchWordVariant
from core.vietnamese import fold_words
from news.models import NewsIndexPage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db


def fill() -> None:
    factories.story(title="Chú sáu", lead="Người gác cổng.", slug="chu-sau")
    factories.story(title="Sân trường", lead="Chú sáu mở cổng.", slug="san-truong")
    factories.story(
        title="Cổng trường", body=[("paragraph", "<p>Sáng nay chú sáu đi vắng.</p>")], slug="cong"
    )
    factories.story(title="Sáu chú vịt", lead="Vịt con.", slug="vit")
    factories.story(title="Hội thảo", body=[("paragraph", "<p>Sáu bạn và một chú.</p>")], slug="hoi-thao")
    factories.story(title="Thư viện mở cửa", slug="thu-vien-mo-cua")
    factories.story(title="Học tập suốt đời", slug="hoc-tap")
    call_command("update_index", verbosity=0)


school = school_for_the_module(fill)


def found(text: str) -> list[str]:
    rows = candidates(fold_words(text).split()).rows
    titles = dict(SearchEntry.objects.values_list("moment", "title"))
    return [titles[row.moment] for row in rows]


def test_title_before_lead_before_body_and_a_phrase_before_scattered_words(school):
    assert found("chu sau") == ["Chú sáu", "Sáu chú vịt", "Sân trường", "Cổng trường", "Hội thảo"]


def test_of_equals_the_newest_comes_first(school):
    assert found("cổng")[:2] == ["Cổng trường", "Sân trường"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vjen", "viện"),  # another letter
        ("vie", "viện"),  # one left out
        ("vieen", "viện"),  # one too many
        ("tpa", "tập"),  # two changed places
        ("suoot", "suốt"),
    ],
)
def test_one_wrong_letter_finds_the_word_that_is_meant(school, typed, meant):
    assert typed not in spelling.known([typed])
    assert spelling.nearest([typed])[typed][0].spelled == meant


def test_a_word_two_letters_away_is_another_word(school):
    assert "thaoxy" not in spelling.nearest(["thaoxy"])
    assert all(word.folded != "vien" for word in spelling.nearest(["vjn"]).get("vjn", []))


@pytest.mark.parametrize("way", ["unpublish", "delete", "restrict", "hide"])
def test_what_is_no_longer_public_leaves_no_word(school, way, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        story = factories.story(title="Xuyến chi", lead="Hoa xuyến chi quanh sân.")
    assert found("xuyen chi") == ["Xuyến chi"]
    assert "xuyen" in spelling.known(["xuyen"])
    with django_capture_on_commit_callbacks(execute=True):
        match way:
            case "unpublish":
                story.unpublish()
            case "delete":
                story.delete()
            case "restrict":
                PageViewRestriction.objects.create(
                    page=NewsIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
                )
            case "hide":  # past every signal: the words stay until the next index, the page is not found
                Page.objects.filter(pk=story.pk).update(live=False)
    assert found("xuyen chi") == []
    if way != "hide":
        assert spelling.known(["xuyen"]) == {}
        assert not SearchWordVariant.objects.filter(folded="xuyen").exists()


def test_a_migration_finds_what_was_written_past_every_signal(school, django_capture_on_commit_callbacks):
    factories.many_stories(3, lead="Hoa xuyến chi quanh sân.")
    with django_capture_on_commit_callbacks(execute=True):
        hidden = factories.story(title="Bằng lăng")
    Page.objects.filter(pk=hidden.pk).update(live=False)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert len(found("xuyen chi")) == 3
    assert spelling.known(["xuyen"])["xuyen"].pages == 3
    assert "lang" not in spelling.known(["lang"])
    assert indexing.fill_gaps() == 0


def test_an_old_database_without_an_index_gets_one(school):
    before = dict(SearchWord.objects.values_list("spelled", "pages"))
    indexing.clear()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert dict(SearchWord.objects.values_list("spelled", "pages")) == before


def test_a_restriction_that_ends_gives_the_pages_back(school, django_capture_on_commit_callbacks):
    section = NewsIndexPage.objects.get()
    lock = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert found("chu sau") == []
    lock.delete()
    assert len(found("chu sau")) == 5


def test_the_vocabulary_is_the_words_of_the_entries(school, django_capture_on_commit_callbacks):
    before = dict(SearchWord.objects.values_list("spelled", "pages"))
    with django_capture_on_commit_callbacks(execute=True):
        story = factories.story(title="Kể chuyện sách", lead="Sách hay.")
        story.lead = "Truyện hay."
        story.save()
    assert SearchWord.objects.get(spelled="truyện").pages == 1
    with django_capture_on_commit_callbacks(execute=True):
        story.delete()
    assert dict(SearchWord.objects.values_list("spelled", "pages")) == before
    call_command("update_index", verbosity=0)
    assert dict(SearchWord.objects.values_list("spelled", "pages")) == before


def test_a_common_word_costs_no_more_than_two_hundred_pages(school):
    factories.many_stories(230, lead="Cả trường cùng đọc sách.")
    call_command("update_index", verbosity=0)
    answer = candidates(["doc", "sach"], commonness=230)
    assert (len(answer.rows), answer.is_cut) == (200, True)
    everything = candidates(["doc", "sach"], commonness=10_000)  # looks in the window of the newest first
    assert everything == answer
    assert candidates(["chu", "sau"], commonness=10_000) == candidates(["chu", "sau"])
