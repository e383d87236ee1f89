"""Sizes of pictures: made in the background, never for a reader, and gone when no live page shows the picture."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Filter
from wagtail.models import Page, Site

from accounts.roles import Role
from core import live_use
from core.documents import SchoolDocument
from core.images import SchoolImage, SchoolRendition
from core.live_use import is_public, look_again
from core.picture_deleting import refuse_to_delete_many
from core.rendition_sizes import MARK, THUMBNAIL, sizes_for
from core.renditions import AFTER_PRINTING, BEFORE_PRINTING, make_missing, make_sizes
from core.school_settings import SchoolSettings
from home.models import HomePage
from people.withheld import withhold_picture
from tests import factories
from tests.module_school import school_for_the_module
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

SMALL = (200, 140)
"""Only the smallest size of each shape is worth making: five shapes in two formats."""
EACH = 11


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """A context in which what waits for the commit is done at its end."""

    def capture():
        connection.run_on_commit = []  # what was begun before is over; a test's transaction never is
        return django_capture_on_commit_callbacks(execute=True)

    return capture


@pytest.fixture
def quick(monkeypatch):
    """Pages are published without a thought for sizes: only the smallest are made."""
    monkeypatch.setattr("core.renditions.sizes_for", lambda _width, _height: sizes_for(1, 1))


def gallery(*pictures):
    shown = [
        {"image": picture, "alt_text": "Sân trường", "decorative": False, "caption": ""}
        for picture in pictures
    ]
    return ("gallery", {"pictures": shown, "caption": ""})


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def files(media_folder: Path, folder: str = "images") -> set[Path]:
    return set((media_folder / folder).glob("*"))


def story_with(*pictures, **fields):
    """Return a live story that shows the pictures: the first on top, the second in its body, the others as a set."""
    hero, single, *others = pictures
    body = [
        ("picture", {"image": single, "alt_text": "Sân trường", "decorative": False, "caption": ""}),
        gallery(*others),
    ]
    return factories.story(picture=hero, body=body, **fields)


# --- Never for a reader ------------------------------------------------------------------------


def addresses_of_every_kind(pictures):
    """Return an address of every kind of page that shows a picture, none of whose sizes is made."""
    hero = pictures[0]
    week = factories.edition()
    HomePage.objects.update(edition=week)
    pages = [
        factories.week_page(week, slug="tuan-le"),
        story_with(*pictures, slug="bai-co-anh"),
        factories.activity(picture=hero),
        factories.profile(picture=hero),
        factories.initiative(picture=hero),
        factories.resource(picture=hero),
        factories.guide(picture=hero),
        factories.reading_model(picture=hero),
        factories.standard_page(body=[gallery(*pictures)]),
    ]
    SchoolSettings.objects.update_or_create(site_id=Site.objects.get().pk, defaults={"logo": pictures[1]})
    return [
        "/",
        *(page.url for page in pages),
        *{page.get_parent().url for page in pages},
        "/tim-kiem/?q=bai",
    ]


def test_no_readers_request_makes_a_size(school, client, media_folder):
    pictures = [factories.picture(SMALL) for _ in range(4)]
    addresses = addresses_of_every_kind(pictures)
    assert len(addresses) >= 15
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert "/media/images/" not in text
        assert "not-found" not in text, "a broken picture"
        assert "<img" in text
    assert not SchoolRendition.objects.exists()
    assert files(media_folder) == set()


def test_a_reader_sees_the_drawing_until_the_photograph_is_there(school, client):
    picture = factories.picture(SMALL)
    page = factories.story(picture=picture)
    assert "is-drawing" in client.get(page.url).content.decode()
    make_missing(picture)
    text = client.get(page.url).content.decode()
    assert "is-photo" in text
    assert text.count("/media/images/") >= 2


def test_an_editors_small_picture_stands_in_for_none(school, client):
    picture = factories.picture((900, 600))
    page = factories.story(picture=picture)
    picture.get_rendition("max-165x165")
    assert "/media/images/" not in client.get(page.url).content.decode()


def test_what_is_close_stands_in_for_a_size_that_is_missing(school, client, media_folder):
    picture = factories.picture((900, 600))
    page = factories.story(picture=picture)
    picture.get_rendition("format-webp|fill-480x320")
    picture.get_rendition("max-165x165")
    before = files(media_folder)
    text = client.get(page.url).content.decode()
    assert picture.renditions.get(filter_spec="format-webp|fill-480x320").url in text
    assert files(media_folder) == before


def test_an_editors_preview_may_make_sizes(school, client):
    picture = factories.picture(SMALL)
    page = factories.story(picture=picture, live=False)
    page.save_revision()
    client.force_login(factories.user(Role.EDITOR))
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert answer.status_code == 200
    assert "/media/images/" in answer.content.decode()


def test_pictures_take_one_query_each_when_no_size_is_there(school, client, django_assert_max_num_queries):
    for _ in range(8):
        factories.story(picture=factories.picture(SMALL))
    client.get("/tin-bai/")
    with django_assert_max_num_queries(10):
        client.get("/tin-bai/")


# --- In the background -------------------------------------------------------------------------


def test_an_upload_has_its_sizes_made(school, on_commit):
    with on_commit():
        picture = factories.picture(SMALL)
    assert picture.renditions.count() == EACH
    assert {one.filter_spec for one in picture.renditions.all()} == {*sizes_for(*SMALL), THUMBNAIL}


def test_a_new_focal_point_has_new_cuts_made_and_old_ones_deleted(school, on_commit, media_folder):
    with on_commit():
        picture = factories.picture(SMALL)
    old = {one.file.name: one.filter_spec for one in picture.renditions.all()}
    picture.focal_point_x, picture.focal_point_y = 20, 20
    picture.focal_point_width, picture.focal_point_height = 30, 30
    with on_commit():
        picture.save()
    now = {one.file.name: one.filter_spec for one in picture.renditions.all()}
    assert len(now) == EACH
    changed = {spec for name, spec in old.items() if name not in now}
    assert changed == {spec for spec in old.values() if "fill" in spec}
    assert len(files(media_folder)) == EACH


def test_a_picture_that_changed_while_its_sizes_were_made_shows_nothing_of_before(school, monkeypatch):
    picture = factories.picture(SMALL)
    odd, first = Filter("max-99x99"), picture.file.name

    def somebody_is_faster(one):
        made = make_missing(one)
        if one.file.name == first:
            other = SchoolImage.objects.get(pk=one.pk)
            other.file = ContentFile(factories.picture_bytes(SMALL), name="moi.png")
            other.save()
            other.renditions.all().delete()
            one.create_rendition(odd)
        return made

    monkeypatch.setattr("core.renditions.make_missing", somebody_is_faster)
    make_sizes.call(picture.pk)
    assert not picture.renditions.filter(filter_spec="max-99x99").exists()
    assert picture.renditions.count() == EACH


def test_a_picture_withheld_while_its_sizes_were_made_keeps_none(school, monkeypatch, media_folder):
    picture = factories.picture(SMALL)

    def somebody_withdraws(one):
        if one.is_ready:
            withhold_picture(SchoolImage.objects.get(pk=one.pk), factories.person(), "Đã rút lại đồng ý.")
            one.renditions.create(
                filter_spec="width-480", focal_point_key="", width=1, height=1,
                file=ContentFile(factories.picture_bytes((9, 9)), name="muon.png"),
            )  # fmt: skip
        return make_missing(one)

    monkeypatch.setattr("core.renditions.make_missing", somebody_withdraws)
    make_sizes.call(picture.pk)
    assert not picture.renditions.exists()


def test_saving_a_form_opened_earlier_puts_nothing_back(school):
    picture = factories.picture(SMALL)
    opened = SchoolImage.objects.get(pk=picture.pk)
    SchoolImage.objects.filter(pk=picture.pk).update(is_shown=True, changes=7)
    opened.title = "Tên mới"
    opened.save()
    picture.refresh_from_db()
    assert (picture.is_shown, picture.changes, picture.title) == (True, 8, "Tên mới")


def test_a_whole_site_that_arrives_at_once_lets_printing_go_first(school, monkeypatch):
    asked = []
    monkeypatch.setattr(live_use, "queue", lambda numbers, priority: asked.append((len(numbers), priority)))
    factories.story(picture=factories.picture(), picture_alt="Em đọc.")
    look_again()
    monkeypatch.setattr(live_use, "STORY_AT_ONCE", 1)
    for name in ("Một", "Hai"):
        factories.story(picture=factories.picture(title=name), picture_alt="Em đọc.")
    look_again()
    assert asked == [(1, BEFORE_PRINTING), (2, AFTER_PRINTING)]


def test_the_command_has_made_what_is_missing(school, on_commit):
    first, second = factories.picture(SMALL), factories.picture(SMALL)
    make_missing(second)
    with on_commit():
        call_command("make_renditions", verbosity=0)
    assert first.renditions.count() == second.renditions.count() == EACH


# --- Only while a live page shows it -----------------------------------------------------------


def published(page):
    page.save_revision().publish()


def names_of(picture):
    return {one.file.name for one in picture.renditions.all()}


@pytest.fixture
def shown(school, on_commit, quick):
    """A picture with its sizes, and the live page that shows it."""
    picture = factories.picture(SMALL)
    with on_commit():
        page = factories.story(picture=picture, live=False)
        published(page)
    picture.refresh_from_db()
    assert picture.is_shown
    assert names_of(picture)
    return picture, page


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def replace(page):
    page.picture = factories.picture(SMALL)
    published(page)


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    run_due()


@pytest.mark.parametrize("leave", [unpublish, delete, replace, expire], ids=lambda one: one.__name__)
def test_addresses_lead_nowhere_once_no_live_page_shows_the_picture(shown, client, on_commit, leave):
    picture, page = shown
    address = picture.renditions.first().url
    assert content_of(client.get(address))
    page.refresh_from_db()
    with on_commit():
        leave(page)
    assert client.get(address).status_code in {404, 410}
    assert names_of(picture) == set()
    picture.refresh_from_db()
    assert not picture.is_shown
    assert picture.file.storage.exists(picture.file.name), "the library keeps it"


def test_a_picture_stays_while_another_live_page_shows_it(shown, on_commit):
    picture, page = shown
    with on_commit():
        other = factories.standard_page(body=[gallery(picture, factories.picture(SMALL))], live=False)
        published(other)
    before = names_of(picture)
    page.refresh_from_db()
    with on_commit():
        page.unpublish()
    assert names_of(picture) == before
    other.refresh_from_db()
    with on_commit():
        other.unpublish()
    assert names_of(picture) == set()


def test_a_draft_shows_nobody_its_picture(school, on_commit):
    page = factories.story()
    picture = factories.picture(SMALL)
    page.picture = picture
    with on_commit():
        page.save_revision()
        look_again()
    picture.refresh_from_db()
    assert not picture.is_shown
    assert not is_public(picture)


def test_the_schools_mark_is_public_without_a_page(school, on_commit):
    picture = factories.picture(SMALL)
    settings, _new = SchoolSettings.objects.get_or_create(site_id=Site.objects.get().pk)
    settings.logo = picture
    with on_commit():
        settings.save()
    picture.refresh_from_db()
    assert picture.is_shown
    assert picture.renditions.filter(filter_spec=MARK).exists()


def test_a_picture_that_comes_back_has_other_addresses(shown, on_commit):
    picture, page = shown
    before = names_of(picture)
    page.refresh_from_db()
    with on_commit():
        page.unpublish()
    with on_commit():
        published(page)
    after = names_of(picture)
    assert after
    assert not after & before


def test_names_of_sizes_tell_nothing_of_each_other(shown):
    picture, _page = shown
    stems = [Path(name).stem for name in names_of(picture)]
    assert len({stem[:8] for stem in stems}) == len(stems)
    assert all(len(stem) == 16 for stem in stems), "twelve random bytes"
    assert Path(picture.file.name).stem not in "".join(stems)


# --- Originals and documents -------------------------------------------------------------------


def test_an_original_has_no_address_for_a_visitor(shown, client):
    picture, _page = shown
    for address in (
        f"/media/{picture.file.name}",
        f"/media/images/../{picture.file.name}",
        f"/media/images/%2e%2e/{picture.file.name}",
        f"/internal-media/{picture.file.name}",
        picture.file.url,
    ):
        answer = client.get(address)
        assert answer.status_code in {302, 400, 404}, address
    assert client.get(picture.file.url)["Location"].startswith("/admin/login/")


def test_the_staff_may_see_an_original(shown, client, settings):
    picture, _page = shown
    client.force_login(factories.user(Role.CLERK))
    answer = client.get(picture.file.url)
    assert answer.status_code == 200
    assert content_of(answer) == Path(picture.file.path).read_bytes()
    assert "no-store" in answer["Cache-Control"]
    settings.PROXY_SENDS_FILES = True
    answer = client.get(picture.file.url)
    assert (answer["X-Accel-Redirect"], answer.content) == (f"/internal-media/{picture.file.name}", b"")


@pytest.fixture
def document(school):
    file = ContentFile(b"%PDF-1.7 bai", name="Phiếu tự học.pdf")
    return SchoolDocument.objects.create(title="Phiếu tự học", file=file)


def linked_in_words(document):
    return [("paragraph", f'<p><a linktype="document" id="{document.pk}">Phiếu</a></p>')]


def linked_as_block(document):
    return [("document", {"document": document, "title": ""})]


@pytest.mark.parametrize("linked", [linked_in_words, linked_as_block], ids=lambda one: one.__name__)
def test_a_document_is_public_only_while_a_live_page_leads_to_it(document, client, linked):
    assert client.get(document.url).status_code == 404
    page = factories.story(body=linked(document), live=False)
    assert client.get(document.url).status_code == 404
    published(page)
    answer = client.get(document.url)
    assert content_of(answer) == b"%PDF-1.7 bai"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-cache"
    page.refresh_from_db()
    page.unpublish()
    assert client.get(document.url).status_code == 404
    client.force_login(factories.user(Role.CLERK))
    assert content_of(client.get(document.url))


def test_a_document_of_another_kind_is_downloaded_and_opens_nothing(school, client):
    made = SchoolDocument.objects.create(title="Trang", file=ContentFile(b"<script>", name="trang.txt"))
    factories.story(body=linked_as_block(made))
    answer = client.get(made.url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert content_of(answer) == b"<script>"


def test_a_document_takes_few_queries(document, client, django_assert_max_num_queries):
    for _ in range(3):
        factories.story(body=linked_as_block(document))
    content_of(client.get(document.url))
    with django_assert_max_num_queries(5):
        content_of(client.get(document.url))


def test_behind_the_proxy_a_document_is_named_and_not_sent(document, client, settings):
    factories.story(body=linked_as_block(document))
    settings.PROXY_SENDS_FILES = True
    answer = client.get(document.url)
    assert answer.content == b""
    assert unquote(answer["X-Accel-Redirect"]) == f"/internal-media/{document.file.name}"
    assert client.get(f"/media/{document.file.name}").status_code == 404


# --- Deleting ----------------------------------------------------------------------------------


def test_a_picture_on_a_live_page_is_not_deleted(shown, client):
    picture, page = shown
    client.force_login(factories.user(Role.EDITOR))
    address = reverse("wagtailimages:delete", args=[picture.pk])
    asked = client.get(address)
    assert asked.status_code == 200
    assert f'action="{address}"' not in asked.content.decode()
    answer = client.post(address, follow=True)
    assert "đang ở trên trang" in answer.content.decode()
    many = reverse("wagtail_bulk_action", args=["core", "schoolimage", "delete"]) + f"?id={picture.pk}"
    assert "đang ở trên trang" in client.post(many, follow=True).content.decode()
    one = reverse("wagtailimages:delete_multiple", args=[picture.pk])
    assert client.post(one).json()["success"] is False
    assert SchoolImage.objects.filter(pk=picture.pk).exists()
    page.refresh_from_db()
    assert page.picture_id == picture.pk


def test_asking_for_many_pictures_costs_no_more_than_for_one(school, django_assert_max_num_queries):
    pictures = [SchoolImage(pk=number) for number in range(1, 6)]
    with django_assert_max_num_queries(3):
        assert refuse_to_delete_many(None, "delete", pictures, None) is None


def test_a_picture_that_nobody_sees_is_deleted(school, client):
    picture = factories.picture(SMALL)
    client.force_login(factories.user(Role.EDITOR))
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert not SchoolImage.objects.exists()


def test_a_page_lives_on_without_a_picture_that_a_script_deleted(school, client):
    pictures = [factories.picture(SMALL) for _ in range(4)]
    page = story_with(*pictures, picture_alt="Sân trường buổi sáng")
    for picture in pictures:
        picture.delete()
    assert client.get(page.url).status_code == 200
    page.refresh_from_db()
    assert page.picture_alt == "Sân trường buổi sáng"
