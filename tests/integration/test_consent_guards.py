"""Ways round the gate that are closed: renaming, re-labelling, copying, deleting, untagging, other people's names."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.documents import SchoolDocument
from honors import steps
from honors.models import Commendation
from honors.publication import not_showable, publish
from people.models import Consent, Person, PictureSubject, Purpose
from people.views.consents import withdraw
from tests import factories
from tests.module_school import school_for_the_module
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

NAME = "Nguyễn Hoàng Bảo Trâm"


@pytest.fixture
def child(school):
    return factories.person(full_name=NAME, display_name="Bảo Trâm", unit="lớp 3/2")


def story_about(child, **fields):
    """Return a live story that names the child, who has both consents."""
    for purpose in Purpose:
        factories.consent(child, purpose=purpose)
    page = factories.story(title=f"Chuyện của {child.full_name}", live=False, **fields)
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live
    return page


def is_live(page) -> bool:
    page.refresh_from_db()
    return page.live


def address(model: str, name: str, *arguments) -> str:
    return reverse(f"wagtailsnippets_people_{model}:{name}", args=arguments)


def person_form(person: Person, **changes) -> dict:
    return {
        "full_name": person.full_name,
        "display_name": person.display_name,
        "kind": person.kind,
        "unit": person.unit,
        "birth_date": "",
        "account": "",
    } | changes


@pytest.mark.parametrize(
    "changes", [{"kind": "community"}, {"is_illustration": "on"}, {"full_name": "Ai Đó Khác"}]
)
def test_an_editor_cannot_make_a_child_somebody_who_needs_no_consent(client, child, changes):
    factories.consent(child)
    client.force_login(factories.user(Role.EDITOR))
    client.post(address("person", "edit", child.pk), person_form(child, **changes))
    child.refresh_from_db()
    assert (child.kind, child.is_illustration, child.full_name) == ("student", False, NAME)


def test_somebody_who_becomes_a_pupil_is_taken_down_without_consent(client, school):
    grown_up = factories.person(full_name=NAME, display_name="Bảo Trâm", kind="community")
    page = factories.story(title=f"Chuyện của {NAME}", live=False)
    page.save_revision().publish()
    assert is_live(page)
    client.force_login(factories.user(Role.PRIVACY))
    answer = client.post(address("person", "edit", grown_up.pk), person_form(grown_up, kind="student"))
    assert answer.status_code == 302
    assert not is_live(page)


def test_a_consent_moved_to_somebody_else_takes_the_first_one_down(client, child):
    page = story_about(child)
    other = factories.person()
    given = Consent.objects.get(person=child, purpose=Purpose.STORY)
    client.force_login(factories.user(Role.PRIVACY))
    today = timezone.localdate().strftime("%d/%m/%Y")
    answer = client.post(
        address("consent", "edit", given.pk),
        {
            "person": other.pk,
            "purpose": "story",
            "channels": ["website"],
            "guardian_name": "Trần Thị Mẹ",
            "guardian_signed_on": today,
            "child_agreed_on": today,
            "text_version": "2026-1",
        },
    )
    assert answer.status_code == 302
    assert not is_live(page)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_consents_and_whoever_is_on_record_are_never_deleted(client, child, is_superuser):
    page = story_about(child)
    client.force_login(factories.user(Role.PRIVACY, is_superuser=is_superuser))
    given = Consent.objects.filter(person=child).first()
    for model, number in (("consent", given.pk), ("person", child.pk)):
        client.post(address(model, "delete", number))
        bulk = reverse("wagtail_bulk_action", args=["people", model, "delete"])
        client.post(f"{bulk}?id={number}")
    assert Person.objects.filter(pk=child.pk).exists()
    assert Consent.objects.filter(person=child).count() == 2
    assert is_live(page)


@pytest.mark.parametrize(
    ("model", "app"), [("person", "people"), ("consent", "people"), ("commendationround", "honors")]
)
def test_wagtails_copy_view_is_not_there(school, model, app):
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(f"wagtailsnippets_{app}_{model}:copy", args=[1])


def test_a_childs_name_in_a_description_a_row_or_a_file_is_found_too(child):
    picture = factories.picture(description=f"Em {NAME} đọc sách.")
    with_picture = factories.story(live=False, picture=picture)
    with_picture.save_revision()
    initiative = factories.initiative(live=False)
    initiative.adoptions.create(unit="Lớp 4/1", note=f"do {NAME} kể lại")
    initiative.save_revision()
    document = SchoolDocument.objects.create(
        title=f"Bài của {NAME}", file=ContentFile(b"%PDF", name="bai.pdf")
    )
    with_file = factories.story(live=False, body=[("document", {"document": document, "title": ""})])
    with_file.save_revision()
    for page in (with_picture, initiative, with_file):
        with pytest.raises(ValidationError, match="chưa có phiếu đồng ý"):
            page.get_latest_revision().publish()


def test_a_description_is_found_at_the_withdrawal(child):
    for purpose in Purpose:
        factories.consent(child, purpose=purpose)
    page = factories.story(live=False, picture=factories.picture(description=f"Em {NAME} đọc sách."))
    page.save_revision().publish()
    assert is_live(page)
    withdraw(Consent.objects.filter(person=child).first(), None, "Thử.", everything=True)
    assert not is_live(page)


def test_a_page_with_pages_below_it_comes_down_alone(client, child):
    for purpose in Purpose:
        factories.consent(child, purpose=purpose)
    page = factories.standard_page(title=f"Về {NAME}", slug="ve-em")
    below = factories.standard_page(page, title="Phụ lục", slug="phu-luc")
    withdraw(Consent.objects.filter(person=child).first(), None, "Thử.", everything=True)
    assert client.get(page.url).status_code == 410
    assert client.get(below.url).status_code == 200


def test_a_file_with_a_childs_name_is_not_served_without_consent(client, child):
    document = SchoolDocument.objects.create(
        title=f"Bài của {NAME}", file=ContentFile(b"%PDF", name="bai.pdf")
    )
    factories.story(body=[("document", {"document": document, "title": "Bài làm"})])
    assert client.get(document.url).status_code == 404
    factories.consent(child)
    assert b"".join(client.get(document.url).streaming_content) == b"%PDF"
    withdraw(Consent.objects.get(person=child), None, "Thử.")
    assert client.get(document.url).status_code == 410


def test_a_citation_that_names_another_child_is_not_shown(client, child):
    award = factories.commendation("numbered", citation=f"Đã cùng {NAME} đọc sách mỗi ngày.")
    assert [item for item, _why in not_showable(award.round)] == [award]
    factories.consent(child)
    assert not_showable(award.round) == []
    publish(award.round, factories.user(Role.EDITOR))
    assert NAME in client.get("/ton-vinh/").content.decode()
    withdraw(Consent.objects.get(person=child), None, "Thử.")
    assert NAME not in client.get("/ton-vinh/").content.decode()


# --- Pictures kept aside -----------------------------------------------------------------------


@pytest.fixture
def withheld(child):
    picture = factories.picture()
    PictureSubject.objects.create(picture=picture, person=child)
    given = factories.consent(child)
    withdraw(given, None, "Thử.", everything=True)
    assert not picture.file.storage.exists(picture.file.name)
    return picture


def save_picture(client, picture, people: str = ""):
    return client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Ảnh", "description": "", "people": people, "tags": "", "collection": 1},
    )


def test_an_editor_cannot_put_a_picture_back_by_untagging(client, withheld, child):
    client.force_login(factories.user(Role.EDITOR))
    assert client.get(reverse("wagtailimages:edit", args=[withheld.pk])).status_code == 200
    assert save_picture(client, withheld).status_code == 302
    assert list(withheld.subjects.values_list("person", flat=True)) == [child.pk]
    assert not withheld.file.storage.exists(withheld.file.name)


def test_a_picture_with_a_wrong_tag_can_be_put_right_by_who_keeps_the_consents(client, withheld):
    client.force_login(factories.user(Role.PRIVACY))
    assert save_picture(client, withheld).status_code == 302
    assert not withheld.subjects.exists()
    assert withheld.file.storage.exists(withheld.file.name)


def test_a_withheld_picture_breaks_no_screen_and_is_not_offered(client, withheld):
    client.force_login(factories.user(Role.EDITOR))
    for name, arguments in (
        ("wagtailimages:index", []),
        ("wagtailimages_chooser:choose", []),
        ("wagtailimages_chooser:chosen", [withheld.pk]),
    ):
        answer = client.get(reverse(name, args=arguments))
        assert answer.status_code == 200, name
    assert (
        f"/chosen/{withheld.pk}/" not in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    )


def test_deleting_a_withheld_picture_leaves_nothing_behind(withheld, settings):
    from pathlib import Path

    assert list(Path(settings.PRIVATE_ROOT).rglob("*.png"))
    withheld.delete()
    assert not list(Path(settings.PRIVATE_ROOT).rglob("*.png"))


def test_a_pictures_file_is_never_called_after_somebody(client, school):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(factories.user(Role.EDITOR))
    file = SimpleUploadedFile("Nguyễn Hoàng Bảo Trâm.png", factories.picture_bytes(), "image/png")
    client.post(reverse("wagtailimages:add"), {"title": "Ảnh", "file": file, "collection": 1, "people": ""})
    from core.images import SchoolImage

    picture = SchoolImage.objects.get()
    assert "ram" not in picture.file.name.lower()


# --- Time --------------------------------------------------------------------------------------


def test_the_seventh_birthday_asks_for_the_childs_own_word(child):
    today = timezone.localdate()
    child.birth_date = today.replace(year=today.year - 7) + timedelta(days=2)
    child.save()
    for purpose in Purpose:
        Consent.objects.create(
            person=child,
            purpose=purpose,
            channels=["website"],
            guardian_name="Trần Thị Mẹ",
            guardian_signed_on=today,
        )
    page = factories.story(title=f"Chuyện của {NAME}", live=False)
    page.save_revision().publish()
    assert is_live(page)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        run_due()
    assert not is_live(page)


def test_a_publishing_that_overlaps_a_withdrawal_is_taken_back(child, django_capture_on_commit_callbacks):
    for purpose in Purpose:
        factories.consent(child, purpose=purpose)
    page = factories.story(title=f"Chuyện của {NAME}", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
        # As if another connection had withdrawn it after the gate was asked.
        Consent.objects.update(withdrawn_at=timezone.now())
    assert not is_live(page)


# --- Certificates ------------------------------------------------------------------------------


def test_a_certificate_replaces_only_one_of_the_same_person(client, child):
    foreign = factories.commendation("live")
    item = factories.commendation(person=child)
    client.force_login(factories.user(Role.EDITOR))
    edit = reverse("honors_items:edit", args=[item.pk])
    form = {
        "person": child.pk,
        "collective_name": "",
        "award_kind": "letter",
        "citation": "Đã kiên trì đọc sách.",
        "evidence": "",
        "profile": "",
        "is_public": "on",
        "replaces": foreign.pk,
        "seen_state": "draft",
    }
    answer = client.post(edit, form)
    assert answer.context["form"].errors["replaces"] == [
        "Giấy cũ phải là của chính người (hoặc tập thể) này."
    ]


def test_no_certificate_is_printed_of_words_that_nobody_approved(client, school):
    item = factories.commendation("numbered")
    Commendation.objects.filter(pk=item.pk).update(citation="Đã làm việc khác.")
    client.force_login(factories.user(Role.CLERK))
    for name, method in (("certificates", client.post), ("decision", client.get), ("ceremony", client.get)):
        answer = method(
            reverse(f"honors_printing:{name}", args=[item.round.pk]), {"form": "pdf"}, follow=True
        )
        assert "phải trình duyệt lại" in answer.content.decode(), name


def test_papers_keep_the_name_and_class_that_were_decided_on(client, school):
    from honors.round_papers import awards_of
    from honors.verification import is_name_of

    child = factories.person(full_name=NAME, unit="lớp 3/2")
    factories.consent(child)
    item = factories.commendation("live", person=child)
    Person.objects.filter(pk=child.pk).update(full_name="Nguyễn Hoàng Bảo Trân", unit="lớp 4/2")
    item = Commendation.objects.get(pk=item.pk)
    (award,) = awards_of(item.round)
    assert (award.recipient, award.unit) == (NAME, "Học sinh lớp 3/2")
    assert is_name_of(item, "nguyen hoang bao tram")


def test_a_revocation_takes_the_story_that_goes_with_it_down(client, child):
    factories.consent(child)
    profile = factories.profile(person=child)
    item = factories.commendation("live", person=child, profile=profile)
    steps.revoke(item, factories.user(Role.PRINCIPAL), "Nhầm người.")
    assert client.get(profile.url).status_code == 410
