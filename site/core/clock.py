"""Told of the passing of time by the one process that never sleeps long, the schedule runner."""

from django.dispatch import Signal

went_on = Signal()
"""Sent every few seconds, for what else has to be done by the clock. Receivers are quick and take no arguments."""
