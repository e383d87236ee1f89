"""Who may do what, where: the whole table, written out here once more so that a slip in the code shows."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from accounts import roles, sync
from accounts.apps import roles_after_migrate
from accounts.roles import Role
from accounts.sync import UnknownPermissionError, sync_roles
from home.models import ActivityIndexPage, HomePage
from honors.models import HonorsIndexPage
from news.models import NewsIndexPage
from resources.models import LibraryPage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

NAMES = {
    "editor": "Biên tập viên",
    "librarian": "Thủ thư",
    "principal": "Hiệu trưởng",
    "clerk": "Văn thư",
    "privacy": "Phụ trách dữ liệu",
    "admin": "Quản trị",
    "writer": "Người viết",
}

# What each role may do with somebody else's story, activity, ... of a section.
WRITES = {"add", "edit", "publish", "unpublish"}
LOOKS = {"lock", "unlock"}
PAGES = {
    #             news      activities  honors    library   site
    "editor": [WRITES, WRITES, WRITES, set(), set()],
    "librarian": [set(), set(), set(), WRITES, set()],
    "principal": [LOOKS, LOOKS, LOOKS, LOOKS, LOOKS],
    "clerk": [set(), set(), set(), set(), set()],
    "privacy": [LOOKS, LOOKS, LOOKS, LOOKS, LOOKS],
    "admin": [LOOKS, LOOKS, LOOKS, LOOKS, LOOKS],
    "writer": [set(), set(), set(), set(), set()],
}
SECTIONS = [NewsIndexPage, ActivityIndexPage, HonorsIndexPage, LibraryPage, HomePage]

# v view, a add, c change, d delete; of a round also o propose, s approve ("sign"), n number, p publish; of a report, or an article of one's own, x send
# of a board i interrupt
MODELS = {
    #                                editor librarian principal clerk privacy admin writer
    "honors.commendation": ["vacd", "", "v", "v", "", "", ""],
    "honors.commendationround": ["vacop", "", "vs", "vnp", "", "", ""],
    "honors.nomination": ["vac", "", "v", "", "", "", ""],
    "news.writer": ["vacd", "", "v", "", "", "vacd", ""],
    "news.article": ["vc", "", "v", "", "", "v", "x"],
    "home.report": ["v", "", "vcx", "vcx", "", "vcx", ""],
    "honors.scholarship": ["vacd", "", "v", "vacd", "", "", ""],
    "honors.honorssettings": ["", "", "", "c", "", "c", ""],
    "papers.officetemplate": ["", "", "", "c", "", "c", ""],
    "people.person": ["vac", "v", "v", "v", "vacd", "v", ""],
    "people.consent": ["", "", "v", "", "vac", "", ""],
    "resources.readinglog": ["", "vac", "v", "", "", "", ""],
    "resources.readingtimeslot": ["", "vacd", "v", "", "", "", ""],
    "sharing.sharerecord": ["vac", "vac", "v", "", "v", "", ""],
    "trash.deletedpage": ["", "", "", "", "", "vd", ""],
    "week.weekedition": ["v", "v", "v", "v", "", "vacd", ""],
    "week.department": ["v", "v", "v", "v", "", "vacd", ""],
    "week.plantask": ["vc", "vc", "v", "v", "", "vacd", ""],
    "week.legalbasis": ["v", "v", "v", "v", "", "vacd", ""],
    "week.slogan": ["vacd", "v", "v", "v", "", "vacd", ""],
    "board.board": ["vi", "", "vi", "", "", "vacdi", ""],
    "board.boarditem": ["vacd", "", "v", "", "", "vacd", ""],
    "accounts.user": ["", "", "", "", "", "vacd", ""],
    "auth.group": ["", "", "", "", "", "vacd", ""],
    "core.schoolsettings": ["", "", "", "", "", "c", ""],
    "wagtailcore.site": ["", "", "", "", "", "vacd", ""],
    "wagtailcore.collection": ["", "", "", "", "", "vacd", ""],
    "wagtailcore.workflow": ["", "", "", "", "", "acd", ""],
    "wagtailcore.task": ["", "", "", "", "", "acd", ""],
    "wagtailredirects.redirect": ["", "", "", "", "", "vacd", ""],
}
ACTIONS = {
    "v": "view",
    "a": "add",
    "c": "change",
    "d": "delete",
    "o": "propose",
    "s": "approve",
    "n": "number",
    "p": "publish",
    "x": "send",
    "i": "interrupt",
}
FILES = {
    "editor": {"add", "change", "choose"},
    "librarian": {"add", "change", "choose"},
    "principal": set(),
    "clerk": set(),
    "privacy": {"change", "choose"},
    "admin": {"add", "change", "choose"},
    "writer": set(),
}


def page_rights(user, page) -> set[str]:
    """Return what the user may do with the page, asked the way Wagtail's admin asks."""
    tester = page.permissions_for_user(user)
    rights = {
        "add": tester.can_add_subpage(),
        "edit": tester.can_edit(),
        "publish": tester.can_publish(),
        "unpublish": tester.can_unpublish(),
        "delete": tester.can_delete(),
        "lock": tester.can_lock(),
        "unlock": tester.page.locked or "unlock" in tester.permissions or "unlock_page" in tester.permissions,
    }
    return {name for name, may in rights.items() if may}


