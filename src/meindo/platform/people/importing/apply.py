"""Write a plan in short transactions; each notes one audit row. A killed import is simply run again."""

import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import NameCell, Person, PersonName, ProjectedDay
from meindo.platform.sql import insert_many, update_many

from .known import IDENTITIES, ids_of, kind_of
from .layout import FACTS, FactLayout
from .plan import FactChange, PersonChange, Plan

IMPORT = Actor.system("import")
PURPOSE = "people.import"
CHUNK = 300
# SQLite hands the lock to whoever asks at the right moment: leave the others a gap, a wide one where there are others.
GAP_SECONDS, WIDE_GAP_SECONDS, ALONE_SECONDS = 0.005, 0.1, 0.003
SINCE_EVER = date(1900, 1, 1)

Uuids = Callable[[str, str], UUID]


def random_uuids(_kind: str, _key: str) -> UUID:
    """Addresses that nobody can guess."""
    return uuid.uuid4()


def apply(plan: Plan, uuids: Uuids = random_uuids) -> int:
    """Write the plan; returns the number of transactions."""
    _mark_behind()
    written = 0
    for step in _steps(plan, uuids):
        asked = time.monotonic()
        with unit_of_work(IMPORT, purpose=PURPOSE) as work:
            waited = time.monotonic() - asked
            step(work)
        written += 1
        time.sleep(GAP_SECONDS if waited < ALONE_SECONDS else WIDE_GAP_SECONDS)
    return written


def _mark_behind() -> None:
    """From the first written row until the end of the import the projections lag behind."""
    with unit_of_work(IMPORT, purpose=PURPOSE):
        ProjectedDay.objects.get_or_create(pk=1, defaults={"day": date.min})
        ProjectedDay.objects.filter(pk=1, is_behind=False).update(is_behind=True)


def _steps(plan: Plan, uuids: Uuids) -> Iterator[Callable[[Work], None]]:
    for kind in ("unit", "post"):
        for new in _pieces(plan.new.get(kind, [])):
            yield lambda work, new=new, kind=kind: _create(work, kind, new, uuids, {})  # type: ignore[misc]
    for persons in _pieces(plan.persons):
        yield lambda work, persons=persons: _persons(work, persons, uuids)  # type: ignore[misc]
    owners = ids_of("person") if plan.new.get("employment") else {}
    for new in _pieces(plan.new.get("employment", [])):
        yield lambda work, new=new: _create(work, "employment", new, uuids, owners)  # type: ignore[misc]
    yield from _fact_steps(plan)


def _pieces(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _create(work: Work, kind: str, new: list[tuple[str, str]], uuids: Uuids, owners: dict[str, int]) -> None:
    model, column = IDENTITIES[kind]
    extra = [{"person_id": owners[owner]} if kind == "employment" else {} for _, owner in new]
    insert_many(
        model,
        [model(uuid=uuids(kind, key), **{column: key}, **more) for (key, _), more in zip(new, extra, strict=True)],
    )
    work.record("people.imported", f"kind:{kind}", new=len(new))


def _persons(work: Work, changes: list[PersonChange], uuids: Uuids) -> None:
    born = [change for change in changes if change.is_new]
    insert_many(
        Person,
        [Person(uuid=uuids("person", change.key), key=change.key, email=change.email or "") for change in born],
    )
    keys = [change.key for change in changes]
    ids = {key or "": pk for key, pk in Person.objects.filter(key__in=keys).values_list("key", "pk")}
    mails = [change for change in changes if not change.is_new and change.email is not None]
    update_many(Person, [Person(pk=ids[change.key], email=change.email or "") for change in mails], ["email"])
    _name([(ids[change.key], change.name) for change in changes if change.name is not None])
    work.record("people.imported", "kind:person", new=len(born), changed=len(changes) - len(born))


def _name(named: list[tuple[int, tuple[str, str]]]) -> None:
    """A new person bears the name since ever; another name holds from today on, the earlier one before."""
    insert_many(NameCell, [NameCell(person_id=pk, given_name=name[0], family_name=name[1]) for pk, name in named])
    ids = [pk for pk, _ in named]
    latest = NameCell.objects.filter(person_id__in=ids).values_list("person_id").annotate(Max("id"))
    cells = dict(latest.values_list("person_id", "id__max"))
    before = set(PersonName.objects.current().filter(person_id__in=ids).values_list("person_id", flat=True))
    said = [Statement({"person_id": pk}, {"cell_id": cells[pk]}, today() if pk in before else SINCE_EVER) for pk in ids]
    state(PersonName, said, source=IMPORT.key)


def _fact_steps(plan: Plan) -> Iterator[Callable[[Work], None]]:
    ids = {kind: ids_of(kind) for kind in IDENTITIES} if plan.facts else {}
    by_layout: dict[int, list[FactChange]] = defaultdict(list)
    for change in plan.facts:
        by_layout[FACTS.index(change.layout)].append(change)
    for number, layout in enumerate(FACTS):
        for changes in _pieces(by_layout[number]):
            yield lambda work, layout=layout, changes=changes: _facts(work, layout, changes, ids)  # type: ignore[misc]


def _facts(work: Work, layout: FactLayout, changes: list[FactChange], ids: dict[str, dict[str, int]]) -> None:
    said = []
    for change in changes:
        key = _resolved(layout, tuple(layout.key), change.key, ids) | dict(layout.fixed)
        for part in change.differences:
            values = None if part.new is None else _resolved(layout, tuple(layout.values), part.new, ids)
            said.append(Statement(key, values, part.start, part.end))
    rows = state(layout.model, said, source=IMPORT.key)
    work.record("people.imported", f"file:{layout.file}", statements=len(said), rows=rows)


def _resolved(
    layout: FactLayout, names: tuple[str, ...], cells: tuple[Any, ...], ids: dict[str, dict[str, int]]
) -> dict[str, Any]:
    """The fields of a fact from the leading system's words."""
    found = {}
    for name, cell in zip(names, cells, strict=True):
        kind = kind_of(layout.model, name)
        found[name] = ids[kind][cell] if kind else cell
    return found
