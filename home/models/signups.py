"""Who will come to an activity, and until when their data are kept. Never public, and no account is needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.secret_links import new_token
from core.timed import TimedModel
from people.models.person import validate_name

KEPT_FOR = timedelta(days=30)
"""How long after its end an activity's sign-ups are kept; the form says so."""
MOST_PEOPLE = 10
CONSENT_VERSION = "2026-11"
"""Of the sentence in ``home/signup/consent.html``: whoever changes its meaning gives it a new one."""

validate_phone = RegexValidator(
    r"^\+?(?:[\s.()-]*\d){8,15}[\s.()-]*$",
    _("Số điện thoại chưa đúng. Ghi 10 chữ số, ví dụ 0912 345 678."),
)


class SignUpList(TimedModel):
    """The sign-ups of one activity. Its row is what is locked to count places; ``due_at`` is when its data go."""

    activity = models.OneToOneField(
        "home.ActivityPage",
        verbose_name=_("hoạt động"),
        on_delete=models.CASCADE,
        related_name="signup_list",
    )
    people_kept = models.PositiveIntegerField(
        _("số người đã đăng ký"),
        null=True,
        editable=False,
        help_text=_("Còn lại khi dữ liệu cá nhân đã xoá."),
    )
    said_starts_at = models.DateTimeField(editable=False)
    said_ends_at = models.DateTimeField(editable=False)
    said_place = models.CharField(max_length=150, blank=True, editable=False)
    said_off = models.BooleanField(default=False, editable=False)
    """What those who signed up were told last (``home.signup.telling``): when, where, and whether it was off."""

    goes_live = False
    # That somebody has signed up is no use of the page that a delete would have to warn of.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("danh sách đăng ký")
        verbose_name_plural = _("danh sách đăng ký")

    def __str__(self) -> str:
        return self.activity.title

    @staticmethod
    def sayings(activity: Any) -> dict[str, Any]:
        """Return what an activity's page says of time and place, as fields of its list."""
        return {
            "said_starts_at": activity.starts_at,
            "said_ends_at": activity.ends_at,
            "said_place": activity.place,
            "said_off": not activity.live,
        }

    def say(self, activity: Any) -> None:
        """Remember that this was told; what was said of one that is off now stays, for when it is on again."""
        now = self.sayings(activity)
        for name, value in now.items() if activity.live else [("said_off", True)]:
            setattr(self, name, value)
        self.save(update_fields=list(now))


class SignUpQuerySet(models.QuerySet):
    """Sign-ups, asked for in words."""

    def standing(self) -> SignUpQuerySet:
        """Return those that were not cancelled."""
        return self.filter(cancelled_at=None)

    def people(self) -> int:
        """Return how many people they are for."""
        return self.order_by().aggregate(people=models.Sum("people"))["people"] or 0


class SignUp(models.Model):
    """Some people who want to come, by the one who speaks for them."""

    activity = models.ForeignKey(
        "home.ActivityPage", verbose_name=_("hoạt động"), on_delete=models.CASCADE, related_name="signups"
    )
    name = models.CharField(_("họ và tên"), max_length=100, validators=[validate_name])
    phone = models.CharField(_("số điện thoại"), max_length=30, blank=True, validators=[validate_phone])
    email = models.EmailField(_("thư điện tử"), blank=True)
    people = models.PositiveSmallIntegerField(
        _("số người"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    created_at = models.DateTimeField(_("đăng ký lúc"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("huỷ lúc"), null=True, editable=False)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    form_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    """Digest of the form it came with, so that pressing the button twice is one sign-up."""
    consent_version = models.CharField(
        _("lời đồng ý"), max_length=20, default=CONSENT_VERSION, editable=False
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(SignUpQuerySet)()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("created_at", "pk")
        default_permissions = ()
        verbose_name = _("lượt đăng ký")
        verbose_name_plural = _("lượt đăng ký")

    def __str__(self) -> str:
        return self.name

    @property
    def cancel_url(self) -> str:
        """The address at which the places are given back."""
        return f"{self.activity.url}huy-dang-ky/{self.token}/"

    @property
    def contact(self) -> str:
        """How to reach them: ``0912 345 678, lan@example.org``."""
        return ", ".join(filter(None, [self.phone, self.email]))
