"""What will happen when the editor presses the button, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import BaseViewRestriction

from core.publishing.schedule import moment_in_words
from core.publishing.wagtail_words import wagtail_words

DESCRIBE_HOOK = "describe_publishing"
"""Rooms above register a function of (page, user) that returns notes, such as why a page is overdue."""


@dataclass(frozen=True)
class Note:
    """A line that a room above adds to what will happen.

    Attributes:
        message: A sentence; safe HTML may hold a button, as Wagtail's own lock messages do.
        is_loud: Whether it needs attention.
    """

    message: str
    is_loud: bool = False


def notes(page: Any, user: Any) -> list[Note]:
    """Return what the rooms above have to say about the publishing of a stored page."""
    if not page.pk:
        return []
    return [note for ask in hooks.get_hooks(DESCRIBE_HOOK) for note in ask(page, user)]


@dataclass(frozen=True)
class Prospect:
    """What decides what happens next.

    Attributes:
        may_publish: Whether the user may put the page before the public.
        is_live: Whether the public sees some version of it.
        has_changes: Whether the draft differs from what the public sees.
        go_live_at: When the draft wants to go live; None, or a moment that has passed, is at once.
        expire_at: When it comes down by itself.
        scheduled_at: When an approved version goes live by itself; the page is locked until then.
        approval: The name of the approval that pages here go through; empty when there is none.
        waits_for: The step of the approval that it waits for; empty when it was not sent.
    """

    may_publish: bool = True
    is_live: bool = False
    has_changes: bool = True
    go_live_at: datetime | None = None
    expire_at: datetime | None = None
    scheduled_at: datetime | None = None
    approval: str = ""
    waits_for: str = ""

    @property
    def is_for_later(self) -> bool:
        """Whether publishing means scheduling."""
        return self.go_live_at is not None and self.go_live_at > timezone.now()

    def sentences(self) -> list[str]:
        """Return what will happen, the most important first."""
        found = self._going_live()
        if self.expire_at is not None:
            found.append(
                _("Bài tự rời khỏi trang lúc %(moment)s.") % {"moment": moment_in_words(self.expire_at)}
            )
        return found

    def _going_live(self) -> list[str]:
        if self.scheduled_at is not None:
            return [
                _("Đã hẹn: bài tự hiện lên trang lúc %(moment)s. Muốn sửa thì bỏ hẹn trước.")
                % {"moment": moment_in_words(self.scheduled_at)}
            ]
        if self.waits_for:
            waiting = _("Bài đang chờ duyệt ở bước “%(step)s”.") % {"step": self.waits_for}
            return [waiting, self._publishing()] if self.may_publish else [waiting]
        if self.is_live and not self.has_changes:
            return [
                _("Người đọc đang thấy đúng bản này. Sửa xong, bấm “%(button)s” để thay.") % self._button()
            ]
        if self.may_publish:
            return [self._publishing()]
        return [self._asking()]

    def _button(self) -> dict[str, str]:
        return {"button": wagtail_words("Schedule to publish" if self.is_for_later else "Publish")}

    def _publishing(self) -> str:
        if self.is_for_later and self.go_live_at is not None:
            words = {**self._button(), "moment": moment_in_words(self.go_live_at)}
            if self.is_live:
                return (
                    _(
                        "Bấm “%(button)s”: bản này thay bản đang hiện lúc %(moment)s."
                        " Đến lúc đó người đọc vẫn thấy bản cũ."
                    )
                    % words
                )
            return _("Bấm “%(button)s”: bài sẽ hiện lên trang lúc %(moment)s.") % words
        if self.is_live:
            return _("Bấm “%(button)s”: bản này thay ngay bản người đọc đang thấy.") % self._button()
        return _("Bấm “%(button)s”: bài hiện lên trang ngay.") % self._button()

    def _asking(self) -> str:
        if not self.approval:
            return _("Bạn lưu được bản nháp; người có quyền đăng sẽ đưa bài lên trang.")
        if self.is_for_later and self.go_live_at is not None:
            return _(
                "Gửi bài đi duyệt (“%(approval)s”): được duyệt thì bài hiện lên trang lúc %(moment)s."
            ) % {
                "approval": self.approval,
                "moment": moment_in_words(self.go_live_at),
            }
        return _("Gửi bài đi duyệt (“%(approval)s”): được duyệt thì bài hiện lên trang ngay.") % {
            "approval": self.approval
        }


def audience(page: Any, parent: Any = None) -> list[str]:
    """Return who will be able to read the page and where they come upon it. One query.

    Args:
        page: The page.
        parent: The page above, for one that is not stored yet.
    """
    above = page if page.pk else parent
    kinds = (
        {restriction.restriction_type for restriction in above.get_view_restrictions()} if above else set()
    )
    if not kinds:
        return [
            _("Ai xem được: mọi người."),
            _("Người đọc gặp bài ở: %(places)s.") % {"places": page.listed_in},
        ]
    only = {
        BaseViewRestriction.PASSWORD: _("người có mật khẩu"),
        BaseViewRestriction.LOGIN: _("người đã đăng nhập"),
        BaseViewRestriction.GROUPS: _("người trong các nhóm đã chọn"),
    }
    return [
        _("Ai xem được: chỉ %(readers)s.")
        % {"readers": _(" và ").join(words for kind, words in only.items() if kind in kinds)},
        _("Bài không hiện ở các danh sách và ô tìm kiếm."),
    ]


def unscheduled_warning(moment: datetime, *, may_publish: bool) -> str:
    """Return the loud line for a draft that names a moment which nothing will keep."""
    words = {"moment": moment_in_words(moment), "button": wagtail_words("Schedule to publish")}
    if moment <= timezone.now():
        return (
            _(
                "Giờ hẹn %(moment)s đã qua mà bài CHƯA được hẹn đăng nên vẫn là bản nháp."
                " Hãy chọn giờ khác, hoặc xoá giờ hẹn để đăng ngay."
            )
            % words
        )
    if may_publish:
        return (
            _(
                "Bài này có giờ hẹn %(moment)s nhưng CHƯA hẹn đăng: hãy bấm “%(button)s”,"
                " nếu không đến giờ bài vẫn là bản nháp."
            )
            % words
        )
    return (
        _("Bài này có giờ hẹn %(moment)s nhưng CHƯA hẹn đăng: hãy gửi duyệt để giờ ấy có hiệu lực.") % words
    )
