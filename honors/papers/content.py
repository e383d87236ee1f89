"""What the papers of a round say, as plain data: nothing here knows the database."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AwardWords:
    """How a form of commendation is written.

    Attributes:
        name: In a sentence or a table.
        title: In large letters on the certificate.
        verb: What the school does with it, above the title; may be empty.
    """

    name: str
    title: str
    verb: str


AWARD_WORDS = {
    "letter": AwardWords("Thư khen", "THƯ KHEN", "gửi"),
    "praise": AwardWords("Biểu dương", "BIỂU DƯƠNG", ""),
    "certificate": AwardWords("Giấy chứng nhận", "GIẤY CHỨNG NHẬN", "trao"),
    "merit": AwardWords("Giấy khen", "GIẤY KHEN", "tặng"),
}
"""The key is ``honors.models.AwardKind``'s value."""


@dataclass(frozen=True)
class Letterhead:
    """Who issues the papers.

    Attributes:
        name: The school's full name.
        parent_body: The body above the school; may be empty.
        place: The place name before a date; may be empty.
    """

    name: str
    parent_body: str = ""
    place: str = ""


@dataclass(frozen=True)
class AwardContent:
    """One award of a round.

    Attributes:
        position: Its number in the list, from 1.
        recipient: Full name of the person or collective.
        unit: Class or unit; may be empty.
        award_kind: A key of ``AWARD_WORDS``.
        citation: What it is for.
    """

    position: int
    recipient: str
    unit: str
    award_kind: str
    citation: str
    is_collective: bool = False

    @property
    def award(self) -> str:
        """The form of commendation in words."""
        return AWARD_WORDS[self.award_kind].name


@dataclass(frozen=True)
class DecisionContent:
    """The decision and its attached list.

    Attributes:
        school: Who issues it.
        occasion: What follows "khen thưởng … trong", such as "Tuần lễ hưởng ứng học tập suốt đời năm 2026".
        bases: Legal bases, one a line; "Căn cứ" is put before one that lacks it.
        awards: In the order of the list.
        recipients: Lines of "Nơi nhận", without the last one on the archive.
        proposer: Who proposed it, as the last basis; may be empty.
        decision_number: None while it is not numbered: dots are printed.
        decision_date: None likewise.
    """

    school: Letterhead
    occasion: str
    bases: Sequence[str]
    awards: Sequence[AwardContent]
    signer_title: str
    signer_name: str
    recipients: Sequence[str] = ()
    proposer: str = ""
    decision_number: int | None = None
    decision_symbol: str = ""
    decision_date: dt.date | None = None


@dataclass(frozen=True)
class CeremonyContent:
    """The sheets that are read out at the ceremony."""

    school: Letterhead
    occasion: str
    awards: Sequence[AwardContent]
    ceremony_date: dt.date | None = None


@dataclass(frozen=True)
class CertificateContent:
    """One certificate.

    Attributes:
        award_kind: A key of ``AWARD_WORDS``.
        decision_label: Number and symbol, such as 05/QĐ-THAĐ.
        decision_date: The date of the decision, which the certificate bears too.
        verification_url: The whole address that the QR code leads to.
    """

    school: Letterhead
    award_kind: str
    recipient: str
    unit: str
    citation: str
    decision_label: str
    decision_date: dt.date
    signer_title: str
    signer_name: str
    certificate_number: int
    certificate_year: int
    verification_url: str


@dataclass(frozen=True)
class BlankOffsets:
    """How far to move the text on pre-printed blanks, in mm to the right and down; may be negative."""

    x_mm: float = 0
    y_mm: float = 0


def one_line(text: str) -> str:
    """Return the text in NFC on one line, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
