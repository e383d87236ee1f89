"""The secret key of one data folder: made once, kept beside the data, never in the repository."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from core.serving.refusal import why_folder_fails


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
        key = path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(why_folder_fails(error, folder)) from error
    if len(key) < 50:  # noqa: PLR2004  # a start that was cut off while writing leaves a short file
        path.unlink(missing_ok=True)
        return secret_key(folder)
    return key
