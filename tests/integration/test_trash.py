"""The bin: nothing that an editor deletes is lost, and nothing in the bin is to be seen anywhere else."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageLogEntry, Revision, Site
from wagtail.permissions import page_permission_policy

from accounts.roles import Role
from core.bin import is_binned, outside_bin
from home.models import HomePage
from news.models import NewsIndexPage
from people.models import PageMention
from tests import factories
from tests.module_school import school_for_the_module
from trash.binning import purge, put_in_bin, restore
from trash.models import DeletedPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
school = school_for_the_module()


@pytest.fixture
def editor(client):
    account = factories.user(Role.EDITOR)
    client.force_login(account)
    return account


@pytest.fixture
def superuser(client):
    account = factories.user(is_superuser=True)
    client.force_login(account)
    return account


def published(**fields):
    story = factories.story(**fields)
    story.save_revision().publish()
    return NewsIndexPage.objects.get().get_children().get(pk=story.pk).specific


def delete(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data)


def bring_back(client, *rows, **data):
    address = reverse("trash:restore") + "?" + "&".join(f"muc={row.pk}" for row in rows)
    return client.post(address, data)


def words(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_deleting_asks_then_puts_away_and_says_how_to_undo(client, editor):
    story = published(title="Đọc sách dưới cây bàng")
    address = story.url
    asked = client.get(reverse("wagtailadmin_pages:delete", args=[story.pk])).content.decode()
    assert "Trang vào Thùng rác, giữ 30 ngày" in asked  # our template is the one that shows
    assert not DeletedPage.objects.exists()
    response = delete(client, story)
    row = DeletedPage.objects.get()
    assert f"muc={row.pk}" in words(response)
    assert client.get(address).status_code == 404
    assert row.due_at - row.deleted_at == pytest.approx(timedelta(days=30), abs=timedelta(seconds=5))
    assert (row.deleted_by, row.former_parent.specific, row.was_live) == (
        editor,
        NewsIndexPage.objects.get(),
        True,
    )
    entry = PageLogEntry.objects.get(page=story.pk, action="trash.deleted")
    assert entry.user == editor
    assert entry.message == "Đã bỏ vào Thùng rác"


def test_what_comes_back_is_what_went(client, editor):
    story = published(title="Cả trường đọc sách")
    person = factories.person()
    factories.consent(person, purpose="story")
    PageMention.objects.create(page=story, person=person)
    revisions = set(story.revisions.values_list("pk", flat=True))
    slug, url_path = story.slug, story.url_path
    delete(client, story)
    bring_back(client, DeletedPage.objects.get())
    back = type(story).objects.get(pk=story.pk)
    assert (back.slug, back.url_path, back.live) == (slug, url_path, False)
    assert set(back.revisions.values_list("pk", flat=True)) == revisions
    assert back.people_named.get().person == person
    assert back.body == story.body
    assert not DeletedPage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_it_is_public_again_only_when_that_is_asked_for(client, editor):
    story = published()
    story.title = "Chữ sửa dở"
    story.save_revision()
    title = story.__class__.objects.get(pk=story.pk).title
    delete(client, story)
    bring_back(client, DeletedPage.objects.get(), publish="1")
    back = type(story).objects.get(pk=story.pk)
    assert back.live
    assert back.title == title  # the words that were public, not the draft that followed
    assert back.get_latest_revision_as_object().title == "Chữ sửa dở"


def test_a_child_without_consent_does_not_come_back_to_the_public(client, editor):
    child = factories.person(full_name="Lê Thị Bông Sen")
    story = factories.story(title="Em Lê Thị Bông Sen đọc sách")  # public, though nobody could publish it now
    delete(client, story)
    response = bring_back(client, DeletedPage.objects.get(), publish="1")
    assert not Page.objects.get(pk=story.pk).live
    assert "còn là bản nháp" in words(response)
    assert child.full_name in words(response)


def test_an_address_taken_meanwhile_becomes_another_and_is_said(client, editor):
    first = published(title="Ngày hội đọc", slug="ngay-hoi")
    delete(client, first)
    second = published(title="Ngày hội đọc", slug="ngay-hoi")
    response = bring_back(client, DeletedPage.objects.get(), publish="1")
    back = Page.objects.get(pk=first.pk)
    assert (back.slug, back.live) == ("ngay-hoi-2", True)
    assert "ngay-hoi-2" in words(response)
    assert Page.objects.get(pk=second.pk).slug == "ngay-hoi"


def test_two_of_one_address_fit_into_the_bin(client, editor):
    for _time in range(2):
        delete(client, factories.story(title="Trùng", slug="trung"))
    assert DeletedPage.objects.count() == 2


def test_a_whole_branch_goes_and_comes_back_with_its_state(client, superuser):
    above = factories.standard_page(title="Về trường")
    below, draft = (
        factories.standard_page(above, title="Phòng đọc"),
        factories.standard_page(above, live=False),
    )
    delete(client, above)
    assert {Page.objects.get(pk=page.pk).live for page in (above, below, draft)} == {False}
    bring_back(client, DeletedPage.objects.get(), publish="1")
    states = [Page.objects.get(pk=page.pk).live for page in (above, below, draft)]
    assert states == [True, True, False]
    assert Page.objects.get(pk=below.pk).url_path.startswith(HomePage.objects.get().url_path)


def test_a_page_whose_place_is_gone_comes_back_below_its_section(client, superuser):
    above = factories.standard_page()
    below = factories.standard_page(above)
    delete(client, below)
    delete(client, Page.objects.get(pk=above.pk))
    bring_back(client, DeletedPage.objects.get(page=below.pk))
    assert Page.objects.get(pk=below.pk).get_parent().specific == HomePage.objects.get()


def test_an_appointment_and_a_workflow_end(client, editor):
    story = published()
    moment = timezone.now() + timedelta(days=1)
    story.go_live_at = moment
    story.save_revision().publish()
    workflow = story.get_workflow()
    if workflow:
        workflow.start(story, editor)
    delete(client, story)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert Page.objects.get(pk=story.pk).current_workflow_state is None
    row = DeletedPage.objects.get()
    assert row.scheduled_for == moment
    assert "đã bỏ; lấy lại rồi thì hẹn lại" in client.get(reverse("trash:list")).content.decode()


def test_nobody_finds_it_elsewhere_not_even_a_superuser(client, superuser):
    story = factories.story(title="Chuyện cất đi")
    kept = factories.story(title="Chuyện còn lại")
    put_in_bin(story, superuser)
    binned = Page.objects.get(pk=story.pk)
    assert is_binned(binned)
    assert binned not in outside_bin(Page.objects.all())
    assert binned.url is None
    for policy_list in (
        page_permission_policy.explorable_instances(superuser),
        page_permission_policy.instances_user_has_any_permission_for(superuser, {"change"}),
    ):
        assert kept.page_ptr in policy_list
        assert binned not in policy_list
    screens = {
        "search": reverse("wagtailadmin_pages:search") + "?q=chuyện",
        "explorer": reverse("wagtailadmin_explore", args=[kept.get_parent().pk]),
        "chooser": reverse("wagtailadmin_choose_page_search") + "?q=chuyện",
        "types": reverse("wagtailadmin_pages:type_use", args=["news", "storypage"]),
        "aging": reverse("wagtailadmin_reports:aging_pages"),
    }
    for name, address in screens.items():
        shown = client.get(address).content.decode()
        assert "Chuyện còn lại" in shown, name
        assert "Chuyện cất đi" not in shown, name
    root = client.get(reverse("wagtailadmin_explore", args=[Page.objects.get(depth=1).pk])).content.decode()
    assert f"/admin/pages/{HomePage.objects.get().pk}/" in root
    assert f"/admin/pages/{binned.get_parent().pk}/" not in root
    assert "Chuyện cất đi" not in client.get("/sitemap.xml").content.decode()
    assert "Chuyện cất đi" not in client.get("/tim-kiem/?q=chuyện").content.decode()


@pytest.mark.parametrize("view", ["edit", "copy", "move_confirm", "delete"])
def test_an_old_link_leads_to_the_bin(client, superuser, view):
    row = put_in_bin(factories.story(), superuser)
    more = [NewsIndexPage.objects.get().pk] if view == "move_confirm" else []
    response = client.post(reverse(f"wagtailadmin_pages:{view}", args=[row.page_id, *more]))
    assert response["Location"] == reverse("trash:list")
    assert Page.objects.get(pk=row.page_id).url_path.startswith("/thung-rac/")


def test_many_at_once_go_the_same_way(client, editor):
    chosen = [factories.story(), factories.story()]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    address += "?" + "&".join(f"id={page.pk}" for page in [*chosen, NewsIndexPage.objects.get()])
    assert "giữ 30 ngày" in client.get(address).content.decode()
    response = client.post(address)
    assert "Đã bỏ 2 trang vào Thùng rác" in words(response)
    assert set(DeletedPage.objects.values_list("page", flat=True)) == {page.pk for page in chosen}
    assert not is_binned(NewsIndexPage.objects.get())
    bring_back(client, *DeletedPage.objects.all())
    assert not DeletedPage.objects.exists()


@pytest.mark.parametrize("model", [NewsIndexPage, HomePage])
def test_a_section_is_kept(client, superuser, model):
    section = model.objects.get()
    assert "nên không xoá được" in words(delete(client, section))
    assert not is_binned(model.objects.get())


def test_what_somebody_has_locked_is_kept(client, editor):
    story = factories.story()
    story.locked, story.locked_by = True, factories.user(Role.PRINCIPAL)
    story.save()
    assert "đang bị người khác khoá" in words(delete(client, story))
    assert not DeletedPage.objects.exists()


def test_each_sees_and_restores_only_where_they_write(client):
    story, resource = factories.story(), factories.resource()
    someone = factories.user(is_superuser=True)
    rows = {put_in_bin(story, someone), put_in_bin(resource, someone)}
    by_page = {row.page_id: row for row in rows}
    client.force_login(factories.user(Role.LIBRARIAN))
    shown = client.get(reverse("trash:list")).content.decode()
    assert resource.title in shown
    assert story.title not in shown
    bring_back(client, by_page[story.pk])
    assert is_binned(Page.objects.get(pk=story.pk))
    assert client.post(reverse("trash:purge") + f"?muc={by_page[resource.pk].pk}").status_code == 403
    client.force_login(factories.user(Role.CLERK))
    assert client.get(reverse("trash:list")).status_code == 403
    assert bring_back(client, by_page[resource.pk]).status_code == 403


def test_an_administrator_sees_all_and_deletes_for_good_but_restores_nothing(client):
    story = factories.story()
    row = put_in_bin(story, None)
    client.force_login(factories.user(Role.ADMIN))
    assert story.title in client.get(reverse("trash:list")).content.decode()
    assert bring_back(client, row).status_code == 403
    address = reverse("trash:purge") + f"?muc={row.pk}"
    client.get(address)
    assert Page.objects.filter(pk=story.pk).exists()
    client.post(address)
    assert not Page.objects.filter(pk=story.pk).exists()
    assert PageLogEntry.objects.filter(page=story.pk, action="wagtail.delete").exists()


def test_the_clock_empties_it(client, editor):
    old, new = factories.story(), factories.story()
    put_in_bin(old, editor)
    put_in_bin(new, editor)
    DeletedPage.objects.filter(page=old.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    call_command("run_schedule", once=True)
    assert not Page.objects.filter(pk=old.pk).exists()
    assert DeletedPage.objects.get().page_id == new.pk


def test_code_still_deletes_for_good():
    story = factories.story()
    story.delete()
    assert not Page.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize("raw", ["", "x", "-1", "9" * 30, "½"])
def test_a_wrong_number_is_no_error(client, editor, raw):
    for name in ("restore", "purge"):
        assert client.get(reverse(f"trash:{name}"), {"muc": raw}).status_code in {302, 403}


def test_the_list_asks_the_same_however_long_it_is(client, editor):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("trash:list")).status_code == 200
        return len(asked)

    put_in_bin(factories.story(), editor)
    questions()
    few = questions()
    for _time in range(4):
        put_in_bin(factories.story(), editor)
    assert questions() == few


def test_the_bin_stands_outside_every_site(editor):
    row = put_in_bin(factories.story(), editor)
    the_bin = row.page.get_parent()
    assert the_bin.depth == 2
    assert not Site.objects.filter(root_page=the_bin).exists()
    purge(row)
    assert not Page.objects.filter(pk=row.page_id).exists()


def test_what_somebody_has_put_back_meanwhile_is_not_deleted_for_good(editor):
    story = published()
    row = put_in_bin(story, editor)
    seen_before = DeletedPage.objects.select_related("page").get(pk=row.pk)
    restore(row, NewsIndexPage.objects.get(), editor, publish=True)
    assert not purge(seen_before)
    assert Page.objects.get(pk=story.pk).live


def test_the_second_of_two_clicks_finds_it_in_the_bin(editor):
    story = published()
    row = put_in_bin(story, editor)
    assert put_in_bin(story, editor) == row
    assert DeletedPage.objects.get().slug == story.slug


def test_a_copy_in_the_bin_does_not_follow_its_original_to_the_public(editor):
    story = published()
    copied = CreatePageAliasAction(story, update_slug="ban-sao", user=editor)
    row = put_in_bin(copied.execute(skip_permission_checks=True), editor)
    story = type(story).objects.get(pk=story.pk)
    story.save_revision().publish()
    assert not Page.objects.get(pk=row.page_id).live
    assert Page.objects.get(pk=story.pk).live
