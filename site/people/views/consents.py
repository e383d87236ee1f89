"""Withdrawing a consent, reading its scan, printing the form to sign."""

from __future__ import annotations

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.log_actions import log

from core.private_files import private_response
from papers.kinds import TemplateError
from people.consent_form import consent_form_response
from people.models import Consent, Person
from people.takedown import Removal, consequences, enforce, explain
from people.viewsets import LIST_CONSENTS


class WithdrawalForm(forms.Form):
    """Why it is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do, hoặc ai đã yêu cầu"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Chỉ lưu trong hồ sơ; không hiện cho công chúng."),
    )
    everything = forms.BooleanField(
        label=gettext_lazy("Rút lại mọi phiếu của người này"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Bỏ chọn nếu chỉ rút phiếu đang mở."),
    )


@transaction.atomic
def withdraw(consent: Consent, user: object, reason: str, *, everything: bool = False) -> Removal:
    """End the consent now, and take off what it allowed.

    Args:
        consent: A consent in force.
        user: Who enters the withdrawal.
        reason: For the record.
        everything: Whether the person's other consents end with it.
    """
    ending = [consent]
    if everything:
        ending += consent.person.consents.filter(withdrawn_at__isnull=True).exclude(pk=consent.pk)
    for one in ending:
        one.withdrawn_at, one.withdrawal_reason, one.due_at = timezone.now(), reason, None
        one.save()
        log(instance=one, action="people.withdrawn", user=user, data={"reason": reason})
    return enforce(consent.person, reason=_("Đã rút lại đồng ý."), user=user)


class WithdrawView(PermissionRequiredMixin, View):
    """Say what a withdrawal takes off, then do it."""

    permission_required = "people.change_consent"
    raise_exception = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the consequences and ask why."""
        return self._show(request, get_object_or_404(Consent, pk=pk), WithdrawalForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw."""
        consent = get_object_or_404(Consent, pk=pk)
        form = WithdrawalForm(request.POST)
        if consent.withdrawn_at is not None or not form.is_valid():
            return self._show(request, consent, form)
        removal = withdraw(consent, request.user, **form.cleaned_data)
        messages.success(request, _("Đã rút lại đồng ý của %(person)s.") % {"person": consent.person})
        for sentence in explain(removal):
            messages.warning(request, sentence)
        return redirect(LIST_CONSENTS)

    def _show(self, request: HttpRequest, consent: Consent, form: WithdrawalForm) -> HttpResponse:
        return render(
            request,
            "people/withdraw.html",
            {
                "consent": consent,
                "form": form,
                "consequences": None if consent.withdrawn_at else consequences(consent.person),
            },
        )


def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the scan to who may see consents.

    Raises:
        PermissionDenied: The user may not.
    """
    if not request.user.has_perm("people.view_consent"):
        raise PermissionDenied
    return private_response(get_object_or_404(Consent, pk=pk).scan)


def blank_form(request: HttpRequest, person: int | None = None) -> HttpResponse:
    """Send the form to be printed and signed, with the child's name when one is given.

    Raises:
        PermissionDenied: The user may not see people.
    """
    if not request.user.has_perm("people.view_person"):
        raise PermissionDenied
    try:
        return consent_form_response(request, get_object_or_404(Person, pk=person) if person else None)
    except TemplateError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_home")


urls = [
    path("<int:pk>/rut-lai/", WithdrawView.as_view(), name="withdraw"),
    path("<int:pk>/ban-chup/", scan, name="scan"),
    path("mau/", blank_form, name="form"),
    path("mau/<int:person>/", blank_form, name="form_for"),
]
