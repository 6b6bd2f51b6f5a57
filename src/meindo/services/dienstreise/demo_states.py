"""What the business trips of the demo city go through: states with their moves, reasons, and who finds what."""

from collections.abc import Callable
from datetime import date
from random import Random

from . import demo_journeys, demo_special
from .demo_journeys import Sample
from .process import TRAVEL_OFFICE
from .process_payment import PAYMENT_OFFICE

REASONS = {
    "give_back": "Bitte ergänzen Sie, wer sonst noch teilnimmt.",
    "reject": "An diesem Tag ist die Besetzung sonst nicht gesichert.",
    "reject_change": "Am neuen Tag ist die Besetzung nicht gesichert.",
    "resubmit": "Es nehmen zwei Kolleg*innen teil.",
    "ask": "Bitte geben Sie an, ob die Tagung ein Mittagessen enthielt.",
    "ask_originals": "Bitte legen Sie die Belege zu dieser Reise im Original vor (LRKG NRW § 3 Abs. 2).",
    "answer": "Ja, es gab ein Mittagessen. Das hatte ich vergessen.",
    "reject_claim": "Die Reise wurde bereits mit einem anderen Antrag abgerechnet.",
    "confirm_special": "Das Taxi war nötig, weil nach 22 Uhr kein Zug mehr fuhr; der Grund wurde nachgereicht.",
    "object": "Für den Rückweg wurde eine Umleitung gesperrt; der Umweg fehlt in der Abrechnung.",
    "grant_partly": "Der Umweg ist durch die Sperrung belegt, der Rest war nicht nötig.",
    "dismiss": "Der Umweg war nach den Angaben privat.",
    "request_reversal": "Die Fahrkarte hatte die Stadt schon bezahlt.",
    "answer_request": "Ja, die Vertretung ist mit dem Team abgesprochen.",
    "ask_objector": "Bitte nennen Sie die Straße, die gesperrt war.",
}
# state -> (how many in the full city, days from today to the trip: earliest and latest, moves after the request)
STATES: dict[str, tuple[int, tuple[int, int], tuple[str, ...]]] = {
    "approval": (34, (8, 60), ()),
    "revision": (5, (12, 40), ("give_back",)),
    "future": (30, (3, 50), ("approve",)),
    "past": (25, (-25, -3), ("approve",)),
    "checking": (60, (-20, -6), ("approve", "file")),
    "late": (4, (-260, -230), ("approve", "file_late")),
    "hint": (4, (-24, -8), ("approve", "file")),
    "not_covered": (4, (-24, -8), ("approve", "file")),
    "asked_and_answered": (2, (12, 40), ("give_back", "answer")),
    "abroad": (3, (-24, -8), ("approve", "file")),
    "abroad_paid": (2, (-200, -100), ("approve", "file", "confirm", "order")),
    "first_class": (1, (-24, -8), ("allow_first_class", "approve", "file")),
    "with_private": (2, (-24, -8), ("approve", "file")),
    "broken_off": (2, (-24, -8), ("approve", "file")),
    "receipts": (4, (-24, -8), ("approve", "file_receipts")),
    "claim_revision": (5, (-50, -20), ("approve", "file", "ask")),
    "answered": (4, (-50, -20), ("approve", "file", "ask", "answer")),
    "originals": (2, (-50, -20), ("approve", "file", "ask_originals")),
    "ordering": (10, (-30, -12), ("approve", "file", "confirm")),
    "special": (2, (-60, -30), ("approve", "file", "confirm_special")),
    "payout": (8, (-60, -30), ("approve", "file", "confirm", "order_now")),
    "paid": (42, (-330, -90), ("approve", "file", "confirm", "order")),
    "paid_special": (3, (-200, -90), ("approve", "file", "confirm_special", "order")),
    "reversal": (1, (-200, -120), ("approve", "file", "confirm", "order", "request_reversal")),
    "reversed": (2, (-200, -120), ("approve", "file", "confirm", "order", "request_reversal", "order_reversal")),
    "closed": (3, (-100, -40), ("approve", "file", "close_unpaid")),
    "change_approval": (4, (14, 50), ("approve", "change")),
    "changed": (3, (14, 50), ("approve", "change", "approve_change")),
    "change_rejected": (2, (14, 50), ("approve", "change", "reject_change")),
    "rejected": (5, (-60, 20), ("reject",)),
    "claim_rejected": (2, (-90, -40), ("approve", "file", "reject_claim")),
    "objected": (2, (-120, -90), ("approve", "file", "confirm", "order", "object")),
    "more_paid": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+grant_partly", "+order")),
    "dismissed": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+dismiss")),
    "objection_asked": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+ask")),
    "objection_ordering": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+grant")),
    "objection_withdrawn": (1, (-120, -90), ("approve", "file", "confirm", "order", "object", "+withdraw")),
    "refusal_lifted": (1, (-14, -4), ("reject", "object", "+lift")),
    "withdrawn": (4, (-40, 20), ("withdraw",)),
    "not_taken": (3, (-60, -10), ("approve", "cancel")),
}
KINDS: dict[str, Callable[[date, Random], Sample]] = {
    "hint": demo_journeys.unusual,
    "not_covered": demo_journeys.taxi_without_reason,
    "special": demo_journeys.taxi_without_reason,
    "paid_special": demo_journeys.taxi_without_reason,
    "closed": demo_journeys.unpaid,
    "late": demo_journeys.by_car,
    "abroad": demo_special.abroad,
    "abroad_paid": demo_special.abroad,
    "first_class": demo_special.first_class,
    "with_private": demo_special.with_private,
    "broken_off": demo_special.broken_off,
    "receipts": demo_journeys.with_night,
}
# what the people with a log-in find when they come in
OWN = {
    "mitarbeiterin": ("future", "changed", "past", "checking", "paid", "revision"),
    "teamleitung": ("approval", "paid"),
    "beamter": ("past", "paid", "objected", "rejected", "claim_revision"),
    "kita": ("past", "paid"),
    "reisestelle": ("checking",),
    "anordnung": ("ordering",),
}
# function and user name are the same
REPORTED = {
    "personalrat": ("future", "past", "checking", "paid", "claim_revision"),
    "jav": ("ordering", "not_taken", "reversed"),
    "sbv": ("payout", "claim_rejected", "reversal"),
    "gleichstellung": ("special", "closed"),
}
# for colleagues of the youth office, typed in by its travel assistant
ENTERED = ("approval", "future", "checking")
ASSISTANT = "assistenz"
# people without any device: the assistant types for them, and what is new comes on paper
WITHOUT_DEVICE = {"hausmeister": ("rejected", "claim_revision"), "kueche": ("future", "paid")}
OFFICES = {
    TRAVEL_OFFICE.key: ("reisestelle", "reisestelle_zwei"),
    PAYMENT_OFFICE.key: ("anordnung", "anordnung_zwei"),
}
