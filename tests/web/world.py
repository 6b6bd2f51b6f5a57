"""An office in full work: cases at every step, drafts, a letter, a deputy, a run; and a browser for everybody."""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client
from tests.services.dienstreise import factory, money, months
from tests.support.office import PASSWORD, Office, build_office
from tests.support.receipts import incoming, photo
from tests.web import world_identity, world_services

from meindo.platform.access.support_models import ASKED, SupportAccess
from meindo.platform.access.viewer import Viewer
from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import attach_file, keep_on_shelf
from meindo.platform.cases.models import Case, Draft, Inquiry
from meindo.platform.clock import today
from meindo.platform.files.models import UPLOAD, Document
from meindo.platform.login.commands_activation import make_batch
from meindo.platform.login.commands_devices import declare_terminal
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.models import AccountLock, ActivationBatch, ApplicationUse, Terminal, User
from meindo.platform.notify.commands import choose_paper
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.paper.commands import reserve_number
from meindo.platform.paper.models import PrintedForm
from meindo.platform.people.block_models import DisclosureBlock
from meindo.platform.people.deputies import set_deputy
from meindo.platform.people.external_models import Sponsorship
from meindo.platform.people.measure_models import Measure
from meindo.platform.people.measures import intend_measure
from meindo.platform.people.models import DeputyKind, Deputyship
from meindo.platform.people.queries import main_place
from meindo.platform.post.commands import print_everything
from meindo.platform.post.models import Batch
from meindo.platform.registry.commands_public import ask_in_public, write_entry
from meindo.platform.registry.models import LocalEntry, PublicQuestion
from meindo.platform.retention.models import Hold, Offer, Run
from meindo.platform.rollout.commands import plan_stage, start_stage
from meindo.platform.rollout.models import Stage
from meindo.services.dienstreise.commands_unspent import SYSTEM, open_recovery
from meindo.services.dienstreise.queries import trip_of
from meindo.services.dienstreise.wizards import claim_start
from meindo.services.dienstreise.wizards_change import known_of
from meindo.services.entgeltnachweis.models import Statement, Withdrawal

# Who logs in, and in which role they act.
ACTORS = {
    "owner": ("mitarbeiterin", "applicant"),
    "colleague": ("beamter", "applicant"),
    "manager": ("teamleitung", "line_manager"),
    "travel": ("reisestelle", "travel_office"),
    "payment": ("anordnung", "payment_office"),
    "release": ("freigabe", "law_release"),
    "payroll": ("entgelt", "payroll_office"),
    "hr": ("personal", "hr_office"),
    "assistant": ("assistenz", "travel_assistant"),
    "rollout": ("einfuehrung", "rollout_office"),
    "xpert": ("digitalxpert", "digital_xpert"),
    "publicist": ("oeffentlich", "public_office"),
    "post": ("poststelle", "post_office"),
    "access": ("zugang", "activation_office"),
    "dsb": ("datenschutz", "data_protection_office"),
    "statements": ("nachweise", "statement_office"),
    "records": ("aktenamt", "records_office"),
    "bringer": ("beteiligung", "participation_office"),
    "council": ("personalrat", "personalrat"),
    "support": ("hilfe", "support_office"),
    "it": ("ithaus", "identity_office"),
    "keeper": ("verfahren", "application_owner"),
    "auditor": ("pruefung", "identity_auditor"),
}
OFFICES = {
    "freigabe": "law_release",
    "entgelt": "payroll_office",
    "personal": "hr_office",
    "einfuehrung": "rollout_office",
    "digitalxpert": "digital_xpert",
    "oeffentlich": "public_office",
    "poststelle": "post_office",
    "zugang": "activation_office",
    "datenschutz": "data_protection_office",
    "nachweise": "statement_office",
    "aktenamt": "records_office",
    "beteiligung": "participation_office",
    "personalrat": "personalrat",
    "hilfe": "support_office",
    "ithaus": "identity_office",
    "verfahren": "application_owner",
    "pruefung": "identity_auditor",
}


