"""How trips and their results are shown: sentences, settlement lines, facts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meindo.kernel.message import mark
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_inquiries import ANSWERED
from meindo.platform.cases.sampling import SAMPLE
from meindo.platform.clock import BERLIN
from meindo.platform.registry.appointments import Appointment
from meindo.ui.blocks import Links, linked
from meindo.ui.cells import NBSP, amount_eur, date_range, date_text, quantity

from . import queries
from .countries import HOME, name_of
from .forms import MEANS
from .functions import FUNCTIONS
from .journeys import Journeys
from .models import Trip
from .same_day import SettledTrip
from .show_lines import decided_lines

ATTENTION = {
    "afterwards": mark("nachträglich beantragt"),
    ANSWERED: mark("Antwort da"),
    "originals_late": mark("Belege nach Ablauf der Frist vorgelegt"),
    "changed": mark("Änderung einer genehmigten Reise"),
    "advance_other": mark("anderer Betrag als der Vorschlag"),
    "leaves": mark("Das Beschäftigungsverhältnis endet vor der letzten Rate: bitte über den Rest neu entscheiden"),
    SAMPLE: mark("Stichprobe: bitte vollständig prüfen"),
    "objection_late": mark("nach Ablauf der Frist eingelegt: eine Person entscheidet, ob das noch zählt"),
    "long_period": mark("länger als üblich: bitte mit Begründung entscheiden"),
    "permitted_afterwards": mark("der erste Tag liegt vor dem Antrag"),
    "outside_permission": mark("Fahrt außerhalb von Zeitraum oder Gebiet der Dauergenehmigung"),
    "means_not_permitted": mark("Verkehrsmittel nicht in der Dauergenehmigung genannt"),
    "supplement": mark("Nachtrag: für diesen Monat gibt es schon eine Abrechnung"),
    "late": mark("nach Ablauf der Frist eingereicht"),
    "not_covered": mark("ein Teil ist nicht durch Regeln abgedeckt"),
    "receipt_missing": mark("Übernachtung nach Beleg, aber kein Beleg dabei"),
    "receipt_twice": mark("derselbe Beleg mehr als einmal abgegeben"),
    "trial": mark("Probelauf: Werte sind noch nicht freigegeben"),
}
UNUSUAL = mark("ungewöhnliche Angabe")


def attention_label(key: str) -> str:
    """Why a case needs a look."""
    return _(ATTENTION.get(key, UNUSUAL))


def attention_text(key: str) -> str:
    """The same on the page of the case, with what it means for the decision."""
    if key == "afterwards":
        text = _("Die Reise hatte beim Antrag schon begonnen. Eine Genehmigung gehört vor die Reise ({norm}).")
        return text.format(norm="LRKG NRW § 2 Abs. 2")
    return attention_label(key)


def means_label(key: str) -> str:
    """The word for a means of transport."""
    return str(dict(MEANS).get(key, key))


def facts_of(trip: Trip) -> list[tuple[Any, Any]]:
    """What was asked for."""
    times = f"{trip.start_time:%H:%M} – {trip.end_time:%H:%M}"
    function = FUNCTIONS.get(trip.function)
    without = _("{function}: angezeigt, ohne Genehmigung ({norm})")
    abroad = [(_("Ausland"), _("ja"))] if trip.answers.get("abroad") else []
    why_so = [(_("Grund"), trip.means_reason)] if trip.means_reason else []
    return [
        *([(_("Aufgabe"), without.format(function=_(function.label), norm=function.norm))] if function else []),
        (_("Ziel"), trip.destination),
        *abroad,
        (_("Tage"), date_range(trip.starts_on, trip.ends_on)),
        (_("Uhrzeiten"), times),
        *([] if function else [(_("Anlass"), trip.purpose_text)]),
        (_("Verkehrsmittel"), means_label(trip.means)),
        *why_so,
        (_("Geschätzte Kosten"), quantity(trip.estimate_eur, "€") if trip.estimate_eur else ""),
        *([(_("Kostenstelle"), trip.cost_centre)] if trip.cost_centre else []),
        *_statements(trip),
    ]


def _statements(trip: Trip) -> list[tuple[Any, Any]]:
    labels = {"private": _("Mit privater Reise verbunden"), "third": _("Kosten tragen andere")}
    return [(label, _("ja")) for name, label in labels.items() if trip.answers.get(name)]


@dataclass(frozen=True)
class Difference:
    """One fact of a request that a change makes another."""

    label: str
    before: str
    now: str


def differences(before: Trip, now: Trip) -> list[Difference]:
    """What a change makes another, and nothing else."""
    was, is_now = dict(facts_of(before)), dict(facts_of(now))
    labels = [*is_now, *(label for label in was if label not in is_now)]
    pairs = [(label, str(was.get(label, "")), str(is_now.get(label, ""))) for label in labels]
    return [Difference(label, old or "–", new or "–") for label, old, new in pairs if old != new]


def earlier_requests(requests: list[Trip]) -> list[tuple[int, list[tuple[Any, Any]]]]:
    """The superseded requests, latest first, each with its number and facts."""
    return [(trip.number, facts_of(trip)) for trip in reversed(requests) if trip.superseded_at is not None]


def appointment(case: Case, trip: Trip) -> Appointment:
    """The trip as asked for, as an entry of a calendar."""
    off = case.step in queries.OFF
    asked = case.step in ("approval", "revision", "change_approval")
    return Appointment(
        uid=case.uuid,
        revision=case.revision,
        start=datetime.combine(trip.starts_on, trip.start_time, BERLIN),
        end=datetime.combine(trip.ends_on, trip.end_time, BERLIN),
        title=_("Dienstreise nach {place}").format(place=trip.destination),
        place=trip.destination,
        status="CANCELLED" if off else "TENTATIVE" if asked else "CONFIRMED",
        url=settings.PUBLIC_URL + reverse("dienstreise_case", args=[case.uuid]),
    )


def broken_off_facts(journeys: Journeys, trip: Trip) -> list[tuple[Any, Any]]:
    """That a trip was broken off or cut short: when it was to end, and when it really did."""
    if journeys.first.not_taken:
        return [(_("Nicht angetreten"), _("ja, nur Stornokosten"))]
    if not journeys.first.broken_off:
        return []
    text = _("geplant bis {planned}, wirklich bis {real} Uhr")
    planned = f"{date_text(trip.ends_on)}, {trip.end_time:%H:%M}"
    real = f"{date_text(journeys.last_day)}, {journeys.first.end:%H:%M}"
    return [(_("Abgebrochen oder verkürzt"), text.format(planned=planned, real=real))]


def appointments(person_id: int, since: date) -> list[Appointment]:
    """A person's own trips from a day on, as they stand in their calendar."""
    return [appointment(trip.case, trip) for trip in queries.trips_from(person_id, since)]


