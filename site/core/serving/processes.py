"""The server's processes: they start together, and none outlives the others.

Linux tells a child when its parent ends, even by SIGKILL (prctl(2), PR_SET_PDEATHSIG). Elsewhere the web
server's workers and the runner watch their parent's number themselves.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from core.serving.refusal import CannotStartError
from core.serving.terminal import complain

PR_SET_PDEATHSIG = 1
LOOK_SECONDS = 0.2
STOP_SECONDS = 4.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_SECONDS = 60.0
"""A child that ran this long starts again at once; one that keeps failing waits twice as long each time."""
MOST_WEB_FAILURES = 5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_with_parent(parent: int, number: int = signal.SIGTERM) -> None:
    """Have this process sent a signal when its parent ends; end it now when the parent has gone already.

    A shell lets what it starts in the background ignore some signals (SIGINT, SIGQUIT), and that is inherited: this
    one must count again.

    Args:
        parent: The process number that the parent is expected to have.
        number: The signal.
    """
    signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os._exit(1)


@dataclass
class Child:
    """One process that is kept running.

    Attributes:
        name: What to call it when it fails.
        command: Program and arguments.
        handles: File descriptors that it takes over.
        orphan_signal: What ends it soonest when the supervisor was killed.
        waits: Whether it starts only when the site answers: nobody waits for it, and a small machine has enough to do.
    """

    name: str
    command: Sequence[str]
    folder: Path
    handles: tuple[int, ...] = ()
    orphan_signal: int = signal.SIGTERM
    waits: bool = False
    failures: int = 0
    pause: float = FIRST_PAUSE
    start_at: float = 0.0
    started_at: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it in a group of its own, so that Ctrl-C at the terminal reaches the supervisor alone."""
        me = os.getpid()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  # our own commands
            self.command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            pass_fds=self.handles,
            process_group=0,
            preexec_fn=lambda: end_with_parent(me, self.orphan_signal),  # noqa: PLW1509  # no threads here
        )

    def ended(self) -> int | None:
        """Return the exit code when it has just ended, and plan its next start."""
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        self.process = None
        now = time.monotonic()
        if now - self.started_at >= STEADY_SECONDS:
            self.failures, self.pause = 0, FIRST_PAUSE
        self.failures += 1
        self.start_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return code

    def signal_group(self, number: int) -> None:
        """Send a signal to the process and whatever it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def finish(self, deadline: float) -> None:
        """Wait for it to end; at the deadline end it and its own children by force."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self.signal_group(signal.SIGKILL)
        self.process.wait()
        self.process = None


class Supervisor:
    """Keeps the web server and its companions running until it is told to stop.

    Args:
        web: The web server: when it cannot start, nothing can.
        companions: The schedule runner, the worker and the keeper of pages, started again whenever they end.
        parent: End when this is no longer the parent process.
    """

    def __init__(self, web: Child, *companions: Child, parent: int | None = None) -> None:
        self.web = web
        self.children = (web, *companions)
        self.parent = parent
        self.stopping = False

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _must_stop(self) -> bool:
        return self.stopping or self.parent not in {None, os.getppid()}

    def run(self, look: Callable[[], bool]) -> None:
        """Start the children and stay until a stop signal comes or the parent has gone.

        Args:
            look: Called every moment until it returns True: the site answers and has been announced.

        Raises:
            CannotStartError: The web server does not start.
        """
        for number in STOP_SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:  # nohup and shells' background jobs ignore some
                signal.signal(number, self._stop)
        announced = False
        try:
            for child in self.children:
                if not child.waits:
                    child.start()
            while not self._must_stop():
                self._restart(announced=announced)
                announced = announced or look()
                time.sleep(LOOK_SECONDS)
        finally:
            self._end_all()

    def _restart(self, *, announced: bool) -> None:
        for child in self.children:
            code = child.ended()
            if code is not None:
                if child is self.web and (not announced or child.failures > MOST_WEB_FAILURES):
                    raise CannotStartError(
                        f"Máy chủ web không chạy được (mã {code}); lý do ở các dòng phía trên."
                    )
                complain(f"{child.name} vừa dừng bất ngờ (mã {code}), đang chạy lại…")
            is_time = time.monotonic() >= child.start_at and (announced or not child.waits)
            if child.process is None and is_time:
                child.start()

    def _end_all(self) -> None:
        for child in self.children:
            if child.process is not None:
                with contextlib.suppress(ProcessLookupError):
                    child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.finish(deadline)
