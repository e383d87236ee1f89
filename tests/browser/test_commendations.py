"""Commendation: the editor proposes, the principal decides, the public sees what is approved and nothing else."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.admin_screens import AUTOSAVE_REFUSED, choose, press_in_footer, stored

pytestmark = pytest.mark.journey

ADMIN = "/admin/snippets/honors/commendation"
PUBLIC = ["/", "/ton-vinh/", "/tuan-le-2023/", "/tin-bai/", "/sitemap.xml", "/tim-kiem/?q=guong+tu+hoc"]
SIGN = "[data-workflow-action-url]"
APPROVE = f"{SIGN}[data-workflow-action-url*='/approve/']"
RETURN = f"{SIGN}[data-workflow-action-url*='/reject/']"
WAITING = {"alone": "Gia Hân", "phone": "Kim Phượng"}
"""Proposals of the demo that wait for the principal; each test decides its own."""
GROUP = "Tập thể lớp 5/2"


def commendation_of(site, name: str) -> int:
    """Return the number of the one commendation of a person or a collective."""
    rows = stored(
        site,
        "select c.id from honors_commendation c left join people_person p on p.id = c.person_id"
        " where p.full_name like ? or c.collective_name = ?",
        f"%{name}",
        name,
    )
    assert len(rows) == 1
    return rows[0][0]


def is_live(site, commendation: int) -> bool:
    return bool(stored(site, "select live from honors_commendation where id = ?", commendation)[0][0])


def open_waiting(page: Page, name: str) -> None:
    """Open from the dashboard what waits for the signature."""
    page.goto("/admin/")
    page.get_by_role("link", name=name).first.click()
    expect(page).to_have_url(re.compile(rf"{ADMIN}/edit/\d+/$"))


def test_editor_proposes_and_only_the_principals_approval_makes_it_public(site, login, new_context, guard):
    guard.expect(AUTOSAVE_REFUSED)
    group, deed = "Tập thể lớp 3/4", "Đã cùng nhau giữ tủ sách giữa sân suốt cả năm học."
    editor = login(new_context().new_page(), "editor")
    editor.goto(f"{ADMIN}/add/")
    editor.locator("[name=collective_name]").fill(group)
    editor.locator("[name=citation]").fill(deed)
    editor.locator("[name=award_kind]").select_option("praise")
    choose(editor, "round", "Đợt khen thưởng Tuần lễ 2023")
    press_in_footer(editor, "action-submit")
    number = commendation_of(site, group)
    assert not is_live(site, number)
    for path in PUBLIC:
        text = site.get(path)[1]
        assert group not in text, f"{path} names what is not approved"
        assert deed not in text, f"{path} tells what is not approved"

    principal = login(new_context().new_page(), "principal")
    open_waiting(principal, group)
    expect(principal.locator("[name=citation]")).to_have_value(deed)
    with principal.expect_navigation():
        principal.locator(APPROVE).click()
    expect(principal).to_have_url(re.compile(r"/admin/$"))
    expect(principal.locator("main")).not_to_contain_text(group)
    assert is_live(site, number)

    reader = new_context().new_page()
    reader.goto("/ton-vinh/")
    expect(reader.locator("main")).to_contain_text(group)
    expect(reader.locator("main")).to_contain_text(deed)


def test_principal_returns_a_proposal_only_with_a_reason_that_the_editor_reads(site, login, new_context):
    reason = "Xin viết rõ các em đã đọc chung những cuốn nào."
    principal = login(new_context().new_page(), "principal")
    open_waiting(principal, GROUP)
    principal.locator("footer .w-dropdown__toggle").click()
    principal.get_by_role("button", name="Trả lại, kèm lý do").click()
    dialog = principal.locator(".modal-body")
    expect(dialog).to_contain_text("Lý do trả lại")
    dialog.locator("button[type=submit]").click()
    expect(dialog.locator("[data-field-errors]")).not_to_have_text("")
    number = commendation_of(site, GROUP)
    assert stored(site, "select status from wagtailcore_workflowstate where object_id = ?", str(number)) == [
        ("in_progress",)
    ]
    dialog.locator("[name=comment]").fill(reason)
    with principal.expect_navigation():
        dialog.locator("button[type=submit]").click()
    expect(principal.locator("main")).not_to_contain_text(GROUP)

    editor = login(new_context().new_page(), "editor")
    editor.goto("/admin/")
    editor.get_by_role("link", name=GROUP).first.click()
    expect(editor).to_have_url(re.compile(rf"{ADMIN}/edit/{number}/$"))
    expect(editor.get_by_text(reason)).to_have_count(1)
    editor.locator("[data-side-panel-toggle=status]").click()
    editor.locator("[data-a11y-dialog-show=workflow-status-dialog]").click()
    expect(editor.get_by_text(reason)).to_be_visible()
    expect(editor.locator("[name=citation]")).to_be_editable()
    assert not is_live(site, number)
    assert GROUP not in site.get("/ton-vinh/")[1]


def test_editor_can_neither_publish_nor_approve_what_she_proposed(site, login, desktop, guard):
    guard.expect("status of 40[034]")
    login(desktop, "editor")
    number = commendation_of(site, WAITING["alone"])
    ((task,),) = stored(
        site,
        "select t.id from wagtailcore_taskstate t join wagtailcore_workflowstate w"
        " on w.id = t.workflow_state_id where w.object_id = ? and t.status = 'in_progress'",
        str(number),
    )
    desktop.goto("/admin/")
    expect(desktop.get_by_role("link", name=WAITING["alone"]).first).to_be_visible()
    expect(desktop.locator(SIGN)).to_have_count(0)
    desktop.goto(f"{ADMIN}/edit/{number}/")
    expect(desktop.locator(SIGN)).to_have_count(0)
    expect(desktop.locator("[name=action-publish]")).to_have_count(0)
    desktop.goto(f"{ADMIN}/edit/{commendation_of(site, 'Bà Tám Đình')}/")
    desktop.locator("footer .w-dropdown__toggle").click()
    expect(desktop.locator("[name=action-submit]")).to_be_visible()
    expect(desktop.locator("[name=action-publish]")).to_have_count(0)

    token = desktop.locator("[name=csrfmiddlewaretoken]").first.input_value()
    for path, form in [
        (f"{ADMIN}/workflow/action/{number}/approve/{task}/", {}),
        (f"{ADMIN}/edit/{number}/", {"action-publish": "action-publish"}),
    ]:
        desktop.request.post(
            path, form={**form, "csrfmiddlewaretoken": token}, headers={"Referer": desktop.url}
        )
        assert not is_live(site, number), path
    assert WAITING["alone"] not in site.get("/ton-vinh/")[1].split('id="guong-tu-hoc"')[0]


def test_principal_on_a_small_phone_opens_what_waits_and_approves_it(site, login, phone):
    login(phone, "principal")
    name = WAITING["phone"]
    number = commendation_of(site, name)
    open_waiting(phone, name)
    expect(phone.locator("[name=citation]")).to_be_visible()
    approve = phone.get_by_role("button", name="Duyệt", exact=True)
    approve.scroll_into_view_if_needed()
    expect(approve).to_be_in_viewport()
    box = approve.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    with phone.expect_navigation():
        approve.tap()
    expect(phone).to_have_url(re.compile(r"/admin/$"))
    assert is_live(site, number)
    phone.goto("/ton-vinh/")
    expect(phone.locator("#ca-nhan").locator("xpath=ancestor::section")).to_contain_text(name)
