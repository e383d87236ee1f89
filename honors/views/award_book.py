"""The award book ("Sổ khen thưởng"): every certificate that was given, to look up and to take along as a table."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from core.spreadsheets import as_text
from honors.models import AwardKind, Commendation, ItemState
from week.models import WeekEdition


class AwardFilterSet(WagtailFilterSet):
    """By Week, form and state."""

    edition = django_filters.ModelChoiceFilter(
        field_name="round__edition", queryset=WeekEdition.objects.all(), label=_("Tuần lễ")
    )
    award_kind = django_filters.ChoiceFilter(choices=AwardKind.choices, label=_("Hình thức"))
    state = django_filters.ChoiceFilter(
        choices=[(state.value, state.label) for state in (ItemState.AWARDED, ItemState.REVOKED)],
        label=_("Tình trạng"),
    )

    class Meta:
        model = Commendation
        fields = ["edition", "award_kind", "state"]


class AwardBookView(ReportView):
    """The book."""

    index_url_name = "award_book"
    index_results_url_name = "award_book_results"
    page_title = _("Sổ khen thưởng")
    header_icon = "list-ul"
    filterset_class = AwardFilterSet
    permission_policy = ModelPermissionPolicy(Commendation)
    any_permission_required = ["view"]
    columns = [
        Column("certificate_number", label=_("Số vào sổ"), accessor="certificate_number"),
        Column("recipient", label=_("Họ và tên"), accessor="recipient"),
        Column("recipient_unit", label=_("Lớp, đơn vị"), accessor="recipient_unit"),
        Column("award_kind", label=_("Hình thức"), accessor="get_award_kind_display"),
        Column("decision", label=_("Quyết định"), accessor=lambda item: item.round.decision_label),
        Column("state", label=_("Tình trạng"), accessor="get_state_display"),
    ]
    list_export = [
        "certificate_number",
        "certificate_year",
        "recipient",
        "recipient_unit",
        "get_award_kind_display",
        "citation",
        "round.decision_label",
        "round.decision_date",
        "get_state_display",
    ]
    export_headings = {
        "certificate_number": _("Số vào sổ"),
        "certificate_year": _("Năm"),
        "recipient": _("Họ và tên"),
        "recipient_unit": _("Lớp, đơn vị"),
        "get_award_kind_display": _("Hình thức"),
        "citation": _("Thành tích"),
        "round.decision_label": _("Quyết định"),
        "round.decision_date": _("Ngày ký"),
        "get_state_display": _("Tình trạng"),
    }

    custom_field_preprocess = {
        name: {"csv": as_text, "xlsx": as_text} for name in ("recipient", "recipient_unit", "citation")
    }

    def get_filename(self) -> str:
        """Return the name of the exported file."""
        return "so-khen-thuong"

    def get_base_queryset(self) -> Any:
        """Return every numbered award, the newest first."""
        return (
            Commendation.objects.filter(certificate_number__isnull=False)
            .select_related("person", "round")
            .order_by("-certificate_year", "-certificate_number")
        )
