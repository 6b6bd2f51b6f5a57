"""Identity for the whole city: 60 applications, 1,800 entitlements, 400 roles, 1,265 rules over the people of the
database; full computation, previews, a rule for everybody, a Fachbereich that moves. Prints JSON.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meindo.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402

from meindo.identity.commands_apply import take_turns  # noqa: E402
from meindo.identity.commands_campaigns import start_campaign  # noqa: E402
from meindo.identity.commands_plans import make_plan  # noqa: E402
from meindo.identity.models import Application, BusinessRole, Duty, Entitlement, RuleVersion  # noqa: E402
from meindo.identity.plan_models import PlanKind  # noqa: E402
from meindo.identity.queries_foresight import foresee, question_of  # noqa: E402
from meindo.identity.queries_preview import preview  # noqa: E402
from meindo.identity.queries_simulation import simulate  # noqa: E402
from meindo.identity.wanted import rights  # noqa: E402
from meindo.platform.audit.actor import Actor  # noqa: E402
from meindo.platform.clock import now, today  # noqa: E402
from meindo.platform.people.commands import Statement  # noqa: E402
from meindo.platform.people.models import Holding, OrgUnit, Person, PostDescription, UnitEdge  # noqa: E402
from meindo.platform.people.queries_movements import transfer  # noqa: E402

APPLICATIONS, RIGHTS, ROLES, RULES, DUTIES = 60, 1_800, 400, 1_265, 200
PREVIEWS = 60


def catalogue(random: Random) -> None:
    """Applications that are observed only, their rights, roles of ten rights each, rules over the whole tree."""
    owner = Person.objects.order_by("id").first()
    made = [Application(key=f"a{n}", label=f"Anwendung {n}", purpose="Bench", owner=owner) for n in range(APPLICATIONS)]
    applications = Application.objects.bulk_create(made)
    rights_made = Entitlement.objects.bulk_create(
        Entitlement(application=applications[n % APPLICATIONS], key=f"r{n}", label=f"Recht {n}", description="Bench")
        for n in range(RIGHTS)
    )
    roles = BusinessRole.objects.bulk_create(BusinessRole(key=f"b{n}", label=f"Rolle {n}") for n in range(ROLES))
    through = BusinessRole.entitlements.through
    through.objects.bulk_create(
        through(businessrole_id=role.pk, entitlement_id=right.pk)
        for role in roles
        for right in random.sample(rights_made, 10)
    )
    units, titles = list(OrgUnit.objects.order_by("id")), _titles()
    rules = []
    for number in range(RULES):
        wide = number < 4
        rules.append(
            RuleVersion(
                rule=f"regel-{number}", number=1, state="active", role=random.choice(roles), reason="Bench",
                unit=None if wide else random.choice(units), made_at=now(), activated_at=now(),
                function=random.choice(titles) if number % 5 == 4 else "",
            )
        )  # fmt: skip
    RuleVersion.objects.bulk_create(rules)
    for number in range(DUTIES):
        duty = Duty.objects.create(key=f"d{number}", label=f"Trennung {number}", reason="Bench", action="report")
        one, other = random.sample(rights_made, 2)
        duty.one_side.add(one)
        duty.other_side.add(other)


def _titles() -> list[str]:
    return sorted(set(PostDescription.objects.as_of(today()).values_list("title", flat=True)))


def seconds(what: Callable[[], Any]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def previews(random: Random) -> list[float]:
    """Milliseconds for the preview of one transfer each."""
    held = list(Holding.objects.as_of(today()).values_list("employment_id", "employment__person_id", "post_id"))
    found = []
    for _ in range(PREVIEWS):
        (job, person, _own), (_job, _person, post) = random.sample(held, 2)
        said = transfer(job, post, today() + timedelta(days=30))
        found.append(1000 * seconds(lambda person=person, said=said: preview([person], said)))  # type: ignore[misc]
    return sorted(found)


def moved_unit() -> float:
    """A Fachbereich under another parent: what would change for everybody."""
    children = UnitEdge.objects.as_of(today()).filter(axis="line").order_by("id")
    heads = [row for row in children if row.child.kind == "fachbereich"]
    child, parent = heads[0], next(row for row in heads if row.parent_id != heads[0].parent_id)
    key = {"child_id": child.child_id, "axis": "line"}
    overlay = {UnitEdge: [Statement(key, {"parent_id": parent.parent_id}, today())]}
    return seconds(lambda: foresee(question_of(today(), overlay=overlay)))


def campaign() -> None:
    """Everybody in the whole city is asked about."""
    city, who = OrgUnit.objects.get(kind="stadt"), Person.objects.all()[0]
    by = Actor(f"person:{who.uuid}", who.pk)
    start_campaign(title="Bench", unit=city, due_on=today() + timedelta(days=30), by=by)


def main() -> None:
    """Everything in one transaction that is thrown away at the end."""
    random = Random(11)  # noqa: S311 (the same city every time)
    with transaction.atomic():
        catalogue(random)
        first = foresee(question_of(today()))
        plan = make_plan(first, kind=PlanKind.PEOPLE, title="Bench", by=Actor.system("bench"))
        take_turns(plan)
        effective = sum(len(found) for found in rights(question_of(today())).values())
        whole = min(seconds(lambda: foresee(question_of(today()))) for _ in range(3))
        shown = previews(random)
        rule = RuleVersion.objects.filter(unit=None).first()
        assert rule is not None  # noqa: S101 (four of them were made above)
        changed = RuleVersion(rule=rule.rule, role=BusinessRole.objects.exclude(pk=rule.role_id)[0], made_at=now())
        result = {
            "people": len(first.question.city.placings),
            "rights": effective,
            "conflicts": len(first.conflicts),
            "whole": whole,
            "preview_p95_ms": shown[int(len(shown) * 0.95) - 1],
            "preview_median_ms": statistics.median(shown),
            "rule": seconds(lambda: simulate(changed)),
            "unit": moved_unit(),
            "campaign": seconds(campaign),
        }
        transaction.set_rollback(True)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
