"""One commendation: added, changed, left out, taken back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from honors import approval, steps
from honors.forms import ItemForm, ShortReasonForm
from honors.models import Commendation, CommendationRound
from honors.models.kinds import STANDING
from honors.recipients import next_position
from honors.rules import Action, is_allowed, refusal

CONFIRMED = "confirmed"
"""What the hidden field says after the editor was told that the round has been approved meanwhile."""


def _overview(commendation_round: CommendationRound) -> HttpResponse:
    return redirect("honors_rounds:overview", commendation_round.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one to a round that is being put together."""
    return _edit(request, Commendation(round=get_object_or_404(CommendationRound, pk=pk)), Action.ADD_ITEM)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one; after the approval that voids it, which the screen says beforehand."""
    item = get_object_or_404(Commendation.objects.select_related("round", "person"), pk=pk)
    return _edit(request, item, Action.EDIT_ITEM)


def _edit(request: HttpRequest, item: Commendation, action: Action) -> HttpResponse:
    commendation_round = item.round
    if not is_allowed(request.user, action):
        raise PermissionDenied
    if item.pk and item.state not in STANDING:
        messages.error(request, _("Đề nghị này không còn trong đợt, nên không sửa được."))
        return _overview(commendation_round)
    if request.method != "POST":
        if why := refusal(request.user, action, commendation_round):
            messages.error(request, why)
            return _overview(commendation_round)
        return _show(request, item, ItemForm(instance=item, initial={"seen_state": commendation_round.state}))
    form = ItemForm(request.POST, instance=item)
    if form.is_valid():
        try:
            _save(request, form, action)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _overview(commendation_round)
    return _show(request, item, form)


def _save(request: HttpRequest, form: ItemForm, action: Action) -> None:
    """Store the item with the round held, so that no decision falls between the look and the save.

    Raises:
        ValidationError: The round has moved on while the form was open.
    """
    item = form.instance
    is_new = item.pk is None
    with steps.locked(item.round) as current:
        _refuse_if_moved_on(request, form, action, current)
        columns = [name for name in form.changed_data if name in form.Meta.fields]
        if is_new:
            item.added_by = request.user
            item.position = next_position(current)
            item.save()
        elif columns:
            # Only what was typed: the rest of the row may have changed since the form was read.
            item.save(update_fields=columns)
        if is_new or columns:
            log(
                instance=item,
                action="wagtail.create" if is_new else "honors.edit",
                user=request.user,
                data={"changes": ", ".join(str(form.fields[name].label) for name in columns)},
            )
        _say_what_it_means(request, current, item)


def _refuse_if_moved_on(
    request: HttpRequest, form: ItemForm, action: Action, current: CommendationRound
) -> None:
    state = form.cleaned_data["seen_state"]
    if refusal(request.user, action, current):
        raise ValidationError(
            _("Chưa lưu: trong lúc bạn sửa, đợt đã chuyển sang “%(state)s”. Chữ bạn gõ vẫn còn ở đây.")
            % {"state": current.get_state_display()}
        )
    item = form.instance
    if item.pk and not Commendation.objects.standing().filter(pk=item.pk, round=current).exists():
        raise ValidationError(_("Chưa lưu: đề nghị này không còn trong đợt."))
    if current.is_decided and state not in {current.state, CONFIRMED}:
        form.data = dict(form.data.items()) | {"seen_state": CONFIRMED}
        raise ValidationError(
            _("Đợt vừa được duyệt trong lúc bạn sửa. Bấm Lưu lần nữa nếu vẫn muốn đổi: phải trình duyệt lại.")
        )


def _say_what_it_means(
    request: HttpRequest, commendation_round: CommendationRound, item: Commendation
) -> None:
    if commendation_round.is_decided and not approval.holds(commendation_round):
        messages.warning(
            request, _("Đã lưu. Lần duyệt trước không còn hiệu lực: hãy trình hiệu trưởng duyệt lại.")
        )
    else:
        messages.success(request, _("Đã lưu: %(item)s.") % {"item": item})


def _show(request: HttpRequest, item: Commendation, form: ItemForm) -> HttpResponse:
    context: dict[str, Any] = {
        "item": item,
        "round": item.round,
        "form": form,
        "is_decided": item.round.is_decided,
        "is_new": item.pk is None,
    }
    return render(request, "honors/admin/item.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one that was never decided on."""
    item = get_object_or_404(Commendation.objects.select_related("round", "person"), pk=pk)
    try:
        steps.remove(item, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã xoá: %(item)s.") % {"item": item})
    return _overview(item.round)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave one out, with the council's reason."""
    item = get_object_or_404(Commendation.objects.select_related("round", "person"), pk=pk)
    return _with_reason(
        request,
        item,
        Action.DROP_ITEM,
        lambda reason: steps.drop(item, request.user, reason),
        {
            "title": _("Bỏ khỏi đợt"),
            "explanation": _(
                "Hội đồng không thông qua đề nghị này. Nó vẫn nằm trong hồ sơ của đợt, kèm lý do."
            ),
            "button": _("Bỏ khỏi đợt"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an award back."""
    item = get_object_or_404(Commendation.objects.select_related("round", "person"), pk=pk)
    return _with_reason(
        request,
        item,
        Action.REVOKE,
        lambda reason: steps.revoke(item, request.user, reason),
        {
            "title": _("Thu hồi"),
            "explanation": _(
                "Người này rời khỏi trang Tôn vinh ngay, cùng bài Gương tự học đi kèm. Ai quét mã trên giấy sẽ "
                "thấy giấy đã bị thu hồi. "
                "Lý do chỉ người trong trường đọc được."
            ),
            "button": _("Thu hồi giấy này"),
        },
    )


def _with_reason(
    request: HttpRequest, item: Commendation, action: Action, work: Any, words: dict[str, str]
) -> HttpResponse:
    if not is_allowed(request.user, action):
        raise PermissionDenied
    if why := refusal(request.user, action, item.round):
        messages.error(request, why)
        return _overview(item.round)
    form = ShortReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            work(form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        else:
            messages.success(request, f"{words['title']}: {item}.")
            return _overview(item.round)
    context = {"item": item, "round": item.round, "form": form, "words": words}
    return render(request, "honors/admin/reason.html", context, status=422 if form.errors else 200)


urls = [
    path("them/<int:pk>/", add, name="add"),
    path("<int:pk>/", edit, name="edit"),
    path("<int:pk>/xoa/", remove, name="remove"),
    path("<int:pk>/bo/", drop, name="drop"),
    path("<int:pk>/thu-hoi/", revoke, name="revoke"),
]
