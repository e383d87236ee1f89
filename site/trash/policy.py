"""Whoever may see every page sees none that lies in the bin.

Editors hold permissions in their sections, so that the bin is closed to them by itself; a superuser holds every page,
and the admin's search, reports, choosers and counts ask Wagtail's one policy which those are.
"""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy

from core.bin import outside_bin


class OutsideBinPolicy(PagePermissionPolicy):
    """Wagtail's policy for pages, without the bin."""

    def _base_queryset_for_user(self, user: Any) -> Any:
        """Return all pages for a superuser, but those in the bin.

        Private in Wagtail, and the one place that all its lists go through; tests/integration/test_trash.py guards it.
        """
        pages = super()._base_queryset_for_user(user)
        return pages if pages is None else outside_bin(pages)


def install() -> None:
    """Let the policy that Wagtail's modules have imported be ours; no setting names another."""
    page_permission_policy.__class__ = OutsideBinPolicy