def entered_facts(journeys: Journeys) -> list[tuple[Any, Any]]:
    """What a claim says beyond its lines, for the person who checks it: from where to where, and the reasons given."""
    rides = [
        (means_label(leg.means), ", ".join(part for part in (" – ".join(filter(None, ends)), leg.reason) if part))
        for leg in journeys.legs
        if any(ends := (leg.origin, leg.destination)) or leg.reason
    ]
    nights = [
        (_("Nacht ab {day}").format(day=date_text(night.day)), night.reason)
        for night in journeys.nights
        if night.reason
    ]
    allowed = [(_("Berechtigung 1. Klasse"), _("ja"))] if any(one.first_class_entitled for one in journeys.each) else []
    return allowed + _countries(journeys) + rides + nights


def _countries(journeys: Journeys) -> list[tuple[Any, Any]]:
    words = {"flight": _("im Flugzeug"), "ship": _("auf einem Schiff"), HOME: _("Deutschland")}
    language = (get_language() or "de")[:2]
    return [
        (
            _("Land ab {day}").format(day=date_text(stop.day)),
            words.get(stop.aboard or stop.country) or name_of(stop.key, language),
        )
        for stop in journeys.stops
    ]


def cost_facts(journeys: Journeys, links: Sequence[Links] = ()) -> list[tuple[Any, Any]]:
    """Other costs as entered, with their receipts: a person decides about them."""
    return [
        (f"{cost.label}, {date_text(cost.day)}", linked(amount_eur(cost.amount_eur), found))
        for cost, found in zip(journeys.other_costs, links or repeat(()), strict=False)
    ]


