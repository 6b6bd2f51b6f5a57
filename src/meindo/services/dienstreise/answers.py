"""From the answers of the forms to what the rules take."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from meindo.platform.cases.models import Case

from .absence import days_between
from .answers_month import month_of
from .forms import WITH_FARE, WITH_KM
from .forms_abroad import stops_of
from .forms_costs import MAX_COSTS
from .forms_legs import MAX_LEGS
from .forms_nights import DIFFER, NONE, apart
from .journey import Journey
from .journeys import Journeys
from .models import Trip
from .queries import COLLECTIVE
from .request import TripRequest

LEG_TEXTS = (("reason", "reason"), ("from", "origin"), ("to", "destination"))
LEG_FLAGS = (("city_paid", "city_paid"), ("lowest", "lowest_class"))


def request_of(answers: Mapping[str, Any], typed: Mapping[str, Any]) -> TripRequest:
    """The request from the cleaned answers; the typed ones are kept for "wie beim letzten Mal"."""
    return TripRequest(
        destination=answers["destination"],
        purpose_text=answers.get("purpose_text") or "",
        starts_on=answers["start_day"],
        start_time=answers["start_time"],
        ends_on=answers["end_day"],
        end_time=answers["end_time"],
        means=answers["means"],
        means_reason=answers.get("means_reason") or "",
        estimate_eur=answers.get("estimate_eur"),
        answers=dict(typed),
        function=str(typed.get("function", "")),
        cost_centre=answers.get("cost_centre") or "",
    )


def journey_of(answers: Mapping[str, Any]) -> Journey:
    """The journey from the cleaned answers of a claim; EntryError if the parts do not fit together."""
    start, end = answers["start_day"], answers["end_day"]
    data: dict[str, Any] = {
        "start": _moment(start, answers["start_time"]),
        "end": _moment(end, answers["end_time"]),
        "legs": _legs(answers, start),
        "meals": _meals(answers, start, end),
        "nights": _nights(answers, start, end),
        "stays": _stays(answers),
        "other_costs": _other_costs(answers, start),
        "stops": stops_of(answers, days_between(start, end)),
        "broken_off": "true" if answers.get("broken_off") else "false",
        "private": [{}] if answers.get("private") else [],
    }
    if answers.get("third_amount"):
        payment = {
            "group": answers["third_group"],
            "amount_eur": str(answers["third_amount"]),
            "payer": answers["third_payer"],
        }
        data["payments"] = [payment]
    return Journey.from_data(data)


def journeys_of(case: Case, answers: Mapping[str, Any]) -> Journeys:
    """The journeys that the cleaned answers of a filed claim say, by the form of its process."""
    return month_of(answers) if case.process == COLLECTIVE else Journeys.of(journey_of(answers))


def costs_of(trip: Trip, answers: Mapping[str, Any]) -> Journey:
    """A trip that was never taken, as planned, with what it cost all the same."""
    costs = _other_costs(answers, trip.starts_on)
    start, end = _moment(trip.starts_on, trip.start_time), _moment(trip.ends_on, trip.end_time)
    return Journey.from_data({"start": start, "end": end, "other_costs": costs, "not_taken": "true"})


def _moment(day: date, at: Any) -> str:
    return f"{datetime.combine(day, at):%Y-%m-%d %H:%M}"


def _legs(answers: Mapping[str, Any], start: date) -> list[dict[str, Any]]:
    legs = []
    for number in range(1, MAX_LEGS + 1):
        p = f"leg{number}_"
        if f"{p}means" not in answers:
            break
        legs.append(_leg(answers, p, start))
        if answers.get(f"{p}more") != "yes":
            break
    return legs


def _leg(answers: Mapping[str, Any], p: str, start: date) -> dict[str, Any]:
    means = answers[f"{p}means"]
    leg: dict[str, Any] = {"day": answers.get(f"{p}day") or start.isoformat(), "means": means}
    if means in WITH_KM:
        leg["km"] = str(answers[f"{p}km"])
    if means in WITH_FARE and answers.get(f"{p}fare"):
        leg["fare_eur"] = str(answers[f"{p}fare"])
    if answers.get(f"{p}passengers"):
        leg["passengers"] = str(answers[f"{p}passengers"])
    leg |= dict.fromkeys(answers.get(f"{p}extras") or (), "true")
    leg |= {key: answers[p + name] for name, key in LEG_TEXTS if answers.get(p + name)}
    leg |= {key: "true" for name, key in LEG_FLAGS if answers.get(p + name)}
    return leg | (_first_class(answers, p) if answers.get(f"{p}first") else {})


def _first_class(answers: Mapping[str, Any], p: str) -> dict[str, str]:
    found = {
        "train_class": "1",
        "travel_minutes": str(answers[f"{p}travel"]),
        "riding_minutes": str(answers[f"{p}riding"]),
    }
    if answers.get(f"{p}second"):
        found["second_class_fare_eur"] = str(answers[f"{p}second"])
    return found


def _meals(answers: Mapping[str, Any], start: date, end: date) -> list[dict[str, Any]]:
    by_day: dict[str, dict[str, str]] = defaultdict(dict)
    for choice in answers.get("meals") or ():
        day, _, meal = choice.rpartition(":")
        if start.isoformat() <= day <= end.isoformat():
            by_day[day][meal] = "true"
    return [{"day": day, **meals} for day, meals in sorted(by_day.items())]


def _nights(answers: Mapping[str, Any], start: date, end: date) -> list[dict[str, Any]]:
    kind = answers.get("nights_kind")
    if kind in (None, "", NONE):
        return []
    evenings = days_between(start, end - timedelta(days=1))
    if kind != DIFFER:
        return [_night(answers, "nights_", evening) for evening in evenings]
    return [
        _night(answers, f"night{number}_", evening)
        for number, nights in enumerate(apart(evenings), 1)
        for evening in nights
    ]


def _night(answers: Mapping[str, Any], p: str, evening: date) -> dict[str, Any]:
    night: dict[str, Any] = {"day": evening.isoformat(), "kind": answers[f"{p}kind"]}
    if night["kind"] == "receipt":
        night["cost_eur"] = str(answers[f"{p}cost"])
        if answers.get(f"{p}reason"):
            night["reason"] = answers[f"{p}reason"]
    return night


def _stays(answers: Mapping[str, Any]) -> list[dict[str, str]]:
    if answers.get("stay_long") != "yes":
        return []
    return [{"first_day": answers["stay_first"].isoformat(), "last_day": answers["stay_last"].isoformat()}]


def _other_costs(answers: Mapping[str, Any], start: date) -> list[dict[str, str]]:
    costs = []
    for number in range(1, MAX_COSTS + 1):
        p = f"cost{number}_"
        if not answers.get(f"{p}label"):
            break
        day = answers.get(f"{p}day") or start.isoformat()
        costs.append({"day": day, "label": answers[f"{p}label"], "amount_eur": str(answers[f"{p}amount"])})
        if answers.get(f"{p}more") != "yes":
            break
    return costs
