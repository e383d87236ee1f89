"""Words for the person at the terminal; a terminal that has gone away stops nothing."""

import contextlib
import sys


def say(text: str) -> None:
    """Print to standard output."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def complain(text: str) -> None:
    """Print to standard error."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