def considered_lines(journeys: Journeys, settled: tuple[SettledTrip, ...] = ()) -> list[str]:
    """The other trips on the same day that a result takes into account, with their numbers where they are known."""
    text = _("{number} am {day}, {start} bis {end} Uhr, Tagegeld dafür: {amount} €")
    numbers = {row.trip: row.number for row in settled}
    return [
        text.format(
            number=numbers.get(other) or _("Reise"),
            day=date_text(other.start.date()),
            start=f"{other.start:%H:%M}",
            end=f"{other.end:%H:%M}",
            amount=number_format(other.per_diem_eur, decimal_pos=2, use_l10n=True),
        )
        for other in journeys.other_trips
    ]


def row_notes(cases: list[Case]) -> dict[int, list[str]]:
    """What an inbox row says beyond its facts: why it needs a look, and overlaps; one query for all rows, and one more
    where somebody asked for money back.
    """
    others: dict[int, list[queries.Around]] = defaultdict(list)
    for trip in queries.trips_around(cases):
        others[trip.person_id].append(trip)
    asked = queries.reversals_asked([case.pk for case in cases if case.step == "reversal"])
    found: dict[int, list[str]] = {}
    for case in cases:
        same = [
            other.number for other in others[case.person_id] if case.process in queries.TRIPS and _overlap(case, other)
        ]
        notes = [attention_label(key) for key in case.attention]
        notes += [_("Rückbuchung beantragt: {reason}").format(reason=text) for text in asked.get(case.pk, ())]
        notes += [_("überschneidet sich mit {number}").format(number=number) for number in same]
        if notes:
            found[case.pk] = notes
    return found


def row_facts(cases: list[Case]) -> dict[int, list[str]]:
    """What a bundle row says of the result, line by line with amounts; one query for all rows."""
    return {
        claim.trip.case_id: [f"{line.text}: {amount_text(line.amount_eur)}" for line in decided_lines(claim)]
        for claim in queries.claims_of([case.pk for case in cases])
    }


def amount_text(value: Decimal | None) -> str:
    """An amount as plain text."""
    if value is None:
        return "–"
    mark = "−" if value < 0 else ""
    return f"{mark}{number_format(abs(value), decimal_pos=2, use_l10n=True)}{NBSP}€"


def _overlap(one: Case, other: queries.Around) -> bool:
    if one.pk == other.pk:
        return False
    days = (one.starts_on, one.ends_on, other.starts_on, other.ends_on)
    if any(day is None for day in days):
        return False
    return one.starts_on <= other.ends_on and one.ends_on >= other.starts_on  # type: ignore[operator]


@dataclass(frozen=True)
class CaseRow:
    """A case in the own list, with who acts next as kind and words."""

    case: Case
    shown: tuple[str, str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.case, name)


def with_status(case: Case, *, own: bool = True) -> CaseRow:
    """The status says who acts next."""
    step = catalogue.process_of(case.process, case.version).step(case.step)
    if step.waits_for is None or case.step == "in_force":
        return CaseRow(case, ("done" if case.step in ("paid", "in_force") else "wait", _(step.label)))
    if own and step.waits_for.key == "applicant":
        return CaseRow(case, ("act", _("wartet auf Sie: {step}").format(step=_(step.label))))
    return CaseRow(case, ("wait", _("wartet auf: {office}").format(office=_(step.waits_for.office))))
