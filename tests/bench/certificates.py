"""How long 500 certificates in one PDF take, against the 5 seconds that a school should wait at most."""

import time

from core.serving.terminal import say
from honors.papers.certificates import certificates_pdf
from tests.unit.honors.certificate_samples import certificate

COUNT = 500
LIMIT_SECONDS = 5.0
ROUNDS = 3


def measure() -> list[float]:
    """Return the seconds of each round; the first one draws the frame too."""
    certificates = [
        certificate(
            number, recipient=f"Trần Nguyễn Bảo Ngọc {number}", unit=f"Học sinh lớp {number % 5 + 1}/2"
        )
        for number in range(1, COUNT + 1)
    ]
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        certificates_pdf(certificates)
        seconds.append(time.perf_counter() - started)
    return seconds


def report() -> str:
    """Return the sentence about the slowest and the fastest round."""
    seconds = measure()
    return (
        f"{COUNT} certificates in one PDF: {max(seconds):.2f} s at first, {min(seconds):.2f} s at best; "
        f"ratio to {LIMIT_SECONDS:.0f} s: {max(seconds) / LIMIT_SECONDS:.2f}"
    )


if __name__ == "__main__":
    say(report())
