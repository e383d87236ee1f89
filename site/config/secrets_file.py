"""The secret key of one data folder: made once, kept beside the data, never in the repository."""

import os
import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from core.serving.refusal import why_folder_fails

KEY_LENGTH = 50
WRITING_SECONDS = 2.0
"""Longer than another process takes between making the file and writing it."""


def secret_key(folder: Path) -> str:
    """Return the folder's key; make it, readable by its owner alone, when there is none.

    Raises:
        ImproperlyConfigured: The folder cannot be written or the file cannot be read.
    """
    path = folder / "secret-key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(get_random_secret_key())
        if len(key := _written(path)) >= KEY_LENGTH:
            return key
        path.unlink(missing_ok=True)  # a start that was cut off while writing leaves a short file
    except OSError as error:
        raise ImproperlyConfigured(why_folder_fails(error, folder)) from error
    return secret_key(folder)


def _written(path: Path) -> str:
    """Return the file's content, or what there is of it when it stays short."""
    deadline = time.monotonic() + WRITING_SECONDS
    while len(key := path.read_text().strip()) < KEY_LENGTH and time.monotonic() < deadline:
        time.sleep(0.02)
    return key
