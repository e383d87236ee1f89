"""Write what nginx must know of the server's settings: ``proxy_settings.py FOLDER``.

Plain Python without Django: the proxy holds no secrets, so it cannot load the site's settings.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

FILE_NAME = "settings.conf"
HOST_NAME = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[a-f0-9:.]+\]")
TEXT = """\
upstream site {{ server {web}; keepalive 16; }}

# A page: its last copy stands behind the web server and is asked when that does not answer. For the rest of that
# second nobody waits for the web server again (0s: nginx counts whole seconds, and 1s would be nearly two). No
# connections are kept: one that was just being closed is no sign of trouble.
upstream page {{
    zone page 64k;
    server {web} max_fails=1 fail_timeout=0s;
    server unix:/tmp/proxy/kept.sock backup;
}}

map $http_host $is_our_host {{
    default no;
    "~*^(?:{hosts})(?::[0-9]+)?$" yes;
}}

map $forwarded_proto $transport_security {{
    default "";
    https   "{transport_security}";
}}
"""


def host_pattern(allowed: str) -> str:
    """Return a regular expression for Django's ALLOWED_HOSTS, names with commas between them.

    A name that begins with a dot stands for itself and all below it, ``*`` for any. Anything that is no name is left
    out: the web server refuses such a host, and so does the store.
    """
    patterns = []
    for name in (word.strip().lower() for word in allowed.split(",")):
        if name == "*":
            patterns.append(r"[a-z0-9.-]+")
        elif HOST_NAME.fullmatch(name):
            below = r"(?:[a-z0-9-]+\.)*" if name.startswith(".") else ""
            patterns.append(below + re.escape(name.removeprefix(".")))
    return "|".join(patterns) or "[^\\s\\S]"


def settings(environment: Mapping[str, str]) -> str:
    """Return the text of the file.

    Args:
        environment: WEB_ADDRESS (host:port, or unix: and a path), ALLOWED_HOSTS and SECURE_HSTS_SECONDS.
    """
    seconds = environment.get("SECURE_HSTS_SECONDS", "3600").strip()
    return TEXT.format(
        web=environment.get("WEB_ADDRESS", "web:8000"),
        hosts=host_pattern(environment.get("ALLOWED_HOSTS", "")),
        transport_security=f"max-age={seconds}" if seconds.isdigit() and int(seconds) else "",
    )


def main() -> None:
    """Write the file into the folder named on the command line."""
    Path(sys.argv[1], FILE_NAME).write_text(settings(os.environ))


if __name__ == "__main__":
    main()
