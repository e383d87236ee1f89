"""Is the site there yet, and the words that say so."""

import json
import os
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

from core.serving.terminal import say

ROLE_NAMES = {
    "editor": "Biên tập viên",
    "librarian": "Thủ thư",
    "principal": "Hiệu trưởng",
    "clerk": "Văn thư",
    "privacy": "Phụ trách dữ liệu",
    "admin": "Quản trị",
}
RUNNER_PATIENCE_SECONDS = 20.0
ASK_SECONDS = 1
"""Short: while it waits, the supervisor does not see a stop."""


def _ask(address: str) -> int | None:
    """Return the status of the answer, None when there is none yet."""
    try:
        with urllib.request.urlopen(address, timeout=ASK_SECONDS) as answer:  # noqa: S310  # our own address
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code
    except OSError:
        return None


def announcement(address: str, accounts: Path | None) -> str:
    """Return what to print when the site answers.

    Args:
        address: Where it answers.
        accounts: The file of the demo accounts, role -> {"username", "password"}; may be missing.
    """
    lines = [
        "",
        f"Trang web đã sẵn sàng:  {address}",
        f"Trang quản trị:         {urljoin(address, 'admin/')}",
    ]
    if accounts is not None and accounts.is_file():
        lines += ["", "Tài khoản mẫu (tên đăng nhập / mật khẩu):"]
        for role, account in json.loads(accounts.read_text(encoding="utf-8")).items():
            lines.append(f"  {ROLE_NAMES.get(role, role):<20} {account['username']} / {account['password']}")
    lines += ["", f"Muốn dừng: bấm Ctrl-C ở cửa sổ này, hoặc chạy lệnh: kill {os.getpid()}", ""]
    return "\n".join(lines)


class Announcer:
    """Asks the site whether it is ready, and says so once.

    The web server alone is enough after a while: a schedule runner that does not come up is mentioned.
    """

    def __init__(self, address: str, accounts: Path | None) -> None:
        self.address = address
        self.accounts = accounts
        self.alive_since: float | None = None

    def __call__(self) -> bool:
        """Return whether the announcement has been made."""
        status = _ask(urljoin(self.address, "healthz/ready"))
        if status == HTTPStatus.OK:
            self._say()
            return True
        if status is None:
            return False
        self.alive_since = self.alive_since or time.monotonic()
        if time.monotonic() - self.alive_since < RUNNER_PATIENCE_SECONDS:
            return False
        self._say("Bộ hẹn giờ chưa chạy: bài hẹn giờ sẽ chưa tự đăng.")
        return True

    def _say(self, *more: str) -> None:
        say("\n".join([announcement(self.address, self.accounts), *more]))
