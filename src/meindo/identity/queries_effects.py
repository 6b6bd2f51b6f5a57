"""What a personnel measure does to somebody's access, in words: per day and application, with the reason."""

from datetime import date
from typing import NamedTuple

from meindo.platform.people.queries_movements import Said

from .models import Application, Entitlement
from .queries_foresight import question_of
from .queries_mine import Words
from .queries_preview import days_of_change, overlay_of
from .wanted import NOTHING, Because, Rights, reasons, rights

MOST_DAYS = 6  # a measure has a beginning, an end, and what the rules add


class Effect(NamedTuple):
    """What changes in one application: rights that come, with the reasons, that go, that rest or work again."""

    application: str
    comes: tuple[tuple[str, tuple[str, ...]], ...]
    goes: tuple[str, ...]
    rests: tuple[str, ...]
    works_again: tuple[str, ...]


class EffectsOfDay(NamedTuple):
    """All that changes from one day on, against how it would be without the measure."""

    day: date
    effects: tuple[Effect, ...]


def effects_of(person_id: int, said: Said) -> list[EffectsOfDay]:
    """The days on which something is different because of what is said, each against the days before it."""
    overlay = overlay_of(said)
    found: list[EffectsOfDay] = []
    known: tuple[Rights, Rights] = (NOTHING, NOTHING)
    for day in days_of_change(said)[:MOST_DAYS]:
        plain = rights(question_of(day, people=[person_id])).get(person_id, NOTHING)
        question = question_of(day, people=[person_id], overlay=overlay)
        supposed = rights(question).get(person_id, NOTHING)
        why = reasons(question, person_id)
        if (plain, supposed) != known and plain != supposed:
            words = Words(question, why.values(), to_self=False)
            found.append(EffectsOfDay(day, _effects(plain, supposed, why, words)))
        known = plain, supposed
    return found


def _effects(before: Rights, after: Rights, why: dict[int, list[Because]], words: Words) -> tuple[Effect, ...]:
    touched = {abs(right) for right in before ^ after}
    by_application: dict[int, list[Entitlement]] = {}
    for row in Entitlement.objects.filter(pk__in=touched).order_by("label", "id"):
        by_application.setdefault(row.application_id, []).append(row)
    labels = dict(Application.objects.filter(pk__in=by_application).values_list("id", "label"))
    return tuple(
        Effect(labels[pk], *_sorted_out(rows, before, after, why, words))
        for pk, rows in sorted(by_application.items(), key=lambda pair: labels[pair[0]])
    )


def _sorted_out(
    rows: list[Entitlement], before: Rights, after: Rights, why: dict[int, list[Because]], words: Words
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    comes: list[tuple[str, tuple[str, ...]]] = []
    goes: list[str] = []
    rests: list[str] = []
    again: list[str] = []
    for row in rows:
        had, has = row.pk in before or -row.pk in before, row.pk in after or -row.pk in after
        if has and not had:
            comes.append((row.label, tuple(words.of(because) for because in why.get(row.pk, ()))))
        elif had and not has:
            goes.append(row.label)
        else:
            (rests if -row.pk in after else again).append(row.label)
    return tuple(comes), tuple(goes), tuple(rests), tuple(again)
