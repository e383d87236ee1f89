"""The words of the admin that no catalogue reaches: stored names, labels of views, templates of Wagtail's with a word put in."""

import re
from pathlib import Path

import pytest
import wagtail.admin
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.ui.tables import BooleanColumn, Table
from wagtail.models import Collection, GroupApprovalTask, Page, Site, Task, Workflow, WorkflowTask

from accounts.apps import roles_after_migrate
from accounts.roles import ROLES
from tests import factories
from tests.browser.english import english_in
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

TEMPLATES = Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin"
OURS = settings.SITE / "templates" / "wagtailadmin"
# What we changed, from Wagtail's words to ours; nothing else may differ.
CHANGED = {
    "shared/header.html": [('value="Search"', 'value="{% translate "Tìm" %}"')],
    "shared/headers/_actions.html": [
        ('<div class="w-w-px', '{% load i18n %}<div class="w-w-px'),
        ('aria-label="Actions"', 'aria-label="{% translate "Thao tác" %}"'),
    ],
    "shared/user_avatar.html": [
        ("{% load wagtailadmin_tags %}", "{% load i18n wagtailadmin_tags %}"),
        ("{{ user }}", '{% if user %}{{ user }}{% else %}{% translate "Tự động" %}{% endif %}'),
    ],
    "tables/boolean_cell.html": [
        ("{% load wagtailadmin_tags %}", "{% load i18n wagtailadmin_tags %}"),
        (
            """{% icon title=value|stringformat:'s' name="help\"""",
            """{% translate "Chưa rõ" as words %}{% icon title=words name="help\"""",
        ),
        (
            """{% icon title=value|stringformat:'s' name="check\"""",
            """{% translate "Có" as words %}{% icon title=words name="check\"""",
        ),
        (
            """{% icon title=value|stringformat:'s' name="cross\"""",
            """{% translate "Không" as words %}{% icon title=words name="cross\"""",
        ),
    ],
}


def bare(template: str) -> str:
    """Return the template without comments, spaces and kinds of quotes, which its formatter changes."""
    without = re.sub(r"{#.*?#}|{% comment.*?{% endcomment %}", "", template, flags=re.DOTALL)
    return re.sub(r"\s", "", without).replace("'", '"')


def said_in(tag: str, html: str) -> list[str]:
    """Return what the elements of this name say."""
    return [
        " ".join(re.sub("<.*?>", "", each).split())
        for each in re.findall(rf"<{tag}\b.*?</{tag}>", html, re.DOTALL)
    ]


@pytest.mark.parametrize("name", CHANGED)
def test_a_template_put_in_place_of_wagtail_s_differs_in_its_words_alone(name):
    wanted = (TEMPLATES / name).read_text(encoding="utf-8")
    for theirs, ours in CHANGED[name]:
        assert theirs in wanted, f"Wagtail's {name} has changed; is ours still needed?"
        wanted = wanted.replace(theirs, ours)
    assert bare((OURS / name).read_text(encoding="utf-8")) == bare(wanted)


def test_yes_and_no_are_said_in_vietnamese():
    class Thing:
        yes, no, unknown = True, False, None

    html = Table([BooleanColumn(name) for name in ("yes", "no", "unknown")], [Thing()]).render_html({})
    assert said_in("span", html) == ["Có", "Không", "Chưa rõ"]


def test_what_stands_in_wagtail_s_place_speaks_vietnamese():
    html = render_to_string(
        "wagtailadmin/shared/header.html", {"search_url": "wagtailadmin_choose_page_search"}
    )
    assert 'value="Tìm"' in html
    assert "Search" not in html
    assert "Tự động" in render_to_string("wagtailadmin/shared/user_avatar.html", {"user": None})
    assert 'aria-label="Thao tác"' in render_to_string("wagtailadmin/shared/headers/_actions.html")


@pytest.fixture
def administrator(client, school):
    client.force_login(factories.user(is_superuser=True))
    return client


def test_the_columns_of_sites_have_the_names_of_their_fields(administrator):
    html = administrator.get(reverse("wagtailsites:index")).content.decode()
    headings = said_in("th", html)
    assert {"Cổng", "Tên trang web", "Trang gốc"} <= set(headings)
    assert not [words for words in headings if english_in(words)]


def test_the_search_of_pages_counts_pages(administrator):
    html = administrator.get(reverse("wagtailadmin_pages:search"), {"q": "tin"}).content.decode()
    assert re.search(r"\d+–\d+ trong \d+ trang\b", html)


def test_no_permission_that_a_role_may_hold_has_an_english_name(school):
    models = {name.split(".")[1] for grant in ROLES.values() for name in grant.models} | {
        "page",
        "image",
        "document",
    }
    permissions = Permission.objects.filter(content_type__model__in=models)
    assert len(permissions) > 80
    assert not [each.name for each in permissions if english_in(each.name)]


def test_our_own_permissions_keep_the_names_that_their_model_gives(school):
    named = dict(
        Permission.objects.filter(content_type__model="commendationround").values_list("codename", "name")
    )
    assert named["publish_commendationround"] == "Công bố, hẹn giờ công bố đợt khen thưởng"
    assert named["view_commendationround"] == "Xem đợt khen thưởng"


@pytest.mark.parametrize("kind", ["external", "anchor", "email", "phone"])
def test_the_dialogs_of_links_ask_in_vietnamese(administrator, kind):
    html = administrator.get(reverse(f"wagtailadmin_choose_page_{kind}_link")).json()["html"]
    labels = said_in("label", html)
    assert len(labels) >= 2
    assert not [label for label in labels if english_in(label)]


def test_actions_on_many_things_ask_in_vietnamese(administrator):
    page = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    user = reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"])
    for path in (page, user):
        html = administrator.get(path, {"id": "all"}).content.decode()
        labels = said_in("label", html)
        assert labels
        assert not [label for label in labels if english_in(label)]


def test_the_group_form_shows_no_english(administrator):
    html = administrator.get(reverse("wagtailusers_groups:add")).content.decode()
    labels = said_in("label", html)
    assert len(labels) > 80
    assert not [label for label in labels if english_in(label)]


def test_the_roots_are_named_in_vietnamese_and_a_name_of_the_school_s_own_stays(school):
    Page.objects.filter(depth=1).update(title="Root", draft_title="Root")
    Collection.objects.filter(depth=1).update(name="Ảnh của trường")
    roles_after_migrate(using="default")
    root = Page.get_first_root_node()
    assert (root.title, root.draft_title, root.slug) == ("Gốc", "Gốc", "root")
    assert Collection.get_first_root_node().name == "Ảnh của trường"


def test_wagtail_s_stock_task_goes_unless_a_workflow_uses_it(school):
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    workflow = Workflow.objects.create(name="Duyệt bài")
    used = WorkflowTask.objects.create(workflow=workflow, task=task)
    roles_after_migrate(using="default")
    assert Task.objects.filter(pk=task.pk).exists()
    used.delete()
    roles_after_migrate(using="default")
    assert not Task.objects.filter(pk=task.pk).exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not [name for name in Site.objects.values_list("site_name", flat=True) if english_in(name)]
