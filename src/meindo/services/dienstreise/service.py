"""What this service declares of itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.kernel.text_blocks import text_blocks
from meindo.platform.cases.roles import responsible
from meindo.platform.outbox.wiring import Event, Job, On
from meindo.platform.registry.service import Algorithm, Page, PaperTwin, Service

from . import (
    commands_objection,
    commands_permission,
    deciding,
    disclosure,
    handlers,
    letters,
    queries,
    queries_objection,
    queries_permission,
    rules,
)
from .notice import SENDER
from .process import FIRST, SECOND, TRIP
from .process_collective import MONTH as MONTH_PROCESS
from .process_objection import OBJECTION
from .process_permission import PERMISSION as PERMISSION_PROCESS
from .process_report import REPORT
from .purposes import ENTITLE, OBJECT, PERMIT, REPRESENT, SETTLE
from .show import appointments, row_facts, row_notes
from .wizards import CLAIM, REQUEST
from .wizards_change import CHANGE
from .wizards_month import MONTH
from .wizards_permission import PERMISSION


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """All that is held about a person: trips and months with their claims, permissions, and objections."""
    yield from queries.rows_of(person_id)
    yield from queries_permission.rows_of(person_id)
    yield from queries_objection.rows_of(person_id)


SETTLEMENT = Algorithm(
    key="dienstreise.settlement",
    label=_("Reisekosten berechnen"),
    criteria=(
        _("Kilometer und Verkehrsmittel je Fahrt"),
        _("Dauer der Abwesenheit je Kalendertag"),
        _("bereitgestellte Mahlzeiten, Übernachtungen und Zahlungen Dritter"),
        _("andere abgerechnete Reisen am selben Tag"),
        _("das Recht am ersten Tag der Reise"),
    ),
    responsible="11/4",
    decided_by=_("Landesgesetzgeber; örtliche Werte: zwei Personen der Stadt"),
    person_decides=_("Die Reisestelle prüft jede Abrechnung, eine andere Person ordnet die Zahlung an."),
    norms=(Norm("LRKG NRW", "§§ 3 bis 9"), Norm("EStG", "§ 3 Nr. 13, § 9 Abs. 4a")),
    disclosure=disclosure.SETTLEMENT,
    process=TRIP.key,
    parameters=True,
)

COLLECTIVE = Algorithm(
    key="dienstreise.collective_settlement",
    label=_("Fahrten eines Monats zusammen berechnen"),
    criteria=(
        _("jede Fahrt wie eine einzelne Reise, nach dem Recht ihres Tages"),
        _("Abwesenheiten desselben Tages zusammen, das Tagegeld des Tages einmal"),
        _("außerhalb von Zeitraum, Gebiet oder Verkehrsmitteln der Dauergenehmigung: eine Person sieht es sich an"),
        _("Frist: sechs Monate je Fahrt"),
    ),
    responsible="11/4",
    decided_by=_("Landesgesetzgeber; übliche Dauer einer Dauergenehmigung: zwei Personen der Stadt"),
    person_decides=_("Die Führungskraft erteilt die Dauergenehmigung, die Reisestelle prüft jede Abrechnung."),
    norms=(Norm("LRKG NRW", "§§ 2 bis 6"), Norm("EStG", "§ 3 Nr. 13, § 9 Abs. 4a")),
    disclosure=disclosure.COLLECTIVE,
    process=MONTH_PROCESS.key,
    parameters=True,
)

TRAVEL_ASSISTANT = responsible("travel_assistant", _("Reiseassistenz"))
CHECK = Algorithm(
    key="dienstreise.check",
    label=_("Abrechnungen für die Prüfung ordnen"),
    criteria=(
        _("Frist versäumt, Angabe ungewöhnlich, Überschneidung oder Teil ohne Regel: wird einzeln geprüft"),
        _("sonst unauffällig: in Bündeln von höchstens 25, die eine Person Zeile für Zeile liest"),
        _("5 von 100 unauffälligen Abrechnungen zieht der Zufall für eine vollständige Prüfung, gleich für alle"),
    ),
    responsible="11/4",
    decided_by=_("Personal- und Organisationsamt"),
    person_decides=_("Jede Abrechnung bestätigt eine Person; das Programm ordnet nur die Liste."),
    norms=(Norm("KomHVO NRW", "§ 31"),),
    disclosure=disclosure.CHECK,
    process=TRIP.key,
)

SERVICE = Service(
    key="dienstreise",
    label=_("Dienstreise"),
    owner="11/4",
    legal_basis=(Norm("LRKG NRW", ""), Norm("TVöD BT-V", "§ 44 Abs. 1")),
    occasion="unterwegs",
    synonyms=(
        _("Reisekosten"),
        _("Kilometergeld"),
        _("Tagegeld"),
        _("Fahrtkosten"),
        _("Dienstgang"),
        _("Dauergenehmigung"),
        _("Sammelabrechnung"),
        _("Fahrtenbuch"),
        "travel",
        "mileage",
    ),
    processes=(FIRST, SECOND, TRIP, REPORT, OBJECTION, PERMISSION_PROCESS, MONTH_PROCESS),
    purposes=(SETTLE, PERMIT, REPRESENT, OBJECT, ENTITLE),
    algorithms=(SETTLEMENT, COLLECTIVE, CHECK),
    paper_twin=PaperTwin(
        title=_("Antrag und Abrechnung einer Dienstreise"),
        authority=SENDER.authority,
        send_to=_("Reisestelle (11/4), mit der Hauspost"),
        help=_("Reisestelle (11/4)"),
        forms=(REQUEST, CHANGE, CLAIM, PERMISSION, MONTH),
    ),
    export=rows_of,
    home_url="dienstreise_home",
    start_url="dienstreise_new",
    start_label=_("Reise beantragen"),
    case_url="dienstreise_case",
    decide=deciding.decide,
    take_back=deciding.take_back,
    roles={
        "applicant": _("Eigene Angelegenheiten"),
        "line_manager": _("Führungskraft"),
        "travel_office": _("Reisestelle"),
        "payment_office": _("Anordnungsbefugte Stelle"),
        "travel_assistant": _("Reiseassistenz"),
    },
    emits=(Event("dienstreise.settled", ("case",)),),
    handlers=(
        On("case.moved", handlers.update_tile),
        On("case.moved", commands_objection.reopen, held=True),
        On("payroll.accepted", handlers.on_accepted),
        On("payroll.rejected", handlers.on_rejected),
    ),
    jobs=(Job("dienstreise.letter", letters.write, outside=True),),
    daily=(Job(commands_permission.DAILY, handlers.look_daily),),
    parameters=rules.parameters,
    row_notes=row_notes,
    enters=TRAVEL_ASSISTANT,
    enter_url="dienstreise_for_others",
    row_facts=row_facts,
    appointments=appointments,
    texts=text_blocks(Path(__file__).with_name("texts.yaml")),
    pages={"travel_office": Page("dienstreise_figures", _("Zahlen"), "cases")},
)
