"""Writes: stop and let go, offer to the archive, note its answer."""

from datetime import date

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.people.models import Person
from meindo.platform.purpose import purpose as purpose_named

from .models import Hold, Offer, OfferItem
from .queries import NOT_OFFERED, due_cases, hindrances

PURPOSE = "retention"
TAKEN, NOT_WANTED = "taken", "not_wanted"
ANSWERS = {TAKEN: _("übernommen"), NOT_WANTED: _("nicht archivwürdig")}


class RetentionRefused(Exception):
    """It is not possible; the text says why."""


def person_of(by: Actor) -> int:
    """Who acts; keeping and erasing are decided by people."""
    if by.person_id is None:
        raise RetentionRefused(_("Darüber entscheidet immer ein Mensch."))
    return by.person_id


def set_hold(*, reason: str, until: date, by: Actor, person: Person | None = None, case: Case | None = None) -> Hold:
    """Nothing of a person, or one case, is erased until a day (inclusive), whatever its period says."""
    if until < today():
        raise RetentionRefused(_("Der letzte Tag liegt in der Vergangenheit."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        hold = Hold.objects.create(
            person=person, case=case, reason=reason, until=until, set_by_id=person_of(by), set_at=work.at
        )
        work.record("retention.held", f"hold:{hold.uuid}")
    return hold


def end_hold(hold: Hold, *, by: Actor) -> None:
    """The reason is gone; the periods count again."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Hold.objects.filter(pk=hold.pk, ended_at__isnull=True)
        if rows.update(ended_at=work.at, ended_by_id=person_of(by)):
            work.record("retention.let_go", f"hold:{hold.uuid}")


def offer(*, purpose: str, by: Actor) -> Offer:
    """Put what is due and was not offered yet on a list for the archive (ArchivG NRW §§ 4, 10)."""
    day = today()
    due = due_cases(purpose_named(purpose), day)
    reasons = hindrances(set(due.values_list("pk", flat=True)), day)
    wanted = [pk for pk, reason in reasons.items() if reason == NOT_OFFERED]
    uuids = list(due.filter(pk__in=wanted).values_list("uuid", flat=True))
    if not uuids:
        raise RetentionRefused(_("Es gibt nichts, was dem Archiv noch anzubieten wäre."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        row = Offer.objects.create(purpose=purpose, offered_on=day, offered_by_id=person_of(by), count=len(uuids))
        OfferItem.objects.bulk_create([OfferItem(offer=row, case_uuid=uuid) for uuid in uuids], batch_size=500)
        work.record("retention.offered", f"offer:{row.uuid}", count=len(uuids))
    return row


def note_answer(found: Offer, answer: str, *, by: Actor) -> None:
    """What the archive said about a whole list, once: it has taken the records over, or it does not want them."""
    if answer not in ANSWERS:
        raise RetentionRefused(_("Bitte wählen Sie, was das Archiv geantwortet hat."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        rows = Offer.objects.filter(pk=found.pk, answer__isnull=True)
        if not rows.update(answer=answer, answered_on=today(), answered_by_id=person_of(by)):
            raise RetentionRefused(_("Die Antwort auf diese Liste steht schon fest."))
        work.record("retention.answered", f"offer:{found.uuid}", answer=answer)
