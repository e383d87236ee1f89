"""The big buttons of the dashboard: what each role does here, the first thing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as picture_policy

from core.school_settings import SchoolSettings
from home.desk.sections import sections_written_by
from honors.menu import waiting_for
from honors.rules import Action as Step
from honors.rules import is_allowed
from papers.views.templates import PERMISSION as TEMPLATES


@dataclass(frozen=True)
class Action:
    """One button."""

    label: str
    url: str
    icon: str


def actions_for(user: Any) -> list[Action]:
    """Return the buttons of the user, the most important first."""
    return [*_deciding(user), *_writing(user), *_office(user), *_people(user), *_administration(user)]


def _deciding(user: Any) -> Iterator[Action]:
    if is_allowed(user, Step.APPROVE):
        count = waiting_for(user)
        label = _("Chờ tôi duyệt (%(count)d)") % {"count": count} if count else _("Chờ tôi duyệt")
        yield Action(label, reverse("honors_signing:list"), "check")


def _writing(user: Any) -> Iterator[Action]:
    sections = sections_written_by(user)
    if news := sections.get("news"):
        yield Action(
            _("Viết tin mới"), reverse("wagtailadmin_pages:add", args=["news", "storypage", news.pk]), "edit"
        )
        yield Action(_("Viết từ tệp Word"), reverse("news_word:upload"), "doc-full")
    if user.has_perm("news.send_article") and not user.is_superuser:
        yield Action(_("Gửi bài mới"), reverse("writers:new"), "edit")
    if library := sections.get("library"):
        yield Action(_("Thêm học liệu"), reverse("wagtailadmin_pages:add_subpage", args=[library.pk]), "plus")
    if sections and picture_policy.user_has_permission(user, "add"):
        yield Action(_("Thêm ảnh"), reverse("wagtailimages:add_multiple"), "image")
    if library and document_policy.user_has_permission(user, "add"):
        yield Action(_("Thêm tệp"), reverse("wagtaildocs:add_multiple"), "upload")
    if activities := sections.get("activities"):
        yield Action(
            _("Thêm hoạt động"),
            reverse("wagtailadmin_pages:add", args=["home", "activitypage", activities.pk]),
            "date",
        )
    if honours := sections.get("honors"):
        yield Action(
            _("Giới thiệu gương sáng"), reverse("wagtailadmin_pages:add_subpage", args=[honours.pk]), "user"
        )
    if user.has_perm("honors.add_commendation"):
        yield Action(_("Đề nghị khen"), reverse("wagtailsnippets_honors_commendationround:list"), "pick")


def _office(user: Any) -> Iterator[Action]:
    is_clerk = is_allowed(user, Step.NUMBER)
    if is_clerk:
        rounds = reverse("wagtailsnippets_honors_commendationround:list")
        yield Action(_("Vào sổ, in giấy khen"), rounds, "pick")
    if is_clerk or is_allowed(user, Step.APPROVE):
        yield Action(_("Sổ khen thưởng"), reverse("award_book"), "list-ul")
    if is_clerk and user.has_perm(TEMPLATES):
        yield Action(_("Mẫu văn bản"), reverse("papers:templates"), "doc-full")


def _people(user: Any) -> Iterator[Action]:
    if user.has_perm("people.add_consent") and not user.is_superuser:
        yield Action(_("Nhập phiếu đồng ý"), reverse("wagtailsnippets_people_consent:add"), "form")
        yield Action(_("Thêm người"), reverse("wagtailsnippets_people_person:add"), "plus")
        yield Action(_("Mọi phiếu đồng ý"), reverse("wagtailsnippets_people_consent:list"), "list-ul")


def _administration(user: Any) -> Iterator[Action]:
    if user.has_perm("accounts.change_user"):
        yield Action(_("Người dùng"), reverse("wagtailusers_users:index"), "group")
    if user.has_perm("core.change_schoolsettings"):
        settings = reverse(
            "wagtailsettings:edit", args=[SchoolSettings._meta.app_label, SchoolSettings._meta.model_name]
        )
        yield Action(_("Thông tin nhà trường"), settings, "cogs")
    if user.has_perm("week.add_weekedition"):
        yield Action(_("Các Tuần lễ"), reverse("wagtailsnippets_week_weekedition:list"), "calendar")
