"""Questions and requests at any step, made by the real commands; contract tests find `make` in every factory."""

from typing import Any

from tests.support.office import Office

from meindo.platform.access.models import AccessRecord
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import today
from meindo.platform.outbox.worker import drain
from meindo.services.datenschutz import commands


def make(office: Office, who: str = "mitarbeiterin", text: str = "") -> Case:
    """A request for information that waits for the office."""
    return commands.request_information(employment=office.employment(who), text=text, by=office.actor(who))


def looked(office: Office, who: str = "reisestelle", at: str = "mitarbeiterin") -> AccessRecord:
    """Somebody looked at somebody's data."""
    people = office.people
    return AccessRecord.objects.create(
        day=today(), subject=people[at], viewer=people[who], role="travel_office", purpose="dienstreise.settle"
    )


def asked(office: Office, record: AccessRecord | None = None, who: str = "mitarbeiterin") -> Case:
    """A question that waits for the office."""
    return commands.ask_about_access(
        employment=office.employment(who),
        about="Reisestelle",
        text="Warum?",
        record_id=record.pk if record else None,
        by=office.actor(who),
    )


def correction(office: Office, who: str = "mitarbeiterin") -> Case:
    """A request for rectification that waits for the personnel office."""
    return commands.request_correction(
        employment=office.employment(who),
        about="Entgeltgruppe",
        wrong="S 11 steht dort.",
        right="S 12 seit März.",
        by=office.actor(who),
    )


def erasure(office: Office, kind: str = "other", who: str = "mitarbeiterin") -> Case:
    """A request for erasure that waits for the personnel office."""
    return commands.request_erasure(employment=office.employment(who), kind=kind, text="", by=office.actor(who))


def with_hr(office: Office) -> Office:
    """One of the office answers for the personnel."""
    office.city.responsible(office.people["anordnung"], "hr_office", office.units["root"])
    office.city.store()
    return office


def with_dsb(office: Office) -> Office:
    """One of the office answers for data protection."""
    office.city.responsible(office.people["ob"], "data_protection_office", office.units["root"])
    office.city.store()
    return office


def decide(office: Office, case: Case, move: str, who: str = "ob", **more: Any) -> CaseEvent:
    """Somebody makes a move on the case as it stands."""
    case.refresh_from_db()
    return commands.decide(case=case, move_name=move, by=office.actor(who), revision=case.revision, **more)


def whole_life(office: Office) -> None:
    """A question and a request from the beginning to the end, with everything that they announce."""
    with_dsb(office)
    decide(office, asked(office, looked(office)), "answer", reason="zur Prüfung")
    decide(office, make(office), "provide")
    with_hr(office)
    decide(office, correction(office), "correct", who="anordnung")
    decide(office, erasure(office), "refuse", who="anordnung", reason="wird noch gebraucht")
    drain()