def test_the_groups_have_the_names_that_people_see(school):
    assert {role.value: role.group_name for role in Role} == NAMES
    assert set(Group.objects.values_list("name", flat=True)) == set(NAMES.values())


@pytest.mark.parametrize("role", NAMES)
def test_a_role_may_do_with_pages_what_the_table_says_and_nothing_else(school, role):
    user = factories.user(Role(role))
    for fill in (factories.story, factories.activity, factories.profile, factories.resource):
        fill()
    for section, expected in zip(SECTIONS, PAGES[role], strict=True):
        rights = page_rights(user, section.objects.get())
        assert rights == expected, section.__name__


@pytest.mark.parametrize("role", NAMES)
def test_what_holds_for_a_section_holds_for_the_pages_in_it(school, role):
    user = factories.user(Role(role))
    pages = [factories.story(), factories.activity(), factories.profile(), factories.resource()]
    for page, expected in zip(pages, PAGES[role], strict=False):
        # These pages have no room for others: nobody adds below them. Who may publish may also delete.
        wanted = expected - {"add"} | ({"delete"} if "publish" in expected else set())
        assert page_rights(user, page) == wanted, type(page).__name__


@pytest.mark.parametrize("role", NAMES)
def test_nobody_edits_the_pages_that_stand_beside_the_sections(school, role):
    user = factories.user(Role(role))
    for page in (factories.standard_page(), factories.week_page()):
        assert page_rights(user, page) <= LOOKS


@pytest.mark.parametrize("role", NAMES)
def test_a_role_may_do_with_other_things_what_the_table_says(school, role):
    user, column = factories.user(Role(role)), list(NAMES).index(role)
    for label, row in MODELS.items():
        app_label, name = label.split(".")
        held = {letter for letter, action in ACTIONS.items() if user.has_perm(f"{app_label}.{action}_{name}")}
        assert held == set(row[column]), label


@pytest.mark.parametrize("role", NAMES)
def test_a_role_holds_no_permission_that_is_not_in_the_table(school, role):
    user, column = factories.user(Role(role)), list(NAMES).index(role)
    expected = {"wagtailadmin.access_admin"} | {
        f"{label.split('.')[0]}.{ACTIONS[letter]}_{label.split('.')[1]}"
        for label, row in MODELS.items()
        for letter in row[column]
    }
    assert user.get_all_permissions() == expected


@pytest.mark.parametrize("role", NAMES)
def test_a_role_may_do_with_pictures_and_documents_what_the_table_says(school, role):
    user = factories.user(Role(role))
    for policy in (picture_policy, document_policy):
        held = {
            action
            for action in ("add", "change", "choose", "delete")
            if policy.collections_user_has_permission_for(user, action).exists()
        }
        # Who may change may also delete: Wagtail has no permission of its own for that.
        assert held == FILES[role] | ({"delete"} if "change" in FILES[role] else set()), policy.model.__name__


def test_somebody_without_a_role_may_nothing(school):
    user = factories.user()
    assert user.get_all_permissions() == set()
    assert page_rights(user, HomePage.objects.get()) == set()


