"""Formats that replace Django's own, one package per language (settings: FORMAT_MODULE_PATH)."""
