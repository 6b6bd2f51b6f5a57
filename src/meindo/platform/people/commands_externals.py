"""Writes of external people: engage with a sponsor and an end, extend, end, hand over to another sponsor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from meindo.kernel.message import Message
from meindo.kernel.message import mark as _
from meindo.kernel.workdays import add_months, last_day_of_months
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import FOREVER, today
from meindo.platform.outbox.work import Work, unit_of_work

from . import projection
from .commands import Statement, state
from .commands_posts import add_post
from .external_models import EngagementKind, Sponsorship
from .facts import Fact
from .models import Employment, Holding, HoldingKind, NameCell, Person, PersonName, StatusGroup, Terms
from .queries_externals import first_day, may_sponsor, running_terms
from .queries_movements import Said, depart

PURPOSE = "people.external"
CHANGED = "people.external_changed"
ONE_DAY = timedelta(days=1)
LONGEST_MONTHS = {
    EngagementKind.CONTRACTOR: 12,
    EngagementKind.TEMPORARY: 12,
    EngagementKind.VOLUNTEER: 12,
    EngagementKind.COUNCIL: 60,  # a term of the council
}
EXTENSION_MONTHS = 12  # from the day on which somebody extends


class ExternalRefused(Exception):
    """It cannot be so; `field` is what has to be said otherwise, `message` says why."""

    def __init__(self, field: str, msgid: str, **params: date) -> None:
        super().__init__(msgid)
        self.field, self.message = field, Message(msgid, params)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in a language."""
        return self.message.render(translate)


@dataclass(frozen=True)
class Engagement:
    """Who is to come, where, for what, who answers for them, from `start` until `end` (exclusive)."""

    given_name: str
    family_name: str
    email: str
    unit_id: int
    task: str
    kind: EngagementKind
    sponsor_id: int
    start: date
    end: date


def last_day_of(kind: EngagementKind, start: date) -> date:
    """The last possible day of an engagement that begins on a day."""
    return last_day_of_months(start, LONGEST_MONTHS[kind])


def last_extension() -> date:
    """The last possible day of an extension that somebody makes today."""
    return add_months(today(), EXTENSION_MONTHS)


def engage(said: Engagement, *, by: Actor) -> Employment:
    """A new external person with an employment, a post of their own in the unit, an end, and a sponsor."""
    _check_person(by, None)
    if said.start < today():
        raise ExternalRefused("start", _("Der erste Tag liegt in der Vergangenheit."))
    if said.end <= said.start:
        raise ExternalRefused("until", _("Das Ende liegt vor dem Anfang."))
    _check_length(said.end, last_day_of(said.kind, said.start))
    _check_sponsor(said.sponsor_id, said.start)
    with unit_of_work(by, purpose=PURPOSE) as work:
        job = _new_person(said, by)
        _state_engagement(job, said, by)
        work.record("people.external_engaged", f"person:{job.person.uuid}", engagement=str(said.kind))
        _show(work, job)
    return job


def _new_person(said: Engagement, by: Actor) -> Employment:
    person = Person.objects.create(email=said.email)
    cell = NameCell.objects.create(person=person, given_name=said.given_name, family_name=said.family_name)
    named = Statement({"person_id": person.pk}, {"cell_id": cell.pk}, min(said.start, today()))
    state(PersonName, [named], source=by.key)
    job = Employment.objects.create(person=person, personnel_no=uuid4().hex[:20])
    job.personnel_no = _free_number(job.pk)
    Employment.objects.filter(pk=job.pk).update(personnel_no=job.personnel_no)
    return job


def _free_number(key: int) -> str:
    """A number of ours, never given twice: made of the row's own key, which no other row ever has."""
    numbers = (f"E-{number:06d}" for number in count(key))
    return next(number for number in numbers if not Employment.objects.filter(personnel_no=number).exists())


def _state_engagement(job: Employment, said: Engagement, by: Actor) -> None:
    mine, days = {"employment_id": job.pk}, (said.start, said.end)
    post = add_post(
        key=f"extern-{job.personnel_no}", unit_id=said.unit_id, title=said.task, since=said.start, source=by.key
    )
    facts: tuple[tuple[type[Fact], Statement], ...] = (
        (Terms, Statement(mine, {"status_group": StatusGroup.EXTERN}, *days)),
        (Holding, Statement({**mine, "post_id": post.pk}, {"kind": HoldingKind.INHABER}, *days)),
        (Sponsorship, Statement(mine, {"sponsor_id": said.sponsor_id, "kind": said.kind}, *days)),
    )
    for model, statement in facts:
        state(model, [statement], source=by.key)


