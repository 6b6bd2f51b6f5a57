"""One folder per service, discovered; nobody keeps a list."""
