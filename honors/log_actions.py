"""The words of the audit log for what happens to rounds and awards."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

STEPS = {
    "propose": gettext_lazy("Đề nghị xét"),
    "submit": gettext_lazy("Trình hiệu trưởng"),
    "withdraw": gettext_lazy("Rút về để sửa"),
    "return": gettext_lazy("Trả lại"),
    "approve": gettext_lazy("Duyệt"),
    "drop": gettext_lazy("Bỏ khỏi đợt"),
    "number": gettext_lazy("Vào sổ"),
    "schedule": gettext_lazy("Hẹn giờ công bố"),
    "unschedule": gettext_lazy("Bỏ hẹn giờ"),
    "publish": gettext_lazy("Công bố"),
    "unpublish": gettext_lazy("Gỡ khỏi trang"),
    "set_aside": gettext_lazy("Không nêu trên trang"),
    "revoke": gettext_lazy("Thu hồi"),
    "edit": gettext_lazy("Sửa đề nghị"),
    "import": gettext_lazy("Nhập từ bảng tính"),
}


class StepFormatter(LogFormatter):
    """Say the step and what goes with it."""

    def __init__(self, label: object) -> None:
        self.label = label

    def format_message(self, log_entry: object) -> str:
        """Return the sentence for the history."""
        details = getattr(log_entry, "data", None) or {}
        parts = [str(details[name]) for name in ("number", "reason", "changes") if details.get(name)]
        if "approved" in details:
            parts.append(
                _("duyệt %(approved)d, trả lại %(returned)d")
                % {"approved": details["approved"], "returned": details.get("returned", 0)}
            )
        return f"{self.label}: {'; '.join(parts)}" if parts else str(self.label)

    def format_comment(self, log_entry: object) -> str:
        """Return nothing: the message says it all."""
        return ""


def register_steps(actions: LogActionRegistry) -> None:
    """Add each step to Wagtail's registry."""
    for name, label in STEPS.items():
        actions.register_action(f"honors.{name}")(partial(StepFormatter, label))
