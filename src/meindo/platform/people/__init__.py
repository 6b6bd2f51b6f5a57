"""Persons, employments, posts and units as dated facts, and who answers for whom on which day."""
