"""One address of each kind of public page of the demo, for tests that look at all of them."""

import json
from collections.abc import Iterator
from functools import partial

from playwright.sync_api import Page, Route

from tests.running_site import RunningSite

STORY = "/tin-bai/trong-truong-diem-phong-trao-tu-hoc/"
GALLERY_STORY = "/tin-bai/muoi-lam-phut-dau-gio/"
VIDEO_STORY = "/tin-bai/mot-bai-giang-quay-bang-dien-thoai/"
LONG_PAGE = "/ke-hoach-2023/"
STATEMENT = "/kha-nang-tiep-can/"
PUBLISHED = (
    "/",
    "/tin-bai/",
    "/tin-bai/?chuyen-muc=reading",
    "/tin-bai/trang-2/",
    STORY,
    GALLERY_STORY,
    VIDEO_STORY,
    "/ton-vinh/",
    "/ton-vinh/co-thu-ha-bai-giang-de-ngo/",
    "/ton-vinh/tu-sach-ben-dinh/",
    "/thu-vien/",
    "/thu-vien/gio-doc/",
    "/thu-vien/wikipedia-tieng-viet/",
    "/thu-vien/doc-cung-con-muoi-lam-phut/",
    "/thu-vien/gio-lap-trinh/",
    "/thu-vien/doc-doi-anh-chi-kem-em/",
    "/thu-vien/muoi-bon-cuon-nen-co-o-goc-lop/",
    "/hoat-dong/",
    "/hoat-dong/ngay-hoi-mo-cua-thu-vien/",
    "/tuan-le-2023/",
    "/tuan-le-2023/bo-phan/thu-vien/",
    LONG_PAGE,
    STATEMENT,
)
"""Pages and lists."""
ASKED_FOR = (
    "/tim-kiem/?q=hoc+tap",
    "/tim-kiem/?q=khongcotunaynhuvay",
    "/de-cu/",
    "/de-cu/cam-on/",
    "/gui-bai/khong-co-lien-ket-nay/",
    "/xac-minh/khong-co-ma-nay/",
    "/khong-co-trang-nay/",
)
"""Forms, and answers that no page stands behind."""
REFUSALS = ("403", "410", "500")
RENDER = """
import json
from django.template.loader import get_template
from honors.models import Commendation
print(json.dumps({
    "refusals": {name: get_template(f"{name}.html").render() for name in %r},
    "token": str(Commendation.objects.exclude(token=None).values_list("token", flat=True).first()),
}))
"""


def refusals_and_token(site: RunningSite) -> tuple[dict[str, str], str]:
    """Return the pages of errors that nobody can bring about, by their numbers, and a certificate's token."""
    printed = site.manage("shell", "--no-imports", "-c", RENDER % (REFUSALS,))
    found = json.loads(printed.strip().splitlines()[-1])
    return found["refusals"], found["token"]


def answer(html: str, route: Route) -> None:
    """Answer a request with this page."""
    route.fulfill(body=html, content_type="text/html")


def every_kind(page: Page, refusals: dict[str, str], token: str) -> Iterator[str]:
    """Go to one page of each kind in turn and yield its name."""
    for path in (*PUBLISHED, *ASKED_FOR, f"/xac-minh/{token}/"):
        page.goto(path)
        yield path
    page.goto("/de-cu/")
    page.locator("main form [type=submit]").click()
    page.wait_for_load_state()
    yield "/de-cu/ with its errors"
    for number, html in refusals.items():
        page.route(f"**/{number}/", partial(answer, html))
        page.goto(f"/{number}/")
        yield number
