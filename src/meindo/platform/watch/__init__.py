"""Whether the installation is well: findings as sentences for people, figures for a monitoring system."""
