"""What deserves a look first when access is recertified: what is new, and what hardly any colleague has. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping

LEAST_PEERS = 5
RARE = 0.2  # a right that at most one in five people of a unit has stands out


def outliers(sets: Mapping[int, frozenset[int]], unit_of: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """For each person the rights that hardly anybody of the same unit has; nothing in units with few people."""
    members: dict[int, list[int]] = defaultdict(list)
    for person in sets:
        if person in unit_of:
            members[unit_of[person]].append(person)
    found = {}
    for people in members.values():
        if len(people) < LEAST_PEERS:
            continue
        held = Counter(right for person in people for right in sets[person])
        rare = {right for right, number in held.items() if number <= RARE * len(people)}
        for person in people:
            if own := sets[person] & rare:
                found[person] = frozenset(own)
    return found


def weight(news: int, odd: int) -> int:
    """How far up a person stands in the list: an outlier counts twice."""
    return news + 2 * odd
