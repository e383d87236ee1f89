"""Why the site cannot start, in one sentence for the person at the terminal."""

import errno
import sqlite3
from pathlib import Path

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
NOT_A_FOLDER = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}
PRIMARY_CODE = 0xFF
"""SQLite's extended codes carry the primary one in their low byte (sqlite.org/rescode.html)."""
DAMAGED = "Tệp dữ liệu {path} đã hỏng; hãy lấy lại bản sao lưu hoặc chuyển tệp này đi nơi khác."
NO_WRITING = "Không ghi được vào tệp dữ liệu {path}: ổ đĩa đã đầy hoặc bị lỗi."
NO_OPENING = "Không mở được tệp dữ liệu {path} để ghi; hãy kiểm tra quyền của tệp và của thư mục."
HELD = "Tệp dữ liệu {path} đang bị một chương trình khác giữ; hãy đóng chương trình ấy rồi chạy lại."
NO_DATABASE = (
    "Tệp dữ liệu {path} không phải là cơ sở dữ liệu SQLite; "
    "hãy lấy lại bản sao lưu hoặc chuyển tệp này đi nơi khác."
)
SENTENCES = {
    sqlite3.SQLITE_NOTADB: NO_DATABASE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: NO_WRITING,
    sqlite3.SQLITE_IOERR: NO_WRITING,
    sqlite3.SQLITE_READONLY: NO_OPENING,
    sqlite3.SQLITE_CANTOPEN: NO_OPENING,
    sqlite3.SQLITE_PERM: NO_OPENING,
    sqlite3.SQLITE_BUSY: HELD,
    sqlite3.SQLITE_LOCKED: HELD,
}


class CannotStartError(Exception):
    """The site cannot start; the message is the one sentence to print."""


def why_folder_fails(error: OSError, folder: Path) -> str:
    """Return what is wrong with a data folder that cannot be used."""
    if error.errno in NO_ROOM:
        return f"Ổ đĩa chứa thư mục dữ liệu {folder} đã đầy; hãy dọn bớt chỗ rồi chạy lại."
    if error.errno in NOT_WRITABLE:
        return f"Không ghi được vào thư mục dữ liệu {folder}; hãy cấp quyền ghi, hoặc chọn thư mục khác bằng DATA_DIR."
    if error.errno in NOT_A_FOLDER:
        return f"Không dùng được thư mục dữ liệu {folder}: trên đường dẫn ấy có một tệp trùng tên."
    return f"Không dùng được thư mục dữ liệu {folder} ({error.strerror})."


def why_database_fails(error: BaseException, path: Path) -> str | None:
    """Return what is wrong with the database file, or None when the error is of another kind.

    Args:
        error: An error of Django's or of sqlite3's; its causes are looked at too.
        path: The database file.
    """
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, sqlite3.Error):
        seen = seen.__cause__
    if seen is None:
        return None
    code = getattr(seen, "sqlite_errorcode", None)
    sentence = SENTENCES.get(code & PRIMARY_CODE) if code is not None else None
    return sentence and sentence.format(path=path)
