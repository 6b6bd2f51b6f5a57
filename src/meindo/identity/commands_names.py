"""Names of accounts: a person keeps theirs, and no name is ever given to a second person (BER.3.14)."""

from collections import defaultdict
from collections.abc import Iterable

from meindo.platform.login.models import User
from meindo.platform.people.models import Employment

from .models import Account

MANY = 500


class Names:
    """The accounts of some people in some applications: those that exist, and new ones under a free name."""

    def __init__(self, wanted: set[tuple[int, int]]) -> None:
        """`wanted`: (application, person) pairs."""
        people = {person for _application, person in wanted}
        self._accounts: dict[tuple[int, int], Account] = {}
        self._taken: dict[int, set[str]] = defaultdict(set)
        for account in Account.objects.filter(application_id__in={application for application, _person in wanted}):
            self._taken[account.application_id].add(account.native_id.casefold())
            if account.person_id in people:
                self._accounts[account.application_id, account.person_id] = account
        self._proposals = _proposals(people)

    def account(self, application: int, person: int) -> Account:
        """The person's account there; a new one is not stored yet."""
        known = self._accounts.get((application, person))
        if known is None:
            native_id = self._free(application, self._proposals[person])
            known = Account(application_id=application, person_id=person, native_id=native_id)
            self._accounts[application, person] = known
        return known

    def _free(self, application: int, proposal: str) -> str:
        taken, name, number = self._taken[application], proposal, 1
        while name.casefold() in taken:
            number += 1
            name = f"{proposal}-{number}"
        taken.add(name.casefold())
        return name


def _proposals(people: Iterable[int]) -> dict[int, str]:
    """The log-in name of a person, otherwise the personnel number of the first employment."""
    asked = set(people)
    jobs, users = Employment.objects.order_by("-id"), User.objects.filter(person_id__isnull=False)
    if len(asked) < MANY:
        jobs, users = jobs.filter(person_id__in=asked), users.filter(person_id__in=asked)
    found = {person: number.lower() for person, number in jobs.values_list("person_id", "personnel_no")}
    found |= {person or 0: name.lower() for person, name in users.values_list("person_id", "username")}
    return found
