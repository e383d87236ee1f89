"""The screens of the schedule."""
