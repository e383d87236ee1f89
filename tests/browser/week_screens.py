"""The screens of a Week as its users work them: making it, saying what shows its tasks, following them up."""

from datetime import datetime

from playwright.sync_api import Locator, Page, expect

from tests.browser.admin_screens import (
    VIETNAM,
    add_paragraph,
    choose,
    open_tab,
    page_id,
    publish,
    start_page,
    stored,
    type_moment,
    write_title,
)
from tests.running_site import RunningSite

THEME = "Học để biết cách học"
STORY, STORY_SLUG = "Sáng nay ai cũng có một cuốn sách", "sang-nay-ai-cung-co-mot-cuon-sach"
FAIR, FAIR_SLUG = "Thư viện mở cửa đón cả nhà", "thu-vien-mo-cua-don-ca-nha"
HEADCOUNT = 45
WRITING = "Viết bài cổ vũ gương"
OPENING = "Mở cửa thư viện"
READING = "Khuyến đọc, giữ thời gian đọc"
RESOURCES = "Cung cấp tài nguyên giáo dục mở"
SAFE_SEARCH = "Hướng dẫn tìm, dùng thông tin"
MODELS = "Chia sẻ tài nguyên, triển khai"
COLUMN = "Xây dựng chuyên mục giới thiệu"
HONOURS = "Tôn vinh gương điển hình"
CAMPAIGN = "Tuyên truyền trên cổng thông tin"
PRAISE = "Tuyên dương, khen thưởng kịp thời"
BANNERS = "Làm băng rôn, khẩu hiệu"
PLAN = "Xây dựng Kế hoạch"
SHOWN = (
    WRITING,
    OPENING,
    READING,
    RESOURCES,
    SAFE_SEARCH,
    MODELS,
    COLUMN,
    HONOURS,
    CAMPAIGN,
    PRAISE,
    BANNERS,
    PLAN,
)
"""How the names of the twelve tasks begin that are done."""
OF_WEEK = "where edition_id = (select id from week_weekedition where year = 2024)"


def click(page: Page, thing: Locator) -> None:
    with page.expect_navigation():
        thing.click()


def open_from_menu(page: Page, entry: str) -> None:
    """Open an entry of the plan's menu."""
    menu = page.locator("#wagtail-sidebar")
    if not menu.get_by_role("link", name=entry, exact=True).is_visible():
        menu.get_by_role("button", name="Kế hoạch").click()
    click(page, menu.get_by_role("link", name=entry, exact=True))


# --- The new Week --------------------------------------------------------------------------------


def type_day(page: Page, name: str, day: str) -> None:
    """Type a day as a teacher does, and leave the calendar that opens by itself."""
    box = page.locator(f"[name={name}]")
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    box.click()
    expect(calendar).to_be_visible()
    box.fill(day)
    page.locator("main h2").first.click()
    expect(calendar).to_have_count(0)


def make_the_week(page: Page) -> None:
    open_from_menu(page, "Tuần lễ mới")
    page.locator("[name=year]").fill("2024")
    page.locator("[name=theme]").fill(THEME)
    for name, day in (
        ("start_date", "30/9/2024"),
        ("end_date", "6/10/2024"),
        ("report_due_date", "11/10/2024"),
    ):
        type_day(page, name, day)
    click(page, page.get_by_role("button", name="Tạo Tuần lễ"))
    expect(page.locator(".messages")).to_contain_text("Đã tạo Tuần lễ 2024 với 28 nhiệm vụ")
    expect(page.locator("main")).to_contain_text("Trang đầu chưa hiện Tuần lễ này")


# --- What shows the tasks ------------------------------------------------------------------------


def ask_to_which_tasks(page: Page, *tasks: str) -> None:
    """From a page's form: open "Việc này thuộc nhiệm vụ nào?", and tick tasks of the new Week."""
    question = page.get_by_role("link", name="Việc này thuộc nhiệm vụ nào?")
    if not question.first.is_visible():
        page.locator("header .w-dropdown__toggle").first.click()
    click(page, question.first)
    tick(page, *tasks)


