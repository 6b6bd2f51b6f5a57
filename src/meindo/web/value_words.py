"""A dated value as a person reads it before releasing it: number, unit, words instead of keys."""

import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from meindo.kernel.message import mark
from meindo.kernel.values import DatedValue, Raw

UNITS = {
    "-": "{value}",
    "%": mark("{value} %"),
    "EUR": mark("{value} Euro"),
    "EUR by hours": mark("{value} Euro"),
    "EUR/km": mark("{value} Euro je Kilometer"),
    "EUR/km and person": mark("{value} Euro je Kilometer und Person"),
    "EUR/night": mark("{value} Euro je Nacht"),
    "days": mark("{value} Tage"),
    "day of month": mark("{value}. Tag des Monats"),
    "h": mark("{value} Stunden"),
    "months": mark("{value} Monate"),
    "weeks": mark("{value} Wochen"),
}
WORDS = {
    "true": mark("ja"),
    "false": mark("nein"),
    "assign_to": mark("zählt am"),
    "full": mark("voller Tag"),
    "partial": mark("An- oder Abreisetag"),
    "night": mark("Nacht"),
    "flight": mark("Flugzeug"),
    "ship": mark("Schiff"),
    "from_day": mark("ab Tag"),
    "per_diem_factor": mark("Anteil des Tagegelds"),
    "free": mark("unentgeltlich"),
    "in_fare": mark("im Preis enthalten"),
    "nature_of_duty": mark("nach Art des Dienstes"),
    "during_transport": mark("unterwegs verbracht"),
    "own_residence": mark("eigene Wohnung"),
    "day_of_longer_absence": mark("Tag mit der längeren Abwesenheit"),
}
TRUST = {
    "official": mark("amtlicher Text gelesen"),
    "secondary": mark("öffentliche Stelle oder Verlag sagt es"),
    "derived": mark("folgt aus einem amtlichen Text"),
    "unverified": mark("nicht nachgeprüft"),
}
NUMBER = re.compile(r"-?\d+(\.(\d+))?")


def content(value: DatedValue) -> str:
    """The value in words."""
    raw, unit = value.value, _(UNITS.get(value.unit, "{value} " + value.unit))
    if raw is None:
        return _("kein Wert")
    if isinstance(raw, list):
        over = _("mehr als {hours} Std.: {value}")
        return "; ".join(over.format(hours=row["gt_h"], value=unit.format(value=word(row["value"]))) for row in raw)
    if isinstance(raw, dict):
        return "; ".join(f"{word(name)} {word(text)}" for name, text in raw.items())
    return unit.format(value=word(raw))


def word(raw: Raw) -> str:
    """One text of a value: a number as people write it here, a known word, else the text itself."""
    text = str(raw)
    number = NUMBER.fullmatch(text)
    if number is not None:
        return str(number_format(text, decimal_pos=len(number[2] or ""), use_l10n=True))
    return _(WORDS[text]) if text in WORDS else text


def grounds(value: DatedValue) -> str:
    """How far the value can be trusted, and where it was read."""
    parts = [_(TRUST[value.trust]), _("örtlicher Wert") if value.local else "", _(value.source) if value.source else ""]
    return "; ".join(part for part in parts if part)
