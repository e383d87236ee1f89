"""What only a process with the site's settings can do: ``python -m tests.bench.inside queries|login|change [ADDRESS …]``.

queries prints {address: queries of a visit that is not the first}, login a session of an administrator and the
address of the list of stories, change gives a department another name, which nearly every page shows. JSON on stdout.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import django

HOST = "127.0.0.1"


def queries(addresses: list[str], cookie: str = "") -> dict[str, int]:
    """Return how many queries each address takes."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST=HOST)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    found = {}
    for address in addresses:
        for _ in range(2):
            status = client.get(address).status_code
            assert status == 200, f"{address}: {status}"
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found[address] = len(captured.captured_queries)
    return found


def login() -> dict[str, Any]:
    """Return a new session's key, and where the admin lists the stories."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse

    from news.models import NewsIndexPage

    user, _made = get_user_model().objects.get_or_create(
        username="bench", defaults={"is_superuser": True, "is_staff": True}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    address = reverse("wagtailadmin_explore", args=[NewsIndexPage.objects.get().pk])
    counted = queries([address], session.session_key)
    return {"cookie": session.session_key, "address": address, "queries": counted[address]}


def change() -> dict[str, Any]:
    """Rename a department and return what it is called now; its address stays as it is."""
    from week.models import Department

    department = Department.objects.order_by("pk").first()
    clock = f"{datetime.now(UTC):%H%M%S}".translate(str.maketrans("0123456789", "¹²³⁴⁵⁶⁷⁸⁹⁰"))
    department.short_name = f"Bộ phận 1{clock}"
    department.save()
    return {"name": department.short_name}


def main() -> None:
    """Do what the command line says."""
    task, *arguments = sys.argv[1:]
    django.setup()
    done = {"queries": lambda: queries(arguments), "login": login, "change": change}[task]()
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main()
