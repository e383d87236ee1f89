"""Lighthouse over every kind of public page; see run.py."""
