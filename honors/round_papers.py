"""From a round's rows to the plain data that its papers are made of."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.school_settings import SchoolSettings
from honors import approval
from honors.models import Commendation, CommendationRound, HonorsSettings, ItemState
from honors.papers.certificates import certificates_pdf, certificates_zip, missing_in
from honors.papers.content import (
    AwardContent,
    BlankOffsets,
    CeremonyContent,
    CertificateContent,
    DecisionContent,
    Letterhead,
)
from honors.verification import verification_url
from papers.jobs import Produced, ProductionError, Progress
from papers.letters import spell_letters
from papers.official_words import date_in_words
from week.models import LegalBasis

LAW, LETTER = "Luật", "Công văn"
PAPERS = {
    "QH": LAW,
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "KH": "Kế hoạch",
    "CT": "Chỉ thị",
    "HD": "Hướng dẫn",
    "NQ": "Nghị quyết",
}
"""The symbol in a paper's number -> what the paper is called; a letter has no such symbol."""
CERTIFICATES = "certificates"
"""The kind of print job."""


def school_of(site: Site | None = None) -> SchoolSettings:
    """Return the school's facts."""
    return SchoolSettings.for_site(site or Site.objects.get(is_default_site=True))


def letterhead(school: SchoolSettings) -> Letterhead:
    """Return who issues the papers."""
    return Letterhead(name=school.name, parent_body=school.parent_body, place=school.place)


def occasion_of(commendation_round: CommendationRound) -> str:
    """Return what the awards were earned in, to follow "có thành tích trong"."""
    return _("Tuần lễ hưởng ứng học tập suốt đời năm %(year)d") % {"year": commendation_round.edition.year}


def awards_of(commendation_round: CommendationRound) -> list[AwardContent]:
    """Return the standing items in their order, numbered from 1."""
    items = (
        commendation_round.commendations.standing()
        .select_related("person", "round")
        .order_by("position", "pk")
    )
    return [
        AwardContent(
            position=number,
            recipient=item.decided_name,
            unit=item.decided_unit,
            award_kind=item.award_kind,
            citation=item.citation,
            is_collective=item.person is None,
        )
        for number, item in enumerate(items, start=1)
    ]


def basis_line(basis: LegalBasis) -> str:
    """Return a basis as a decision cites it; a law without its number (Decree 30/2020/NĐ-CP, Appendix I)."""
    kind, day = kind_of_paper(basis.number), date_in_words(basis.issued_on)
    title = basis.title[:1].lower() + basis.title[1:] if basis.title.startswith("Về ") else basis.title
    if kind == LAW:
        return f"Căn cứ {title} {day}"
    return f"Căn cứ {kind} số {basis.number} {day} của {basis.issuer} {title}"


def kind_of_paper(number: str) -> str:
    """Return what kind of paper has such a number and symbol: ``4114/KH-UBND`` is a plan."""
    for symbol in re.split(r"[/-]", number.upper()):
        if kind := PAPERS.get(symbol.rstrip("0123456789")):
            return kind
    return LETTER


def decision_content(commendation_round: CommendationRound) -> DecisionContent:
    """Return what the decision says."""
    school = school_of()
    settings = HonorsSettings.for_site(Site.objects.get(is_default_site=True))
    proposer = commendation_round.submitted_by or commendation_round.proposed_by
    return DecisionContent(
        school=letterhead(school),
        occasion=occasion_of(commendation_round),
        bases=[basis_line(basis) for basis in commendation_round.legal_bases.order_by("issued_on", "number")],
        awards=awards_of(commendation_round),
        signer_title=commendation_round.signer_title or school.signer_title,
        signer_name=commendation_round.signer_name or school.signer_name,
        recipients=[line.strip() for line in settings.recipients.splitlines() if line.strip()],
        proposer=str(proposer) if proposer else "",
        decision_number=commendation_round.decision_number,
        decision_symbol=commendation_round.decision_symbol or settings.decision_symbol,
        decision_date=commendation_round.decision_date,
    )


def ceremony_content(commendation_round: CommendationRound) -> CeremonyContent:
    """Return what is read out."""
    moment = commendation_round.due_at or commendation_round.published_at
    return CeremonyContent(
        school=letterhead(school_of()),
        occasion=occasion_of(commendation_round),
        awards=awards_of(commendation_round),
        ceremony_date=timezone.localdate(moment) if moment else None,
    )


def certificate_of(item: Commendation, school: SchoolSettings) -> CertificateContent:
    """Return what one certificate says."""
    commendation_round = item.round
    return CertificateContent(
        school=letterhead(school),
        award_kind=item.award_kind,
        recipient=item.decided_name,
        unit=item.decided_unit,
        citation=item.citation,
        decision_label=commendation_round.decision_label,
        decision_date=commendation_round.signing_date,
        signer_title=commendation_round.signer_title,
        signer_name=commendation_round.signer_name,
        certificate_number=item.certificate_number or 0,
        certificate_year=item.certificate_year or commendation_round.signing_date.year,
        verification_url=verification_url(item),
    )


def produce_certificates(arguments: dict[str, Any], progress: Progress) -> Produced:
    """Make the certificates of a round, in the worker.

    Args:
        arguments: ``round`` (id), ``form`` ("pdf" or "zip"), ``blanks`` (whether only the words are printed).
        progress: Told how many are done.

    Raises:
        ProductionError: The approval is void, there is nothing to print, or a letter that the fonts lack.
    """
    commendation_round = CommendationRound.objects.get(pk=arguments["round"])
    if commendation_round.is_decided and not approval.holds(
        commendation_round
    ):  # somebody may have changed a word since the job was started
        raise ProductionError(_("Nội dung đã đổi sau khi hiệu trưởng duyệt: trình duyệt lại rồi mới in."))
    items = commendation_round.commendations.filter(state=ItemState.AWARDED).select_related("person", "round")
    school = school_of()
    certificates = [certificate_of(item, school) for item in items.order_by("position", "pk")]
    if not certificates:
        raise ProductionError(_("Đợt này chưa có giấy nào để in."))
    if missing := missing_in(certificates):
        names = "; ".join(f"{name}: {spell_letters(letters)}" for name, letters in missing.items())
        raise ProductionError(_("Có ký tự không in được: %(names)s.") % {"names": names})
    blanks = None
    if arguments.get("blanks"):
        settings = HonorsSettings.for_site(Site.objects.get(is_default_site=True))
        blanks = BlankOffsets(float(settings.blank_offset_x_mm), float(settings.blank_offset_y_mm))
    name = f"giay-{commendation_round.decision_label.replace('/', '-').lower() or commendation_round.pk}"
    if arguments.get("form") == "zip":
        return Produced(
            certificates_zip(certificates, blanks=blanks, progress=progress), f"{name}.zip", "application/zip"
        )
    return Produced(certificates_pdf(certificates, blanks=blanks, progress=progress), f"{name}.pdf")
