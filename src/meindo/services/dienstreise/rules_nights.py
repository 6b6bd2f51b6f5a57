"""Nights away: lump sum, higher cost on receipt, and the nights for which nothing is due."""

from decimal import Decimal

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.abroad import whereabouts
from meindo.services.dienstreise.journey import Journey
from meindo.services.dienstreise.legs import Night
from meindo.services.dienstreise.long_stay import Reduction, reduction
from meindo.services.dienstreise.rules_abroad import lump_abroad, usual_cost
from meindo.services.dienstreise.stops import Stop

EXCLUDED_TEXTS = {
    "free": _("Nacht ab {day}: Unterkunft wird gestellt"),
    "city_paid": _("Nacht ab {day}: von der Stadt gebucht und bezahlt"),
    "in_fare": _("Nacht ab {day}: Unterkunft ist im Fahrpreis oder in der Gebühr enthalten"),
    "nature_of_duty": _("Nacht ab {day}: nach der Art des Dienstes keine Übernachtung außerhalb"),
    "during_transport": _("Nacht ab {day}: im Beförderungsmittel verbracht"),
    "own_residence": _("Nacht ab {day}: am Wohnort oder in der eigenen Wohnung verbracht"),
}


def night_lines(sheet: Worksheet, journey: Journey) -> None:
    """Write a line per night, also for those without money."""
    reduced, where = reduction(sheet.law, journey), whereabouts(journey).at_midnight
    for night in journey.nights:
        abroad = where.get(night.day)
        sheet.attempt(lambda night=night, abroad=abroad: _night(sheet, night, reduced, abroad))  # type: ignore[misc]


def _night(sheet: Worksheet, night: Night, reduced: Reduction, abroad: Stop | None) -> None:
    if night.kind in EXCLUDED_TEXTS:
        sheet.law.mapping("overnight_excluded")
        sheet.add("nights", EXCLUDED_TEXTS[night.kind], ZERO, "overnight_excluded", day=night.day)
        return
    is_reduced = reduced.holds(night.day, abroad=abroad is not None)
    lump_key = "akevo_nrw.night_without_receipt" if abroad else "overnight_lump_sum"
    lump = sheet.law.decimal(lump_key)
    if night.kind == "receipt":
        _receipt(sheet, night, ZERO if is_reduced else lump, lump_key, abroad)
    elif abroad:
        lump_abroad(sheet, night, abroad, is_reduced)
    elif is_reduced:
        text = _("Übernachtung ab {day}: nach langem Aufenthalt keine Pauschale")
        sheet.add("nights", text, ZERO, "long_stay", day=night.day)
    else:
        sheet.add("nights", _("Übernachtungspauschale ab {day}"), lump, "overnight_lump_sum", day=night.day)


def _receipt(sheet: Worksheet, night: Night, lump: Decimal, key: str, abroad: Stop | None) -> None:
    """Reimburse the necessary cost, at least the lump sum that is due without any receipt."""
    if night.cost_eur <= lump:
        text = _("Übernachtungspauschale ab {day} (höher als die Kosten)")
        sheet.add("nights", text, lump, key, day=night.day)
        return
    sheet.add("nights", _("Übernachtung ab {day} nach Beleg"), night.cost_eur, key, day=night.day)
    if night.reason:
        return
    threshold = usual_cost(sheet.law, abroad) if abroad else sheet.law.decimal_or_none("hotel_cost_without_reason")
    if night.cost_eur > (threshold or lump):
        text = _("Übernachtung ab {day}: Bitte nennen Sie den Grund für die höheren Kosten.")
        sheet.hint("night_reason_missing", text, day=night.day)
