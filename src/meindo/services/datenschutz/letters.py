"""The letters about a rectification or an erasure: what is decided and why, what stays by which norm, the remedy."""

from meindo.kernel.message import mark as _
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import Column, LetterData, Remedy, Section, Sender, Table, in_words
from meindo.platform.purpose import purpose
from meindo.platform.retention.commands_names import CHANGED, KEPT
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
USER_NAME = {
    CHANGED: "Ihr Anmeldename enthielt einen früheren Namen. Sie melden sich jetzt so an: {user_name}.",
    KEPT: (
        "Ihr Anmeldename enthält einen früheren Namen. Er gehört zur Anmeldung der Stadt und gilt hier, bis er dort "
        "geändert ist. Die Personalverwaltung veranlasst das."
    ),
}
EMAIL_GONE = (
    "Ihre E-Mail-Adresse enthielt einen früheren Namen und ist hier gelöscht. Eine neue kommt aus dem führenden "
    "Personalsystem; bis dahin stehen Ihre Mitteilungen nur im Portal."
)
TEXTS_STAY = (
    "Was Menschen in Vorgängen selbst geschrieben haben, etwa eine Begründung, schreiben wir nicht um: Die Akte muss "
    "zeigen, was damals geschrieben wurde. Es geht mit dem Vorgang. {found} Auch in Vorgängen anderer Personen kann "
    "ein früherer Name in einem solchen Text stehen."
)
FOUND = {
    False: "In Ihren Vorgängen haben wir keinen solchen Text mit einem früheren Namen gefunden.",
    True: "In wie vielen Texten Ihrer Vorgänge ein früherer Name steht, zeigt die Tabelle.",
}
OTHERS_GO = (
    "Was nicht mehr aufbewahrt werden muss, geht mit der nächsten Löschung, die eine zweite Person freigibt. Was noch "
    "bleiben muss, steht in der Tabelle."
)


def letter_of(case: Case, event: CaseEvent) -> LetterData:
    """The letter of a decision."""
    day = event.at.astimezone(BERLIN).date()
    kept = [] if case.process == BERICHTIGUNG else kept_of(case.person_id, day)
    texts = _texts_kept(case)
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
        sections=(
            *((Section(heading="Was noch aufbewahrt wird und warum", tables=(_table(kept),)),) if kept else ()),
            *((Section(heading="Texte, in denen ein früherer Name bleibt", tables=(texts,)),) if texts else ()),
        ),
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
        texts += _names(case) if queries.wants_names_erased(case) else [OTHERS_GO]
    return texts


def _names(case: Case) -> list[str]:
    """What the erasure of names reached, and what stays."""
    done = queries.outcome_of(case)
    texts = [NAMES_GONE]
    if done.get("user_name"):
        texts.append(USER_NAME[done["user_name"]].format(user_name=case.person.user.username))
    if done.get("email"):
        texts.append(EMAIL_GONE)
    return [*texts, TEXTS_STAY.format(found=FOUND[bool(done.get("texts"))])]


def _texts_kept(case: Case) -> Table | None:
    found = queries.outcome_of(case).get("texts")
    if not found:
        return None
    return Table(
        caption="Texte, die Menschen geschrieben haben",
        columns=(
            Column(header="Zweck", share=3),
            Column(header="Anzahl", align="right", share=1),
            Column(header="Aufbewahrt nach", share=4),
        ),
        rows=tuple(
            (purpose(key).label, str(count), f"{purpose(key).retention_norm}") for key, count in sorted(found.items())
        ),
    )


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
