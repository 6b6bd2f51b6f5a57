"""Dated values from the services' files, and their release by two people."""
