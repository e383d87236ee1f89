"""Who may read a round's private papers, and who is told of what by mail and in the menu."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.roles import Role
from honors import steps
from honors.models import RoundState
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

REASON = "Xin ghi rõ em đã dạy ai."


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR, email="bien-tap@truong.example")


@pytest.fixture
def principal(school) -> Any:
    return factories.user(Role.PRINCIPAL, email="hieu-truong@truong.example")


@pytest.fixture
def make(editor) -> Any:
    """A function that gives a round in a state, of three commendations, all by the editor."""
    return lambda state, **fields: factories.commendation_round(
        state=state, editor=editor, **({"items": 3} | fields)
    )


@pytest.mark.parametrize("name", ["proposal", "minutes"])
def test_proposal_and_minutes_are_for_who_may_see_rounds(client, make, name):
    stands = make("draft")
    getattr(stands, name).save("Biên bản họp.pdf", ContentFile(b"%PDF-1.4 mat"))
    address = reverse("honors_rounds:file", args=[stands.pk, name])
    assert client.get(address).status_code == 302, "the login"
    for role in Role:
        client.force_login(factories.user(role))
        answer = client.get(address)
        allowed = role in {Role.EDITOR, Role.PRINCIPAL, Role.CLERK}
        assert answer.status_code == (200 if allowed else 403), role
        if allowed:
            assert b"".join(answer.streaming_content) == b"%PDF-1.4 mat"
            assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


def test_a_paper_that_is_not_there_is_a_404(client, make, editor):
    client.force_login(editor)
    stands = make("draft")
    for address in (
        reverse("honors_rounds:file", args=[stands.pk, "minutes"]),
        reverse("honors_rounds:file", args=[stands.pk, "approved_hash"]),
        reverse("honors_rounds:overview", args=[987_654]),
        reverse("honors_items:edit", args=[987_654]),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(reverse("honors_rounds:step", args=[stands.pk, "delete"])).status_code == 404


def test_the_principal_is_told_by_mail_that_a_round_waits_and_the_proposer_what_was_decided(
    make, editor, principal, django_capture_on_commit_callbacks
):
    stands = make("proposed")
    with django_capture_on_commit_callbacks(execute=True):
        steps.submit(stands, editor)
    (message,) = mail.outbox
    assert message.to == ["hieu-truong@truong.example"]
    assert message.subject == "Có 3 đề nghị khen chờ duyệt"
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        steps.return_round(stands, principal, REASON)
    (message,) = mail.outbox
    assert message.to == ["bien-tap@truong.example"]
    assert REASON in message.body
    names = [item.person.full_name for item in stands.commendations.all()]
    assert not [name for name in names if name in message.subject + message.body], "a mail goes anywhere"


def test_without_a_mail_server_nothing_is_sent_and_a_failing_one_holds_nothing_up(
    make, editor, principal, settings, django_capture_on_commit_callbacks
):
    settings.MAIL_IS_SET = False
    stands = make("proposed")
    with django_capture_on_commit_callbacks(execute=True):
        steps.submit(stands, editor)
    assert mail.outbox == []
    settings.MAIL_IS_SET = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        steps.return_round(stands, principal, REASON)
    assert stands.state == RoundState.RETURNED


def test_the_menu_says_how_many_rounds_wait_to_who_decides(client, make, editor, principal):
    make("with_principal")
    make("with_principal")
    client.force_login(principal)
    assert json.dumps("Chờ tôi duyệt (2)") in client.get("/admin/").content.decode()
    client.force_login(editor)
    assert json.dumps("Chờ tôi duyệt")[:-1] not in client.get("/admin/").content.decode()
