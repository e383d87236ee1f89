"""Commendation, a role after the other: from a nomination to a certificate that anybody verifies, and its end."""

import re
import subprocess
import time
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.admin_screens import TYPED, VIETNAM, stored

pytestmark = pytest.mark.journey

ROUNDS = "/admin/khen-thuong/dot"
TITLE = "Đợt tháng Mười một"
RECIPIENTS = 30
RETURNED = {3: "Xin ghi rõ em đã đọc những cuốn nào.", 17: "Xin thêm người xác nhận."}
"""Place in the list -> why the principal returns it."""
REVOKED_FOR = "Thành tích ghi nhầm người."
PUBLIC = ["/", "/ton-vinh/", "/tuan-le-2023/", "/sitemap.xml"]


def name_of(number: int) -> str:
    """Return a full name of the list, none twice; each has letters that poor fonts lack."""
    family = ["Nguyễn", "Trần", "Phạm", "Đặng", "Bùi", "Vũ"][number % 6]
    middle = ["Hoài", "Bảo", "Thuỳ", "Xuân", "Khải"][number % 5]
    given = ["Ngọc Ánh", "Hậu", "Huỳnh", "Phượng", "Thụy", "Ửng", "Đỡ"][number % 7]
    return f"{family} {middle} {given}"


def workbook() -> bytes:
    """Return the librarian's list: a title, headings in Vietnamese, thirty teachers."""
    book = Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH ĐỀ NGHỊ KHEN"])
    sheet.append(["STT", "Họ và tên", "Lớp hoặc đơn vị", "Là ai", "Hình thức", "Thành tích"])
    for number in range(1, RECIPIENTS + 1):
        deed = f"Đã tự học và dạy lại cho tổ {number} buổi."
        sheet.append([number, name_of(number), "Tổ khối 4", "Giáo viên", "Giấy chứng nhận", deed])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def in_letters(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


# --- The steps, by role ------------------------------------------------------------------------


def nominate(visitor: Page) -> None:
    visitor.goto("/de-cu/")
    visitor.locator("[name=nominee_name]").fill("Cô Sáu bán sách")
    visitor.locator("[name=kind][value=community]").check()
    visitor.locator("[name=deed]").fill("Cho cả xóm mượn sách suốt mười năm, ai trả trễ cũng cười.")
    visitor.locator("[name=nominator_name]").fill("Một phụ huynh")
    time.sleep(2.1)  # faster than that is no person
    press(visitor, "Gửi đề cử")
    expect(visitor).to_have_url(re.compile("/de-cu/cam-on/$"))


def make_round(editor: Page) -> int:
    """Make a round, take the nomination into it and import the list; return the round's number."""
    editor.goto("/admin/snippets/honors/commendationround/add/")
    editor.locator("[name=title]").fill(TITLE)
    expect(editor.locator("[name=edition]")).not_to_have_value("")
    with editor.expect_navigation():
        editor.locator("footer [type=submit]").first.click()
    expect(editor).to_have_url(re.compile(rf"{ROUNDS}/\d+/$"))
    number = int(editor.url.rstrip("/").rsplit("/", 1)[1])
    with editor.expect_navigation():
        editor.get_by_role("link", name="Nhập từ bảng tính").click()
    editor.locator("[type=file]").set_input_files(
        files=[{"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": workbook()}]
    )
    press(editor, "Xem trước")
    in_letters(editor, f"Đọc được {RECIPIENTS} dòng")
    press(editor, f"Nhập {RECIPIENTS} đề nghị")
    editor.goto(f"{ROUNDS}/{number}/")
    in_letters(editor, f"{RECIPIENTS} đề nghị")
    return number


def propose(editor: Page, number: int) -> None:
    editor.goto(f"{ROUNDS}/{number}/")
    press(editor, "Chốt danh sách, đề nghị xét")
    press(editor, "Trình hiệu trưởng")
    in_letters(editor, "Chờ hiệu trưởng duyệt")
    expect(editor.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)


def decide(principal: Page, number: int, password: str) -> None:
    """Approve 28 and return 2 on a small phone."""
    principal.goto("/admin/cho-toi-duyet/")
    principal.get_by_role("link", name=TITLE).click()
    onwards = principal.locator("[data-step='1']")
    onwards.tap()
    for place in range(1, RECIPIENTS + 1):
        item = principal.locator("[data-item]").nth(place - 1)
        expect(item).to_be_visible()
        principal.wait_for_timeout(450)  # a double tap marks nobody unread
        if place in RETURNED:
            item.locator("label.is-return").tap()
            item.locator("textarea").fill(RETURNED[place])
            onwards.tap()
        else:
            item.locator("label.is-approve").tap()
        expect(item).to_be_hidden()
    width = principal.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"the page is {width} px wide"
    with principal.expect_navigation():
        principal.get_by_role("button", name="Xem lại trước khi xác nhận").tap()
    in_letters(principal, "Duyệt chưa phải là công bố.")
    for reason in RETURNED.values():
        in_letters(principal, reason)
    principal.locator("[type=password]").fill("sai-mat-khau")
    with principal.expect_navigation():
        principal.locator(".button-primary").first.tap()
    principal.locator("[type=password]").fill(password)
    with principal.expect_navigation():
        principal.locator(".button-primary").first.tap()
    in_letters(principal, "Đã duyệt 28 đề nghị")


def enter_number(clerk: Page, number: int) -> None:
    clerk.goto(f"{ROUNDS}/{number}/")
    press(clerk, "Vào sổ, lấy số")
    in_letters(clerk, "Đã vào sổ")


def print_certificates(clerk: Page, folder: Path) -> Path:
    """Have the certificates made, and return the PDF."""
    with clerk.expect_navigation():
        clerk.get_by_role("button", name="In giấy: một tệp PDF").click()
    link = clerk.get_by_role("link", name=re.compile("Tải"))
    expect(link.first).to_be_visible(timeout=60_000)
    with clerk.expect_download() as started:
        link.first.click()
    file = folder / "giay.pdf"
    started.value.save_as(file)
    return file


def schedule(editor: Page, number: int) -> datetime:
    """Set the next full minute that is at least 15 s ahead."""
    moment = (datetime.now(VIETNAM) + timedelta(seconds=15)).replace(second=0, microsecond=0) + timedelta(
        minutes=1
    )
    editor.goto(f"{ROUNDS}/{number}/")
    box = editor.locator("[name=moment]")
    box.fill(moment.strftime(TYPED))
    box.press("Tab")
    editor.keyboard.press("Escape")
    press(editor, "Hẹn giờ công bố")
    in_letters(editor, "Sẽ công bố lúc")
    return moment


def scanned(pdf: Path, folder: Path) -> str:
    """Return the address in the first page's code, as a phone reads it off the paper."""
    picture = folder / "giay"
    subprocess.run(["pdftoppm", "-r", "90", "-png", "-f", "1", "-l", "1", pdf, picture], check=True)
    (page,) = folder.glob("giay*.png")
    code = subprocess.run(["zbarimg", "--quiet", "--raw", page], check=True, capture_output=True, text=True)
    return code.stdout.strip()


def goes_public_by_the_clock(site, editor: Page, visitor: Page, number: int, address: str) -> None:
    """Schedule the round and wait: not public before its moment, public by itself after it."""
    moment = schedule(editor, number)
    assert name_of(1) not in site.get("/ton-vinh/?nam=2023")[1]
    visitor.goto(address)
    in_letters(visitor, "chưa")
    while datetime.now(VIETNAM) < moment + timedelta(seconds=4):
        time.sleep(0.5)
    assert stored(site, "select state from honors_commendationround where id = ?", number) == [("live",)]
    shown = stored(
        site,
        "select p.display_name from people_person p join honors_commendation c on c.person_id = p.id"
        " where c.round_id = ? order by c.position",
        number,
    )[0][0]
    assert any(shown in site.get(f"/ton-vinh/?nam=2023&trang={page}")[1] for page in (1, 2, 3))


def verify(visitor: Page, address: str) -> None:
    """Check the certificate: valid, and the name only for who types it."""
    visitor.goto(address)
    in_letters(visitor, "hợp lệ")
    assert name_of(1) not in visitor.content()
    for typed, answer in (("khong dung ten", "Không khớp"), (name_of(1).lower(), name_of(1))):
        visitor.locator("main form input[type=text], main form input:not([type])").first.fill(typed)
        with visitor.expect_navigation():
            visitor.locator("main form button").first.click()
        in_letters(visitor, answer)


def revoke(principal: Page, number: int) -> None:
    """Take the first award back."""
    principal.goto(f"{ROUNDS}/{number}/")
    with principal.expect_navigation():
        principal.get_by_role("link", name="Thu hồi").first.click()
    principal.locator("[name=reason]").fill(REVOKED_FOR)
    press(principal, "Thu hồi giấy này")


# --- The journey -------------------------------------------------------------------------------


def test_a_round_from_a_nomination_to_a_certificate_that_is_verified_and_revoked(
    site, login, new_context, guard, tmp_path
):
    guard.expect("status of 4(10|22)")
    visitor = new_context().new_page()
    nominate(visitor)
    for path in PUBLIC:
        assert "Cô Sáu bán sách" not in site.get(path)[1]

    editor = login(new_context(accept_downloads=True).new_page(), "editor")
    editor.goto("/admin/khen-thuong/de-cu/")
    in_letters(editor, "Cô Sáu bán sách")
    number = make_round(editor)
    propose(editor, number)

    principal = login(
        new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).new_page(),
        "principal",
    )
    decide(principal, number, site.accounts["principal"]["password"])
    rows = stored(
        site, "select state, count(*) from honors_commendation where round_id = ? group by state", number
    )
    assert rows == [("proposed", RECIPIENTS - len(RETURNED))]
    follow_up = stored(site, "select id, state from honors_commendationround where follows_id = ?", number)
    assert [state for _id, state in follow_up] == ["returned"]
    editor.goto(f"{ROUNDS}/{follow_up[0][0]}/")
    for reason in RETURNED.values():
        in_letters(editor, reason)

    clerk = login(new_context(accept_downloads=True).new_page(), "clerk")
    enter_number(clerk, number)
    pdf = print_certificates(clerk, tmp_path)
    words = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    expected = [name_of(n) for n in range(1, RECIPIENTS + 1) if n not in RETURNED]
    assert [name for name in expected if name not in " ".join(words.split())] == []

    address = scanned(pdf, tmp_path)
    assert address.startswith(f"{site.url}/xac-minh/")
    goes_public_by_the_clock(site, editor, visitor, number, address)
    verify(visitor, address)
    revoke(principal, number)
    visitor.goto(address)
    in_letters(visitor, "thu hồi")
    assert REVOKED_FOR not in visitor.content()


