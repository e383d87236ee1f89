"""The list of what was shared, in the admin; to filter, to correct, to take along as a table."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import make_naive
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from core.spreadsheets import as_text
from core.templatetags.vietnamese_tags import vi_datetime
from sharing.forms import ShareRecordForm
from sharing.models import RecordState, ShareRecord
from sharing.networks import Network

ON_WIDE = "share-on-wide"
"""The class of columns that a phone leaves out."""


class RecordPolicy(ModelPermissionPolicy):
    """A record is made in its page's kit, and corrected by who made it or who may edit the page."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the user may; nobody adds one without a page."""
        return action != "add" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: ShareRecord) -> bool:
        """Return whether the user may do it with this record."""
        if not super().user_has_permission(user, action):
            return False
        if action != "change" or instance.shared_by_id == user.pk or instance.page is None:
            return True
        return instance.page.permissions_for_user(user).can_edit()


RECORD_POLICY = RecordPolicy(ShareRecord)


class RecordFilterSet(WagtailFilterSet):
    """By place, day and whether it has to go."""

    network = django_filters.ChoiceFilter(choices=Network.choices, label=_("Nơi đăng"))
    state = django_filters.ChoiceFilter(
        choices=RecordState.choices, label=_("Tình trạng"), method="filter_state"
    )
    shared_at = django_filters.DateFromToRangeFilter(label=_("Ngày đăng"), widget=DateRangePickerWidget)

    class Meta:
        model = ShareRecord
        fields = ["network", "state", "shared_at"]

    def filter_state(self, records: Any, name: str, value: str) -> Any:
        """Return the records in the state."""
        return records.in_state(value)


def link_of(record: ShareRecord) -> SafeString | str:
    """Return the way to the post."""
    if not record.url:
        return "–"
    return format_html('<a href="{}" rel="noreferrer">{}</a>', record.url, gettext("Xem bài đăng"))


def name_of(user: Any) -> str:
    """Return the name for a spreadsheet; nothing for an account that is no more."""
    return as_text(str(user or ""))


class RecordIndexView(IndexView):
    """The list, with the way to each page's kit."""

    list_export = [
        "page_title",
        "get_network_display",
        "account",
        "url",
        "shared_at",
        "shared_by",
        "state.label",
        "note",
    ]
    export_headings = {
        "page_title": _("Bài"),
        "get_network_display": _("Nơi đăng"),
        "account": _("Tên trang hoặc nhóm"),
        "url": _("Liên kết"),
        "shared_at": _("Đăng lúc"),
        "shared_by": _("Người ghi"),
        "state.label": _("Tình trạng"),
        "note": _("Ghi chú"),
    }
    custom_field_preprocess = {
        name: {"csv": as_text, "xlsx": as_text} for name in ("page_title", "account", "note")
    } | {
        "shared_by": {"csv": name_of, "xlsx": name_of},
        "state.label": {"csv": str, "xlsx": str},
        # Wagtail's own would be Greenwich's.
        "shared_at": {"csv": make_naive, "xlsx": make_naive},
    }

    @cached_property
    def columns(self) -> list[Column]:
        """Leave out the boxes for doing something to many: there is nothing to do to many records."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_edit_url(self, instance: ShareRecord) -> str | None:
        """Return the way to correct it, for those who may."""
        if not RECORD_POLICY.user_has_permission_for_instance(self.request.user, "change", instance):
            return None
        return super().get_edit_url(instance)

    def get_list_more_buttons(self, instance: ShareRecord) -> list[Any]:
        """Add the way to the kit."""
        buttons = super().get_list_more_buttons(instance)
        if instance.page_id is not None:
            url = reverse("sharing:kit", args=[instance.page_id])
            buttons.append(
                Button(gettext("Mở trang Chia sẻ"), url=url, icon_name="link-external", priority=5)
            )
        return buttons


class RecordEditView(EditView):
    """Correct a record."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form to those who may correct this one; Wagtail itself asks for the kind alone.

        Raises:
            PermissionDenied: The user neither made it nor may edit its page.
        """
        if not RECORD_POLICY.user_has_permission_for_instance(request.user, "change", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Any]:
        """Add the way to the kit."""
        buttons = [*super().header_more_buttons]
        if self.object.page_id is not None:
            url = reverse("sharing:kit", args=[self.object.page_id])
            buttons.append(
                Button(gettext("Mở trang Chia sẻ"), url=url, icon_name="link-external", priority=5)
            )
        return buttons


class ShareRecordViewSet(SnippetViewSet):
    """What was shared, newest first."""

    model = ShareRecord
    icon = "link-external"
    menu_label = _("Chia sẻ")
    menu_name = "share-records"
    menu_order = 240
    add_to_admin_menu = True
    list_display = [
        "page_title",
        Column("place", label=_("Nơi đăng"), accessor="place", sort_key="network"),
        Column("state", label=_("Tình trạng"), accessor=lambda record: record.state.label),
        Column("shared_at", label=_("Đăng lúc"), accessor=lambda record: vi_datetime(record.shared_at)),
        Column("shared_by", label=_("Người ghi"), accessor="shared_by", classname=ON_WIDE),
        Column("link", label=_("Liên kết"), accessor=link_of, classname=ON_WIDE),
    ]
    filterset_class = RecordFilterSet
    ordering = ["-shared_at", "-pk"]
    index_view_class = RecordIndexView
    edit_view_class = RecordEditView
    index_template_name = "sharing/records.html"
    index_results_template_name = "sharing/records_results.html"
    export_filename = "luot-chia-se"
    permission_policy = RECORD_POLICY
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("page_title", read_only=True),
            FieldRowPanel([FieldPanel("network"), FieldPanel("account")]),
            FieldPanel("url"),
            FieldPanel("shared_at"),
            FieldPanel("note"),
        ],
        base_form_class=ShareRecordForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShareRecord]:
        """Return every record, with what a row shows."""
        return ShareRecord.objects.select_related("page", "shared_by")
