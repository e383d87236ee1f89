"""Keep the static files of versions that went before, for pages that were stored with their names.

``older_static.py``, run before the web server starts: this version's files with a digest in their names are copied
into the data folder, where the proxy looks for what its own image does not have (docker/proxy/site.conf). They stay
for a month after the last start of a later version. Plain Python without Django.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from pathlib import Path

FOLDER = "older/static"
LIST_NAME = "older/static.json"
"""Names of the version that ran until now: they were in use until this moment, however old the copies are."""
DIGEST = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+(\.gz|\.br)?")
KEEP_SECONDS = 30 * 24 * 3600


def digested(folder: Path) -> list[str]:
    """Return the names, relative to the folder, of the files whose content never changes."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if DIGEST.search(path.name) and path.is_file()
    )


def copy_file(source: Path, target: Path) -> None:
    """Copy so that the file is never seen in part: by another name first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)


def keep(static: Path, data: Path, now: float) -> None:
    """Copy this version's files, note that those of the last one were in use until now, and remove what is too old.

    Args:
        static: The image's static files.
        data: The data folder.
        now: Seconds since 1970.
    """
    folder, names_file = data / FOLDER, data / LIST_NAME
    try:
        last = json.loads(names_file.read_text())
    except (OSError, ValueError):
        last = []
    names = digested(static)
    for name in names:
        if not (folder / name).exists():
            copy_file(static / name, folder / name)
    for name in {*names, *last}:
        if (folder / name).exists():
            os.utime(folder / name, (now, now))
    names_file.write_text(json.dumps(names))
    for path in folder.rglob("*"):
        if path.is_file() and now - path.stat().st_mtime > KEEP_SECONDS:
            path.unlink()


def main() -> None:
    """Keep them; a full disk must not keep the site from starting."""
    try:
        keep(Path(os.environ["STATIC_ROOT"]), Path(os.environ["DATA_DIR"]), time.time())
    except OSError as error:
        print(f"Chưa giữ lại được các tệp giao diện của bản trước: {error}", flush=True)  # noqa: T201  # the container's output


if __name__ == "__main__":
    main()
