"""The menu of the admin: for each role exactly what it uses, in the order of a working day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from wagtail.admin.icons import get_icons
from wagtail.admin.menu import admin_menu, help_menu, settings_menu

from accounts.roles import Role
from home.desk.actions import actions_for
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

TEMPLATES = Path(__file__).resolve().parents[2] / "site/templates"
MENU = {
    Role.EDITOR: """
        Bàn làm việc, Tin báo, Tin bài, Bài gửi về, Hoạt động, Tôn vinh, Lịch đăng, Ảnh, Tệp, Chia sẻ, Khen thưởng,
        Người trong bài, Kế hoạch, Bảng điện tử, Thùng rác, Báo cáo, Hướng dẫn
    """,
    Role.LIBRARIAN: """
        Bàn làm việc, Tin báo, Thư viện, Đọc sách, Lịch đăng, Ảnh, Tệp, Chia sẻ, Kế hoạch, Thùng rác, Báo cáo, Hướng dẫn
    """,
    Role.PRINCIPAL: """
        Bàn làm việc, Tin báo, Chờ tôi duyệt, Bài gửi về, Cây trang, Sổ đọc sách, Chia sẻ, Khen thưởng, Người & đồng ý, Kế hoạch,
        Bảng điện tử, Hướng dẫn
    """,
    Role.CLERK: "Bàn làm việc, Tin báo, Lịch đăng, Khen thưởng, Kế hoạch, Cài đặt, Hướng dẫn",
    Role.PRIVACY: "Bàn làm việc, Tin báo, Cây trang, Ảnh, Tệp, Chia sẻ, Người & đồng ý, Hướng dẫn",
    Role.ADMIN: """
        Bàn làm việc, Tin báo, Bài gửi về, Cây trang, Ảnh, Tệp, Kế hoạch, Bảng điện tử, Thùng rác, Báo cáo, Cài đặt,
        Hướng dẫn
    """,
    Role.WRITER: "Bàn làm việc, Tin báo, Bài của tôi, Hướng dẫn",
}


def request_of(user: Any) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def labels(menu: Any, user: Any) -> list[str]:
    return [str(item.label) for item in menu.render_component(request_of(user))]


@pytest.mark.parametrize("role", MENU)
def test_each_role_sees_what_it_uses(school, role):
    expected = [label.strip() for label in MENU[role].split(",")]
    assert labels(admin_menu, factories.user(role)) == expected


def test_the_menu_of_a_superuser_is_not_that_of_the_next_reader(school):
    """Wagtail keeps one item for all requests: what is arranged for one must not stay for the other."""
    editor = factories.user(Role.EDITOR)
    before = labels(admin_menu, editor)
    labels(admin_menu, factories.user(is_superuser=True))
    assert labels(admin_menu, editor) == before


def test_who_writes_in_sections_and_looks_after_the_site_has_both(school):
    both = labels(admin_menu, factories.user(Role.LIBRARIAN, Role.PRINCIPAL))
    assert {"Thư viện", "Cây trang"} <= set(both)


def test_every_entry_and_every_button_has_an_icon_that_exists(school):
    sprite = get_icons()
    user = factories.user(*Role)
    icons = {item.icon_name for item in admin_menu.render_component(request_of(user))}
    icons |= {action.icon for action in actions_for(user)}
    for template in (TEMPLATES / "home/admin").iterdir():
        icons |= set(re.findall(r'icon="([\w-]+)"', template.read_text(encoding="utf-8")))
    assert [icon for icon in icons if f'id="icon-{icon}"' not in sprite] == []


def test_a_section_that_was_renamed_is_called_so(school):
    user = factories.user(Role.LIBRARIAN)
    page = next(iter(user.groups.get().page_permissions.all())).page
    page.title = "Thư viện xanh"
    page.save()
    assert "Thư viện xanh" in labels(admin_menu, user)


def test_nothing_leads_to_english_pages_elsewhere(school):
    assert help_menu.menu_items_for_request(request_of(factories.user(Role.EDITOR))) == []


def test_what_a_school_changes_stands_first_in_the_settings(school):
    assert labels(settings_menu, factories.user(Role.ADMIN))[:2] == ["Thông tin nhà trường", "Người dùng"]
