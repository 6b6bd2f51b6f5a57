"""What the smaller services and the keeping of records add to the world."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.services.beteiligung import factory as room
from tests.services.datenschutz import factory as privacy
from tests.services.entgeltnachweis import factory as statements
from tests.services.unterstuetzung import factory as support
from tests.support.office import Office
from tests.support.receipts import incoming, photo

from meindo.platform.access.support_models import ASKED, SupportAccess
from meindo.platform.audit.actor import Actor
from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import attach_file
from meindo.platform.cases.models import Attachment, Case
from meindo.platform.clock import now, today
from meindo.platform.login.models import User
from meindo.platform.people.commands_blocks import set_block
from meindo.platform.people.commands_externals import Engagement, engage
from meindo.platform.people.external_models import EngagementKind
from meindo.platform.retention.commands import note_answer, offer, set_hold
from meindo.platform.retention.commands_runs import propose_run
from meindo.services.beteiligung.commands import promise, set_up_meeting
from meindo.services.entgeltnachweis.commands_withdrawal import hold_back
from meindo.services.entgeltnachweis.models import Statement
from meindo.web.commands_clients import note_visit, register_client
from meindo.web.queries_clients import client_named


def of_privacy(world: Any) -> None:
    """A look at the person's data, a question about it, and a request for everything."""
    record = privacy.looked(world.office)
    world.record = record.pk
    world.cases |= {"why": privacy.asked(world.office, record), "information": privacy.make(world.office)}
    world.cases |= {"wrong": privacy.correction(world.office), "unwanted": privacy.erasure(world.office)}
    _long_ago(world.office)


def _long_ago(office: Office) -> None:
    """A question of years ago that was offered to the archive and is proposed to be erased, and something held."""
    case = privacy.asked(office, who="beamter")
    privacy.decide(office, case, "answer", who="datenschutz", reason="x")
    Case.objects.filter(pk=case.pk).update(closed_at=now() - timedelta(days=5 * 366))
    by = office.actor("ob")
    offered = offer(purpose="datenschutz.ask", by=by)
    note_answer(offered, "not_wanted", by=by)
    propose_run(purpose="datenschutz.ask", by=by)
    set_block(
        office.people["beamter"], reason="Gefahr", until=today() + timedelta(days=90), by=office.actor("personal")
    )
    set_hold(reason="Klage", until=today() + timedelta(days=9), person=office.people["ob"], by=by)


def of_support(world: Any) -> None:
    """Somebody is asked, another access is open, an emergency waits for its review, somebody calls for help; and an
    access from before there were cases.
    """
    office = world.office
    support.with_support(office)
    world.cases |= {"asked_access": support.asked(office), "granted": support.asked(office)}
    support.decide(office, world.cases["granted"], "grant")
    world.cases |= {"urgent": support.taken(office), "called": support.make(office)}
    who, by = office.people["mitarbeiterin"], office.people["hilfe"]
    SupportAccess.objects.create(
        kind=ASKED, subject=who, by=by, reason="früher", until=today(), asked_at=now(), service="entgeltnachweis"
    )
    world.drafts["help_draft"] = drafts.start_draft(
        person_id=who.pk,
        service="unterstuetzung",
        form="unterstuetzung_hilfe",
        title="Hilfe",
        data={"service": "all", "reason": "Störung"},
    )


def of_statements(world: Any) -> None:
    """Two pay statements, one of them held back, a question about one and another one begun."""
    office = world.office
    with TemporaryDirectory() as folder:
        rows = [statements.own_row(office, month=month) for month in ("2026-04", "2026-05")]
        statements.delivered(office, Path(folder), *rows)
    found = Statement.objects.select_related("employment").get(month__month=4)
    hold_back(found, reason="gehört jemand anderem", by=office.actor("reisestelle2"))
    world.cases["payslip"] = statements.make(office)
    world.drafts["payslip_draft"] = drafts.start_draft(
        person_id=office.people["mitarbeiterin"].pk,
        service="entgeltnachweis",
        form="entgeltnachweis_frage",
        title="Frage",
        data={"kind": "missing", "month": "Mai"},
    )


def of_room(world: Any) -> None:
    """A matter before the staff council with a paper, a promise and a meeting; a draft of the next one."""
    office = world.office
    world.cases["brought"] = case = room.brought(office, "beteiligung")
    world.drafts["bringing"] = draft = drafts.start_draft(
        person_id=office.people["beteiligung"].pk,
        service="beteiligung",
        form="beteiligung_vorlage",
        title="Vorlage",
        data={"kind": "other", "seen_art": "1"},
    )
    paper = attach_file(draft=draft, incoming=incoming(photo(), "paper"), by=office.actor("beteiligung"))
    Attachment.objects.filter(pk=paper.pk).update(draft=None, case=case)
    part, by = case.participation, office.actor("personalrat")
    promised = promise(part=part, text="Schulung", by_whom="11/1", due_on=today(), by=by)
    meeting = set_up_meeting(body="personalrat", held_on=today(), place="Rathaus", parts=[part], by=by)
    world.room = {"paper": paper.document.uuid, "promise": promised.uuid, "meeting": meeting.uuid}


def of_applications(world: Any) -> None:
    """The owner logged in at an application of the city."""
    client, _secret = register_client(
        name="Fachverfahren", redirect_uris=["https://fach.example/"], scopes=["profile"], by=Actor.system("test")
    )
    found = client_named(client)
    assert found is not None
    owner = User.objects.get(username="mitarbeiterin")
    note_visit(found, owner, scopes=["openid", "profile"], by=world.office.actor("mitarbeiterin"))


def of_externals(world: Any) -> None:
    """Somebody external in the team; its lead answers for them."""
    office, day = world.office, today()
    job = engage(
        Engagement(
            given_name="Ivo",
            family_name="Fremd",
            email="",
            unit_id=office.units["51/1"].pk,
            task="Umbau",
            kind=EngagementKind.CONTRACTOR,
            sponsor_id=office.people["teamleitung"].pk,
            start=day,
            end=day + timedelta(days=60),
        ),
        by=office.actor("personal"),
    )
    office.people["extern"] = job.person


def of_the_rest(world: Any) -> None:
    """Pay statements, business applications, accesses of the support, somebody external."""
    of_externals(world)
    of_statements(world)
    of_applications(world)
    of_support(world)
