"""Invented pay statements of the people with a log-in, delivered month by month, with a question at each step."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from meindo.platform.clock import BERLIN, at
from meindo.platform.notify.commands import mark_read
from meindo.platform.notify.queries import unread_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.models import Employment

from . import commands, queries
from .commands_import import import_folder
from .commands_withdrawal import confirm, hold_back
from .demo_pdf import statement_pdf
from .manifest import COLUMNS, MANIFEST
from .models import Statement
from .texts import KEY, MISSING, ON_PAPER, WRONG

LONG = ("mitarbeiterin", "teamleitung", "beamter", "kita")  # two years of statements
SHORT = ("ob", "fachbereichsleitung", "vertretung", "reisestelle", "anordnung", "entgelt", "bezuege", "assistenz")
MONTHS, FEW = 24, 3
CORRECTED, HELD, WITHDRAWN = 3, 2, 4  # months ago
DELIVERED_ON = 25  # day of the month


def fill(city: DemoCity) -> None:
    """Deliveries of two years, one correction, one statement held back and one withdrawn, three questions."""
    for back in range(MONTHS, 0, -1):
        _deliver(city, [*LONG, *(SHORT if back <= FEW else ())], back)
    _deliver(city, ["mitarbeiterin"], CORRECTED, corrected=True)
    for name in (*LONG, *SHORT):
        _read_all_but_the_last(city, name)
    _misdelivered(city)
    _questions(city)


def _month(today: date, back: int) -> date:
    """The first day of the month so many months ago."""
    years, month = divmod(today.month - 1 - back, 12)
    return date(today.year + years, month + 1, 1)


def _moment(month: date, more_days: int = 0) -> datetime:
    """When the statements of a month came, or some days later."""
    return datetime.combine(month.replace(day=DELIVERED_ON) + timedelta(days=more_days), time(9), BERLIN)


def _deliver(city: DemoCity, names: Iterable[str], back: int, *, corrected: bool = False) -> None:
    month = _month(city.today, back)
    with TemporaryDirectory() as folder, at(_moment(month, 3 if corrected else 0)):
        lines = [";".join(COLUMNS)]
        for name in names:
            job, person = city.employment(name), city.persons[name]
            content = statement_pdf(job.personnel_no, person.display_name, month, corrected=corrected)
            file = f"{job.personnel_no}.pdf"
            (Path(folder) / file).write_bytes(content)
            family = person.name_cells.latest("pk").family_name
            lines.append(
                ";".join((job.personnel_no, family, f"{month:%Y-%m}", file, hashlib.sha256(content).hexdigest()))
            )
        (Path(folder) / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")
        report = import_folder(Path(folder))
        if report.problems:
            raise RuntimeError(str(report.problems[0]))


def _read_all_but_the_last(city: DemoCity, name: str) -> None:
    """Older statements were opened and their messages read."""
    with at(_moment(_month(city.today, 1), -2)):
        for statement in _statements(city.employment(name)):
            commands.note_opening(statement)
    own = unread_of(city.persons[name].pk).filter(service=KEY).order_by("-created_at")
    mark_read(list(own.values_list("pk", flat=True)[1:]), city.persons[name].pk)


def _statements(job: Employment) -> list[Statement]:
    return [row for row in queries.existing(job).select_related("document")[1:] if row.month.month % 2]


def _misdelivered(city: DemoCity) -> None:
    """One is held back and waits for the second person, one was withdrawn."""
    first, second = city.actor("bezuege"), city.actor("bezuege_zwei")
    wrong = queries.existing(city.employment("teamleitung")).get(month=_month(city.today, WITHDRAWN))
    with at(_moment(_month(city.today, 1), 1)):
        found = hold_back(wrong, reason="Demo: Nachweis aus einem anderen Fachbereich", by=first)
    with at(_moment(_month(city.today, 1), 2)):
        confirm(found, by=second)
    with at(_moment(_month(city.today, 1), 3)):
        held = queries.existing(city.employment("beamter")).get(month=_month(city.today, HELD))
        hold_back(held, reason="Demo: Nachweis einer Person mit ähnlicher Personalnummer", by=first)


def _questions(city: DemoCity) -> None:
    """One answered, one withdrawn, one waiting."""
    asked = (("mitarbeiterin", WRONG, "answer"), ("kita", ON_PAPER, "withdraw"), ("beamter", MISSING, ""))
    for days, (name, kind, move) in zip((12, 9, 2), asked, strict=True):
        moment = datetime.combine(city.today - timedelta(days=days), time(10, 30), BERLIN)
        with at(moment):
            month = f"{_month(city.today, 1):%m/%Y}"
            case = commands.ask(employment=city.employment(name), kind=kind, month=month, text="", by=city.actor(name))
        if move:
            office = city.actor("bezuege") if move == "answer" else city.actor(name)
            reason = "Der Zuschlag ist im nächsten Nachweis enthalten." if move == "answer" else ""
            with at(moment + timedelta(days=1)):
                commands.decide(case=case, move_name=move, by=office, reason=reason, revision=case.revision)
