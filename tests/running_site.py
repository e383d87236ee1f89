"""The real product, started by ``manage.py serve`` on a free port and a data folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READY_SECONDS = 240
"""A first start migrates, loads the demo and collects static files, on a machine that may be busy."""
STOP_SECONDS = 20
QUIET_SECONDS = 4
QUIET_SHARE = 0.2
"""Of one processor."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid: int) -> set[int]:
    """Return the numbers of all processes below this one."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    found: set[int] = set()
    queue = [pid]
    while queue:
        above = queue.pop()
        below = {child for child, parent in parents.items() if parent == above}
        queue += below - found
        found |= below
    return found


def is_running(pid: int) -> bool:
    """Return whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids: set[int], seconds: float) -> set[int]:
    """Return which of them still run after that time."""
    deadline = time.monotonic() + seconds
    while (left := {pid for pid in pids if is_running(pid)}) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def as_from_a_terminal() -> None:
    """Let the child answer the terminal's signals: nohup and a shell's background jobs pass on that they are ignored."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class RunningSite:
    """One server: start it, ask it, stop it."""

    folder = ROOT

    @staticmethod
    def command(port: int) -> list[str]:
        """Return the command that starts a server."""
        return [sys.executable, "manage.py", "serve", "--port", str(port)]

    def __init__(self, data_dir: Path, *, demo: bool, port: int | None = None, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        dropped = {
            "DATABASE_URL",
            "SITE_URL",
            "PORT",
            "STATIC_ROOT",
            "ADMIN_USERNAME",
            "ADMIN_PASSWORD",
            "DEBUG",
        }
        self.environment = {name: value for name, value in os.environ.items() if name not in dropped}
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATA_DIR": str(data_dir),
            "DEMO": "1" if demo else "0",
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self.log = data_dir.with_name(f"{data_dir.name}-{self.port}.log")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def accounts(self) -> dict[str, dict[str, str]]:
        """The demo accounts, role -> {"username", "password"}."""
        return json.loads((self.data_dir / "demo-accounts.json").read_text())

    def start(self, *arguments: str) -> "RunningSite":
        command = [*self.command(self.port), *arguments, f"--parent-pid={os.getpid()}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=as_from_a_terminal,  # noqa: PLW1509  # the tests start no threads before it
            )
        return self

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def get(self, path: str, timeout: float = 10) -> tuple[int, str]:
        """Return status and body."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.read().decode()

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> "RunningSite":
        """Wait for the announcement, which comes when the site answers that it is ready."""
        deadline = time.monotonic() + seconds
        while "sẵn sàng" not in self.output():
            assert self.process.poll() is None, f"the server ended: {self.output()}"
            assert time.monotonic() < deadline, f"not ready after {seconds} s: {self.output()}"
            time.sleep(0.1)
        assert self.get("/healthz/ready")[0] == 200
        return self

    def family(self) -> set[int]:
        """Return the supervisor and all that it started."""
        return {self.process.pid} | descendants(self.process.pid)

    def processor_seconds(self) -> float:
        """Return the processor time that the server and all its parts have used so far."""
        ticks = 0
        for pid in self.family():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def wait_until_quiet(self, seconds: float = READY_SECONDS) -> "RunningSite":
        """Wait until the parts have hardly worked for a few seconds: at first all pages are put into the store."""
        deadline, quiet = time.monotonic() + seconds, 0
        used = self.processor_seconds()
        while quiet < QUIET_SECONDS:
            assert time.monotonic() < deadline, f"still at work after {seconds} s"
            time.sleep(1)
            used, before = self.processor_seconds(), used
            quiet = quiet + 1 if used - before < QUIET_SHARE else 0
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it, check that nothing stays behind, and return the exit code."""
        if self.process.poll() is not None:
            return self.process.returncode
        family = self.family()
        self.process.send_signal(number)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for pid in family:
                os.kill(pid, signal.SIGKILL)
            raise
        left = wait_until_gone(family, 1)
        assert not left, f"still running after the stop: {left}"
        return self.process.returncode

    def manage(self, *arguments: str, text: str | None = None) -> str:
        """Run a management command on the same data and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=text,
            text=True,
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout
