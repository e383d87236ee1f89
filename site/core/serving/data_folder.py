"""The data folder: can it be written, has it room, is nobody else using it, and what was cut off in it."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.serving.refusal import CannotStartError, why_folder_fails

LEAST_FREE_BYTES = 64 * 1024 * 1024
"""The demo takes about half of this; below it, uploads would soon fail half-way."""
LOCK_NAME = "serve.lock"


def check_folder(folder: Path) -> None:
    """Make the folder when it is missing, and try to write in it.

    Raises:
        CannotStartError: It cannot be made or written, or its disk is nearly full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"trial")
            trial.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise CannotStartError(why_folder_fails(error, folder)) from error
    if free < LEAST_FREE_BYTES:
        raise CannotStartError(
            f"Ổ đĩa chứa thư mục dữ liệu {folder} gần đầy: còn {free // 2**20} MB, "
            f"cần ít nhất {LEAST_FREE_BYTES // 2**20} MB."
        )


@contextlib.contextmanager
def sole_use(folder: Path) -> Iterator[None]:
    """Hold the folder for this process alone. The kernel lets go of it however the process ends.

    Raises:
        CannotStartError: Another server uses the folder.
    """
    try:
        handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotStartError(why_folder_fails(error, folder)) from error
    with os.fdopen(handle, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = lock.read().strip() or "?"
            raise CannotStartError(
                f"Thư mục dữ liệu {folder} đang được một máy chủ khác dùng (tiến trình {owner}); "
                "hãy dừng nó trước, hoặc chọn thư mục khác bằng DATA_DIR."
            ) from error
        lock.truncate()
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def was_cut_off(folder: Path, step: str) -> bool:
    """Return whether an earlier start was killed in the middle of this step."""
    return (folder / f"{step}.unfinished").exists()


@contextlib.contextmanager
def unfinished(folder: Path, step: str) -> Iterator[None]:
    """Mark the step as begun; the mark stays when the step does not come to its end."""
    mark = folder / f"{step}.unfinished"
    mark.touch()
    yield
    mark.unlink()
