"""What the world holds of identity: an application with its rights, roles, rules and what was decided about them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from meindo.identity import commands_catalogue as catalogue
from meindo.identity.commands_campaigns import start_campaign
from meindo.identity.commands_grants import grant_right
from meindo.identity.commands_plans import make_plan
from meindo.identity.commands_rules import activate_rule, draft_rule
from meindo.identity.models import Application, Campaign, Entitlement, Finding, RightSet, ScimAccount, Standing
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_foresight import foresee, question_of
from meindo.identity.requests import commands, commands_emergency
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.clock import now, today
from meindo.platform.people.commands_doubles import HeldBack, keep_doubts
from meindo.platform.people.models import Doubt

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
    draw = catalogue.add_entitlement(
        application=application, key="zeichnen", label="Pläne zeichnen", description="Pläne ändern.", by=by
    )
    use = catalogue.add_entitlement(
        application=application, key="nutzen", label="Karten nutzen", description="Karten nutzen.", by=by
    )
    role = catalogue.add_role(key="planung", label="Planung", entitlements=[use], by=by)
    version = draft_rule(rule="planung", role=role, reason="Alle planen.", by=by)
    activate_rule(version, by=office.actor("verfahren"))
    catalogue.sign_off(application, "write", by=office.actor("verfahren"))
    waiting = _campaign(world, application)
    world.room |= {"campaign": waiting.uuid, "review": waiting.reviews.order_by("id")[0].uuid}
    world.room["rule"] = version.uuid
    world.room |= {"geo": application.uuid, "geo_see": use.uuid, "planning": role.uuid}
    _requests(world, see, draw)
    plan = make_plan(foresee(question_of(today())), kind=PlanKind.RULE, title="Planung", by=by)
    world.room["plan"] = plan.uuid
    _unsettled(world, application)


def _unsettled(world: "World", application: Application) -> None:
    """What waits for somebody to say whose it is: a pushed account, a person who may be known, a finding."""
    office = world.office
    world.room["pushed"] = ScimAccount.objects.create(
        client="verzeichnis",
        body={
            "userName": "e.yilmaz",
            "displayName": "Emma Yılmaz",
            "name": {"givenName": "Emma", "familyName": "Yılmaz"},
        },
        user_key=b"e.yilmaz",
        created_at=now(),
        changed_at=now(),
    ).uuid
    keep_doubts(
        [HeldBack("NEU-1", "Emma", "Yilmaz", office.people["mitarbeiterin"].pk, "similar")], by=Actor.system("import")
    )
    world.room["doubt"] = Doubt.objects.get(key="NEU-1").uuid
    world.room["finding"] = Finding.objects.create(
        application=application,
        kind="orphan",
        native_id="praktikum",
        person_id=office.people["mitarbeiterin"].pk,
        first_seen_at=now(),
        seen_at=now(),
    ).uuid


def _campaign(world: "World", application: Application) -> Campaign:
    """A running recertification of the application, whose owner is asked about one person."""
    who = world.office.people["mitarbeiterin"].pk
    rights = RightSet.objects.create(fingerprint="test", rights=[application.entitlements.get(key="nutzen").pk])
    Standing.objects.create(person_id=who, rights=rights)
    return start_campaign(
        title="Karten",
        application=application,
        due_on=today() + timedelta(days=30),
        by=world.office.actor("ithaus"),
    )


def _requests(world: "World", see: Entitlement, draw: Entitlement) -> None:
    """A request that waits for the line manager, one for the owner, an emergency, a grant, a draft."""
    office = world.office
    who, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    until = today() + timedelta(days=30)
    asked = {"employment": job, "reason": "Vorhaben", "until": until}
    world.cases["access_asked"] = commands.ask(what=draw, by=office.actor("mitarbeiterin"), **asked)
    world.cases["access_owned"] = commands.ask(what=see, by=office.actor("teamleitung"), **asked)
    world.cases["access_urgent"] = commands_emergency.give_at_once(
        employment=job, what=draw, reason="Ausfall", by=office.actor("ithaus")
    )
    grant = grant_right(
        person_id=who.pk, what=see, reason="Vorhaben", valid_from=today(), valid_until=until, by=office.actor("ithaus")
    )
    world.room["access_grant"] = grant.uuid
    world.drafts["access_draft"] = drafts.start_draft(
        person_id=who.pk,
        service="berechtigungen",
        form="berechtigungen_antrag",
        title="Zugang",
        data={"what": str(draw.uuid), "seen_was": "1"},
    )
