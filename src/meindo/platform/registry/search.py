"""One search: services by name and synonym, cases by number and title, people within what the viewer may see."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from meindo.kernel.spelling import fold, words_of
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries import numbers_with
from meindo.platform.people.models import Person
from meindo.platform.people.queries import is_part_of_a_name, people_named, people_of

from .catalogue import services
from .service import Service

MOST_CASES, MOST_PEOPLE = 20, 10
NUMBER = re.compile(r"^[A-Za-z]{2,4}-\d{4}-\d{4,}$")
SHORTEST_TYPO, LONGEST_MISS, MOST_MISSES = 5, 40, 5


@dataclass(frozen=True)
class Found:
    """What a search brought, each kind in its order."""

    services: list[Service]
    cases: list[Case]
    people: list[Person]

    def __bool__(self) -> bool:
        return bool(self.services or self.cases or self.people)


def search(viewer: Viewer, text: str, label: Callable[[str], str]) -> Found:
    """Look everywhere at once; `label` gives a service's name in the reader's language."""
    words = words_of(text)
    if not words:
        return Found([], [], [])
    text, cases = text.strip(), visible(viewer, Case)
    if viewer.role == "applicant" or text.isdecimal() or NUMBER.match(text):
        return Found(_services(words, label), _cases(viewer, cases, text, []), [])
    named = list(people_named(text).values_list("pk", flat=True))
    theirs = list(_shown(cases.filter(person_id__in=named))[:MOST_CASES]) if named else []
    return Found(_services(words, label), _cases(viewer, cases, text, theirs), _people(viewer, named, theirs))


def _services(words: list[str], label: Callable[[str], str]) -> list[Service]:
    """The services that every word fits, the best first."""
    rated = []
    for service in services():
        names = [label(service.label), *service.synonyms, *(label(word) for word in service.synonyms)]
        known = [word for name in names for word in words_of(name)]
        marks = [max(_mark(word, other) for other in known) for word in words]
        if all(marks):
            rated.append((-sum(marks), fold(names[0]), service))
    return [service for _rate, _name, service in sorted(rated, key=lambda entry: entry[:2])]


def _mark(word: str, other: str) -> int:
    """How well a word fits: the same, its beginning, a part of a compound, a typing mistake."""
    if word == other:
        return 4
    if other.startswith(word):
        return 3
    if len(word) >= 4 and (word in other or (len(other) >= 4 and other in word)):
        return 2
    return 1 if len(word) >= SHORTEST_TYPO and _one_apart(word, other) else 0


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter was added, left out, changed or swapped with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def _cases(viewer: Viewer, cases: QuerySet[Case], text: str, theirs: list[Case]) -> list[Case]:
    """By number, title, and those of the people of that name. Ended cases of other people are found by name and number
    only: an office that looks for a place has no reason to read the past of the whole city.
    """
    if NUMBER.match(text):
        return list(_shown(cases.filter(number=text.upper())))
    if text.isdecimal():
        return list(_shown(cases.filter(number__in=numbers_with(int(text))))[:MOST_CASES])
    titled = cases.filter(headline__icontains=text)
    if viewer.role == "applicant":
        return list(_shown(titled)[:MOST_CASES])
    # a question of its own beside that for the people's, instead of one with "or": each has its index
    found = {case.pk: case for case in [*theirs, *_shown(titled.filter(is_open=True))[:MOST_CASES]]}
    return sorted(found.values(), key=lambda case: (case.is_open, case.created_at, case.pk), reverse=True)[:MOST_CASES]


def cases_of_person(viewer: Viewer, uuid: str) -> list[Case]:
    """The cases of one person that the viewer may see."""
    return list(_shown(visible(viewer, Case).filter(person__uuid=uuid))[:MOST_CASES])


SHOWN = ("uuid", "number", "service", "person_id", "headline", "starts_on", "ends_on", "is_open", "created_at")


def _shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.only(*SHOWN).annotate(who=F("person__display_name")).order_by("-is_open", "-created_at", "-id")


def _people(viewer: Viewer, named: list[int], theirs: list[Case]) -> list[Person]:
    """Those of whom the viewer may see a case: nobody browses the staff here. The cases found say who they are, unless
    there are more than were read.
    """
    seen = {case.person_id for case in theirs}
    if len(theirs) < MOST_CASES or seen.issuperset(named):
        return list(people_of(sorted(seen))[:MOST_PEOPLE]) if seen else []
    may_see = visible(viewer, Case).filter(person_id=OuterRef("pk"))
    return list(people_of(named).filter(Exists(may_see))[:MOST_PEOPLE])


def countable(text: str) -> list[str]:
    """The words of a search without a result that may be counted: neither numbers nor anybody's name."""
    words = [word for word in words_of(text) if word.isalpha() and 3 <= len(word) <= LONGEST_MISS]
    return [word for word in sorted(set(words))[:MOST_MISSES] if not is_part_of_a_name(word)]