@dataclass
class World:
    """The office with its cases and other things by name."""

    office: Office
    cases: dict[str, Case] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    measure: Measure | None = None
    stage: Stage | None = None
    form: PrintedForm | None = None
    question: PublicQuestion | None = None
    supplier: LocalEntry | None = None
    letters: ActivationBatch | None = None
    record: int = 0
    room: dict[str, Any] = field(default_factory=dict)

    def ids(self) -> dict[str, Any]:
        """What addresses are made of: cases, drafts, the letter, the deputyship."""
        found: dict[str, Any] = {name: case.uuid for name, case in self.cases.items()}
        found |= {name: draft.uuid for name, draft in self.drafts.items()}
        for name, case in (("letter", "rejected"), ("notice", "paid")):
            found[name] = Document.objects.filter(case_id=self.cases[case].pk).get().uuid
        found |= {title: Document.objects.get(title=title, kind=UPLOAD).uuid for title in ("receipt", "kept")}
        found["measure"] = self.measure.uuid if self.measure else None
        found["stage"] = self.stage.uuid if self.stage else None
        found["record"] = self.record
        found["form"] = self.form.uuid if self.form else None
        found["question"] = self.question.uuid if self.question else None
        found["supplier"] = self.supplier.key if self.supplier else None
        found["batch"] = Batch.objects.get().number
        found["letters"] = self.letters.uuid if self.letters else None
        found["lock"] = AccountLock.objects.get().uuid
        found["statement"] = Statement.objects.get(month__month=5).uuid
        found["withdrawal"] = Withdrawal.objects.get().uuid
        found["terminal"], found["application"] = Terminal.objects.get().uuid, ApplicationUse.objects.get().uuid
        found["block"] = DisclosureBlock.objects.get().uuid
        found["engagement"] = Sponsorship.objects.get().employment.uuid
        found["hold"] = Hold.objects.get().uuid
        found["offer"], found["run_of_two"] = Offer.objects.get().uuid, Run.objects.get().uuid
        found["opened"] = SupportAccess.objects.get(kind=ASKED, granted_at__isnull=False).uuid
        found["before"] = SupportAccess.objects.get(reason="früher").uuid
        found["person"] = self.office.people["mitarbeiterin"].uuid
        found |= self.room
        return {**found, "deputyship": Deputyship.objects.current().get().pk}


def _people(office: Office) -> None:
    """Somebody for every office, an assistant and a colleague for whom they type; each with a log-in but the latter."""
    for name, role in OFFICES.items():
        office.people[name] = office.city.person(name.title(), office.units["11"])
        office.city.responsible(office.people[name], role, office.units["root"])
    office.people["kollegin"] = office.city.person("Neu", office.units["51/1"], given="Nora")
    office.people["assistenz"] = office.city.person("Assistenz", office.units["51"], given="Ada")
    office.city.responsible(office.people["assistenz"], "travel_assistant", office.units["51"])
    office.city.store()
    for name in (*OFFICES, "assistenz"):
        User.objects.create_user(name, PASSWORD, person=office.people[name])


def build_world() -> World:
    """Everything once."""
    office = build_office()
    _people(office)
    world = World(office)
    choose_paper(office.people["mitarbeiterin"], wanted=True, by=office.actor("mitarbeiterin"))
    world.cases = {
        "waiting": factory.make(office),
        "journey": _approved(office),
        "checking": factory.filed(office),
        "ordering": factory.confirmed(office),
        "paid": factory.paid(office),
        "rejected": _rejected(office),
        "entered": _approved(office, who="kollegin", by="assistenz"),
        "asked": _asked(office),
    }
    world_services.of_privacy(world)
    world_services.of_room(world)
    held = months.in_force(office)
    world.cases |= {"permission": held, "month": months.filed(office, held)}
    world.cases |= _money(office)
    _deputy(office)
    _drafts(world)
    world.measure = intend_measure(
        kind="umsetzung",
        person_id=office.people["mitarbeiterin"].pk,
        effective_on=today(),
        plan=[],
        bodies=("personalrat", "sbv"),
        by=office.actor("personal"),
    )
    world.stage = running_stage(office)
    who = office.people["mitarbeiterin"].pk
    known = {"service": "dienstreise", "form": "dienstreise_antrag"}
    world.question = ask_in_public(text="Warum 20 Euro?", register="algorithmen", entry="dienstreise.settlement")
    world.supplier = write_entry(
        register="lieferanten", title="Rechenzentrum", values={"place": "Dortmund"}, by=office.actor("oeffentlich")
    )
    world.form = reserve_number(**known, person=who, by=office.actor("mitarbeiterin"))
    place = main_place(office.people["kollegin"].pk)
    assert place is not None
    world.letters = make_batch([place], by=office.actor("zugang"))
    lock_account(User.objects.get(username="reisestelle2"), reason="x", by=office.actor("personal"))
    declare_terminal(name="Betriebshof", by=office.actor("zugang"))
    _receipts(world)
    world_services.of_the_rest(world)
    world_identity.build(world)
    factory.settle_down()
    print_everything(viewer_of(office, "poststelle", "post_office"))
    return world


