"""Debian's packages that the tests use: installed when they are missing and may be."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.serving.terminal import complain, say
from tests.database_cluster import find_programs
from tests.running_site import ROOT

INSTALL_SECONDS = 900
PROGRAMS = {
    "gettext": "msgfmt",
    "nginx-light": "nginx",
    "poppler-utils": "pdftotext",
    "zbar-tools": "zbarimg",
}
"""The program that tells whether a package is there, where it has another name."""


@dataclass(frozen=True)
class Need:
    """One package, and what is not tested without it."""

    package: str
    purpose: str

    def is_met(self) -> bool:
        """Return whether its program is there."""
        if self.package == "postgresql":
            return find_programs() is not None
        return shutil.which(PROGRAMS.get(self.package, self.package)) is not None


CHROMIUM = Need("chromium", "browser journeys")
POSTGRESQL = Need("postgresql", "integration on PostgreSQL")
POPPLER = Need("poppler-utils", "the text of printed papers")
ZBAR = Need("zbar-tools", "the codes on certificates")
GETTEXT = Need("gettext", "the check of compiled translations")
NGINX = Need("nginx-light", "the proxy")
WRK = Need("wrk", "the comparison of speed")

OF_SINGLE_TESTS = (GETTEXT, NGINX, POPPLER, ZBAR)
"""What no whole suite hangs on: a test that needs one of them is skipped without it."""


def _privilege() -> list[str] | None:
    """Return what goes before a command so that it runs as root, None when nothing does."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if (
        shutil.which("sudo")
        and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    ):
        return sudo
    return None


def install(needs: list[Need], log: Path) -> list[Need]:
    """Install what is missing and return what still is."""
    missing = [need for need in needs if not need.is_met()]
    privilege = _privilege()
    if not missing or privilege is None or not shutil.which("apt-get"):
        return missing
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q"]
    packages = [need.package for need in missing]
    say(f"Installing {', '.join(packages)} with apt-get (log: {log})")
    with log.open("wb") as file:
        for command in ([*apt, "update"], [*apt, "install", "--no-install-recommends", *packages]):
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                timeout=INSTALL_SECONDS,
                check=False,
            )
    return [need for need in missing if not need.is_met()]


def require(*needs: Need) -> None:
    """Install what is missing; end the program with a sentence for each that still is."""
    results = ROOT / ".build" / "tests"
    results.mkdir(parents=True, exist_ok=True)
    if left := install([*needs], results / "apt.log"):
        for need in left:
            complain(f"Cần có gói {need.package} của Debian, và không cài được.")
        sys.exit(1)