@pytest.mark.parametrize("role", NAMES)
def test_a_role_comes_into_the_admin_and_sees_its_sections_there(school, client, role):
    client.force_login(factories.user(Role(role)))
    assert client.get("/admin/").status_code == 200
    sees = any(PAGES[role])
    answer = client.get("/admin/pages/", follow=True)
    titles = [page.title for page in answer.context.get("page_obj", [])] if answer.context else []
    assert sees or "Tin bài" not in titles


def test_somebody_without_a_role_does_not_come_into_the_admin(school, client):
    client.force_login(factories.user())
    assert client.get("/admin/").status_code == 302


def test_wagtail_s_own_groups_and_workflow_are_gone(school):
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_a_stock_group_that_somebody_uses_stays(school):
    user = factories.user()
    user.groups.add(Group.objects.create(name="Editors"))
    sync_roles()
    assert Group.objects.filter(name="Editors").exists()


def test_a_group_of_the_school_s_own_is_left_alone(school):
    group = Group.objects.create(name="Cộng tác viên")
    permission = Permission.objects.get(codename="view_person")
    group.permissions.add(permission)
    sync_roles()
    assert list(group.permissions.all()) == [permission]


def rows() -> tuple[set, set, set]:
    return (
        set(Group.permissions.through.objects.values_list("group", "permission")),
        set(GroupPagePermission.objects.values_list("group", "page", "permission")),
        set(GroupCollectionPermission.objects.values_list("group", "collection", "permission")),
    )


def test_what_somebody_ticked_or_removed_is_put_right_by_the_next_migrate(school):
    before = rows()
    editors = Group.objects.get(name="Biên tập viên")
    approve = Permission.objects.get(codename="approve_commendationround")
    editors.permissions.add(approve)
    editors.permissions.remove(Permission.objects.get(codename="add_commendation"))
    GroupPagePermission.objects.filter(group=editors).first().delete()
    GroupPagePermission.objects.create(
        group=editors,
        page=Page.objects.get(pk=LibraryPage.objects.get().pk),
        permission=Permission.objects.get(codename="publish_page"),
    )
    add_picture = GroupCollectionPermission.objects.filter(group=editors).first().permission
    GroupCollectionPermission.objects.filter(group=editors).delete()
    clerks = Group.objects.get(name="Văn thư")
    GroupCollectionPermission.objects.create(
        group=clerks, collection=Collection.get_first_root_node(), permission=add_picture
    )
    assert rows() != before

    call_command("migrate", verbosity=0)
    assert rows() == before


def test_a_group_that_somebody_deleted_comes_back_with_the_next_migrate(school):
    Group.objects.get(name="Thủ thư").delete()
    roles_after_migrate(using="default")
    assert page_rights(factories.user(Role.LIBRARIAN), LibraryPage.objects.get()) >= WRITES


def test_syncing_twice_changes_nothing(school):
    before = rows()
    sync_roles()
    assert rows() == before


def test_a_section_that_is_made_anew_has_its_grants_at_once(school):
    NewsIndexPage.objects.get().delete()
    section = NewsIndexPage(title="Tin mới", slug="tin-moi")
    HomePage.objects.get().add_child(instance=section)
    assert page_rights(factories.user(Role.EDITOR), section) >= WRITES


def test_a_permission_that_does_not_exist_is_an_error(school, monkeypatch):
    wrong = replace(roles.ROLES[Role.CLERK], models={"people.person": ("admire",)})
    monkeypatch.setitem(sync.ROLES, Role.CLERK, wrong)
    with pytest.raises(UnknownPermissionError, match=r"people\.person: admire"):
        sync_roles()


def test_every_model_of_ours_in_the_admin_is_in_the_table(school):
    """A new snippet without a row here would be open to superusers only, by accident."""
    ours = {"week", "people", "honors", "resources", "sharing", "news"}
    registered = {
        f"{model._meta.app_label}.{model._meta.model_name}"
        for model in apps.get_models()
        if model._meta.app_label in ours and hasattr(model, "snippet_viewset")
    }
    assert registered
    assert registered <= set(MODELS)


def test_the_admin_asks_for_a_login(school, client):
    answer = client.get("/admin/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/")
