"""Formats that differ from Django's, per language."""
