"""Things in a claim that a person should look at; none of them changes an amount."""

from datetime import date
from decimal import Decimal

from meindo.kernel.message import mark as _
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.absence import counts_as_one_absence
from meindo.services.dienstreise.countries import mother_country, name_of, places
from meindo.services.dienstreise.journey import Journey

UNUSUAL_KM_A_DAY = {"car": Decimal(1000), "motorcycle": Decimal(800), "bicycle": Decimal(150)}
LONG_TRIP_DAYS = 14


def plausibility_hints(sheet: Worksheet, journey: Journey) -> None:
    """Ask back once about what is unusual: it can be right."""
    _km_per_day(sheet, journey)
    _nights(sheet, journey)
    _countries(sheet, journey)
    if (journey.last_day - journey.first_day).days > LONG_TRIP_DAYS + 1 and not journey.stays:
        text = _("Die Reise dauert länger als {days} Tage. War der Aufenthalt am selben Ort?")
        sheet.hint("long_stay_not_declared", text, days=LONG_TRIP_DAYS)


def _countries(sheet: Worksheet, journey: Journey) -> None:
    text = _("Das Land ({country}) steht in keiner Liste. Gerechnet wird wie für Luxemburg. Stimmt das?")
    for country in {stop.country: None for stop in journey.stops if stop.country and not stop.is_home}:
        if country not in places() and mother_country(country) is None:
            sheet.hint("country_not_listed", text, country=name_of(country))


def _km_per_day(sheet: Worksheet, journey: Journey) -> None:
    driven: dict[tuple[date, str], Decimal] = {}
    for leg in journey.legs:
        key = leg.day, leg.means
        driven[key] = driven.get(key, Decimal(0)) + leg.km
    text = _("Am {day} sind {km} km eingetragen. Stimmt das?")
    for (day, means), km in driven.items():
        if means in UNUSUAL_KM_A_DAY and km > UNUSUAL_KM_A_DAY[means]:
            sheet.hint("unusual_km", text, day=day, km=km)


def _nights(sheet: Worksheet, journey: Journey) -> None:
    evenings = (journey.last_day - journey.first_day).days
    if evenings == len(journey.nights) or counts_as_one_absence(journey):
        return
    if evenings:
        text = _("Die Reise hat {evenings} Nächte, eingetragen sind {nights}.")
        sheet.hint("nights_missing", text, evenings=evenings, nights=len(journey.nights))
