"""The address the site answers at."""

import errno
import socket
import time

from core.serving.refusal import CannotStartError

PATIENCE_SECONDS = 3.0
"""A server whose supervisor was killed lets go of its port within two seconds."""
HIGHEST_PORT = 65535


def parse_port(text: str) -> int:
    """Return the port.

    Raises:
        CannotStartError: It is no number from 1 to 65535.
    """
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        raise CannotStartError(f"PORT phải là một số từ 1 đến {HIGHEST_PORT}, không phải “{text}”.")
    return int(text)


def listen(host: str, port: int, patience: float = PATIENCE_SECONDS) -> socket.socket:
    """Return a socket that listens there; the web server takes it over, so nobody can slip in between.

    Raises:
        CannotStartError: The port is taken, or may not be used.
    """
    deadline = time.monotonic() + patience
    while True:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(64)
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise CannotStartError(f"Không mở được địa chỉ {host}:{port} ({error.strerror}).") from error
            if time.monotonic() >= deadline:
                raise CannotStartError(
                    f"Cổng {port} đang có chương trình khác dùng; hãy dừng nó, hoặc chọn cổng khác, "
                    f"ví dụ: make run PORT={port + 1 if port < HIGHEST_PORT else 8000}"
                ) from error
            time.sleep(0.2)
        else:
            return listener