def test_editor_has_no_way_past_the_principal(site, login, desktop, guard):
    guard.expect("status of 40[034]|status of 422")
    login(desktop, "editor")
    ((number,),) = stored(site, "select id from honors_commendationround where title = 'Đợt 2 Tuần lễ 2023'")
    desktop.goto(f"{ROUNDS}/{number}/")
    for name in ("Đọc và duyệt", "Công bố cả đợt ngay bây giờ", "Vào sổ, lấy số"):
        expect(desktop.get_by_text(name, exact=True)).to_have_count(0)
    assert desktop.request.get("/admin/cho-toi-duyet/").status == 403
    token = desktop.locator("[name=csrfmiddlewaretoken]").first.input_value()
    for path in (
        f"/admin/cho-toi-duyet/{number}/quyet-dinh/",
        f"{ROUNDS}/{number}/vao-so/",
        f"{ROUNDS}/{number}/cong-bo/",
    ):
        desktop.request.post(path, form={"csrfmiddlewaretoken": token}, headers={"Referer": desktop.url})
    assert stored(site, "select state from honors_commendationround where id = ?", number) == [
        ("with_principal",)
    ]


def test_privacy_officer_takes_a_child_off_the_site_in_one_step(site, login, desktop, new_context, guard):
    guard.expect("status of 410")
    name = "Đinh Hoàng Thiên Ý"
    editor = login(new_context().new_page(), "editor")
    editor.goto("/admin/snippets/people/person/add/")
    editor.locator("[name=full_name]").fill(name)
    editor.locator("[name=display_name]").fill("Thiên Ý")
    editor.locator("[name=kind]").select_option("student")
    editor.locator("[name=unit]").fill("lớp 2/1")
    with editor.expect_navigation():
        editor.locator("footer [type=submit]").first.click()
    ((person,),) = stored(site, "select id from people_person where full_name = ?", name)

    officer = login(desktop, "privacy")
    officer.goto(f"/admin/snippets/people/consent/add/?person={person}")
    today = datetime.now(VIETNAM).strftime("%d/%m/%Y")
    officer.get_by_label("Tin bài và ảnh hoạt động").check() if officer.get_by_role(
        "radio"
    ).count() else officer.locator("[name=purpose]").select_option("story")
    officer.get_by_label("Trang web của trường").check()
    officer.locator("[name=guardian_name]").fill("Đinh Văn Cha")
    for field in ("guardian_signed_on", "child_agreed_on"):
        officer.locator(f"[name={field}]").fill(today)
        officer.locator(f"[name={field}]").press("Tab")
    with (
        officer.expect_navigation()
    ):  # by the keyboard: the calendar of the last date may lie over the button
        officer.locator("footer [type=submit]").first.press("Enter")
    ((consent,),) = stored(site, "select id from people_consent where person_id = ?", person)

    site.manage(
        "shell",
        "-c",
        "from news.models import *; i = NewsIndexPage.objects.get();"
        f"p = StoryPage(title='Chuyện em {name}', slug='thien-y', lead='Em đọc sách.', live=False);"
        "i.add_child(instance=p); p.save_revision().publish()",
    )
    assert name in site.get("/tin-bai/thien-y/")[1]
    officer.goto(f"/admin/phieu-dong-y/{consent}/rut-lai/")
    in_letters(officer, "Chuyện em")
    officer.locator("[name=reason]").fill("Cha em yêu cầu.")
    started = time.monotonic()
    press(officer, "Rút lại và gỡ khỏi trang")
    status, text, *_rest = site.get("/tin-bai/thien-y/")
    assert time.monotonic() - started < 5
    assert status == 410
    assert name not in text
    assert name not in site.get("/tin-bai/")[1]
