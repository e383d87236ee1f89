"""Wagtail's own words, from its own catalogue: our sentences name its buttons as they stand on the screen."""

from django.utils.translation import gettext


def wagtail_words(message: str) -> str:
    """Return a message of Wagtail's in the active language.

    A function of its own name, so that ``make messages`` does not take the English for one of our strings.
    """
    return gettext(message)
