"""Personnel movements as statements of facts: what is to hold from which day. Nothing is written here; a measure or an
import states it, a preview supposes it.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Q

from meindo.platform.clock import FOREVER

from .commands import Statement, foreseen
from .facts import Fact
from .models import Affiliation, Employment, Holding, HoldingKind, PostDescription, Terms

Said = list[tuple[type[Fact], Statement]]
MOST_POSTS = 9


def _held(employment: int, day: date) -> list[tuple[int, str, Decimal, date]]:
    """The posts that an employment fills on a day or later: post, kind, share, until when."""
    rows = Holding.objects.current().filter(employment_id=employment, valid_until__gt=day).order_by("valid_from", "id")
    return list(rows.values_list("post_id", "kind", "share", "valid_until"))


def _holding(employment: int, post: int, values: dict[str, Any] | None, start: date, end: date) -> Said:
    return [(Holding, Statement({"employment_id": employment, "post_id": post}, values, start, end))]


def transfer(employment: int, post: int, day: date, *, share: Decimal = Decimal(1)) -> Said:
    """Umsetzung: from the day on this post, and none of those before; secondments end with it."""
    said: Said = []
    for old in {held for held, *_ in _held(employment, day)} - {post}:
        said += _holding(employment, old, None, day, FOREVER)
    return said + _holding(employment, post, {"kind": HoldingKind.INHABER, "share": share}, day, FOREVER)


def second(employment: int, post: int, start: date, end: date, *, share: Decimal = Decimal(1)) -> Said:
    """Abordnung: for a time also on this post; the own one stays, its rights rest in that share."""
    return _holding(employment, post, {"kind": HoldingKind.ABORDNUNG, "share": share}, start, end)


def end_secondment(employment: int, post: int, day: date) -> Said:
    """Back earlier than planned; an extension is `second` with a later end."""
    return _holding(employment, post, None, day, FOREVER)


def leave(employment: int, start: date, end: date) -> Said:
    """Beurlaubung or Elternzeit: every post is kept, its holder is on leave; why is not said."""
    said: Said = []
    for post, _kind, share, until in _held(employment, start):
        if min(until, end) > start:
            said += _holding(employment, post, {"kind": HoldingKind.BEURLAUBT, "share": share}, start, min(until, end))
    return said


def return_early(employment: int, day: date) -> Said:
    """Back from leave before its end."""
    said: Said = []
    for post, kind, share, until in _held(employment, day):
        if kind == HoldingKind.BEURLAUBT:
            said += _holding(employment, post, {"kind": HoldingKind.INHABER, "share": share}, day, until)
    return said


def depart(employment: int, day: date) -> Said:
    """The employment ends: from that day on there is none, no post and no membership."""
    said: Said = [(Terms, Statement({"employment_id": employment}, None, day, FOREVER))]
    for post, *_rest in _held(employment, day):
        said += _holding(employment, post, None, day, FOREVER)
    member_of = Affiliation.objects.current().filter(employment_id=employment, valid_until__gt=day)
    for unit in set(member_of.values_list("unit_id", flat=True)):
        said.append((Affiliation, Statement({"employment_id": employment, "unit_id": unit}, None, day, FOREVER)))
    return said


def rehire(employment: int, post: int, day: date, *, status_group: str, share: Decimal = Decimal(1)) -> Said:
    """The same person comes again, under the same employment: terms and a post from the day on."""
    terms = Statement({"employment_id": employment}, {"status_group": status_group, "share": share}, day, FOREVER)
    return [(Terms, terms), *_holding(employment, post, {"kind": HoldingKind.INHABER, "share": share}, day, FOREVER)]


def join(employment: int, unit: int, start: date, end: date = FOREVER, *, role: str = "mitglied") -> Said:
    """Membership in a unit of the matrix; posts and approver stay."""
    key = {"employment_id": employment, "unit_id": unit}
    return [(Affiliation, Statement(key, {"role": role}, start, end))]


def current_jobs(person_id: int, day: date) -> list[Employment]:
    """The employments of a person that hold on a day or begin later, the one that began first in front."""
    rows = Employment.objects.filter(person_id=person_id, terms__superseded_at__isnull=True, terms__valid_until__gt=day)
    return list(rows.distinct().order_by("pk"))


def former_jobs(person_id: int, day: date) -> list[Employment]:
    """The employments of a person that ended before a day, or never began."""
    held = {job.pk for job in current_jobs(person_id, day)}
    return list(Employment.objects.filter(person_id=person_id).exclude(pk__in=held).order_by("pk"))


def on_leave(employment: int, day: date) -> bool:
    """Whether the holder of a post is on leave on a day or later."""
    rows = Holding.objects.current().filter(employment_id=employment, kind=HoldingKind.BEURLAUBT)
    return rows.filter(valid_until__gt=day).exists()


def holds_terms(employment: int, day: date) -> bool:
    """Whether the employment holds on a day."""
    return Terms.value_on(day, "status_group", employment_id=employment) is not None


def has_terms_from(employment: int, day: date) -> bool:
    """Whether the employment holds on a day or on a later one."""
    return Terms.objects.current().filter(employment_id=employment, valid_until__gt=day).exists()


def secondments(employment: int, day: date) -> list[Holding]:
    """Abordnungen of an employment that run on a day or later, with their posts."""
    rows = Holding.objects.current().filter(employment_id=employment, kind=HoldingKind.ABORDNUNG, valid_until__gt=day)
    return list(rows.select_related("post").order_by("valid_from", "id"))


def posts_like(text: str, day: date) -> list[PostDescription]:
    """Posts of a day by their key, else by unit or title: at most nine, so that the caller can say "and more"."""
    rows = PostDescription.objects.as_of(day).select_related("post", "unit").order_by("unit__code", "title", "id")
    exact = list(rows.filter(post__key__iexact=text)[:1])
    if exact:
        return exact
    for word in text.split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(unit__code__istartswith=word) | Q(unit__name__icontains=word))
    return list(rows[:MOST_POSTS])


def described_posts(posts: Iterable[int], day: date) -> dict[int, str]:
    """Posts in words, as of a day."""
    rows = PostDescription.objects.as_of(day).filter(post_id__in=list(posts)).select_related("unit")
    return {row.post_id: f"{row.title}, {row.unit}" for row in rows}


def changes_nothing(said: Said) -> bool:
    """Whether all of it holds already."""
    return not any(change.new or change.superseded for change in (foreseen(model, [one]) for model, one in said))


def as_plan(said: Iterable[tuple[type[Fact], Statement]]) -> list[dict[str, Any]]:
    """Statements as a measure keeps them."""
    return [
        {
            "model": model._meta.object_name,
            "key": statement.key,
            "values": statement.values and {name: _plain(value) for name, value in statement.values.items()},
            "valid_from": statement.valid_from.isoformat(),
            "valid_until": statement.valid_until.isoformat(),
        }
        for model, statement in said
    ]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def from_plan(plan: Iterable[dict[str, Any]]) -> Said:
    """What a measure will state."""
    said: Said = []
    for entry in plan:
        model: type[Fact] = apps.get_model("people", entry["model"])
        until = date.fromisoformat(entry["valid_until"]) if entry.get("valid_until") else FOREVER
        values = entry["values"] and {
            name: Decimal(value) if name == "share" else value for name, value in entry["values"].items()
        }
        said.append((model, Statement(entry["key"], values, date.fromisoformat(entry["valid_from"]), until)))
    return said
