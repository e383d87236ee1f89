"""What every page has: an ASCII address, composed text, a description, tabs, and its place in the tree."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, get_page_models

from accounts.roles import Role
from core.base_page import BasePage, shortened
from core.publishing import refuse_with_obstacles
from core.slug_input import VietnameseSlugInput
from home.models import ActivityIndexPage, HomePage
from honors.models import HonorsIndexPage
from news.models import NewsIndexPage, StoryPage
from resources.models import LibraryPage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

SECTIONS = ["home.activityindexpage", "news.newsindexpage", "honors.honorsindexpage", "resources.librarypage"]
LIBRARY = ["resourcepage", "onlineprogrammepage", "guidepage", "readingmodelpage", "booklistpage"]
CHILDREN = {
    "home.homepage": {"home.weekpage", "home.standardpage", *SECTIONS},
    "home.weekpage": set(),
    "home.standardpage": {"home.standardpage"},
    "home.activityindexpage": {"home.activitypage"},
    "home.activitypage": set(),
    "news.newsindexpage": {"news.storypage"},
    "news.storypage": set(),
    "honors.honorsindexpage": {"honors.profilepage", "honors.initiativepage"},
    "honors.profilepage": set(),
    "honors.initiativepage": set(),
    "resources.librarypage": {f"resources.{name}" for name in LIBRARY},
    **{f"resources.{name}": set() for name in LIBRARY},
}
OURS = {model._meta.label_lower: model for model in get_page_models() if model is not Page}

ADDED_BY = [
    # role, section, page type
    (Role.EDITOR, NewsIndexPage, "news.storypage"),
    (Role.EDITOR, ActivityIndexPage, "home.activitypage"),
    (Role.EDITOR, HonorsIndexPage, "honors.profilepage"),
    (Role.EDITOR, HonorsIndexPage, "honors.initiativepage"),
    *[(Role.LIBRARIAN, LibraryPage, f"resources.{name}") for name in LIBRARY],
    (None, HomePage, "home.weekpage"),
    (None, HomePage, "home.standardpage"),
]
"""None: a superuser, as nobody else adds pages beside the sections."""

EXISTING = [HomePage, NewsIndexPage, ActivityIndexPage, HonorsIndexPage, LibraryPage]


def add_url(parent: Page, label: str) -> str:
    return reverse("wagtailadmin_pages:add", args=[*label.split("."), parent.pk])


# --- Addresses and text ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Tuần lễ hưởng ứng học tập suốt đời", "tuan-le-huong-ung-hoc-tap-suot-doi"),
        ("Đọc sách", "doc-sach"),
        ("Quyết định số 387/QĐ-TTg", "quyet-dinh-so-387-qd-ttg"),
        ("  Hòa — HOÀ!  ", "hoa-hoa"),
        (unicodedata.normalize("NFD", "Kỷ nguyên số"), "ky-nguyen-so"),
        ("2023", "2023"),
        ("🙂", "trang"),
    ],
)
def test_a_page_made_in_code_gets_an_ascii_address(school, title, slug):
    assert factories.story(title=title).slug == slug


def test_a_page_made_by_the_admin_form_gets_an_ascii_address(school, client):
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(add_url(NewsIndexPage.objects.get(), "news.storypage"), factories.story_form())
    assert answer.status_code == 302
    assert StoryPage.objects.get().slug == "doc-sach-suot-doi"
    assert StoryPage.objects.get().get_url() == "/tin-bai/doc-sach-suot-doi/"


def test_a_clash_of_addresses_adds_a_number(school):
    slugs = [factories.story(title="Đọc sách").slug for _ in range(3)]
    assert slugs == ["doc-sach", "doc-sach-2", "doc-sach-3"]


@pytest.mark.parametrize("slug", ["doc sach", "doc/sach", "doc&sach"])
def test_the_admin_form_refuses_what_is_no_address(school, client, slug):
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(
        add_url(NewsIndexPage.objects.get(), "news.storypage"), factories.story_form(slug=slug)
    )
    assert list(answer.context["form"].errors) == ["slug"]
    assert not StoryPage.objects.exists()


@pytest.mark.parametrize(
    ("typed", "slug"), [("đọc-sách", "doc-sach"), ("Ðọc", "doc"), ("SÁCH_hay", "sach-hay")]
)
def test_an_address_typed_with_marks_is_stored_without(school, client, typed, slug):
    client.force_login(factories.user(Role.EDITOR))
    client.post(add_url(NewsIndexPage.objects.get(), "news.storypage"), factories.story_form(slug=typed))
    assert StoryPage.objects.get().slug == slug


def test_a_clash_in_the_admin_form_is_an_error_at_the_address(school, client):
    factories.story(title="Đọc sách")
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(
        add_url(NewsIndexPage.objects.get(), "news.storypage"),
        factories.story_form(title="Đọc sách", slug="doc-sach"),
    )
    assert list(answer.context["form"].errors) == ["slug"]


def test_an_address_that_somebody_chose_stays(school):
    story = factories.story(title="Đọc sách", slug="chuyen-doc")
    story.title = "Chuyện đọc sách"
    story.save()
    assert story.slug == "chuyen-doc"


def test_text_typed_on_a_mac_is_stored_composed(school):
    typed = unicodedata.normalize("NFD", "Đọc sách mỗi ngày ở Ấp Đình")
    story = factories.story(title=typed, lead=typed)
    story.refresh_from_db()
    composed = unicodedata.normalize("NFC", typed)
    assert (story.title, story.draft_title, story.lead) == (composed, composed, composed)


def test_the_description_is_filled_from_the_lead(school):
    story = factories.story(lead="Cả trường  cùng đọc\nsách.")
    assert story.search_description == "Cả trường cùng đọc sách."
    assert factories.story(lead="Sa-pô.", search_description="Của tôi.").search_description == "Của tôi."
    assert factories.story(title="Đọc sách", lead="").description == "Tin bài: Đọc sách"


def test_a_long_lead_is_cut_between_words():
    text = shortened("đọc sách " * 60)
    assert len(text) <= 200
    assert text.endswith(("đọc…", "sách…"))


def test_a_picture_asks_what_it_shows(school):
    picture = factories.picture(description="")
    story = factories.story()
    story.picture = picture
    with pytest.raises(ValidationError) as raised:
        refuse_with_obstacles(story)
    assert list(raised.value.message_dict) == ["picture_alt"]
    story.picture_is_decorative = True
    refuse_with_obstacles(story)


# --- Moments -----------------------------------------------------------------------------------


def test_a_moment_that_has_passed_is_refused_at_its_field_in_vietnamese(school, client):
    client.force_login(factories.user(Role.EDITOR))
    answer = client.post(
        add_url(NewsIndexPage.objects.get(), "news.storypage"),
        factories.story_form(go_live_at="05/10/2023 07:30") | {"action-publish": "1"},
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "go_live_at": [
            "Giờ hẹn đăng đã qua (05/10/2023 07:30, giờ Việt Nam). Hãy chọn một giờ sắp tới, hoặc để trống."
        ]
    }
    assert not StoryPage.objects.exists()


def test_a_moment_to_come_schedules_and_shows_nothing_yet(school, client):
    client.force_login(factories.user(Role.EDITOR))
    moment = timezone.localtime() + timedelta(days=1)
    client.post(
        add_url(NewsIndexPage.objects.get(), "news.storypage"),
        factories.story_form(go_live_at=moment.strftime("%d/%m/%Y %H:%M")) | {"action-publish": "1"},
    )
    story = StoryPage.objects.get()
    assert not story.live
    scheduled = story.revisions.get().approved_go_live_at
    assert timezone.localtime(scheduled).strftime("%d/%m/%Y %H:%M") == moment.strftime("%d/%m/%Y %H:%M")


def test_a_stored_moment_that_has_passed_is_left_alone(school, client):
    client.force_login(factories.user(Role.EDITOR))
    moment = timezone.now().replace(second=41, microsecond=7) - timedelta(days=3)  # the box shows no seconds
    story = factories.story(go_live_at=moment)
    story.save_revision()
    typed = timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        factories.story_form(title="Tên mới", slug=story.slug, go_live_at=typed) | {"action-publish": "1"},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    story.refresh_from_db()
    assert (story.title, story.live) == ("Tên mới", True)


# --- The admin ---------------------------------------------------------------------------------


def test_the_copy_form_has_our_address_box(school, client):
    client.force_login(factories.user(is_superuser=True))
    story = factories.story(title="Đọc sách")
    answer = client.get(reverse("wagtailadmin_pages:copy", args=[story.pk]))
    assert isinstance(answer.context["form"].fields["new_slug"].widget, VietnameseSlugInput)


@pytest.mark.parametrize(("role", "section", "label"), ADDED_BY, ids=[row[2] for row in ADDED_BY])
def test_who_may_add_a_page_sees_its_form_in_tabs(school, client, role, section, label):
    client.force_login(factories.user(role) if role else factories.user(is_superuser=True))
    answer = client.get(add_url(section.objects.get(), label))
    assert answer.status_code == 200
    page = answer.content.decode()
    for tab in ("Nội dung", "Quảng bá", 'name="go_live_at"'):
        assert tab in page
    assert isinstance(answer.context["form"].fields["slug"].widget, VietnameseSlugInput)
    assert "giờ Việt Nam".lower() in page.lower()


@pytest.mark.parametrize("model", EXISTING, ids=lambda model: model.__name__)
def test_the_pages_of_the_empty_school_open_in_the_admin(school, client, model):
    client.force_login(factories.user(is_superuser=True))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[model.objects.get().pk]))
    assert answer.status_code == 200


@pytest.mark.parametrize(("role", "section", "label"), ADDED_BY[:9], ids=[row[2] for row in ADDED_BY[:9]])
def test_who_may_not_add_a_page_is_refused(school, client, role, section, label):
    stranger = Role.LIBRARIAN if role is Role.EDITOR else Role.EDITOR
    client.force_login(factories.user(stranger))
    answer = client.get(add_url(section.objects.get(), label))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


# --- The tree ----------------------------------------------------------------------------------


def test_every_page_type_is_in_the_table():
    assert set(OURS) == set(CHILDREN)
    assert {label for label, model in OURS.items() if not issubclass(model, BasePage)} == set()


@pytest.mark.parametrize("label", CHILDREN)
def test_a_page_has_the_children_of_the_table(label):
    children = {model._meta.label_lower for model in OURS[label].allowed_subpage_models()}
    assert children == CHILDREN[label]


@pytest.mark.parametrize("label", sorted(set(CHILDREN) - {"home.homepage"}))
def test_a_page_has_the_parents_of_the_table(label):
    parents = {model._meta.label_lower for model in OURS[label].allowed_parent_page_models()}
    assert parents == {parent for parent, children in CHILDREN.items() if label in children}


def test_there_is_one_front_page_and_one_page_of_each_section(school):
    for model in EXISTING:
        assert model.max_count == 1
        assert not model.can_create_at(HomePage.objects.get())


def test_the_addresses_of_the_empty_school_are_those_agreed_on(school):
    pages = [model.objects.get() for model in EXISTING]
    assert [page.get_url() for page in pages] == ["/", "/tin-bai/", "/hoat-dong/", "/ton-vinh/", "/thu-vien/"]


def test_a_section_cannot_be_deleted_even_while_it_is_empty(client, school):
    news = NewsIndexPage.objects.get()
    client.force_login(factories.user(is_superuser=True))
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[news.pk]), follow=True)
    assert "là một chuyên mục" in answer.content.decode()
    assert NewsIndexPage.objects.filter(pk=news.pk).exists()
