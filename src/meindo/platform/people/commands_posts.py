"""Writes of posts that the personnel system does not bring."""

from datetime import date

from .commands import Statement, state
from .models import Post, PostDescription


def add_post(*, key: str, unit_id: int, title: str, since: date, source: str, is_lead: bool = False) -> Post:
    """A post in a unit from a day on, still vacant."""
    made = Post.objects.create(key=key)
    described = {"unit_id": unit_id, "title": title, "is_lead": is_lead}
    state(PostDescription, [Statement({"post_id": made.pk}, described, since)], source=source)
    return made
