"""What will happen, in words: each answer names the moment, and none promises what another must grant."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from core.publishing.prospect import Prospect, unscheduled_warning

NOW = datetime(2026, 10, 1, 0, 0, tzinfo=UTC)
MONDAY = datetime(2026, 10, 5, 0, 30, tzinfo=UTC)
MONDAY_WORDS = "7:30, thứ Hai 5/10/2026 (giờ Việt Nam)"


@pytest.fixture(autouse=True)
def _vietnamese_october():
    with translation.override("vi"), time_machine.travel(NOW, tick=False):
        yield


def words(**facts) -> str:
    return " ".join(Prospect(**facts).sentences())


def test_a_new_page_goes_public_at_once():
    assert words().endswith("bài hiện lên trang ngay.")


def test_a_later_moment_is_named_with_its_clock():
    assert f"bài sẽ hiện lên trang lúc {MONDAY_WORDS}" in words(go_live_at=MONDAY)


def test_a_moment_that_has_passed_means_at_once():
    assert not Prospect(go_live_at=NOW - timedelta(minutes=1)).is_for_later
    assert "ngay" in words(go_live_at=NOW - timedelta(minutes=1))


def test_a_live_page_is_replaced():
    assert "thay ngay bản người đọc đang thấy" in words(is_live=True)
    later = words(is_live=True, go_live_at=MONDAY)
    assert f"thay bản đang hiện lúc {MONDAY_WORDS}" in later
    assert "vẫn thấy bản cũ" in later
    assert "đúng bản này" in words(is_live=True, has_changes=False)


def test_what_is_scheduled_comes_before_everything_else():
    assert words(scheduled_at=MONDAY, go_live_at=MONDAY, may_publish=False).startswith(
        f"Đã hẹn: bài tự hiện lên trang lúc {MONDAY_WORDS}"
    )


def test_who_may_not_publish_is_told_who_does():
    assert "người có quyền đăng" in words(may_publish=False)
    assert "“Duyệt bài”" in words(may_publish=False, approval="Duyệt bài")
    assert MONDAY_WORDS in words(may_publish=False, approval="Duyệt bài", go_live_at=MONDAY)
    waiting = words(may_publish=False, approval="Duyệt bài", waits_for="Hiệu trưởng")
    assert waiting == "Bài đang chờ duyệt ở bước “Hiệu trưởng”."


def test_the_end_is_named_too():
    assert f"tự rời khỏi trang lúc {MONDAY_WORDS}" in words(expire_at=MONDAY)


def test_a_moment_that_nothing_keeps_is_said_loudly():
    assert f"{MONDAY_WORDS} nhưng CHƯA hẹn đăng" in unscheduled_warning(MONDAY, may_publish=True)
    assert "gửi duyệt" in unscheduled_warning(MONDAY, may_publish=False)
    assert "đã qua" in unscheduled_warning(NOW - timedelta(hours=1), may_publish=True)