def viewer_of(office: Office, name: str, role: str) -> Viewer:
    """Somebody as a page sees them."""
    return Viewer(office.actor(name), role, "notices.paper", today())


def running_stage(office: Office, unit: str = "root", **changes: Any) -> Stage:
    """Business trips are live in a unit and below since last month."""
    facts: dict[str, Any] = {
        "kick_off_on": today(),
        "training": "Vor Ort",
        "handbook": "Gedruckt",
        "multiplier": office.people["beamter"],
        "help_contact": "Reisestelle",
        "trial": "Zwei Wochen im Team",
        "risks": "Ausfall: Papierweg",
        "impact": "nicht nötig",
        "procurement": "nichts zu vergeben",
        "participation": "zustimmung",
        "label": "Erste Stufe",
        "starts_on": today() - timedelta(days=30),
        **changes,
    }
    by = office.actor("reisestelle")
    stage = plan_stage(service="dienstreise", units=[office.units[unit].pk], by=by, **facts)
    start_stage(stage, by=by)
    stage.refresh_from_db()
    return stage


def _receipts(world: World) -> None:
    """One receipt with the claim that is checked, one on the shelf."""
    owner, by = world.office.people["mitarbeiterin"], world.office.actor("mitarbeiterin")
    case = world.cases["checking"]
    draft = drafts.start_draft(person_id=owner.pk, service="dienstreise", form="x", title="x", case=case)
    attach_file(draft=draft, incoming=incoming(photo(), "receipt"), by=by)
    drafts.mark_sent(draft, case)
    keep_on_shelf(incoming=incoming(photo(text="Bahn"), "kept"), person=owner, by=by)


def _approved(office: Office, **made: str) -> Case:
    case = factory.make(office, **made)
    factory.decide(office, case, "teamleitung", "approve")
    return case


def _rejected(office: Office) -> Case:
    case = factory.make(office)
    factory.decide(office, case, "teamleitung", "reject", reason="Bitte per Video.")
    return case


def _money(office: Office) -> dict[str, Case]:
    """An advance that waits for the travel office, and a recovery whose person is heard."""
    off = money.trip_ahead(office)
    money.ordered(office, off)
    factory.decide(office, off, "mitarbeiterin", "cancel")
    with unit_of_work(SYSTEM, purpose="test") as work:
        recovery = open_recovery(work, Case.objects.get(pk=off.pk))
    return {"advance_case": money.asked(office, money.trip_ahead(office)), "recovery_case": recovery}


def _asked(office: Office) -> Case:
    case = factory.filed(office)
    factory.decide(office, case, "reisestelle", "ask", reason="War das Frühstück dabei?")
    return case


def _deputy(office: Office) -> None:
    set_deputy(
        principal_id=office.people["teamleitung"].pk,
        deputy_id=office.people["leitung51"].pk,
        valid_from=today(),
        valid_until=today() + timedelta(days=30),
        matter="",
        kind=DeputyKind.ABSENCE,
        by=office.actor("teamleitung"),
    )


