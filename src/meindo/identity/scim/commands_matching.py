"""Writes of matching: a waiting account gets its person, by number or by somebody who decides."""

from typing import Any

from django.db import IntegrityError, transaction

from meindo.identity.scim_models import ScimAccount
from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.wiring import Job, add_job
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import Person

from .commands_names import give_names, holds_nobody_elses_name
from .purposes import SCIM
from .queries_matching import is_free, person_numbered, waiting_accounts
from .rows import ENTERPRISE

KIND = "identity.scim.match"
AT_ONCE = 200
WORKER = Actor.system("worker")


class MatchRefused(Exception):
    """This account cannot be this person's; the message says why."""


def match_account(account: ScimAccount, *, person: Person, by: Actor) -> ScimAccount:
    """Somebody decides whose a waiting account is. Nothing of it enters the personnel data."""
    if by.person_id is None:
        raise PermissionError("a person decides whose an account is")
    with unit_of_work(by, purpose=SCIM.key) as work:
        found = ScimAccount.objects.select_for_update().filter(pk=account.pk, deleted_at__isnull=True).first()
        if found is None or found.person_id is not None:
            raise MatchRefused(_("Dieses Konto wartet nicht mehr auf eine Zuordnung."))
        if not is_free(found.client, person.pk):
            raise MatchRefused(_("Diese Person hat schon ein Konto dieses Verzeichnisses."))
        if not holds_nobody_elses_name(found, person.pk):
            raise MatchRefused(_("Der Name dieses Kontos gehört oder gehörte einer anderen Person."))
        give_person(work, found, person.pk, how="decided")
    return found


def give_person(work: Work, account: ScimAccount, person: int, *, how: str) -> None:
    """Write whose the account is; MatchRefused if the person got another one in the meantime."""
    try:
        with transaction.atomic():
            ScimAccount.objects.filter(pk=account.pk).update(person=person, matched_at=work.at)
    except IntegrityError as problem:
        raise MatchRefused(_("Diese Person hat schon ein Konto dieses Verzeichnisses.")) from problem
    account.person_id, account.matched_at = person, work.at
    give_names(account, person)
    work.record("scim.account.matched", f"scimaccount:{account.uuid}", person=person, how=how)


def match_waiting(_key: str = "", payload: dict[str, Any] | None = None) -> None:
    """Look again at accounts that wait with a personnel number: their person may have been hired meanwhile."""
    after = (payload or {}).get("after", 0)
    with unit_of_work(WORKER, purpose=SCIM.key) as work:
        rows = waiting_accounts().filter(employee_key__isnull=False, pk__gt=after).order_by("pk")
        accounts = list(rows.select_for_update()[:AT_ONCE])
        for account in accounts:
            person = person_numbered(account.body.get(ENTERPRISE, {}).get("employeeNumber", ""))
            if person and is_free(account.client, person) and holds_nobody_elses_name(account, person):
                give_person(work, account, person, how="number")
        if len(accounts) == AT_ONCE:
            work.task(KIND, f"{work.at:%Y-%m-%d}/{accounts[-1].pk}", {"after": accounts[-1].pk})


add_job(Job(KIND, match_waiting), every_minutes=24 * 60)
