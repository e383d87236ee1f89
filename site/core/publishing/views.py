"""Wagtail's page forms with our side panel.

Wagtail has no hook for the side panels of pages (it has one for almost everything else): its views build the list in
``get_side_panels()``, which is not documented. tests/integration/test_before_publishing.py guards it. The addresses
are Wagtail's own; ``config.urls`` puts ours before them.
"""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.urls import display_custom_404
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.base_page import BasePage
from core.publishing.side_panel import BeforePublishingPanel


class SchoolCreateView(CreateView):
    """The form of a new page."""

    def get_side_panels(self) -> MediaContainer:
        """Return Wagtail's panels, ours first."""
        panels = super().get_side_panels()
        if not isinstance(self.page, BasePage):
            return panels
        return MediaContainer(
            [BeforePublishingPanel(self.page, self.request, parent_page=self.parent_page), *panels]
        )


class WithBeforePublishing:
    """Adds our panel to the form of a page that is stored."""

    page: Any
    request: Any

    def get_side_panels(self) -> MediaContainer:
        """Return Wagtail's panels, ours first; an alias is published with its source."""
        panels = super().get_side_panels()  # type: ignore[misc]
        if not isinstance(self.page, BasePage) or self.page.alias_of_id:
            return panels
        scheduled = self.scheduled_revision  # type: ignore[attr-defined]
        ours = BeforePublishingPanel(
            self.page,
            self.request,
            parent_page=self.parent,  # type: ignore[attr-defined]
            scheduled_at=scheduled.approved_go_live_at if scheduled else None,
        )
        return MediaContainer([ours, *panels])


class SchoolEditView(WithBeforePublishing, EditView):
    """The form of a page."""


class SchoolRevertView(WithBeforePublishing, RevisionsRevertView):
    """The form of a page with an earlier version in it."""


urlpatterns = [
    path(
        "add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        SchoolCreateView.as_view(),
    ),
    path("<int:page_id>/edit/", SchoolEditView.as_view()),
    path("<int:page_id>/revisions/<int:revision_id>/revert/", SchoolRevertView.as_view()),
]
for decorator in (require_admin_access, display_custom_404, never_cache):  # as Wagtail does with its own
    urlpatterns = decorate_urlpatterns(urlpatterns, decorator)