def tick(page: Page, *tasks: str) -> None:
    week = page.get_by_role("link", name="Tuần lễ 2024")
    if week.get_attribute("aria-current") is None:
        click(page, week)
    for task in tasks:
        page.locator(".ledger-tick", has_text=task).locator("input").check()
    click(page, page.get_by_role("button", name="Lưu"))
    expect(page.locator(".messages")).to_contain_text(f"Đã gắn vào {len(tasks)} nhiệm vụ")


def edit(page: Page, site: RunningSite, slug: str) -> None:
    page.goto(f"{site.url}/admin/pages/{page_id(site, slug)}/edit/")


def write_the_story(page: Page, site: RunningSite) -> None:
    """A story that says itself which task it shows, and that was shared."""
    start_page(page, site, "news/storypage", "tin-bai")
    write_title(page, STORY, STORY_SLUG)
    page.locator("[name=lead]").fill("Bảy giờ mười lăm, cả trường cùng mở sách.")
    add_paragraph(page, "Cô thủ thư đẩy xe sách ra tận hiên lớp.")
    open_tab(page, "Thông tin")
    page.locator("[name=category]").select_option("reading")
    choose(page, "edition", f"Tuần lễ 2024: {THEME}")
    task = stored(site, f"select id from week_plantask {OF_WEEK} and title like ?", f"{WRITING}%")[0][0]
    page.locator(f"[name=tasks][value='{task}']").check()
    publish(page)
    page.goto(f"{site.url}/admin/chia-se/{page_id(site, STORY_SLUG)}/")
    page.locator("#ghi-lai [name=network]").select_option("facebook")
    page.locator("#ghi-lai [name=url]").fill("https://www.facebook.com/thapdinh/posts/2024")
    click(page, page.get_by_role("button", name="Ghi lượt chia sẻ"))


def hold_the_fair(page: Page, site: RunningSite) -> None:
    """A session of the Week, and how many came."""
    start_page(page, site, "home/activitypage", "hoat-dong")
    write_title(page, FAIR, FAIR_SLUG)
    place = page.locator("[name=place]")
    type_moment(page, "starts_at", datetime(2024, 10, 5, 7, 30, tzinfo=VIETNAM), place)
    type_moment(page, "ends_at", datetime(2024, 10, 5, 10, 0, tzinfo=VIETNAM), place)
    open_tab(page, "Thông tin")
    choose(page, "edition", f"Tuần lễ 2024: {THEME}")
    publish(page)
    page.goto(f"{site.url}/admin/hoat-dong/{page_id(site, FAIR_SLUG)}/")
    page.get_by_label("Số người đến").fill(str(HEADCOUNT))
    click(page, page.get_by_role("button", name="Ghi số người đến"))
    expect(page.locator(".messages")).to_contain_text(f"Đã ghi: {HEADCOUNT} người đến")


def open_task(page: Page, task: str) -> None:
    """Open a task's own screen from "Đôn đốc"."""
    open_from_menu(page, "Đôn đốc")
    click(page, page.get_by_role("link", name=task))


def take_suggestion(page: Page, task: str, title: str) -> None:
    """Attach what a task's screen puts forward: one click."""
    open_task(page, task)
    click(page, page.locator("[aria-labelledby=goi-y] .ledger-item", has_text=title).get_by_role("button"))
    expect_shown(page, title)


def expect_shown(page: Page, title: str) -> None:
    expect(page.locator("[aria-labelledby=dang-co]")).to_contain_text(title)


def choose_page(page: Page, task: str, title: str) -> None:
    open_task(page, task)
    page.locator("#id_page-chooser button:visible").first.click()
    dialog = page.locator(".modal-body")
    dialog.locator("[name=q]").fill(title)
    dialog.get_by_role("link", name=title).first.click()
    attach(page, title)


