"""Comparison of an application without drift: every person of the database has an account in a file that is read to its
end; what is found is nothing. Prints JSON.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402

from meindo.identity.commands_apply import take_turns  # noqa: E402
from meindo.identity.commands_plans import make_plan  # noqa: E402
from meindo.identity.commands_reconcile import reconcile  # noqa: E402
from meindo.identity.connectors.csv_rows import file_text  # noqa: E402
from meindo.identity.images import as_wish  # noqa: E402
from meindo.identity.models import Account, Application, BusinessRole, Entitlement, RuleVersion  # noqa: E402
from meindo.identity.plan_models import OperationState, PlanKind  # noqa: E402
from meindo.identity.queries_foresight import foresee, question_of  # noqa: E402
from meindo.platform.audit.actor import Actor  # noqa: E402
from meindo.platform.clock import now, today  # noqa: E402
from meindo.platform.people.models import OrgUnit, Person  # noqa: E402

RIGHTS = 30
TIMES = 4  # the first time every account is seen anew


def application(folder: Path) -> Application:
    """One with rights that follow from the place, connected by files."""
    owner = Person.objects.order_by("id").first()
    assert owner is not None  # noqa: S101 (the city is there)
    made = Application.objects.create(
        key="ablage", label="Ablage", purpose="Bench", owner=owner, stage="write", settings={"folder": str(folder)}
    )
    rows = [Entitlement(application=made, key=f"r{n}", label=f"Recht {n}", description="Bench") for n in range(RIGHTS)]
    rights = Entitlement.objects.bulk_create(rows)
    units = [None, *OrgUnit.objects.order_by("id")[: RIGHTS * 10]]
    for number, unit in enumerate(units):
        role = BusinessRole.objects.create(key=f"d{number}", label=f"Rolle {number}")
        role.entitlements.add(*(rights[(number + step) % RIGHTS] for step in range(5)))
        RuleVersion.objects.create(
            rule=f"d{number}", number=1, state="active", role=role, reason="Bench", unit=unit, made_at=now(),
            activated_at=now(),
        )  # fmt: skip
    return made


def settled(made: Application, folder: Path) -> int:
    """As after a plan: the accounts are as planned, and the application shows it; how many they are."""
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Bench", by=Actor.system("bench"))
    take_turns(plan)
    images = dict(plan.operations.filter(application=made).values_list("native_id", "after"))
    plan.operations.update(state=OperationState.DONE)
    Account.objects.filter(application=made).update(state="active")
    wishes = [as_wish(name, kept) for name, kept in images.items()]
    (folder / "receipt.csv").write_bytes(file_text(wishes))
    return len(wishes)


def main() -> None:
    """Everything in one transaction that is thrown away at the end."""
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        folder = Path(name)
        made = application(folder)
        accounts, times = settled(made, folder), []
        for _ in range(TIMES):
            start = time.perf_counter()
            run = reconcile(made)
            times.append(time.perf_counter() - start)
            assert (run.accounts, run.new, run.problem) == (accounts, 0, ""), run.problem  # noqa: S101
        transaction.set_rollback(True)
    json.dump({"accounts": accounts, "first": times[0], "again": min(times[1:])}, sys.stdout)


if __name__ == "__main__":
    main()
