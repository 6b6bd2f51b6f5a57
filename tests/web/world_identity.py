"""What the world holds of identity: an application with its rights, roles, rules and what was decided about them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from meindo.identity import commands_catalogue as catalogue
from meindo.identity.commands_campaigns import start_campaign
from meindo.identity.commands_plans import make_plan
from meindo.identity.commands_rules import activate_rule, draft_rule
from meindo.identity.models import Application, Campaign, RightSet, Standing
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.clock import today

if TYPE_CHECKING:
    from tests.web.world import World


def build(world: "World") -> None:
    """One application with two rights, owned by the person who answers for applications; `world.room` gets the ids."""
    office = world.office
    by = office.actor("ithaus")
    application = catalogue.add_application(
        key="geo",
        label="Karten",
        purpose="Karten und Pläne",
        owner_id=office.people["verfahren"].pk,
        by=by,
    )
    see = catalogue.add_entitlement(
        application=application, key="sehen", label="Karten ansehen", description="Alle Karten ansehen.", by=by
    )
    catalogue.add_entitlement(
        application=application, key="zeichnen", label="Pläne zeichnen", description="Pläne ändern.", by=by
    )
    role = catalogue.add_role(key="planung", label="Planung", entitlements=[see], by=by)
    version = draft_rule(rule="planung", role=role, reason="Alle planen.", by=by)
    activate_rule(version, by=office.actor("verfahren"))
    catalogue.sign_off(application, "write", by=office.actor("verfahren"))
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.RULE, title="Planung", by=by)
    waiting = _campaign(world, application)
    world.room |= {"campaign": waiting.uuid, "review": waiting.reviews.order_by("id")[0].uuid}
    world.room |= {"rule": version.uuid, "plan": plan.uuid}
    world.room |= {"geo": application.uuid, "geo_see": see.uuid, "planning": role.uuid}


def _campaign(world: "World", application: Application) -> Campaign:
    """A running recertification of the application, whose owner is asked about one person."""
    who = world.office.people["mitarbeiterin"].pk
    rights = RightSet.objects.create(fingerprint="test", rights=[application.entitlements.get(key="sehen").pk])
    Standing.objects.create(person_id=who, rights=rights)
    return start_campaign(
        title="Karten",
        application=application,
        due_on=today() + timedelta(days=30),
        by=world.office.actor("ithaus"),
    )
