"""What people are entitled to on one day, and why. Pure functions: preview and run ask the same ones.

A set of entitlements is written as signed numbers: `7` holds, `-7` rests (it stays known, its account is closed).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from .birthright import Rule, RuleBook
from .city import City, Placing

Rights = frozenset[int]
NOTHING: Rights = frozenset()


class Given(NamedTuple):
    """An entitlement that was granted for a time, with a reason and an end (a grant)."""

    grant: int
    entitlements: frozenset[int]


class Because(NamedTuple):
    """One reason for an entitlement: a rule version and the placing that it matches, or a grant."""

    rule: int = 0
    employment: int = 0
    unit: int = 0
    grant: int = 0
    rests: bool = False


@dataclass(frozen=True)
class Question:
    """What is computed: the city of a day under a book of rules, with the grants that hold on it by person, and what
    somebody decided that a person does not need although a rule gives it (`withheld`).
    """

    city: City
    book: RuleBook
    grants: Mapping[int, tuple[Given, ...]]
    withheld: Mapping[int, frozenset[int]] = field(default_factory=dict)


def rights(question: Question, people: Iterable[int] | None = None) -> dict[int, Rights]:
    """Everybody's entitlements (or those of some); people without any are left out."""
    city, known = question.city, dict[tuple[object, ...], Rights]()
    asked = {*city.placings, *question.grants} if people is None else set(people)
    found = {}
    for person in asked:
        placings, is_employed = city.placings.get(person, ()), person in city.employed
        shared = (is_employed, *[_shared(placing, city.day) for placing in placings])
        own = known.get(shared)
        if own is None:
            own = known[shared] = _birthrights(question, placings, is_employed)
        minus = question.withheld.get(person)
        own = own - minus - {-right for right in minus} if minus else own
        given = question.grants.get(person)
        all_rights = with_grants(own, given) if given and is_employed else own
        if all_rights:
            found[person] = all_rights
    return found


def _shared(placing: Placing, day: date) -> object:
    """What two people must have in common to have the same rights: of one that holds today the days say nothing."""
    return (
        (placing.signature, placing.suspended)
        if placing.holds_on(day)
        else placing._replace(employment=0, share=Decimal(0))
    )


def with_grants(own: Rights, given: Iterable[Given]) -> Rights:
    """Granted entitlements added; a granted one holds also where the birthright rests."""
    granted = frozenset().union(*(grant.entitlements for grant in given))
    return (own - {-entitlement for entitlement in granted}) | granted


def _birthrights(question: Question, placings: Iterable[Placing], is_employed: bool) -> Rights:
    active, resting = set[int](), set[int]()
    for rule, placing in _matches(question, placings, is_employed):
        (resting if placing.suspended else active).update(question.book.roles.get(rule.role, ()))
    return frozenset(active | {-entitlement for entitlement in resting - active})


def _matches(question: Question, placings: Iterable[Placing], is_employed: bool) -> Iterable[tuple[Rule, Placing]]:
    """The rules that work on the day, each with the placing that it matches."""
    day = question.city.day
    for placing in placings:
        signature = placing.signature
        above = question.city.above.get((signature.axis, signature.unit), (signature.unit,))
        holds = placing.holds_on(day)
        if not is_employed and placing.valid_from <= day:
            continue  # whoever has left keeps nothing, no rule reaches beyond the employment
        for rule in question.book.rules_of(signature, above):
            if holds or rule.reaches(placing, day):
                yield rule, placing


def reasons(question: Question, person: int) -> dict[int, list[Because]]:
    """Why a person has each entitlement: every rule with the fact that it matches, every grant."""
    found: dict[int, list[Because]] = defaultdict(list)
    employed = person in question.city.employed
    for rule, placing in _matches(question, question.city.placings.get(person, ()), employed):
        why = Because(rule.version, placing.employment, placing.signature.unit, rests=placing.suspended)
        for entitlement in question.book.roles.get(rule.role, ()):
            found[entitlement].append(why)
    for given in question.grants.get(person, ()) if employed else ():
        for entitlement in given.entitlements:
            found[entitlement].append(Because(grant=given.grant))
    return {entitlement: sorted(set(why)) for entitlement, why in found.items()}


def fingerprint(own: Rights) -> str:
    """The name of a set of rights: the same set has the same one everywhere."""
    return sha256(array("q", sorted(own)).tobytes()).hexdigest()
