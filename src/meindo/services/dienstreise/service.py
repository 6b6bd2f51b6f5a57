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
    commands_lift,
    commands_permission,
    commands_unspent,
    deciding,
    disclosure,
    handlers,
    help_texts,
    letters,
    queries,
    queries_advance,
    queries_objection,
    queries_permission,
    queries_recovery,
    rules,
)
from .notice import SENDER
from .process import FIRST, SECOND, THIRD, TRIP
from .process_advance import ADVANCE
from .process_collective import MONTH as MONTH_PROCESS
from .process_objection import FIRST_OBJECTION, OBJECTION
from .process_permission import FIRST_PERMISSION
from .process_permission import PERMISSION as PERMISSION_PROCESS
from .process_recovery import FIRST_RECOVERY, RECOVERY
from .process_report import FIRST_REPORT, REPORT
from .purposes import ADVANCE as ADVANCE_PURPOSE
from .purposes import BUDGET, ENTITLE, OBJECT, PERMIT, REPRESENT, SETTLE
from .show import appointments, row_facts, row_notes
from .show_budget import row_hints
from .wizards import CLAIM, REQUEST
from .wizards_advance import ADVANCE as ADVANCE_FORM
from .wizards_change import CHANGE
from .wizards_costs import COSTS
from .wizards_month import MONTH
from .wizards_permission import PERMISSION


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """All that is held about a person: trips and months with claims, permissions, objections, advances, recoveries."""
    yield from queries.rows_of(person_id)
    yield from queries_permission.rows_of(person_id)
    yield from queries_objection.rows_of(person_id)
    yield from queries_advance.rows_of(person_id)
    yield from queries_recovery.rows_of(person_id)


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

ADVANCES = Algorithm(
    key="dienstreise.advance",
    label=_("Abschlag vorschlagen und verrechnen"),
    criteria=(
        _("geschätzte Kosten der genehmigten Reise und ein örtlicher Anteil davon"),
        _("verrechnet wird, was noch offen ist, höchstens der Betrag der Abrechnung"),
        _("ist die Reise abgerechnet oder findet sie nicht statt, beginnt für den Rest eine Anhörung"),
        _("Raten: gleich hoch oder ein Betrag je Monat, auf den Cent genau"),
    ),
    responsible="11/4",
    decided_by=_("örtliche Werte: zwei Personen der Stadt"),
    person_decides=_(
        "Über Abschlag, Rückforderung, Raten und Verzicht entscheidet die Reisestelle, eine andere Person ordnet an."
    ),
    norms=(Norm("LRKG NRW", "§ 3"), Norm("VwVfG NRW", "§ 28"), Norm("KomHVO NRW", "§ 31")),
    disclosure=disclosure.ADVANCES,
    process=ADVANCE.key,
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
        _("Abschlag"),
        _("Vorschuss"),
        _("Rückforderung"),
        _("Kostenstelle"),
        "travel",
        "mileage",
    ),
    processes=(
        *(FIRST, SECOND, THIRD, TRIP),
        *(FIRST_REPORT, REPORT),
        *(FIRST_OBJECTION, OBJECTION, FIRST_PERMISSION, PERMISSION_PROCESS),
        *(MONTH_PROCESS, ADVANCE, FIRST_RECOVERY, RECOVERY),
    ),
    purposes=(SETTLE, PERMIT, REPRESENT, OBJECT, ENTITLE, ADVANCE_PURPOSE, BUDGET),
    algorithms=(SETTLEMENT, COLLECTIVE, CHECK, ADVANCES),
    paper_twin=PaperTwin(
        title=_("Antrag und Abrechnung einer Dienstreise"),
        authority=SENDER.authority,
        send_to=_("Reisestelle (11/4), mit der Hauspost"),
        help=_("Reisestelle (11/4)"),
        forms=(REQUEST, CHANGE, CLAIM, PERMISSION, MONTH, ADVANCE_FORM, COSTS),
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
        On("case.moved", commands_lift.reopen, held=True),
        On("case.moved", commands_unspent.after_move, held=True),
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
    row_hints=row_hints,
    appointments=appointments,
    texts=text_blocks(Path(__file__).with_name("texts.yaml")),
    pages={"travel_office": Page("dienstreise_figures", _("Zahlen"), "cases")},
    help=help_texts.TOPICS,
)
