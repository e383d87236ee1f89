"""The screens of commendation."""
