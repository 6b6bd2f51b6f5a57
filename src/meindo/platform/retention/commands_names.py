"""Erase former names (§ 13 SBGG): the cell is emptied, the dated fact stays, copies of the name and account follow."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from meindo.kernel.spelling import says, spellings
from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.models import Draft
from meindo.platform.clock import now, today
from meindo.platform.login.commands_names import rename_to_number
from meindo.platform.login.models import User
from meindo.platform.notify.models import Notification
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.commands_contact import erase_email
from meindo.platform.people.models import NameCell, Person, PersonName
from meindo.platform.post.commands import seal_anew
from meindo.platform.post.models import Sheet

from .queries_names import texts_with

ERASED = "name"
PURPOSE = "retention"
CHANGED, KEPT = "changed", "kept"
# where names are copied as they were: what was told to people, on screen and on paper, and what somebody types
COPIES: tuple[tuple[Any, str], ...] = ((Notification, "params"), (Sheet, "content"), (Draft, "title"), (Draft, "data"))


def former_names(person_id: int) -> list[NameCell]:
    """The names that a person bore and bears no longer, also superseded ones."""
    in_use = PersonName.objects.current().filter(person_id=person_id, valid_until__gt=today()).values("cell_id")
    cells = NameCell.objects.filter(person_id=person_id, erased_at__isnull=True).exclude(pk__in=in_use)
    return list(cells.select_related("person").order_by("pk"))


@dataclass
class NamesErased:
    """What an erasure of former names reached: how many names, what became of user name and mail address where they
    said one, and in how many texts of people one stays, by the purpose for which these are kept.
    """

    names: int = 0
    user_name: str = ""
    email: str = ""
    texts: dict[str, int] = field(default_factory=dict)


def erase_former_names(work: Work, person_id: int) -> NamesErased:
    """Erase every name that the person bears no longer. Part of the transaction that decides."""
    cells = former_names(person_id)
    done = NamesErased(len(cells), texts=texts_with(person_id, [str(cell) for cell in cells]))
    for cell in cells:
        reached = _erase(work, cell)
        done.user_name, done.email = reached.user_name or done.user_name, reached.email or done.email
    return done


def key_of(cell: NameCell) -> str:
    """By what the erasure list names a name: its person, the first day that was said of it, and when that was said; the
    same in every database that knows the person. The number of a row says this nowhere but here.
    """
    said = PersonName.objects.filter(cell=cell).order_by("pk").values_list("valid_from", "recorded_at").first()
    if said is None:
        return f"{cell.person.uuid}/{cell.pk}"
    return f"{cell.person.uuid}/{said[0]}/{said[1].astimezone(UTC).replace(tzinfo=None).isoformat('T', 'microseconds')}"


def _cell_of(key: str) -> NameCell | None:
    """The name that a line of the list means, unless it is erased already. Lines of before name the row alone."""
    cells = NameCell.objects.filter(erased_at__isnull=True).select_related("person")
    if key.isdecimal():
        return cells.filter(pk=int(key)).first()
    person, _slash, said = key.partition("/")
    own = cells.filter(person__uuid=person)
    if said.isdecimal():
        return own.filter(pk=int(said)).first()
    day, _slash, at = said.partition("/")
    recorded = datetime.fromisoformat(at).replace(tzinfo=UTC)
    names = PersonName.objects.filter(person__uuid=person, valid_from=day, recorded_at=recorded)
    return own.filter(pk__in=names.values("cell_id")).order_by("pk").first()


def _erase(work: Work, cell: NameCell) -> NamesErased:
    reached = _leave_account(work, cell)
    with erasures.erasing(ERASED, [key_of(cell)]):
        _replace(cell.person, str(cell), cell.person.display_name)
        _replace(cell.person, f"{cell.family_name}, {cell.given_name}", cell.person.sort_name)
        NameCell.objects.filter(pk=cell.pk).update(given_name="", family_name="", erased_at=now())
    work.record("people.name_erased", f"person:{cell.person.uuid}")
    return reached


def _leave_account(work: Work, cell: NameCell) -> NamesErased:
    """User name and mail address say a name no longer. One that the city's own log-in knows is changed there."""
    kept, person = spellings(cell.person.display_name), cell.person
    gone, reached = spellings(str(cell)) - kept, NamesErased()
    user = User.objects.filter(person=person).first()
    if user is not None and says(user.username, gone, kept):
        by_city = bool(settings.UPSTREAM) and settings.UPSTREAM["match"] == "user_name"
        reached.user_name = KEPT if by_city else CHANGED
        if not by_city:
            rename_to_number(work, user)
    email = Person.objects.values_list("email", flat=True).get(pk=person.pk)
    if says(email.partition("@")[0], gone, kept):
        erase_email(work, person)
        reached.email = CHANGED
    return reached


def _replace(person: Person, old: str, new: str) -> None:
    """Write the name of today where the old one was copied as a whole: "Jan Schulz" is no part of "Jan Schulze". If
    somebody else's name holds the old one, a copy may mean them: then only what belongs to the person.
    """
    if old.strip(", ") in ("", new):
        return
    others = Person.objects.exclude(pk=person.pk)
    shared = others.filter(Q(display_name__contains=old) | Q(sort_name__contains=old)).exists()
    whose = Q(person_id=person.pk) if shared else Q()
    escaped = json.dumps(old)[1:-1]  # as SQLite keeps JSON
    whole = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    for model, column in COPIES:
        rows = model.objects.annotate(as_text=Cast(column, TextField()))
        for row in rows.filter(whose, Q(as_text__contains=old) | Q(as_text__contains=escaped)):
            before = getattr(row, column)
            after = _renamed(before, whole, new)
            if after == before:
                continue
            model.objects.filter(pk=row.pk).update(**{column: after})
            if model is Sheet:
                seal_anew([row.batch_id])


def _renamed(value: Any, old: re.Pattern[str], new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, old, new) for item in value]
    return old.sub(lambda _found: new, value) if isinstance(value, str) else value


def _erase_again(key: str) -> bool:
    cell = _cell_of(key)
    if cell is not None:
        with unit_of_work(Actor.system("restore"), purpose=PURPOSE) as work:
            _erase(work, cell)
    return cell is not None


erasures.add_eraser(ERASED, _erase_again)
