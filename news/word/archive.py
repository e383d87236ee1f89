"""The file as a container: what is no Word file, or a dangerous one, is refused before anything is read."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
"""The proxy takes 30 MB a request."""
TOO_LARGE = gettext_lazy(
    "Tệp lớn hơn 25 MB. Hãy thu nhỏ ảnh trong Word (Định dạng ảnh → Nén ảnh), lưu lại rồi chọn lần nữa."
)
ACCEPT = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What a browser offers to choose."""
MOST_UNPACKED = 150 * MEGABYTE
MOST_XML = 12 * MEGABYTE
"""Of one part. Mammoth holds a part as a tree, which takes some thirty times as much memory."""
MOST_RATIO = 150
"""Word's own text packs 10 to 40 times; a bomb packs a thousand times."""
_SMALL_PART = 12 * MEGABYTE
"""A white page as a picture, or a large empty table, packs like a bomb; of this size it does no harm."""
MOST_PARTS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
_PAGE_STARTS = (b"<html", b"<!doctype", b"mime-version", b"<?xml")
_START = 64
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)
"""What zipfile raises for a part that cannot be unpacked."""
_ENCRYPTED_FLAG = 0x1


class WordFileError(ValidationError):
    """Why a file is not read; the message is the sentence to show."""


def open_archive(file: IO[bytes] | Any) -> zipfile.ZipFile:
    """Return the container of a .docx, checked.

    Args:
        file: An open file or an upload; it is read from its start.

    Raises:
        WordFileError: It is something else, locked, broken, or would unpack to too much.
    """
    file.seek(0)
    start = file.read(_START)
    if not start.startswith(b"PK"):
        raise _not_a_container(file, start)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        _refuse_other_kinds(archive)
        _refuse_bombs(archive)
    except (*DAMAGED, UnicodeError, ValueError) as error:
        raise broken() from error
    return archive


def broken() -> WordFileError:
    """Return the error of a file that begins well and cannot be read."""
    return WordFileError(
        _("Tệp Word này bị hỏng hoặc chưa tải lên trọn vẹn. Hãy mở bằng Word, lưu lại rồi chọn lần nữa."),
        code="broken",
    )


def _locked() -> WordFileError:
    return WordFileError(
        _(
            "Tệp này đang khoá bằng mật khẩu. Trong Word, mở tệp, vào Tệp → Thông tin → Bảo vệ tài liệu "
            "để bỏ mật khẩu, lưu lại rồi chọn lần nữa."
        ),
        code="locked",
    )


def _not_a_container(file: IO[bytes], start: bytes) -> WordFileError:
    """Return the sentence for a file that is no container, by its first bytes."""
    lower = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(_OLE):
        file.seek(0)
        if _LOCKED in file.read():
            return _locked()
        sentence = _(
            "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word, chọn Lưu thành → “Tài liệu Word (.docx)” "
            "rồi chọn tệp mới."
        )
    elif start.startswith(b"%PDF"):
        sentence = _("Đây là tệp PDF. Hãy chọn tệp Word (.docx) mà tệp PDF này được làm ra.")
    elif start.startswith(b"{\\rtf"):
        sentence = _("Đây là tệp .rtf. Hãy mở bằng Word, chọn Lưu thành → “Tài liệu Word (.docx)”.")
    elif start.startswith(_PICTURES):
        sentence = _("Đây là một tấm ảnh, không phải tệp Word. Ảnh được thêm ngay trong bài viết.")
    elif lower.startswith(_PAGE_STARTS):
        sentence = _("Đây là trang web được lưu lại, không phải tệp Word. Hãy chọn tệp .docx.")
    else:
        sentence = _("Đây không phải tệp Word. Hãy chọn tệp có đuôi .docx.")
    return WordFileError(sentence, code="not_word")


def _refuse_other_kinds(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in archive.infolist()):
        raise _locked()
    if "mimetype" in names and b"opendocument" in _start_of(archive, "mimetype"):
        raise WordFileError(
            _(
                "Đây là tệp OpenDocument (.odt). Hãy mở bằng LibreOffice hay Word, "
                "chọn Lưu thành → “Word (.docx)” rồi chọn tệp mới."
            ),
            code="not_word",
        )
    for folder, sentence in {
        "xl/": _("Đây là tệp Excel. Hãy chọn tệp Word (.docx)."),
        "ppt/": _("Đây là tệp PowerPoint. Hãy chọn tệp Word (.docx)."),
    }.items():
        if any(name.startswith(folder) for name in names) and "word/document.xml" not in names:
            raise WordFileError(sentence, code="not_word")
    if any(name.lower().endswith("vbaproject.bin") for name in names) or _is_macro_enabled(archive, names):
        raise WordFileError(
            _(
                "Tệp này có macro (.docm), có thể gây hại nên không nhận. Trong Word, chọn Lưu thành → "
                "“Tài liệu Word (.docx)” rồi chọn tệp mới."
            ),
            code="macros",
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise WordFileError(_("Đây không phải tệp Word. Hãy chọn tệp có đuôi .docx."), code="not_word")


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the first bytes of a part: no bomb has been refused yet."""
    with archive.open(name) as part:
        return part.read(_START)


def _is_macro_enabled(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "[Content_Types].xml" not in names or archive.getinfo("[Content_Types].xml").file_size > MEGABYTE:
        return False
    return b"macroenabled" in archive.read("[Content_Types].xml").lower()


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse by the sizes that the list of parts gives; zipfile reads no more of a part than that."""
    parts = archive.infolist()
    bomb = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(
            part.file_size > _SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)
            for part in parts
        )
    )
    if bomb:
        raise WordFileError(
            _(
                "Tệp này bung ra lớn bất thường nên không mở. Nếu đúng là bài của thầy cô, "
                "hãy chép chữ và ảnh sang một tệp Word mới rồi chọn lại."
            ),
            code="bomb",
        )
    if any(part.file_size > MOST_XML and part.filename.endswith(".xml") for part in parts):
        raise too_long(0)


def too_long(pages: int) -> WordFileError:
    """Return the error of a document that is no story any more.

    Args:
        pages: About how many it has; 0 if nobody counted.
    """
    if not pages:
        return WordFileError(
            _("Tệp này quá dài cho một bài trên trang web. Hãy chia thành nhiều tệp, mỗi tệp một bài."),
            code="too_long",
        )
    return WordFileError(
        _(
            "Tệp này dài chừng %(pages)d trang; một bài trên trang web nhận tới chừng 60 trang. "
            "Hãy chia thành nhiều tệp, mỗi tệp một bài; tài liệu dài thì đăng thành tệp tải về."
        ),
        params={"pages": pages},
        code="too_long",
    )
