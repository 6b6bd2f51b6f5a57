"""The house's own lints: small rules that no general tool knows. `python -m tools.lint` runs them all."""
