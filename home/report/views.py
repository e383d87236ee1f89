"""The screens of the report: its figures with their sources, its papers, what the office writes, what was sent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core.admin_screen import Way, admin_screen
from core.private_files import private_response
from home.models import Report, SentReport
from home.models.reports import PARTS
from home.report.content import Dispatch, recipient_of, report_symbol
from home.report.counting import figures_of
from home.report.due import due_of
from home.report.forms import ALREADY, ReportForm, SentForm
from home.report.sending import FORMS, AlreadySentError, file_name, one_paper, record_sent
from home.report.writing import ChangedMeanwhileError, save_words
from papers.downloads import download
from papers.kinds import TemplateError
from week.models import WeekEdition

VIEW, CHANGE, SEND = "home.view_report", "home.change_report", "home.send_report"


def _check(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _screen(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    *ways: Way,
    is_refused: bool = False,
) -> HttpResponse:
    return admin_screen(
        request, template, title, context, icon="doc-full-inverse", ways=ways, is_refused=is_refused
    )


@never_cache
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Lead to the report of the newest Week; say so when there is no Week."""
    _check(request, VIEW)
    edition = WeekEdition.objects.first()
    if edition is None:
        return _screen(request, "home/admin/report_without_week.html", _("Báo cáo kết quả"), {})
    return redirect("report:report", edition.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show the report of a Week, and save what the office writes in it."""
    _check(request, VIEW)
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    if request.method != "POST":
        return _show(request, edition)
    _check(request, CHANGE)
    form = ReportForm(request.POST, instance=Report.of(edition))
    if not form.is_valid():
        return _show(request, edition, form=form)
    try:
        save_words(edition, form.cleaned_data, request.user)
    except ChangedMeanwhileError as error:
        # What was typed stays in the boxes; what the other wrote stands above, and the next save replaces it.
        data = request.POST.copy()
        data["seen"] = str(error.stored.version)
        again = ReportForm(data, instance=Report(edition=edition))
        return _show(request, edition, form=again, other=error.stored)
    messages.success(request, _("Đã lưu phần đánh giá."))
    return redirect("report:report", edition.pk)


def _show(
    request: HttpRequest,
    edition: WeekEdition,
    *,
    form: ReportForm | None = None,
    sent_form: SentForm | None = None,
    other: Any = None,
) -> HttpResponse:
    """Return the screen; a form with errors stands where it was filled in."""
    stored = Report.of(edition)
    figures = figures_of(edition)
    copies = list(edition.sent_reports.select_related("recorded_by"))
    first_day = min((copy.dated for copy in copies), default=None)
    symbol = report_symbol()
    is_refused = form is not None or sent_form is not None
    context = {
        "edition": edition,
        "years": list(WeekEdition.objects.values_list("pk", "year")),
        "figures": figures,
        "due": due_of(edition.report_due_date, timezone.localdate(), first_day),
        "report": stored,
        "form": form or ReportForm(instance=stored, initial={"seen": stored.version}),
        "other": other,
        "sent_form": sent_form
        or SentForm(edition=edition, symbol=symbol, initial={"recipient": recipient_of(edition)}),
        "has_form_error": form is not None and other is None,
        "unwritten": [
            str(ReportForm.base_fields[name].label).lower() for name in PARTS if not getattr(stored, name)
        ],
        "copies": copies,
        "may_change": request.user.has_perm(CHANGE),
        "may_send": request.user.has_perm(SEND),
        "forms": list(FORMS),
    }
    title = _("Báo cáo kết quả Tuần lễ %d") % edition.year
    return _screen(request, "home/admin/report.html", title, context, is_refused=is_refused)


@never_cache
@require_safe
def source(request: HttpRequest, edition_id: int, key: str) -> HttpResponse:
    """List what one number counts, each with the way to it."""
    _check(request, VIEW)
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    try:
        figure = figures_of(edition).find(key)
    except KeyError as error:
        raise Http404 from error
    back = (reverse("report:report", args=[edition.pk]), _("Báo cáo kết quả Tuần lễ %d") % edition.year)
    rows = [(item, item.url_for(request.user)) for item in figure.items]
    context = {"edition": edition, "figure": figure, "rows": rows, "back_url": back[0]}
    return _screen(request, "home/admin/report_source.html", figure.label, context, back)


@never_cache
@require_safe
def paper(request: HttpRequest, edition_id: int, form: str) -> HttpResponse:
    """Send the report as it stands now, without number and date."""
    _check(request, VIEW)
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    if form not in FORMS:
        raise Http404
    try:
        content = one_paper(form, figures_of(edition), Dispatch(), _base_url(request))
    except TemplateError as error:
        messages.error(request, str(error))
        return redirect("report:report", edition.pk)
    return download(content, file_name(edition, form), FORMS[form])


@never_cache
@require_POST
def send(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Record that the report was sent, and keep it as it is now."""
    _check(request, SEND)
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    form = SentForm(request.POST, edition=edition, symbol=report_symbol())
    if not form.is_valid():
        return _show(request, edition, sent_form=form)
    try:
        sent = record_sent(edition, Dispatch(**form.cleaned_data), request.user, _base_url(request))
    except TemplateError as error:
        form.add_error(None, str(error))
        return _show(request, edition, sent_form=form)
    except AlreadySentError:
        form.add_error(None, ALREADY)
        return _show(request, edition, sent_form=form)
    messages.success(
        request,
        _("Đã ghi báo cáo số %(number)s gửi %(recipient)s, và giữ lại một bản không đổi.")
        % {"number": sent.number, "recipient": sent.recipient},
    )
    return redirect("report:report", edition.pk)


@never_cache
@require_safe
def sent_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Send a file of a copy that was sent."""
    _check(request, VIEW)
    sent = get_object_or_404(SentReport.objects.select_related("edition"), pk=pk)
    if form not in FORMS:
        raise Http404
    return private_response(getattr(sent, form), file_name(sent.edition, form))


def _base_url(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


app_name = "report"
urlpatterns = [
    path("", newest, name="newest"),
    path("<int:edition_id>/", report, name="report"),
    path("<int:edition_id>/nguon/<slug:key>/", source, name="source"),
    path("<int:edition_id>/tai/<slug:form>/", paper, name="paper"),
    path("<int:edition_id>/gui/", send, name="send"),
    path("da-gui/<int:pk>/<slug:form>/", sent_file, name="sent_file"),
]
