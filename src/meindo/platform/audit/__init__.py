"""What happened, by whom, for which purpose: an append-only, chained log."""
