"""Commendations from a spreadsheet: read, looked at, and only then saved."""
