"""Certificates as PDF: A4 landscape, one page an award, with a code that leads to their verification."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import segno

from core.vietnamese import slugify
from honors.papers import frame
from honors.papers.content import AWARD_WORDS, BlankOffsets, CertificateContent, one_line
from papers.letters import missing_letters
from papers.official_words import date_in_words, office_head, pad, place_and_date, signer_lines
from papers.pdf import compile_pdf

TEMPLATE = Path(__file__).with_name("certificate.typ")
DRAWINGS = Path(__file__).with_name("drawings.typ")
LONGEST_SLUG = 60
_MASK = 3
"""One mask for all codes: trying all eight, as the standard proposes, takes six times as long and reads no better."""

Progress = Callable[[int, int], None]


def certificates_pdf(
    certificates: Sequence[CertificateContent],
    *,
    blanks: BlankOffsets | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return all certificates in one PDF.

    Args:
        certificates: At least one.
        blanks: Print only the text that differs, moved by these offsets, onto pre-printed blanks.
        progress: Called with how many are ready, and of how many.

    Raises:
        ValueError: There is none.
    """
    if not certificates:
        raise ValueError("no certificates")
    count = len(certificates)
    tell = progress or _tell_nobody
    tell(0, count)
    pages: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {} if blanks else {"drawings.pdf": _drawings()}
    for number, certificate in enumerate(certificates, start=1):
        name = f"code-{number}.svg"
        pages.append(_page(certificate, name))
        if not blanks:
            pictures[name] = code_svg(certificate.verification_url)
        # The page is not set yet: the last one is told when all are.
        tell(min(number, count - 1), count)
    pdf = compile_pdf(TEMPLATE, _content(pages, certificates, blanks), pictures)
    tell(count, count)
    return pdf


def certificates_zip(
    certificates: Sequence[CertificateContent],
    *,
    blanks: BlankOffsets | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return one PDF a certificate, in a ZIP file; arguments and errors are those of ``certificates_pdf``."""
    if not certificates:
        raise ValueError("no certificates")
    count = len(certificates)
    tell = progress or _tell_nobody
    tell(0, count)
    names: set[str] = set()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, certificate in enumerate(certificates, start=1):
            archive.writestr(_file_name(certificate, names), certificates_pdf([certificate], blanks=blanks))
            tell(number, count)
    return packed.getvalue()


def missing_in(certificates: Sequence[CertificateContent]) -> dict[str, list[str]]:
    """Return recipient -> characters of their certificate that cannot be printed; empty when all can."""
    found = {}
    for certificate in certificates:
        page = _page(certificate, "")
        texts = [text if isinstance(text, str) else "".join(text) for text in page.values()]
        if letters := missing_letters("".join(texts)):
            found[certificate.recipient] = letters
    return found


def code_svg(address: str) -> bytes:
    """Return the QR code of an address as an SVG file; some of it may be dirty (level M)."""
    picture = io.BytesIO()
    code = segno.make(address, error="m", mask=_MASK, micro=False, boost_error=False)
    code.save(picture, kind="svg", border=0, xmldecl=False, dark="#1d1611", light=None)
    return picture.getvalue()


def _page(certificate: CertificateContent, picture: str) -> dict[str, Any]:
    """Return the texts of one page."""
    words = AWARD_WORDS[certificate.award_kind]
    year = certificate.certificate_year
    texts = {
        "authority": f"{office_head(certificate.signer_title)} {certificate.school.name}".upper(),
        "verb": words.verb,
        "title": words.title,
        "recipient": certificate.recipient,
        "unit": certificate.unit,
        "citation": certificate.citation,
        "place_and_date": place_and_date(certificate.school.place, certificate.decision_date),
        "signer_name": certificate.signer_name,
        "address": certificate.verification_url,
        "picture": picture,
    }
    facts = (
        f"Quyết định số {certificate.decision_label}",
        date_in_words(certificate.decision_date),
        f"Số vào sổ: {pad(certificate.certificate_number)}/{year}",
    )
    return {
        **{name: one_line(text) for name, text in texts.items()},
        "signer_title": [one_line(line) for line in signer_lines(certificate.signer_title)],
        "facts": [one_line(fact) for fact in facts],
    }


def _content(
    pages: list[dict[str, Any]], certificates: Sequence[CertificateContent], blanks: BlankOffsets | None
) -> dict[str, Any]:
    first = certificates[0]
    return {
        "title": one_line(f"{AWARD_WORDS[first.award_kind].name}, Quyết định số {first.decision_label}"),
        "author": one_line(first.school.name),
        "blanks": {"x": blanks.x_mm, "y": blanks.y_mm} if blanks else None,
        "certificates": pages,
    }


@cache
def _drawings() -> bytes:
    """Return the drawings as a PDF: a page refers to it, where an SVG file would be drawn anew on each."""
    pictures = {"frame.svg": frame.frame_svg(), "pond.svg": frame.pond_svg(), "sprig.svg": frame.sprig_svg()}
    return compile_pdf(DRAWINGS, {}, pictures)


def _file_name(certificate: CertificateContent, taken: set[str]) -> str:
    """Return a name in ASCII that no other certificate of the archive has."""
    slug = slugify(certificate.recipient)[:LONGEST_SLUG].strip("-") or "nguoi-nhan"
    stem = name = f"{certificate.certificate_number:03d}-{slug}"
    again = 2
    while name in taken:
        name, again = f"{stem}-{again}", again + 1
    taken.add(name)
    return f"{name}.pdf"


def _tell_nobody(done: int, total: int) -> None:
    """Report no progress."""
