"""The places where a school tells its stories again, what each takes, and which links are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TRACKING = ("utm_", "fbclid", "mibextid", "igsh", "si", "zarsrc")
"""Parameters that say who clicked, not what is shown: two links that differ in them alone are one."""


class Network(models.TextChoices):
    """Where a page was shared."""

    FACEBOOK = "facebook", gettext_lazy("Facebook")
    ZALO = "zalo", gettext_lazy("Zalo")
    YOUTUBE = "youtube", gettext_lazy("YouTube")
    ENETVIET = "enetviet", gettext_lazy("eNetViet")
    OTHER = "other", gettext_lazy("Nơi khác")


HOSTS: dict[str, tuple[str, ...]] = {
    Network.FACEBOOK: ("facebook.com", "fb.com", "fb.watch", "fb.me"),
    Network.ZALO: ("zalo.me", "zaloapp.com", "zapps.vn"),
    Network.YOUTUBE: ("youtube.com", "youtu.be"),
    Network.ENETVIET: ("enetviet.com",),
}
"""The domains of each network; their subdomains count. A place that is not here takes any address."""


@dataclass(frozen=True)
class Limit:
    """The most characters that a network's box takes; 0 is no limit that anybody meets.

    Source: YouTube Help, "Video description" (5,000, no angle brackets); articles of a Zalo Official Account
    (title 150, description 300).
    """

    title: int = 0
    text: int = 0


LIMITS: dict[str, Limit] = {
    Network.FACEBOOK: Limit(),
    Network.ZALO: Limit(title=150, text=300),
    Network.YOUTUBE: Limit(title=100, text=5_000),
    Network.ENETVIET: Limit(),
}


def cleaned_link(network: str, link: str) -> str:
    """Return the link as it is stored: the host in lower case, without what only tells who clicked.

    Args:
        network: One of ``Network``.
        link: A whole address, or nothing.

    Raises:
        ValidationError: It does not begin with https://, or is not of the network.
    """
    link = link.strip()
    if not link:
        return ""
    parts = _split(link)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        raise ValidationError(
            _("Liên kết phải bắt đầu bằng https://. Hãy chép cả dòng địa chỉ của bài đăng.")
        )
    domains = HOSTS.get(network)
    if domains and not any(host == domain or host.endswith(f".{domain}") for domain in domains):
        raise ValidationError(
            _("Liên kết này không phải của %(network)s. Hãy xem lại nơi đăng, hoặc chép lại liên kết.")
            % {"network": Network(network).label}
        )
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(TRACKING[0]) and name.lower() not in TRACKING
    ]
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, urlencode(query), ""))


def _split(link: str) -> SplitResult:
    try:
        return urlsplit(link)
    except ValueError:  # such as a bracket that opens an IPv6 address and does not close
        raise ValidationError(_("Đây không phải một liên kết. Hãy chép lại cả dòng địa chỉ.")) from None
