"""What an activity has that people can sign up for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.carried_copy import is_carried
from core.dependence import valid_until
from home.models.signups import SignUp


@dataclass(frozen=True)
class Places:
    """What a visitor is told about the places.

    Attributes:
        is_open: Whether the activity has not begun.
        left: Places that are free; None when there is no limit.
        is_elsewhere: Whether this is said in a copy of the site, which cannot know what is left: the site itself does.
    """

    is_open: bool
    left: int | None = None
    is_elsewhere: bool = False

    @property
    def may_sign_up(self) -> bool:
        """Whether it is worth while to fill in the form."""
        return self.is_open and self.left != 0


class TakesSignUps(models.Model):
    """An activity for which people may keep places; beside it how many really came."""

    takes_signups = models.BooleanField(
        _("nhận đăng ký"),
        default=False,
        help_text=_(
            "Người xem giữ chỗ ngay trên trang này, tới giờ bắt đầu. Số chỗ để trống là không giới hạn."
        ),
    )
    headcount = models.PositiveIntegerField(
        _("số người đến"),
        null=True,
        blank=True,
        help_text=_("Ghi sau buổi hoạt động; con số này vào báo cáo."),
    )

    exclude_fields_in_copy: ClassVar[list[str]] = ["headcount"]

    if TYPE_CHECKING:
        capacity: int | None
        starts_at: datetime
        ends_at: datetime
        signups: Any
        url: str

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the page of a revision. How many came is a fact, not a draft: no older version takes it back."""
        page = super().with_content_json(content)  # type: ignore[misc]  # of Page, beside which this stands
        page.headcount = self.headcount
        return page

    @cached_property
    def places(self) -> Places | None:
        """What to say about places now; None when nobody signs up, or when it is over."""
        if not self.takes_signups:
            return None
        valid_until(self.starts_at)
        valid_until(self.ends_at)
        now = timezone.now()
        if self.ends_at <= now:
            return None
        if self.starts_at <= now:
            return Places(is_open=False)
        if is_carried():
            return Places(is_open=True, is_elsewhere=True)
        if self.capacity is None:
            return Places(is_open=True)
        taken = SignUp.objects.filter(activity=self.pk).standing().people()
        return Places(is_open=True, left=max(self.capacity - taken, 0))

    @property
    def people_coming(self) -> int:
        """How many have signed up for what is still to come: they have to be told when it leaves the site."""
        if self.ends_at <= timezone.now():
            return 0
        return SignUp.objects.filter(activity=self.pk).standing().people()

    @property
    def sign_up_url(self) -> str:
        """The address of the form."""
        return f"{self.url}dang-ky/"

    @path("dang-ky/", name="sign_up")
    def sign_up(self, request: HttpRequest) -> HttpResponseBase:
        """Ask who comes, and keep their places."""
        from home.signup import views  # noqa: PLC0415  # the views know the tables

        return views.sign_up(request, self)

    @path("dang-ky/<str:token>/", name="signed_up")
    def signed_up(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Say that the places are kept."""
        from home.signup import views  # noqa: PLC0415

        return views.signed_up(request, self, token)

    @path("huy-dang-ky/<str:token>/", name="cancel_sign_up")
    def cancel_sign_up(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Ask whether to give the places back, and do so."""
        from home.signup import views  # noqa: PLC0415

        return views.cancel(request, self, token)
