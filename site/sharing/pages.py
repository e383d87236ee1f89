"""Pages as sharing sees them: which may be shared, by whom, and what they say of themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.base_page import BasePage
from core.querysets import public_only
from core.school_settings import SchoolSettings
from core.vietnamese import format_date, format_time, weekday_name
from people.models import Channel
from people.obstacles import obstacles_of
from sharing.texts import Story
from week.models import WeekEdition

VIEW, ADD, CHANGE = (f"sharing.{action}_sharerecord" for action in ("view", "add", "change"))
UNCUT = "format-jpeg|width-"
"""The sizes of a picture that show all of it, in a format that every network takes (``core.rendition_sizes``)."""
CURRENT_WEEK = "sharing:current-week"
_SECONDS = 600
_NONE = "-"


def is_shareable(page: Page) -> bool:
    """Return whether a page of its kind is something to tell: not a section, not a page of Wagtail's own."""
    model = page.specific_class
    return model is not None and issubclass(model, BasePage) and not model.is_section


def public_page(number: int) -> BasePage | None:
    """Return the page if the public can read it now, and it is something to tell."""
    page = public_only(Page.objects.live().filter(pk=number)).first()
    return page.specific if page is not None and is_shareable(page) else None


def may_see(user: Any, page: Page) -> bool:
    """Return whether the user may open the page's kit."""
    rights = page.permissions_for_user(user)
    return user.has_perm(VIEW) and (rights.can_edit() or rights.can_lock())


def may_record(user: Any, page: Page) -> bool:
    """Return whether the user may write down where the page was shared."""
    return user.has_perm(ADD) and page.permissions_for_user(user).can_edit()


def full_address(page: Page, path: str = "") -> str:
    """Return the page's full address, or that of a path on the page's site."""
    parts = page.get_url_parts()
    root = parts[1] if parts else ""
    return f"{root or settings.WAGTAILADMIN_BASE_URL}{path or (parts[2] if parts else '')}"


def short_address(page: Page) -> str:
    """Return the full short address, such as https://…/t/12/."""
    return full_address(page, reverse("short_address", args=[page.pk]))


def week_of(page: Page) -> WeekEdition | None:
    """Return the Week that the page belongs to, or the current one."""
    return getattr(page, "edition", None) or current_week()


def current_week() -> WeekEdition | None:
    """Return the Week that the public is told of (``WeekEdition.current``). Remembered for ten minutes."""
    found = cache.get(CURRENT_WEEK)
    if found is None:
        found = WeekEdition.current() or _NONE
        cache.set(CURRENT_WEEK, found, _SECONDS)
    return None if found == _NONE else found


def forget_current_week(**kwargs: Any) -> None:
    """A Week was changed: nobody remembers what it said."""
    cache.delete(CURRENT_WEEK)


def story_of(page: BasePage) -> Story:
    """Return what the page says of itself, as the public reads it."""
    week = week_of(page)
    school = SchoolSettings.for_site(page.get_site())
    tags = [str(name) for name in page.tags.names()] if hasattr(page, "tags") else []
    if week is not None:
        tags.append(f"Tuần lễ học tập suốt đời {week.year}")
    return Story(
        title=page.title,
        lead=page.lead.strip(),
        details=page.share_details,
        address=full_address(page),
        short_address=short_address(page),
        school=school.name,
        tags=(*tags, school.short_name),
    )


def people_without_consent(page: BasePage) -> list[str]:
    """Return a sentence for everybody whom the page names or shows and the networks may not."""
    return list(dict.fromkeys(sentence for _field, sentence in obstacles_of(page, channel=Channel.SOCIAL)))


def title_may_be_printed(page: BasePage) -> bool:
    """Return whether nobody in the page is kept out of print, so that its title may stand under a printed code."""
    return not obstacles_of(page, channel=Channel.PRINT)


def photograph_of(page: BasePage) -> Any:
    """Return the largest size of the page's own picture that is there already, or None: looking makes none."""
    picture = page.shared_picture()
    if picture is None:
        return None
    return picture.renditions.filter(filter_spec__startswith=UNCUT).order_by("-width").first()


def why_not_public(page: Page) -> str:
    """Return why the page cannot be shared yet, and when it will be; for a page that is not public."""
    if page.live:
        return _("Bài chỉ mở cho một số người xem nên không chia sẻ ra ngoài được.")
    revision = page.scheduled_revision
    if revision is not None and revision.approved_go_live_at:
        moment = timezone.localtime(revision.approved_go_live_at)
        return _(
            "Bài chưa đăng nên chưa chia sẻ được. Bài đã hẹn giờ đăng lúc %(time)s, %(weekday)s %(day)s: "
            "sau giờ đó hãy mở lại trang này."
        ) % {"time": format_time(moment), "weekday": weekday_name(moment), "day": format_date(moment)}
    if page.first_published_at:
        return _("Bài đã được gỡ khỏi trang nên không chia sẻ được nữa.")
    return _("Bài chưa đăng nên chưa chia sẻ được. Bài còn là bản nháp và chưa hẹn giờ đăng.")
