"""The guide on screen and on paper."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from accounts.roles import Role
from core.school_settings import SchoolSettings
from core.vietnamese import slugify
from home.guide.book import Guide, guide_for, guides_of
from papers.downloads import download
from papers.pdf import compile_pdf

SHEET = Path(__file__).parent / "guide.typ"


@require_safe
def read(request: HttpRequest, role: str = "") -> HttpResponse:
    """Show a role's guide; without a role the user's own."""
    guides = guides_of(request.user)
    guide = _known(role) if role else guides[0]
    return render(request, "home/guide/guide.html", {"guide": guide, "guides": guides})


@require_safe
def print_out(request: HttpRequest, role: str) -> HttpResponse:
    """Return a role's guide as a PDF to print."""
    guide = _known(role)
    return download(
        guide_pdf(guide, SchoolSettings.for_request(request).name),
        f"huong-dan-{slugify(guide.role.group_name)}.pdf",
        "application/pdf",
    )


def guide_pdf(guide: Guide, school: str) -> bytes:
    """Return the guide as a PDF, A4.

    Args:
        guide: What to print.
        school: The school's name, at the foot of each page.
    """
    content = {
        "title": guide.title,
        "introduction": guide.introduction,
        "school": school,
        "chapters": [
            {
                "title": chapter.title,
                "introduction": chapter.introduction,
                "steps": [
                    {
                        "text": step.text,
                        "picture": f"{step.shot.name}.webp" if step.shot else "",
                        "alt": step.shot.alt if step.shot else "",
                        "is_narrow": step.shot is not None and step.shot.is_narrow,
                    }
                    for step in chapter.steps
                ],
            }
            for chapter in guide.chapters
        ],
    }
    return compile_pdf(SHEET, content, {f"{shot.name}.webp": shot.content() for shot in guide.shots})


def _known(role: str) -> Guide:
    try:
        return guide_for(Role(role))
    except ValueError as error:
        raise Http404 from error


urls = (
    [
        path("", read, name="mine"),
        path("<slug:role>/", read, name="role"),
        path("<slug:role>/in/", print_out, name="print"),
    ],
    "guide",
)
