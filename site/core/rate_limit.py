"""How often one client may do something: counted in the default cache, by a digest of the client's address.

The count is exact within one process; processes that count in the same instant may each let one more through.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

TOO_MANY_REQUESTS = 429
IPV6_SITE_BITS = 64
"""An IPv6 client has at least a whole /64 to itself and may change its address within it at will."""

_counting = threading.Lock()


def client_address(request: HttpRequest) -> str:
    """Return the address of who asks: an IPv4 address, or the /64 network of an IPv6 one.

    Behind our proxy (``settings.TRUSTED_PROXY``) it is the last hop of ``X-Forwarded-For``, which the proxy itself
    has appended; earlier hops are the client's own words. Without a proxy the header counts for nothing.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXY:
        peer = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or peer
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:  # a socket has no address
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), IPV6_SITE_BITS), strict=False))


@dataclass(frozen=True)
class RateLimit:
    """At most ``limit`` times in any ``seconds``, for each client or each ``whose``.

    Every method takes ``whose``: what is counted instead of the client's address, such as an account's key.

    Attributes:
        name: What is counted; two limits of one name share their counts.
        limit: How many times.
        seconds: Within how long.
    """

    name: str
    limit: int
    seconds: int

    def is_exceeded(self, request: HttpRequest, whose: str = "") -> bool:
        """Count this time, and return whether it is one too many."""
        key = self._key(request, whose)
        with _counting:
            times = self._times(key)
            if len(times) >= self.limit:
                return True
            cache.set(key, [*times, time.time()], self.seconds)
        return False

    def is_reached(self, request: HttpRequest, whose: str = "") -> bool:
        """Return whether the next time would be one too many, without counting."""
        return len(self._times(self._key(request, whose))) >= self.limit

    def retry_after(self, request: HttpRequest, whose: str = "") -> int:
        """Return in how many seconds the next time is allowed; 0 when it is now."""
        times = self._times(self._key(request, whose))
        return max(ceil(times[0] + self.seconds - time.time()), 1) if len(times) >= self.limit else 0

    def _key(self, request: HttpRequest, whose: str) -> str:
        who = whose or client_address(request)
        return f"rate-limit:{salted_hmac('core.rate_limit', f'{self.name} {who}').hexdigest()}"

    def _times(self, key: str) -> list[float]:
        earliest = time.time() - self.seconds
        return [moment for moment in cache.get(key, []) if moment > earliest]


def too_many_requests(request: HttpRequest, limit: RateLimit, whose: str = "") -> HttpResponse:
    """Return the page that asks to wait, with ``Retry-After``."""
    seconds = limit.retry_after(request, whose)
    response = render(request, "429.html", {"minutes": ceil(seconds / 60)}, status=TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
