"""What the letters about a recovery say: the hearing, and what was decided with the plan of months."""

from decimal import Decimal

from meindo.kernel.message import mark as _
from meindo.kernel.money import ZERO, euro
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import MONTHS, Column, LetterData, Remedy, Table

from .models import Recovery, RecoveryPlan
from .notice import PLAIN_REMEDY, REMEDY_BEAMTE, SENDER
from .process_recovery import DECIDED
from .queries_objection import is_civil_servant
from .queries_recovery import lines_of_order, plan_ordered, recovery_of

# With tariff staff no public law applies: a plain letter, and the court that everybody can ask.
REMEDY_RECOVERY = Remedy(
    heading="Wenn Sie nicht einverstanden sind",
    text=(
        "Bitte wenden Sie sich an die Reisestelle. Ob die Stadt das Geld zurückverlangen darf, können Sie beim "
        "Arbeitsgericht Dortmund prüfen lassen."
    ),
)
PLAIN_REMEDY |= {
    REMEDY_RECOVERY: _(
        "Wenn Sie nicht einverstanden sind, wenden Sie sich bitte an die Reisestelle oder an das Arbeitsgericht."
    )
}
CAUSES = {
    "less": "Die Abrechnung Ihrer Reise hat weniger ergeben, als vorab gezahlt wurde.",
    "nothing": "Die Abrechnung Ihrer Reise hat keinen Betrag ergeben.",
    "claim_rejected": "Die Abrechnung Ihrer Reise wurde abgelehnt.",
    "not_taken": "Die Reise hat nicht stattgefunden.",
    "reversed": "Die Abrechnung Ihrer Reise wurde zurückgebucht.",
    "no_claim": "Die Reise wurde bis zum Ende der Frist nicht abgerechnet.",
}


def recovery_notice(case: Case, event: CaseEvent) -> LetterData:
    """The letter of hearing, or the one that says what was decided."""
    found = recovery_of(case)
    day = event.at.astimezone(BERLIN).date()
    decided = event.move in ("order", "order_waiver")
    plan = plan_ordered(case, event.at) if decided else None
    civil_servant = is_civil_servant(case.employment_id, day)
    return LetterData(
        title=f"{_title(decided=decided, formal=civil_servant)} ({found.trip_case.number})",
        sender=SENDER,
        recipient=(case.person.display_name, str(case.unit)),
        date=day,
        case_number=case.number,
        your_reference=found.trip_case.number,
        salutation=f"Guten Tag {case.person.display_name},",
        plain_summary=_plan_summary(plan) if plan else _hearing_summary(case),
        paragraphs=_decision(case, plan, event) if plan else _hearing(case, found, event),
        tables=_months(case, event),
        remedy=None if plan is None else REMEDY_BEAMTE if civil_servant else REMEDY_RECOVERY,
    )


def _title(*, decided: bool, formal: bool) -> str:
    if not decided:
        return "Anhörung: Rückzahlung Ihres Abschlags"
    return "Bescheid über die Rückzahlung Ihres Abschlags" if formal else "Rückzahlung Ihres Abschlags"


def _hearing_summary(case: Case) -> str:
    return f"Von Ihrem Abschlag sind {euro(case.amount_eur or ZERO)} offen. Bitte sagen Sie uns, was Sie dazu meinen."


def _hearing(case: Case, found: Recovery, event: CaseEvent) -> tuple[str, ...]:
    until = f"{case.due_on or found.hearing_until:%d.%m.%Y}"
    return (
        f"für Ihre Dienstreise nach {case.headline} haben Sie einen Abschlag bekommen. {CAUSES[found.cause]} "
        f"Offen sind {euro(case.amount_eur or ZERO)}.",
        "Wir beabsichtigen, diesen Betrag von Ihrem Entgelt oder Ihrer Besoldung einzubehalten. Bevor wir entscheiden, "
        f"können Sie sich bis zum {until} dazu äußern (§ 28 VwVfG NRW): im Portal oder schriftlich.",
        "Schreiben Sie bitte auch, wenn Sie in Raten zahlen möchten oder die Rückzahlung für Sie eine besondere Härte "
        "ist. Bitte nennen Sie keine Gesundheitsdaten.",
        *([f"Unsere Frage: {event.reason}"] if event.reason else []),
    )


def _plan_summary(plan: RecoveryPlan) -> str:
    if not plan.recovered_eur:
        return "Sie müssen nichts zurückzahlen."
    count = len(plan.amounts)
    how = "auf einmal" if count == 1 else f"in {count} Raten"
    return f"{euro(plan.recovered_eur)} werden {how} von Ihrem Lohn einbehalten."


def _decision(case: Case, plan: RecoveryPlan, event: CaseEvent) -> tuple[str, ...]:
    decided = case.events.filter(move__in=DECIDED, revision__lt=event.revision).order_by("-revision")[:1].get()
    views = case.events.filter(move="state_views", revision__lt=event.revision).exists()
    open_eur = plan.recovered_eur + plan.waived_eur
    found = [f"von Ihrem Abschlag für die Dienstreise nach {case.headline} sind {euro(open_eur)} offen."]
    if views:
        found.append("Was Sie dazu geschrieben haben, haben wir berücksichtigt.")
    if plan.waived_eur:
        found.append(f"Auf {euro(plan.waived_eur)} verzichten wir aus Gründen der Billigkeit.")
    if plan.recovered_eur:
        found.append(f"{euro(plan.recovered_eur)} behalten wir von Ihrem Entgelt oder Ihrer Besoldung ein.")
        found.append("Endet Ihr Beschäftigungsverhältnis vorher, entscheiden wir über den Rest neu.")
    return (*found, f"Begründung: {decided.reason}") if decided.reason else tuple(found)


def _months(case: Case, event: CaseEvent) -> tuple[Table, ...]:
    """The plan of months of one order."""
    lines = lines_of_order(case, event.revision)
    rows = tuple((f"{MONTHS[line.month.month - 1]} {line.month.year}", euro(-line.amount_eur)) for line in lines)
    if not rows:
        return ()
    total = sum((-line.amount_eur for line in lines), Decimal("0.00"))
    columns = (Column(header="Mit dem Entgelt", share=5), Column(header="Betrag", align="right", share=1))
    return (Table(caption="Einbehalt", columns=columns, rows=rows, total=("Summe", euro(total))),)
