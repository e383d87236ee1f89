"""The page of a print job: how far it is, and then the file. Only who asked for it finds it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.private_files import private_response
from papers.models import JobState, PrintJob


def job_of(request: HttpRequest, number: int) -> PrintJob:
    """Return the job of an address.

    Raises:
        Http404: There is none, or it is somebody else's.
    """
    return get_object_or_404(PrintJob.objects.visible_to(request.user), pk=number)


def sentence_of(job: PrintJob) -> str:
    """Return how far a job is, in words."""
    if job.state == JobState.FAILED:
        return job.message
    if job.state == JobState.DONE:
        return _("Đã xong. Tệp giữ trong 7 ngày.")
    if job.is_silent:
        return _(
            "Chưa thấy máy chủ làm việc này. Hãy báo người quản trị xem “Bộ việc nền” có đang chạy không."
        )
    if job.state == JobState.WAITING:
        return _("Đang chờ đến lượt…")
    if job.total:
        return _("Đang in: %(done)d trên %(total)d…") % {"done": job.done, "total": job.total}
    return _("Đang in…")


class JobPage(WagtailAdminTemplateMixin, TemplateView):
    """The page with the bar; it works without scripts by coming again by itself."""

    template_name = "papers/job.html"
    page_title = gettext_lazy("In văn bản")
    header_icon = "doc-full"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way back to where the job was asked for."""
        here = {"url": "", "label": str(self.job)}
        back = [{"url": self.job.back_url, "label": _("Quay lại")}] if self.job.back_url else []
        return [*self.breadcrumbs_items, *back, here]

    def get_page_subtitle(self) -> str:
        """Return what is printed."""
        return self.job.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the job with its sentence."""
        self.job = job_of(self.request, self.kwargs["number"])
        return super().get_context_data(**kwargs) | {"job": self.job, "sentence": sentence_of(self.job)}


def job_state(request: HttpRequest, number: int) -> JsonResponse:
    """Answer how far a job is, for the page's script."""
    job = job_of(request, number)
    answer = {
        "state": job.state,
        "is_over": job.is_over,
        "done": job.done,
        "total": job.total,
        "sentence": sentence_of(job),
        "file_url": reverse("papers:job_file", args=[job.pk]) if job.state == JobState.DONE else "",
    }
    response = JsonResponse(answer)
    response["Cache-Control"] = "no-store"
    return response


def job_file(request: HttpRequest, number: int) -> HttpResponse:
    """Send what a job made.

    Raises:
        Http404: Nothing yet, or the job is somebody else's.
    """
    job = job_of(request, number)
    if job.state != JobState.DONE:
        raise Http404
    return private_response(job.file, job.file_name)  # type: ignore[return-value]  # a streaming response is one too
