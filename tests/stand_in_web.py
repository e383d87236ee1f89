"""A web server that stands in for the site behind the proxy: ``stand_in_web.py PORT``.

It says what it was asked, so that a test sees what the proxy passed on. What to answer is part of the address.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Answers every request with what it was."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        # http.server tidies the path.
        asked = {
            "web": self.command,
            "target": self.requestline.split()[1],
            "host": self.headers["Host"],
            "at": time.time(),
        }
        body = json.dumps(asked).encode()
        self.send_response(410 if "da-go" in self.path else 200)
        if "tai-lieu" in self.path:
            self.send_header("X-Accel-Redirect", "/internal-media/documents/de.pdf")
            self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_GET  # noqa: N815  # http.server's names

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
