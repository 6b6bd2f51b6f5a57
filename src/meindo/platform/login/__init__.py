"""Accounts, log-in names, tokens and the immediate lock; no pages."""
