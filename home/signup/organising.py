"""The organiser's screens of one activity: who signed up, how many came, the same session again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from core.admin_screen import admin_screen
from core.bin import is_binned
from core.listing import paginate
from core.school_settings import SchoolSettings
from core.vietnamese import format_date
from home.models import ActivityPage, SignUp, SignUpList
from home.models.signups import KEPT_FOR
from home.signup import papers
from home.signup.admin_forms import HeadcountForm, RepeatForm
from home.signup.keeping import give_back
from home.signup.repeating import repeat
from papers.downloads import download

PER_PAGE = 100


def may_organise(user: Any, activity: ActivityPage) -> bool:
    """Return whether the user may see who comes: whoever may edit the activity, and nobody else."""
    return bool(activity.permissions_for_user(user).can_edit())


def may_repeat(user: Any, activity: ActivityPage) -> bool:
    """Return whether the user may put the same session beside it."""
    parent = activity.get_parent()
    return parent is not None and bool(parent.permissions_for_user(user).can_add_subpage())


def _activity(request: HttpRequest, number: int) -> ActivityPage:
    activity = get_object_or_404(ActivityPage, pk=number)
    if is_binned(activity) or not may_organise(request.user, activity):
        raise PermissionDenied
    return activity


def _screen(
    request: HttpRequest,
    template: str,
    title: str,
    activity: ActivityPage,
    context: dict[str, Any],
    *,
    is_refused: bool = False,
) -> HttpResponse:
    ways = (
        (reverse("wagtailadmin_explore", args=[activity.get_parent().pk]), _("Hoạt động")),
        (reverse("wagtailadmin_pages:edit", args=[activity.pk]), activity.title),
    )
    return admin_screen(
        request,
        template,
        title,
        {"activity": activity} | context,
        icon="group",
        ways=ways,
        is_refused=is_refused,
    )


def list_title(activity: ActivityPage) -> str:
    """Return what the list is called: some activities have a headcount and no sign-ups."""
    return _("Người đăng ký") if activity.takes_signups else _("Số người đến")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, number: int) -> HttpResponse:
    """List who signed up, with the box for how many came; a POST is that number."""
    activity = _activity(request, number)
    if request.method != "POST":
        return _people(request, activity, HeadcountForm(initial={"headcount": activity.headcount}))
    form = HeadcountForm(request.POST)
    if not form.is_valid():
        return _people(request, activity, form)
    came = form.cleaned_data["headcount"]
    ActivityPage.objects.filter(pk=number).update(headcount=came)
    log(
        instance=activity,
        action="wagtail.edit",
        user=request.user,
        data={"headcount": came},
        content_changed=True,
    )
    messages.success(
        request,
        _("Đã ghi: %(came)d người đến.") % {"came": came} if came is not None else _("Đã bỏ số người đến."),
    )
    return redirect("signups:people", number)


def _people(request: HttpRequest, activity: ActivityPage, form: HeadcountForm) -> HttpResponse:
    signups = SignUp.objects.filter(activity=activity)
    standing = signups.standing()
    taken = standing.people()
    kept = SignUpList.objects.filter(activity=activity).values_list("people_kept", flat=True).first()
    context = {
        "listing": paginate(request, standing, PER_PAGE, {}),
        "cancelled": list(signups.exclude(cancelled_at=None)[:PER_PAGE]),
        "taken": taken,
        "left": None if activity.capacity is None else max(activity.capacity - taken, 0),
        "people_kept": kept,
        "deleted_on": activity.ends_at + KEPT_FOR,
        "has_begun": activity.starts_at <= timezone.now(),
        "form": form,
    }
    return _screen(
        request,
        "home/signup/admin/people.html",
        list_title(activity),
        activity,
        context,
        is_refused=bool(form.errors),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_one(request: HttpRequest, number: int, sign_up: int) -> HttpResponse:
    """Ask whether to cancel one, and do so."""
    activity = _activity(request, number)
    one = get_object_or_404(SignUp, pk=sign_up, activity=activity)
    if request.method != "POST":
        return _screen(request, "home/signup/admin/cancel.html", _("Huỷ đăng ký"), activity, {"one": one})
    if give_back(one):
        messages.success(request, _("Đã huỷ đăng ký của %(name)s.") % {"name": one.name})
    return redirect("signups:people", number)


@never_cache
@require_safe
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Return the list as a PDF to tick off."""
    activity = _activity(request, number)
    school = SchoolSettings.for_request(request).name
    content = papers.attendance_sheet(
        activity, list(SignUp.objects.filter(activity=activity).standing()), school
    )
    return download(content, f"dang-ky-{activity.slug}.pdf", papers.PDF_TYPE)


@never_cache
@require_safe
def spreadsheet(request: HttpRequest, number: int) -> HttpResponse:
    """Return the list as a spreadsheet."""
    activity = _activity(request, number)
    content = papers.spreadsheet(activity, list(SignUp.objects.filter(activity=activity).standing()))
    return download(content, f"dang-ky-{activity.slug}.xlsx", papers.XLSX_TYPE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Ask how often the session is repeated, and make the drafts."""
    activity = _activity(request, number)
    if not may_repeat(request.user, activity):
        raise PermissionDenied
    newest = activity.get_latest_revision_as_object()
    form = RepeatForm(newest, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _screen(
            request,
            "home/signup/admin/again.html",
            _("Lặp lại buổi này"),
            activity,
            {"form": form, "newest": newest},
            is_refused=bool(form.errors),
        )
    repeated = repeat(newest, form.shifts, request.user)
    if repeated.made:
        days = [format_date(timezone.localtime(one.starts_at).date()) for one in repeated.made]
        messages.success(
            request,
            _("Đã tạo %(number)d bản nháp: %(days)s. Xem lại rồi đăng từng buổi.")
            % {"number": len(days), "days": ", ".join(days)},
        )
    if repeated.there:
        days = [format_date(timezone.localtime(moment).date()) for moment in repeated.there]
        messages.warning(request, _("Đã có sẵn, không tạo thêm: %(days)s.") % {"days": ", ".join(days)})
    return redirect("wagtailadmin_explore", activity.get_parent().pk)


def remind_to_tell(request: HttpRequest, page: Any) -> None:
    """An activity left the site: say that somebody still means to come."""
    coming = page.people_coming if isinstance(page, ActivityPage) else 0
    if coming and may_organise(request.user, page):
        button = messages.button(reverse("signups:people", args=[page.pk]), _("Xem người đăng ký"))
        words = _("Đã có %(number)d người đăng ký buổi này: ai không để lại thư, hãy gọi cho họ.") % {
            "number": coming
        }
        messages.warning(request, words, buttons=[button])


app_name = "signups"
urlpatterns = [
    path("<int:number>/", people, name="people"),
    path("<int:number>/<int:sign_up>/huy/", cancel_one, name="cancel"),
    path("<int:number>/danh-sach.pdf", sheet, name="sheet"),
    path("<int:number>/danh-sach.xlsx", spreadsheet, name="spreadsheet"),
    path("<int:number>/lap-lai/", again, name="again"),
]
