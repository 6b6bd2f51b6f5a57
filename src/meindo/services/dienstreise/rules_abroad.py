"""Tagegeld and nights abroad: the amounts of the country, by the local table of AKEVO NRW (the entitlement side)."""

from decimal import Decimal

from meindo.kernel.law import Law
from meindo.kernel.message import Param
from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.kernel.refusal import NotCovered
from meindo.kernel.values import DatedValue
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.abroad import ENTITLEMENT, place_of, rate
from meindo.services.dienstreise.absence import TravelDay
from meindo.services.dienstreise.legs import Night
from meindo.services.dienstreise.long_stay import ABROAD_KEY
from meindo.services.dienstreise.stops import Stop

DAY_TEXTS = {
    "full": _("Auslandstagegeld am {day}: voller Tag, {place}"),
    "travel": _("Auslandstagegeld am {day}: An- oder Abreisetag, {place}"),
    "part": _("Auslandstagegeld am {day}: {hours} Std. {minutes} Min. abwesend, {place}"),
}
TOO_SHORT = _("Kein Auslandstagegeld am {day}: {hours} Std. {minutes} Min. abwesend, nötig sind mehr als {least} Std.")


def abroad_line(sheet: Worksheet, travel_day: TravelDay, stop: Stop) -> tuple[Decimal, DatedValue]:
    """Write the Tagegeld of a day abroad; give it with the row of the table that it comes from."""
    row = rate(sheet.law, ENTITLEMENT, stop, sheet.law.day)
    hours, minutes = divmod(travel_day.minutes, 60)
    text, amount = DAY_TEXTS[travel_day.kind], row.numbers["full" if travel_day.kind == "full" else "partial"]
    keys: tuple[str | DatedValue, ...] = (row,)
    least = ZERO
    if travel_day.kind == "part":
        keys, least = (row, "per_diem_one_day"), sheet.law.brackets("per_diem_one_day")[0][0]
        text, amount = (text, amount) if travel_day.minutes > least * 60 else (TOO_SHORT, ZERO)
    place = place_of(stop)
    shown: dict[str, Param] = {"place": place, "hours": hours, "minutes": minutes, "least": least}
    return sheet.add("meals", text, amount, *keys, day=travel_day.day, kind="entitlement", **shown), row


def lump_abroad(sheet: Worksheet, night: Night, stop: Stop, is_reduced: bool) -> None:
    """Write the amount for a night abroad without a receipt."""
    if is_reduced:
        text = _("Nacht ab {day}: Über die Pauschale nach langem Aufenthalt im Ausland entscheidet die Reisestelle.")
        raise NotCovered("long_stay_night_abroad", text, sheet.law.norm(ABROAD_KEY), day=night.day)
    key = "akevo_nrw.night_without_receipt"
    text = _("Übernachtung ab {day} ohne Beleg, {place}")
    sheet.add("nights", text, sheet.law.decimal(key), key, day=night.day, place=place_of(stop))


def usual_cost(law: Law, stop: Stop) -> Decimal | None:
    """Give the amount of the table above which a reason for a night abroad is asked for; None without a table."""
    try:
        return rate(law, ENTITLEMENT, stop, law.day).numbers["night"]
    except NotCovered:
        return None


def bracket_value(brackets: tuple[tuple[Decimal, Decimal], ...], minutes: int) -> Decimal:
    """Give the value of the highest bracket that the absence exceeds, zero below the first."""
    return max((value for hours, value in brackets if minutes > hours * 60), default=ZERO)
