"""Standing permissions and months claimed under them, made by the real commands."""

from datetime import date, timedelta
from typing import Any

from tests.services.dienstreise import factory
from tests.support.office import Office

from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import at, today
from meindo.services.dienstreise import commands_collective, commands_permission, deciding
from meindo.services.dienstreise.answers_month import month_key, month_of, with_rows
from meindo.services.dienstreise.forms_month import row_question
from meindo.services.dienstreise.permission_request import PermissionRequest
from meindo.ui.question import Questionnaire

AREA = "Stadtgebiet Dortmund"


def last_month(back: int = 1) -> date:
    """The first day of the month so many months ago."""
    found = today().replace(day=1)
    for _month in range(back):
        found = (found - timedelta(days=1)).replace(day=1)
    return found


def request_for(**changes: Any) -> PermissionRequest:
    """A permission that began half a year ago and lasts a year."""
    first = changes.pop("valid_from", last_month(6))
    facts = {"area": AREA, "occasion": "Hausbesuche", "means": ("car", "bicycle", "bus"), "answers": {}}
    until = changes.pop("valid_until", first + timedelta(days=360))
    return PermissionRequest(**{**facts, "valid_from": first, "valid_until": until, **changes})


def typed_request(**changes: Any) -> dict[str, Any]:
    """The same as typed, from today on."""
    days = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in (("start_day", today()), ("end_day", today() + timedelta(days=90)))
        for part in ("day", "month", "year")
    }
    seen = {f"seen_{key}": "1" for key in ("gebiet", "zeitraum", "womit", "umfang")}
    return {"area": AREA, "occasion": "Hausbesuche", "means": ["car"], **days, **seen, **changes}


def asked(office: Office, who: str = "mitarbeiterin", by: str = "", **changes: Any) -> Case:
    """A permission that waits for the line manager."""
    return commands_permission.request_permission(
        employment=office.employment(who), request=request_for(**changes), by=office.actor(by or who)
    )


def decide(office: Office, case: Case, who: str, move: str, **more: Any) -> CaseEvent:
    """Somebody makes a move on a permission or a month as it stands."""
    case.refresh_from_db()
    return deciding.decide(case=case, move_name=move, by=office.actor(who), revision=case.revision, **more)


def in_force(office: Office, who: str = "mitarbeiterin", days_ago: int = 200, **changes: Any) -> Case:
    """A permission that was approved in time."""
    changes = {"valid_from": last_month(6), **changes}
    with at(today() - timedelta(days=days_ago)):
        case = asked(office, who, **changes)
        decide(office, case, "teamleitung", "approve")
    return case


def row(day: date, **changes: str) -> dict[str, Any]:
    """One trip as typed: ten km by car and back, two hours."""
    typed = {f"day_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    typed |= {"start": "09:00", "end": "11:00", "from": "Büro", "to": "Hörde", "means": "car", "km": "10", "back": "on"}
    return {name: value for name, value in {**typed, **changes}.items() if value != ""}


def typed_month(*rows: dict[str, Any], month: date | None = None) -> dict[str, Any]:
    """A month as typed."""
    return {"month": month_key(month or last_month()), "seen_belege": "1", **with_rows({}, rows)}


def file(office: Office, permission: Case, typed: dict[str, Any], who: str = "mitarbeiterin", **more: Any) -> Case:
    """The month is sent."""
    first = date.fromisoformat(f"{typed['month']}-01")
    numbers = [name for name in typed if name.startswith("seen_fahrt-")]
    questions = [row_question(number, first) for number in range(1, len(numbers) + 1)]
    journeys = month_of(Questionnaire(questions).cleaned(typed))
    permission = Case.objects.get(pk=permission.pk)
    return commands_collective.file_month(
        permission=permission, journeys=journeys, answers=typed, by=office.actor(who), **more
    )


def filed(office: Office, permission: Case | None = None, *days: int) -> Case:
    """A month with trips on these days of last month, which waits for the travel office."""
    held = permission or in_force(office)
    first = last_month()
    rows = [row(first.replace(day=day)) for day in days or (3, 10)]
    return file(office, held, typed_month(*rows))


def paid(office: Office) -> Case:
    """A month that is paid."""
    case = filed(office)
    decide(office, case, "reisestelle", "confirm")
    decide(office, case, "anordnung", "order")
    factory.answer()
    factory.settle_down()
    case.refresh_from_db()
    return case