def choose_picture(page: Page, task: str) -> None:
    open_task(page, task)
    page.locator("#id_picture-chooser button:visible").first.click()
    first = page.locator(".modal-body .image-choice").first
    expect(first).to_be_visible(timeout=60_000)  # its sizes of pictures are made now, for the first time
    title = first.locator("h3").inner_text().rstrip("… .")
    first.click()
    page.get_by_label("Ghi chú").fill("Băng rôn ở cổng trường")
    attach(page, title)


def upload_document(page: Page, task: str, title: str) -> None:
    open_task(page, task)
    page.locator("#id_document-chooser button:visible").first.click()
    dialog = page.locator(".modal-body")
    dialog.get_by_role("tab").last.click()
    form = dialog.locator("[data-chooser-modal-creation-form]")
    content = b"Bien ban hop hoi dong"
    form.locator("[type=file]").set_input_files(
        files=[{"name": "bien-ban.txt", "mimeType": "text/plain", "buffer": content}]
    )
    form.locator("[name$=title]").fill(title)
    form.locator("[type=submit]").click()
    attach(page, title)


def attach(page: Page, title: str) -> None:
    expect(page.locator(".modal-body")).to_have_count(0)
    click(page, page.get_by_role("button", name="Gắn", exact=True))
    expect_shown(page, title)


def commend(page: Page, site: RunningSite) -> None:
    """Put a class's commendation together; that it stands there is enough for the staff."""
    page.goto(f"{site.url}/admin/snippets/honors/commendationround/add/")
    page.locator("[name=title]").fill("Đợt Tuần lễ 2024")
    expect(page.locator("[name=edition] option:checked")).to_contain_text("2024")
    click(page, page.locator("footer [type=submit]").first)
    click(page, page.get_by_role("link", name="Thêm một đề nghị"))
    page.locator("[name=collective_name]").fill("Tập thể lớp 4/2")
    page.locator("[name=award_kind]").select_option("praise")
    page.locator("[name=citation]").fill("Đã đọc cho các em lớp 1 nghe mỗi sáng.")
    click(page, page.get_by_role("button", name="Lưu"))


def show_the_tasks(page: Page, site: RunningSite) -> None:
    """Give twelve tasks something that shows them, by every way that the screens have."""
    write_the_story(page, site)  # names its task itself
    hold_the_fair(page, site)
    edit(page, site, FAIR_SLUG)
    ask_to_which_tasks(page, OPENING)
    take_suggestion(page, READING, FAIR)
    for slug, task in (
        ("scratch", RESOURCES),
        ("doc-doi-anh-chi-kem-em", MODELS),
        ("co-kim-phuong-thu-vien-khong-im-lang", COLUMN),
        ("tu-sach-ben-dinh", HONOURS),
    ):
        edit(page, site, slug)
        ask_to_which_tasks(page, task)
    choose_page(page, SAFE_SEARCH, "Tìm trên mạng cho đúng, cho an toàn")
    page.goto(f"{site.url}/admin/snippets/sharing/sharerecord/")
    page.locator("tr", has_text=STORY).locator(".w-dropdown__toggle").click()
    click(page, page.get_by_role("link", name="Việc này thuộc nhiệm vụ nào?"))
    tick(page, CAMPAIGN)
    commend(page, site)
    take_suggestion(page, PRAISE, "Tập thể lớp 4/2")
    choose_picture(page, BANNERS)
    upload_document(page, PLAN, "Biên bản họp hội đồng")


def finish_the_tasks(page: Page) -> None:
    """On "Đôn đốc" say of each that it is done; what it says then is what there is."""
    open_from_menu(page, "Đôn đốc")
    for task in SHOWN:
        row = page.locator(".ledger-task", has_text=task)
        expect(row).not_to_contain_text("chưa có minh chứng")
        click(page, row.get_by_role("button", name="Đã xong"))
        expect(
            page.locator(".ledger-task", has_text=task).get_by_role("button", name="Đã xong")
        ).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#toan-truong")).to_have_text("Tuần lễ 2024: 12/28 việc đã xong")
    click(page, page.get_by_role("link", name="Xong (12)"))
    expect(page.locator(".ledger-task")).to_have_count(12)
