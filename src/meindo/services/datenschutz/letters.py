"""The letters about a rectification or an erasure: what is decided and why, what stays by which norm, the remedy."""

from meindo.kernel.message import mark as _
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import Column, LetterData, Remedy, Section, Sender, Table, in_words
from meindo.platform.retention.queries_person import Kept, kept_of

from . import queries
from .process_rights import BERICHTIGUNG

SENDER = Sender(authority="Stadt Dortmund", office_lines=("Personal- und Organisationsamt",))
REMEDY = Remedy(
    heading="Wenn Sie nicht einverstanden sind",
    text=(
        "Sie können sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen "
        "beschweren (Art. 77 DSGVO) oder Klage erheben (Art. 79 DSGVO). Die datenschutzbeauftragte Person der Stadt "
        "berät Sie vertraulich."
    ),
)
PLAIN_REMEDY = _(
    "Wenn Sie nicht einverstanden sind, können Sie sich bei der Landesbeauftragten für Datenschutz beschweren oder "
    "Klage erheben."
)
DECIDED = {
    "correct": "Wir haben Ihre Daten so berichtigt, wie Sie es verlangt haben.",
    "correct_otherwise": "Wir haben Ihre Daten anders berichtigt oder ergänzt, als Sie es verlangt haben.",
    "erase": "Wir löschen, was Sie verlangt haben.",
    "erase_partly": "Wir löschen einen Teil von dem, was Sie verlangt haben.",
    "refuse": "Wir können Ihrem Antrag nicht folgen.",
}
NAMES_GONE = (
    "Ihre früheren Namen sind gelöscht: in den Personaldaten, auch in überholten Einträgen, in der Suche, in "
    "Mitteilungen und Entwürfen. Schreiben, die Sie früher bekommen haben, bleiben unverändert; in Ihrer Akte steht "
    "das dabei."
)
OTHERS_GO = (
    "Was nicht mehr aufbewahrt werden muss, geht mit der nächsten Löschung, die eine zweite Person freigibt. Was noch "
    "bleiben muss, steht in der Tabelle."
)


def letter_of(case: Case, event: CaseEvent) -> LetterData:
    """The letter of a decision."""
    day = event.at.astimezone(BERLIN).date()
    kept = [] if case.process == BERICHTIGUNG else kept_of(case.person_id, day)
    article = "Berichtigung (Art. 16 DSGVO)" if case.process == BERICHTIGUNG else "Löschung (Art. 17 DSGVO)"
    return LetterData(
        title=f"Ihr Antrag auf {article}",
        sender=SENDER,
        recipient=(case.person.display_name, str(case.unit)),
        date=day,
        case_number=case.number,
        salutation=f"Guten Tag {case.person.display_name},",
        plain_summary=DECIDED[event.move],
        paragraphs=tuple(_paragraphs(case, event)),
        sections=(Section(heading="Was noch aufbewahrt wird und warum", tables=(_table(kept),)),) if kept else (),
        remedy=REMEDY,
    )


def _paragraphs(case: Case, event: CaseEvent) -> list[str]:
    texts = [DECIDED[event.move]]
    wish = queries.correction_of(case)
    if wish is not None:
        texts.append(f"Es ging um: {wish.about}.")
    if event.reason:
        texts.append(f"Begründung: {event.reason}")
    if case.step == "erased":
        texts.append(NAMES_GONE if queries.wants_names_erased(case) else OTHERS_GO)
    return texts


def _table(kept: list[Kept]) -> Table:
    return Table(
        caption="Vorgänge, die noch aufbewahrt werden",
        columns=(
            Column(header="Zweck", share=3),
            Column(header="Anzahl", align="right", share=1),
            Column(header="Warum, nach welcher Norm", share=4),
        ),
        rows=tuple((row.purpose.label, str(row.count), _why(row)) for row in kept),
    )


def _why(row: Kept) -> str:
    until = f" Höchstens bis zum {in_words(row.until)}." if row.until else ""
    return f"{row.reason}{until} {row.purpose.retention_norm}."
