"""Screens and addresses of sharing."""
