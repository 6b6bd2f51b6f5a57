"""Who may be known already: the same mail address, or a name that is equal or nearly so. Nobody decides it here."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import QuerySet

from meindo.kernel.spelling import search_key

from .doubt_models import Doubt, Likeness
from .models import Person, PersonName

NEAR = 0.85  # "schmidt" and "schmitt" are; "schmidt" and "schulz" are not


class Double(NamedTuple):
    """Somebody who may be the one who is meant."""

    person: int
    likeness: str


class Doubles:
    """The people who are known, read once, to be asked for many names."""

    def __init__(self, people: Iterable[int] | None = None) -> None:
        names = PersonName.objects.current().exclude(cell__family_name="")
        mails = Person.objects.exclude(email="")
        if people is not None:
            names, mails = names.filter(person_id__in=people), mails.filter(pk__in=people)
        self._given: dict[str, dict[int, str]] = defaultdict(dict)
        self._family: dict[str, dict[int, str]] = defaultdict(dict)
        for person, given, family in names.values_list("person_id", "cell__given_name", "cell__family_name"):
            first, last = search_key(given), search_key(family)
            self._given[first][person] = last
            self._family[last][person] = first
        self._mails: dict[str, list[int]] = defaultdict(list)
        for person, mail in mails.values_list("pk", "email"):
            self._mails[mail.casefold()].append(person)

    def of(self, given: str, family: str, email: str = "") -> list[Double]:
        """Those with this mail address first, then those with such a name, also with both names exchanged."""
        found = dict.fromkeys(self._mails.get(email.casefold(), ()), Likeness.SAME) if email else {}
        first, last = search_key(given), search_key(family)
        for one, other in ((first, last), (last, first)):
            for person, name in self._given.get(one, {}).items():
                if _near(name, other):
                    found.setdefault(person, Likeness.SIMILAR)
        for person, name in self._family.get(last, {}).items():
            if _near(name, first):
                found.setdefault(person, Likeness.SIMILAR)
        return [Double(person, likeness) for person, likeness in found.items()]


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= NEAR and match.quick_ratio() >= NEAR and match.ratio() >= NEAR


def similar_people(given: str, family: str, email: str = "") -> list[Double]:
    """Who may be meant by a name and a mail address."""
    return Doubles().of(given, family, email)


def open_doubts() -> QuerySet[Doubt]:
    """What waits for a decision, the oldest first."""
    return Doubt.objects.filter(decision="").select_related("person").order_by("seen_at", "id")
