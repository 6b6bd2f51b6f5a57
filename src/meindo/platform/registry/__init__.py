"""Services declare themselves here; at start-up everything declared is handed down by key."""
