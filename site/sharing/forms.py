"""Writing down a post: in the kit of a page, and when the record is corrected."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from sharing.models import ShareRecord

FIELDS = ["network", "account", "url", "shared_at", "note"]


class ShareRecordForm(WagtailAdminModelForm):
    """Where, with which link, when."""

    class Meta:
        model = ShareRecord
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's field makes "http://" of an address without a scheme; every network speaks https.
        self.fields["url"].assume_scheme = "https"
