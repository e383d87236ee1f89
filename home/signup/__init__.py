"""Signing up for an activity: the public form, the list for the organiser, repeating a session."""
