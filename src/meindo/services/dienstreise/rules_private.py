"""A trip combined with a private journey: getting there costs no more than for the business alone (BRKG § 13)."""

from meindo.kernel.message import mark as _
from meindo.kernel.refusal import NotCovered
from meindo.kernel.worksheet import Worksheet
from meindo.services.dienstreise.stops import PrivatePart

KEY = "private_journey"


def private_lines(sheet: Worksheet, part: PrivatePart) -> None:
    """Take off what travelling cost more than for the business alone.

    NotCovered where the act in force has no rule on record, after many days of leave (then only the additional
    cost is due, which a person finds out), and without a price to compare with.
    """
    if part.leave_days > sheet.law.numbers(KEY)["leave_days"]:
        text = _("Bei mehr als {days} Urlaubstagen zählen nur zusätzliche Kosten. Die Reisestelle entscheidet.")
        days = int(sheet.law.numbers(KEY)["leave_days"])
        raise NotCovered("private_only_additional", text, sheet.law.norm(KEY), days=days)
    if part.travel_alone_eur is None:
        text = _("Bitte geben Sie an, was Hin- und Rückfahrt nur für die Dienstreise gekostet hätten.")
        raise NotCovered("private_without_comparison", text, sheet.law.norm(KEY))
    over = sheet.group_eur("fares") + sheet.group_eur("mileage") - part.travel_alone_eur
    for group in ("fares", "mileage"):
        off = min(over, sheet.group_eur(group))
        if off > 0:
            text = _("Mit privater Reise verbunden: höchstens {alone} € wie ohne sie")
            sheet.add(group, text, -off, KEY, alone=part.travel_alone_eur)
            over -= off
