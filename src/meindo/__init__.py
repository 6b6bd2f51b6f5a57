"""meindo: one platform for all personnel services of a large German municipality."""
