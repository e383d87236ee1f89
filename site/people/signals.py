"""What rooms above hear from people."""

from django.dispatch import Signal

shown_no_more = Signal()
"""Sent by ``people.takedown.enforce`` inside its transaction: ``person``, ``forbidden`` (purposes), ``user``."""

asked_of_archives = Signal()
"""Sent with ``person``: receivers return which papers of theirs name the person and stay as they are, in words."""
