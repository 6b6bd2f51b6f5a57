"""Backups, the way back, and the export of everything: one documented, open format, with no outside tool."""
