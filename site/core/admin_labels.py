"""Labels that Wagtail's views leave out or write in English, taken from the names of its own models.

The views have no setting for them, their forms and viewsets cannot be exchanged (``wagtail.sites`` names its own in
a hook), so the attributes are set here; tests/integration/test_admin_words.py reads the screens.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.forms import Form
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.forms.collections import GroupCollectionManagementPermissionFormSet
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.search import SearchView
from wagtail.documents.forms import GroupDocumentPermissionFormSet
from wagtail.images.forms import GroupImagePermissionFormSet
from wagtail.models import Collection, Page, Site
from wagtail.sites.views import IndexView as SitesView
from wagtail.users.forms import PagePermissionsForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

LINK_TEXT = _("Chữ của liên kết")
PAGE = capfirst(Page._meta.verbose_name)
COLLECTION = capfirst(Collection._meta.verbose_name)
FIELDS: list[tuple[type[Form], str, Any]] = [
    # The dialogs of links.
    (choosers.ExternalLinkChooserForm, "link_text", LINK_TEXT),
    (choosers.AnchorLinkChooserForm, "link_text", LINK_TEXT),
    (choosers.EmailLinkChooserForm, "link_text", LINK_TEXT),
    (choosers.EmailLinkChooserForm, "email_address", _("Địa chỉ thư điện tử")),
    (choosers.EmailLinkChooserForm, "subject", _("Tiêu đề thư")),
    (choosers.EmailLinkChooserForm, "body", _("Nội dung thư")),
    (choosers.PhoneLinkChooserForm, "link_text", LINK_TEXT),
    (choosers.PhoneLinkChooserForm, "phone_number", _("Số điện thoại")),
    # Actions on many things at once, and workflows.
    (DefaultPageForm, "include_descendants", _("Cả các trang con")),
    (RoleForm, "role", _("Vai trò")),
    (WorkflowPageForm, "page", PAGE),
    # The rights of a group. Those of collections are put into the language of whatever process loads them first.
    (PagePermissionsForm, "page", PAGE),
    (GroupImagePermissionFormSet.form, "collection", COLLECTION),
    (GroupDocumentPermissionFormSet.form, "collection", COLLECTION),
    (GroupCollectionManagementPermissionFormSet.form, "collection", COLLECTION),
]
"""Form, field, label."""


def _label_columns_of_sites() -> None:
    """A column without a label is called by its name in the code ("Root page")."""
    for column in SitesView.columns:
        try:
            field = Site._meta.get_field(column.name)
        except FieldDoesNotExist:
            continue
        if column.label == capfirst(column.name.replace("_", " ")):
            column.label = capfirst(field.verbose_name)


def register() -> None:
    """Set the labels. Called when Django starts."""
    # Without them the search of pages counts "1-20 of 99 None".
    SearchView.verbose_name = Page._meta.verbose_name
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
    for form, field, label in FIELDS:
        form.base_fields[field].label = label
    _label_columns_of_sites()
