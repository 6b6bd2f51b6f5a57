"""Who decides in the line: one pure function over the facts of a day. The fallback table of docs/platform/cases.md.

vacant post, tandem, own case, absent lead without deputy, deputy = applicant, bias -> next line up; never the matrix;
beyond the top: the general deputy, then the office of last resort, so that no case is without somebody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Persons = frozenset[int]
NOBODY: Persons = frozenset()


@dataclass(frozen=True)
class LineFacts:
    """The organisation on one day, by identifiers: parents on the line, leads, absences, deputies, bias."""

    parent: Mapping[int, int]
    leads: Mapping[int, Persons]
    absent: Persons = NOBODY
    deputies: Mapping[int, Persons] = field(default_factory=dict)
    biased: Mapping[int, Persons] = field(default_factory=dict)
    general_deputies: Persons = NOBODY
    last_resort: Persons = NOBODY

    def chain(self, unit: int) -> Iterator[int]:
        """The unit and everything above it; a circle in wrong data ends."""
        seen: set[int] = set()
        at: int | None = unit
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = self.parent.get(at)


@dataclass(frozen=True)
class Deciders:
    """The persons who may decide, and how they came to it: lead, deputy, next_line, general_deputy, last_resort."""

    persons: Persons
    via: str


def deciders(unit: int, applicant: int | None, facts: LineFacts) -> Deciders:
    """Who decides on the case of `applicant` in `unit`; None asks for somebody without any special relation."""
    unfit = _unfit(applicant, facts)
    for level in facts.chain(unit):
        leads = facts.leads.get(level, NOBODY)
        if applicant in leads:
            continue  # neither oneself nor the tandem partner
        persons, via = _of_level(leads, unfit, facts)
        if persons:
            return Deciders(persons, via if level == unit else "next_line")
    for persons, via in ((facts.general_deputies, "general_deputy"), (facts.last_resort, "last_resort")):
        if persons - unfit:
            return Deciders(persons - unfit, via)
    return Deciders(NOBODY, "nobody")


def represented(unit: int, applicant: int, person: int, facts: LineFacts) -> int | None:
    """Whom `person` stands in for when deciding on this case; None for who decides in their own right."""
    unfit = _unfit(applicant, facts)
    for level in facts.chain(unit):
        leads = facts.leads.get(level, NOBODY)
        persons, via = (NOBODY, "") if applicant in leads else _of_level(leads, unfit, facts)
        if persons:
            named = [lead for lead in leads if person in facts.deputies.get(lead, NOBODY)]
            return min(named) if via == "deputy" and person in persons and named else None
    return None


def _unfit(applicant: int | None, facts: LineFacts) -> Persons:
    if applicant is None:
        return NOBODY
    return facts.biased.get(applicant, NOBODY) | {applicant}


def _of_level(leads: Persons, unfit: Persons, facts: LineFacts) -> tuple[Persons, str]:
    present = leads - unfit - facts.absent
    if present:
        return present, "lead"
    if leads & unfit:
        return NOBODY, ""  # a biased lead's deputy does not decide in the lead's place either
    standing_in: set[int] = set()
    for lead in leads:
        standing_in |= facts.deputies.get(lead, NOBODY)
    return frozenset(standing_in) - unfit - facts.absent, "deputy"


def special_applicants(unit: int, facts: LineFacts) -> Persons:
    """Everybody whose own case in `unit` may be decided by somebody else than usual."""
    special: set[int] = set()
    for level in facts.chain(unit):
        leads = facts.leads.get(level, NOBODY)
        special |= leads
        for lead in leads:
            special |= facts.deputies.get(lead, NOBODY)
        if _of_level(leads, NOBODY, facts)[0]:
            break
    else:
        special |= facts.general_deputies | facts.last_resort
    for person in tuple(special):
        special |= facts.biased.get(person, NOBODY)
    return frozenset(special)
