"""What rooms above hear from people."""

from django.dispatch import Signal

shown_no_more = Signal()
"""Sent by ``people.takedown.enforce`` inside its transaction: ``person``, ``forbidden`` (purposes), ``user``."""
