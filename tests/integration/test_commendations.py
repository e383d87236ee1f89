"""Commendations: an editor proposes, the principal decides, and only then does the public see anything."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Workflow

from accounts.roles import Role
from home.models import HomePage
from honors.models import Commendation
from tests import factories
from tests.module_school import school_for_the_module
from workflow.publishing import publish_approved_revision

pytestmark = pytest.mark.django_db
school = school_for_the_module()

CITATION = "Đã kiên trì tự học chữ Braille rồi chỉ lại cho cả lớp."
CHANGED = "Đã dạy cả trường gấp thuyền giấy."


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def principal(school):
    return factories.user(Role.PRINCIPAL)


@pytest.fixture
def week(school):
    edition = factories.edition()
    HomePage.objects.update(edition=edition)
    factories.week_page(edition, slug="tuan-le-2023")
    return edition


@pytest.fixture
def learner(school):
    return factories.profile(
        person=factories.person(full_name="Lê Thị Bảo Ngọc", display_name="Bảo Ngọc"), slug="bao-ngoc"
    )


@pytest.fixture
def award(week, learner):
    """The fields of a proposal for the learner."""
    return {
        "round": factories.commendation_round(week),
        "person": learner.person,
        "citation": CITATION,
        "profile": learner,
        "award_kind": "merit",
    }


def admin_url(name: str, *arguments) -> str:
    return reverse(f"wagtailsnippets_honors_commendation:{name}", args=arguments)


def form_data(award, **changes) -> dict[str, str]:
    data = {
        "person": award["person"].pk,
        "collective_name": "",
        "round": award["round"].pk,
        "award_kind": award["award_kind"],
        "citation": award["citation"],
        "profile": award["profile"].pk,
        "go_live_at": "",
        "expire_at": "",
    }
    return data | changes


def decide(client, user, commendation, action: str, **data):
    """Press a button of the principal's: through the same addresses that the admin's pages use."""
    client.force_login(user)
    state = commendation.current_workflow_task_state
    # The dialog posts by script.
    script = {"X-Requested-With": "XMLHttpRequest"}
    return client.post(admin_url("workflow_action", commendation.pk, action, state.pk), data, headers=script)


def everywhere(client) -> dict[str, str]:
    """Return what an anonymous visitor reads wherever a commendation could appear."""
    client.logout()
    addresses = [
        "/",
        "/ton-vinh/",
        "/ton-vinh/?nam=2023",
        "/ton-vinh/bao-ngoc/",
        "/tuan-le-2023/",
        "/tin-bai/",
        "/tin-bai/rss/",
        "/tin-bai/atom/",
        "/sitemap.xml",
        "/tim-kiem/?q=kien+tri",
        "/tim-kiem/?q=Braille",
    ]
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = answer.content.decode()
    return found


def places_with(client, words: str) -> set[str]:
    return {address for address, text in everywhere(client).items() if words in text}


AWARD = "Giấy khen"
SHOWN_AT = {"/", "/ton-vinh/", "/ton-vinh/?nam=2023", "/ton-vinh/bao-ngoc/", "/tuan-le-2023/"}


def test_an_editor_proposes_and_the_public_sees_nothing_until_the_principal_approves(
    client, editor, principal, award
):
    client.force_login(editor)
    answer = client.post(admin_url("add"), form_data(award) | {"action-submit": "1"})
    assert answer.status_code == 302
    commendation = Commendation.objects.get()
    assert (commendation.live, commendation.workflow_in_progress) == (False, True)
    assert places_with(client, AWARD) == set()
    assert places_with(client, CITATION) == set()

    answer = decide(client, principal, commendation, "approve")
    assert answer.json()["step"] == "success"
    commendation.refresh_from_db()
    assert commendation.live
    assert places_with(client, AWARD) == SHOWN_AT
    assert CITATION in everywhere(client)["/ton-vinh/bao-ngoc/"]


@pytest.mark.parametrize("state", ["draft", "waiting", "returned"])
def test_nothing_but_an_approved_commendation_is_public(client, award, state):
    factories.commendation(state, **award)
    assert places_with(client, AWARD) == set()
    assert places_with(client, CITATION) == set()


def test_an_approved_commendation_of_a_collective_is_on_the_board(client, week, learner):
    factories.commendation(
        "approved", round=factories.commendation_round(week), collective_name="Tập thể tổ Văn phòng"
    )
    assert "/ton-vinh/" in places_with(client, "Tập thể tổ Văn phòng")


def test_the_full_name_of_a_child_stays_in_the_office(client, award):
    factories.commendation("approved", **award)
    assert places_with(client, "Bảo Ngọc") >= SHOWN_AT
    assert places_with(client, "Lê Thị Bảo Ngọc") == set()


def test_a_commendation_that_is_taken_down_is_gone_everywhere(client, award):
    commendation = factories.commendation("approved", **award)
    assert places_with(client, AWARD) == SHOWN_AT
    commendation.unpublish()
    assert places_with(client, AWARD) == set()


def test_an_editor_has_no_button_to_publish_and_none_to_approve(client, editor, award):
    commendation = factories.commendation("waiting", editor=factories.user(Role.EDITOR), **award)
    client.force_login(editor)
    for address in (admin_url("add"), admin_url("edit", commendation.pk)):
        page = client.get(address).content.decode()
        assert "action-publish" not in page
        assert 'data-workflow-action-name="approve"' not in page
    draft = factories.commendation("draft", editor=editor)
    page = client.get(admin_url("edit", draft.pk)).content.decode()
    assert "action-submit" in page
    assert "action-publish" not in page


def test_an_editor_who_asks_to_publish_all_the_same_does_not(client, editor, award):
    commendation = factories.commendation("draft", editor=editor, **award)
    client.force_login(editor)
    client.post(admin_url("edit", commendation.pk), form_data(award) | {"action-publish": "1"})
    commendation.refresh_from_db()
    assert not commendation.live
    client.post(admin_url("add"), form_data(award) | {"action-publish": "1"})
    assert not Commendation.objects.filter(live=True).exists()


@pytest.mark.parametrize(
    "roles", [[Role.EDITOR], [Role.LIBRARIAN], [Role.CLERK], [Role.PRIVACY], [Role.ADMIN]]
)
def test_only_the_principal_approves(client, award, roles):
    commendation = factories.commendation("waiting", **award)
    decide(client, factories.user(*roles), commendation, "approve")
    commendation.refresh_from_db()
    assert (commendation.live, commendation.workflow_in_progress) == (False, True)


def test_a_superuser_does_not_sign_by_being_one(client, award):
    commendation = factories.commendation("waiting", **award)
    decide(client, factories.user(is_superuser=True), commendation, "approve")
    commendation.refresh_from_db()
    assert (commendation.live, commendation.workflow_in_progress) == (False, True)


def test_a_superuser_does_not_publish_past_the_workflow(client, award):
    superuser = factories.user(is_superuser=True)
    commendation = factories.commendation("draft", **award)
    client.force_login(superuser)
    page = client.get(admin_url("edit", commendation.pk)).content.decode()
    assert "action-submit" in page
    assert 'name="action-publish"' not in page
    client.post(admin_url("edit", commendation.pk), form_data(award) | {"action-publish": "1"})
    client.post(admin_url("add"), form_data(award) | {"action-publish": "1"})
    assert Commendation.objects.count() == 2
    assert not Commendation.objects.filter(live=True).exists()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_signs_their_own_proposal(client, award, is_superuser):
    both = factories.user(Role.EDITOR, Role.PRINCIPAL, is_superuser=is_superuser)
    commendation = factories.commendation("waiting", editor=both, **award)
    decide(client, both, commendation, "approve")
    commendation.refresh_from_db()
    assert (commendation.live, commendation.workflow_in_progress) == (False, True)
    page = client.get(admin_url("edit", commendation.pk)).content.decode()
    assert 'data-workflow-action-name="approve"' not in page

    another = factories.user(Role.PRINCIPAL)
    decide(client, another, commendation, "approve")
    commendation.refresh_from_db()
    assert commendation.live


def test_the_task_itself_refuses_whoever_may_not_sign(award):
    both = factories.user(Role.EDITOR, Role.PRINCIPAL)
    commendation = factories.commendation("waiting", editor=both, **award)
    state = commendation.current_workflow_task_state
    for user in (both, factories.user(Role.EDITOR), factories.user(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            state.specific.task.specific.on_action(state.specific, user, "approve")


def test_what_waits_is_on_the_dashboard_of_the_principal_and_not_of_who_proposed_it(client, award, principal):
    both = factories.user(Role.EDITOR, Role.PRINCIPAL)
    factories.commendation("waiting", editor=both, **award)
    task = Workflow.objects.get().tasks.get().specific
    assert task.get_task_states_user_can_moderate(principal).count() == 1
    assert task.get_task_states_user_can_moderate(both).count() == 0
    client.force_login(principal)
    assert "Lê Thị Bảo Ngọc" in client.get("/admin/").content.decode()


def test_a_return_needs_its_reason(client, editor, principal, award):
    commendation = factories.commendation("waiting", editor=editor, **award)
    answer = decide(client, principal, commendation, "reject", comment="")
    commendation.refresh_from_db()
    assert commendation.workflow_in_progress
    assert "Lý do trả lại" in answer.json()["html"]


def test_a_returned_proposal_comes_back_to_the_editor_with_the_reason(client, editor, principal, award):
    commendation = factories.commendation("waiting", editor=editor, **award)
    decide(client, principal, commendation, "reject", comment="Xin ghi rõ em đã dạy ai.")
    commendation.refresh_from_db()
    assert (commendation.live, commendation.workflow_in_progress) == (False, False)

    client.force_login(editor)
    page = client.get(admin_url("edit", commendation.pk))
    assert page.status_code == 200
    assert commendation.get_lock() is None
    history = client.get(admin_url("history", commendation.pk)).content.decode()
    assert "Xin ghi rõ em đã dạy ai." in history

    client.post(
        admin_url("edit", commendation.pk), form_data(award, citation=CHANGED) | {"action-submit": "1"}
    )
    commendation.refresh_from_db()
    assert commendation.workflow_in_progress
    decide(client, principal, commendation, "approve")
    commendation.refresh_from_db()
    assert (commendation.live, commendation.citation) == (True, CHANGED)


def test_nobody_edits_what_waits_for_a_signature_the_principal_included(client, editor, principal, award):
    commendation = factories.commendation("waiting", editor=editor, **award)
    both = factories.user(Role.EDITOR, Role.PRINCIPAL)
    for user in (editor, principal, both, factories.user(is_superuser=True)):
        client.force_login(user)
        client.post(admin_url("edit", commendation.pk), form_data(award, citation=CHANGED))
        assert commendation.get_latest_revision_as_object().citation == CITATION
    decide(client, principal, commendation, "approve")
    commendation.refresh_from_db()
    assert commendation.citation == CITATION


def newer_draft(commendation, editor) -> None:
    """Save other words past the lock, as an autosave at the wrong moment would."""
    newer = Commendation.objects.get(pk=commendation.pk)
    newer.citation = CHANGED
    newer.save_revision(user=editor)


def test_an_approval_of_older_words_publishes_nothing_that_nobody_approved(client, editor, principal, award):
    commendation = factories.commendation("waiting", editor=editor, **award)
    newer_draft(commendation, editor)
    decide(client, principal, commendation, "approve")
    commendation.refresh_from_db()
    assert not commendation.live
    waiting = commendation.current_workflow_task_state
    assert (waiting.status, waiting.revision) == ("in_progress", commendation.latest_revision)
    decide(client, principal, commendation, "approve")
    commendation.refresh_from_db()
    assert (commendation.live, commendation.citation) == (True, CHANGED)


def test_what_was_approved_is_published_even_if_a_newer_draft_exists(editor, principal, award):
    commendation = factories.commendation("waiting", editor=editor, **award)
    state = commendation.current_workflow_task_state
    newer_draft(commendation, editor)
    state.approve(user=principal, update=False)
    publish_approved_revision(state.workflow_state, user=principal)
    commendation.refresh_from_db()
    assert (commendation.live, commendation.citation) == (True, CITATION)


def test_a_draft_after_the_approval_changes_nothing_for_the_public(client, editor, award):
    commendation = factories.commendation("approved", editor=editor, **award)
    client.force_login(editor)
    client.post(admin_url("edit", commendation.pk), form_data(award, citation=CHANGED))
    assert commendation.get_latest_revision().content["citation"] == CITATION
    commendation.refresh_from_db()
    assert commendation.get_latest_revision().content["citation"] == CHANGED
    assert (commendation.live, commendation.citation) == (True, CITATION)


def test_an_approved_commendation_with_a_moment_goes_live_at_it(client, editor, principal, award):
    commendation = factories.commendation("draft", editor=editor, **award)
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    commendation.go_live_at = moment
    commendation.save_revision(user=editor)
    Workflow.objects.get().start(commendation, editor)
    decide(client, principal, commendation, "approve")
    commendation.refresh_from_db()
    assert not commendation.live
    assert places_with(client, AWARD) == set()
    assert commendation.revisions.get(approved_go_live_at__isnull=False).approved_go_live_at == moment


def test_every_step_is_in_the_audit_log(client, editor, principal, award):
    client.force_login(editor)
    client.post(admin_url("add"), form_data(award) | {"action-submit": "1"})
    commendation = Commendation.objects.get()
    decide(client, principal, commendation, "reject", comment="Xin ghi rõ.")
    client.force_login(editor)
    client.post(
        admin_url("edit", commendation.pk), form_data(award, citation=CHANGED) | {"action-submit": "1"}
    )
    commendation.refresh_from_db()
    decide(client, principal, commendation, "approve")

    log = [
        (entry.action, entry.user)
        for entry in ModelLogEntry.objects.for_instance(commendation).order_by("timestamp", "pk")
    ]
    assert [step for step in log if step[0].startswith("wagtail.workflow")] == [
        ("wagtail.workflow.start", editor),
        ("wagtail.workflow.reject", principal),
        ("wagtail.workflow.resume", editor),
        ("wagtail.workflow.approve", principal),
    ]
    assert ("wagtail.create", editor) in log
    assert ("wagtail.edit", editor) in log
    assert ("wagtail.publish", principal) in log


@pytest.mark.parametrize(
    ("recipient", "case"),
    [({"person": "", "collective_name": ""}, "none"), ({"collective_name": "Tập thể lớp 5/3"}, "two")],
)
def test_no_recipient_and_two_recipients_are_errors_at_the_field(client, editor, award, recipient, case):
    client.force_login(editor)
    answer = client.post(admin_url("add"), form_data(award, **recipient) | {"action-submit": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "collective_name": ["Hãy chọn một cá nhân, hoặc ghi tên một tập thể (chỉ một)."]
    }
    assert not Commendation.objects.exists()


def test_a_moment_that_has_passed_is_an_error_at_its_field_in_vietnamese(client, editor, award):
    client.force_login(editor)
    answer = client.post(
        admin_url("add"), form_data(award, go_live_at="05/10/2023 07:30") | {"action-submit": "1"}
    )
    assert answer.context["form"].errors == {
        "go_live_at": [
            "Giờ hẹn đăng đã qua (05/10/2023 07:30, giờ Việt Nam). Hãy chọn một giờ sắp tới, hoặc để trống."
        ]
    }


def test_the_principal_opens_what_waits_and_decides_from_the_dashboard(client, principal, award):
    commendation = factories.commendation("waiting", **award)
    state = commendation.current_workflow_task_state
    client.force_login(principal)
    assert CITATION in client.get(admin_url("edit", commendation.pk)).content.decode()
    dashboard = client.get("/admin/").content.decode()
    for action in ("approve", "reject"):
        assert admin_url("workflow_action", commendation.pk, action, state.pk) in dashboard
    client.force_login(factories.user(Role.EDITOR))
    assert "/workflow/action/" not in client.get("/admin/").content.decode()


def test_the_preview_shows_the_sheet_as_the_public_would_see_it(editor, award):
    commendation = factories.commendation("draft", editor=editor, **award)
    page = commendation.make_preview_request(preview_mode="").rendered_content
    assert "Bảo Ngọc" in page
    assert AWARD in page
    assert "Lê Thị Bảo Ngọc" not in page