def _drafts(world: World) -> None:
    office = world.office
    own = {"person_id": office.people["mitarbeiterin"].pk, "service": "dienstreise"}
    world.drafts["request"] = drafts.start_draft(**own, form="dienstreise_antrag", title="Köln", data=answers())
    other = {"person_id": office.people["beamter"].pk, "entered_by": office.people["assistenz"].pk}
    typed = {"service": "dienstreise", "form": "dienstreise_antrag", "title": "Krüger: Köln", "data": answers()}
    world.drafts["for_other"] = drafts.start_draft(**other, **typed)
    case = world.cases["asked"]
    inquiry = Inquiry.objects.get(case=case)
    world.drafts["answer"] = drafts.start_draft(
        **own, form="dienstreise_antwort", title="Antwort", case=case, data={"asked": inquiry.pk}
    )
    case = world.cases["journey"]
    typed = answers() | {"function": "personalrat"}
    world.drafts["advance"] = drafts.start_draft(
        **own,
        form="dienstreise_abschlag",
        title="Abschlag",
        case=case,
        data={"advance_eur": "64,00", "seen_betrag": "1"},
    )
    world.drafts["costs"] = drafts.start_draft(**own, form="dienstreise_storno", title="Storno", case=case)
    mine = {**own, "service": "datenschutz", "title": "Datenschutz"}
    world.drafts["why_draft"] = drafts.start_draft(**mine, form="datenschutz_frage", data={"about": "Reisestelle"})
    world.drafts["wrong_draft"] = drafts.start_draft(**mine, form="datenschutz_berichtigung", data={"about": "Name"})
    world.drafts["gone_draft"] = drafts.start_draft(**mine, form="datenschutz_loeschung", data={"seen_angaben": "1"})
    world.drafts["all_draft"] = drafts.start_draft(**mine, form="datenschutz_auskunft", data={"seen_wunsch": "1"})
    world.drafts["report"] = drafts.start_draft(**own, form="dienstreise_anzeige", title="Anzeige", data=typed)
    world.drafts["change"] = drafts.start_draft(
        **own, form="dienstreise_aenderung", title="Änderung", case=case, data=known_of(trip_of(case))
    )
    world.drafts["objection"] = drafts.start_draft(
        **own, form="dienstreise_widerspruch", title="Gegen", case=world.cases["paid"], data={"objection_reason": "x"}
    )
    held = world.cases["permission"]
    world.drafts["trips"] = drafts.start_draft(
        **own,
        form="dienstreise_sammelabrechnung",
        title="Fahrten",
        case=held,
        data=months.typed_month(months.row(months.last_month())),
    )
    world.drafts["standing"] = drafts.start_draft(
        **own, form="dienstreise_dauergenehmigung", title="Dauer", data=months.typed_request()
    )
    world.drafts["claim"] = drafts.start_draft(
        **own, form="dienstreise_abrechnung", title="Abrechnung", case=case, data=claim_start(case)
    )


def dates(**days: Any) -> dict[str, str]:
    """Days as the three boxes of a form."""
    return {
        f"{name}_{part}": str(getattr(day, part)) for name, day in days.items() for part in ("day", "month", "year")
    }


def train_only(day: date) -> dict[str, str]:
    """All answers of a claim for one day by train, as typed."""
    return {
        "start_time": "07:30",
        "end_time": "18:00",
        "leg1_means": "train",
        "leg1_fare": "42,50",
        "leg1_more": "no",
        "seen_mahlzeiten": "1",
        "seen_kosten-1": "1",
        "seen_dritte": "1",
        "seen_belege": "1",
        **dates(start_day=day, end_day=day),
    }


def claim_typed(browser: Client, case: Case, day: date) -> str:
    """A claim of an approved trip, begun and answered for one day by train; gives the address of its draft."""
    browser.post(f"/dienstreise/{case.uuid}/abrechnen/")
    address = f"/dienstreise/abrechnung/{Draft.objects.get(case=case).uuid}/"
    browser.post(f"{address}alles/", train_only(day))
    return address


def answers(**changes: str) -> dict[str, str]:
    """All answers of a request, as typed."""
    day = today() - timedelta(days=1)
    typed = {
        "destination": "Köln",
        "start_time": "07:30",
        "end_time": "18:00",
        "purpose_text": "Fachtagung",
        "means": "train",
        **dates(start_day=day, end_day=day),
    }
    return {**typed, **changes}


def browser_of(name: str, role: str = "applicant") -> Client:
    """A logged-in browser, acting in a role."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    session = client.session
    session["role"] = role
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client
