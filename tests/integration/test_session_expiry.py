"""The window that asks to log in again: what it is told, and whom it lets in."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
school = school_for_the_module()
ADDRESS = "/admin/phien/"


def sign_in(client, account, **more):
    return client.post(ADDRESS, {"username": account.username, "password": factories.PASSWORD, **more})


def test_it_says_who_is_signed_in_without_sending_anybody_to_the_login_page(client):
    assert client.get(ADDRESS).json()["user"] is None
    editor = factories.user(Role.EDITOR)
    client.force_login(editor)
    answer = client.get(ADDRESS)
    assert answer.json()["user"] == editor.pk
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_owner_comes_in_again_and_the_form_goes_on_with_the_new_token(client):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    editor = factories.user(Role.EDITOR)
    token = browser.get(ADDRESS).json()["token"]
    found = browser.post(
        ADDRESS,
        {"username": editor.username, "password": factories.PASSWORD, "owner": editor.pk},
        headers={"X-CSRFToken": token},
    ).json()
    assert found["user"] == editor.pk
    story = factories.story(owner=editor)
    address = reverse("wagtailadmin_pages:delete", args=[story.pk])
    assert browser.post(address, {"csrfmiddlewaretoken": token[::-1]}).status_code == 403
    assert browser.post(address, {"csrfmiddlewaretoken": found["token"]}).status_code == 302


@pytest.mark.parametrize("password", ["", "sai"])
def test_a_wrong_password_is_said_and_changes_nothing(client, password):
    editor = factories.user(Role.EDITOR)
    answer = sign_in(client, editor, password=password)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert client.get(ADDRESS).json()["user"] is None


def test_nobody_else_may_go_on_with_the_form(client):
    editor, other = factories.user(Role.EDITOR), factories.user(Role.LIBRARIAN)
    answer = sign_in(client, other, owner=editor.pk)
    assert answer.status_code == 422
    assert "tài khoản khác" in answer.json()["error"]
    assert client.get(ADDRESS).json()["user"] is None


def test_who_has_no_role_does_not_come_in(client):
    assert sign_in(client, factories.user()).status_code == 422


def test_guessing_ends(client):
    editor = factories.user(Role.EDITOR)
    answers = [sign_in(client, editor, password="sai").status_code for _time in range(11)]
    assert answers == [422] * 10 + [429]
    assert sign_in(client, editor).status_code == 429
    login = {"username": editor.username, "password": factories.PASSWORD}
    assert "quá nhiều lần" in client.post(reverse("wagtailadmin_login"), login).content.decode()
    assert sign_in(client, factories.user(Role.CLERK)).status_code == 200  # a colleague at the same address


def test_guessing_at_the_login_page_ends_too(client):
    editor = factories.user(Role.EDITOR)
    for _time in range(10):
        client.post(reverse("wagtailadmin_login"), {"username": editor.username, "password": "sai"})
    assert sign_in(client, editor).status_code == 429


def test_a_whole_school_comes_in_again_behind_one_address(client):
    editor = factories.user(Role.EDITOR)
    assert {sign_in(client, editor).status_code for _time in range(11)} == {200}


def test_the_keeper_is_on_every_screen_of_the_admin(client):
    client.force_login(factories.user(Role.EDITOR))
    for address in (reverse("wagtailadmin_home"), reverse("trash:list")):
        shown = client.get(address).content.decode()
        assert f'data-url="{ADDRESS}"' in shown
        assert "js/session_keeper" in shown