def extend(job: Employment, *, end: date, by: Actor) -> None:
    """A later end (exclusive) for terms, posts and sponsorship alike."""
    _check_person(by, job)
    terms = _running(job)
    if end <= terms.valid_until:
        raise ExternalRefused("until", _("Das neue Ende muss nach dem {day} liegen."), day=terms.valid_until - ONE_DAY)
    _check_length(end, last_extension())
    with unit_of_work(by, purpose=PURPOSE) as work:
        for model in (Terms, Holding, Sponsorship):
            _prolong(model, job, terms.valid_until, end, by)
        work.record("people.external_extended", f"person:{job.person.uuid}")
        _show(work, job)


def _prolong(model: type[Fact], job: Employment, ends: date, end: date, by: Actor) -> None:
    """Whatever would end with the engagement goes on as it is."""
    said = []
    for row in model.objects.current().filter(employment=job, valid_until=ends):
        key, values = ({name: getattr(row, name) for name in names()} for names in (model.keys, model.values))
        said.append(Statement(key, values, max(today(), row.valid_from), end))
    state(model, said, source=by.key)


def end_engagement(job: Employment, *, by: Actor) -> date:
    """Nothing holds any more from today on; gives the first day without. Somebody who began today has had this day:
    who never was here has nothing from which to see that they left.
    """
    _check_person(by, job)
    _running(job)
    day = today() + ONE_DAY if first_day(job) == today() else today()
    gone: Said = [(Sponsorship, Statement({"employment_id": job.pk}, None, day, FOREVER))]
    with unit_of_work(by, purpose=PURPOSE) as work:
        for model, statement in [*depart(job.pk, day), *gone]:
            state(model, [statement], source=by.key)
        work.record("people.external_ended", f"person:{job.person.uuid}")
        _show(work, job)
    return day


def hand_over(job: Employment, *, sponsor_id: int, kind: EngagementKind, by: Actor) -> None:
    """From today, or from the first day on, somebody else answers for the person until the end."""
    _check_person(by, job)
    terms = running_terms(job, today())
    if terms is None:
        raise ExternalRefused("sponsor", OVER)
    start = max(today(), first_day(job))
    if sponsor_id == job.person_id:
        raise ExternalRefused("sponsor", NOBODY)
    _check_sponsor(sponsor_id, start)
    said = Statement({"employment_id": job.pk}, {"sponsor_id": sponsor_id, "kind": kind}, start, terms.valid_until)
    with unit_of_work(by, purpose=PURPOSE) as work:
        state(Sponsorship, [said], source=by.key)
        work.record("people.external_handed_over", f"person:{job.person.uuid}", sponsor=sponsor_id)


OVER = _("Die Zeit dieser Person bei der Stadt ist schon zu Ende.")
LED_ELSEWHERE = _("Anfang und Ende dieser Person führt das Personalsystem. Bitte ändern Sie sie dort.")
NOBODY = _("Unter dieser Personalnummer gibt es niemanden, der verantwortlich sein kann. Möglich sind Beschäftigte.")
TOO_LONG = _("Das ist zu lang. Der letzte mögliche Tag ist der {day}.")


def _running(job: Employment) -> Terms:
    """The last terms of an engagement that meindo itself keeps and that is not over."""
    terms = running_terms(job, today())
    if terms is None:
        raise ExternalRefused("until", OVER)
    if job.person.key is not None:
        raise ExternalRefused("until", LED_ELSEWHERE)
    return terms


def _check_person(by: Actor, job: Employment | None) -> None:
    if by.person_id is None or (job is not None and by.person_id == job.person_id):
        raise PermissionError("somebody answers for an external person, never they themselves")


def _check_length(end: date, last: date) -> None:
    if end - ONE_DAY > last:
        raise ExternalRefused("until", TOO_LONG, day=last)


def _check_sponsor(sponsor_id: int, day: date) -> None:
    if not may_sponsor(sponsor_id, day):
        raise ExternalRefused("sponsor", NOBODY)


def _show(work: Work, job: Employment) -> None:
    """Names, places and who decides follow at once; so does access, where something holds from today."""
    day = today()
    projection.project_names(day, [job.person_id])
    projection.project_placements(day, [job.pk])
    projection.project_authorities(day)
    work.emit(CHANGED, person=job.person_id)
