"""Write the public site as plain files."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from core.serving.static_files import collect_if_changed
from pagestore.export import Export, FolderInUseError

EVERY = 25


class Command(BaseCommand):
    """Pages, feeds, pictures, files: whatever the public may have, with links that work from any folder."""

    help = "Xuất toàn bộ trang công khai thành tệp tĩnh, mở được từ máy chủ bất kỳ hoặc từ thẻ nhớ."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="Nơi ghi các tệp.")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Write.

        Raises:
            CommandError: The folder holds something else, or cannot be written.
        """
        if isinstance(staticfiles_storage, ManifestFilesMixin):
            collect_if_changed()
        self.stdout.write("Đang dựng các trang…")
        export = Export(folder.expanduser().resolve(), self._say)
        try:
            export.write()
        except FolderInUseError:
            raise CommandError(f"Thư mục {folder} đang chứa thứ khác; hãy chọn một thư mục trống.") from None
        except DatabaseError as error:
            raise CommandError("Chưa có dữ liệu để xuất; hãy chạy “make run” một lần trước.") from error
        except OSError as error:
            raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.") from error
        copied = sum(name is not None for name in export.copied.values())
        self.stdout.write(f"Đã xuất {len(export.pages)} trang và {copied} tệp kèm theo vào {export.folder}.")
        self.stdout.write("Mở index.html trong thư mục ấy để xem.")
        if export.failed:
            listed = ", ".join(export.failed)
            raise CommandError(f"{len(export.failed)} trang không dựng được nên không có trong đó: {listed}.")

    def _say(self, done: int, whole: int) -> None:
        if done % EVERY == 0 or done == whole:
            self.stdout.write(f"  {done}/{whole} trang")
