"""Make .venv hold what the hashed requirement files say, then become the command that was asked for.

    python3 bootstrap.py [--dev] [--parent-pid PID] [-- COMMAND ...]

It needs nothing but Python with venv, and does nothing when nothing has changed. A stamp, written last,
names what is installed; an installation that was cut off is made anew. COMMAND runs with .venv's Python
in this process's place. With --parent-pid the installation ends when that parent does.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, TOO_NEW = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UNFINISHED = ENVIRONMENT / "unfinished"
BUILD = ROOT / ".build"
LOG = BUILD / "install.log"
PARENT_CHECK_SECONDS = 0.5


def tell(sentence: str) -> None:
    """Print to standard error."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


class CannotInstallError(Exception):
    """What stands in the way, as one sentence for the person at the terminal."""


def check_version() -> None:
    """Refuse a Python that the site does not run on.

    Raises:
        CannotInstallError: It is too old or too new.
    """
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise CannotInstallError(
            f"Cần Python từ 3.11 đến 3.13, nhưng {sys.executable} là {sys.version.split()[0]}; "
            "hãy chạy lại với make PYTHON=đường-dẫn-tới-python3.11."
        )


def requirement_file(*, dev: bool) -> Path:
    """Return the file that names everything to install; the one for development includes the other."""
    return ROOT / ("requirements-dev.txt" if dev else "requirements.txt")


def stamp_file(*, dev: bool) -> Path:
    """Return the file that says what was installed to its end."""
    return ENVIRONMENT / ("installed-dev" if dev else "installed")


def wanted_stamp(*, dev: bool) -> str:
    """Return the place of this tree and the digest of what must be installed into it."""
    digest = hashlib.sha256()
    for path in (requirement_file(dev=dev), ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{ROOT}\n{digest.hexdigest()}\n"


def is_installed(*, dev: bool) -> bool:
    """Return whether .venv works and holds what is wanted."""
    if UNFINISHED.exists() or not environment_works():
        return False
    stamps = [stamp_file(dev=True)] if dev else [stamp_file(dev=False), stamp_file(dev=True)]
    return any(
        stamp.is_file() and stamp.read_text() == wanted_stamp(dev=stamp == stamp_file(dev=True))
        for stamp in stamps
    )


def environment_works() -> bool:
    """Return whether .venv's Python starts, is of a known version and belongs to this place."""
    check = "import sys, pip; print(*sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run(  # noqa: S603
            [PYTHON, "-c", check], capture_output=True, text=True, check=True
        ).stdout.split(None, 2)
    except (OSError, subprocess.CalledProcessError):
        return False
    major, minor, prefix = answer
    return OLDEST <= (int(major), int(minor)) < TOO_NEW and Path(prefix.strip()) == ENVIRONMENT


def run(command: list[str | Path], parent: int | None, lock: int) -> None:
    """Run one step into the log; end it when the parent has gone. It holds the lock as long as it lives.

    Raises:
        CannotInstallError: The step failed.
    """
    with LOG.open("ab") as log:
        step = subprocess.Popen(  # noqa: S603  # our own commands
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[lock]
        )
        try:
            while True:
                try:
                    step.wait(PARENT_CHECK_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    if parent not in {None, os.getppid()}:
                        raise SystemExit(1) from None
        finally:
            if step.poll() is None:
                step.kill()
                step.wait()
    if step.returncode:
        if b"No space left" in LOG.read_bytes():
            raise CannotInstallError(f"Ổ đĩa chứa {ROOT} đã đầy; hãy dọn bớt chỗ rồi chạy lại.")
        raise CannotInstallError(
            f"Chưa cài xong các gói phần mềm (xem {LOG}); hãy kiểm tra mạng rồi chạy lại."
        )


def install(*, dev: bool, parent: int | None, lock: int) -> None:
    """Install into .venv what is wanted; make .venv first when there is none that works."""
    tell("Đang cài các gói phần mềm vào .venv (chỉ khi có gói đổi, khoảng một phút)…")
    LOG.write_bytes(b"")
    moved = any(
        stamp.is_file() and not stamp.read_text().startswith(f"{ROOT}\n")
        for stamp in (stamp_file(dev=True), stamp_file(dev=False))
    )
    if moved or UNFINISHED.exists() or not environment_works():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        base = getattr(sys, "_base_executable", sys.executable)
        ENVIRONMENT.mkdir(exist_ok=True)
        UNFINISHED.touch()
        try:
            run([base, "-m", "venv", ENVIRONMENT], parent, lock)
        except CannotInstallError as error:
            if b"ensurepip" not in LOG.read_bytes():
                raise
            raise CannotInstallError(
                "Python này thiếu phần venv (trên Debian, Ubuntu: cài gói python3-venv)."
            ) from error
    UNFINISHED.touch()
    for stamp in (stamp_file(dev=True), stamp_file(dev=False)):
        stamp.unlink(missing_ok=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--no-input"]
    run([*pip, "--require-hashes", "-r", requirement_file(dev=dev)], parent, lock)
    run([*pip, "--no-deps", "--no-build-isolation", "-e", "."], parent, lock)
    stamp_file(dev=dev).write_text(wanted_stamp(dev=dev))
    UNFINISHED.unlink()


def make_ready(*, dev: bool, parent: int | None) -> None:
    """Install unless that is done; one at a time."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "install.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Đang chờ một lần cài đặt khác chạy xong…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed(dev=dev):
            install(dev=dev, parent=parent, lock=lock.fileno())


def main() -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument("--parent-pid", type=int, help="stop when this is no longer the parent")
    words = sys.argv[1:]
    place = words.index("--") if "--" in words else len(words)
    options, command = parser.parse_args(words[:place]), words[place + 1 :]
    try:
        check_version()
        make_ready(dev=options.dev, parent=options.parent_pid)
    except CannotInstallError as error:
        tell(str(error))
        return 1
    except OSError as error:
        tell(f"Không ghi được vào {ROOT} ({error.strerror}).")
        return 1
    except KeyboardInterrupt:
        tell("Đã dừng.")
        return 130
    if command:
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *command])  # noqa: S606
    return 0


if __name__ == "__main__":
    sys.exit(main())
