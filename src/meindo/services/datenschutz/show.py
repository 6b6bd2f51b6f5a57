"""What the page of a matter says: what was asked, and what of the person must stay."""

from django.utils.translation import gettext as _

from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.purpose import purpose
from meindo.platform.retention.commands_names import CHANGED, KEPT
from meindo.platform.retention.queries_person import kept_of
from meindo.ui.cells import date_text

from . import queries
from .process import AUSKUNFT, ZUGRIFFSFRAGE
from .process_rights import BERICHTIGUNG, LOESCHUNG

Facts = list[tuple[str, str]]


def facts_of(case: Case) -> Facts:
    """What the person wrote, as pairs of label and text; an empty text is left out."""
    return {ZUGRIFFSFRAGE: _question, AUSKUNFT: _request, BERICHTIGUNG: _correction, LOESCHUNG: _erasure}[case.process](
        case
    )


def _question(case: Case) -> Facts:
    found = queries.question_of(case)
    if found is None:
        return []
    told = found.told.display_name if found.told else ""
    return [(_("Eintrag"), found.about), (_("Frage"), found.text), (_("Angesehen von"), told)]


def _request(case: Case) -> Facts:
    found = queries.request_of(case)
    return [(_("Worum es besonders geht"), found.text)] if found else []


def _correction(case: Case) -> Facts:
    found = queries.correction_of(case)
    if found is None:
        return []
    return [(_("Angabe"), found.about), (_("Was falsch ist"), found.wrong), (_("Was richtig ist"), found.right)]


def _erasure(case: Case) -> Facts:
    found = queries.erasure_of(case)
    if found is None:
        return []
    what = _("frühere Namen (§ 13 SBGG)") if found.kind == queries.FORMER_NAMES else _("andere Angaben")
    return [(_("Was gelöscht werden soll"), what), (_("Welche Angaben"), found.text), *_outcome(case)]


def _outcome(case: Case) -> Facts:
    """What the erasure of names reached besides them, and what stays."""
    done = queries.outcome_of(case)
    if not done:
        return []
    account = {CHANGED: _("ist jetzt die Personalnummer"), KEPT: _("bleibt, bis die Anmeldung der Stadt ihn ändert")}
    texts = [f"{_(purpose(key).label)}: {count}" for key, count in sorted(done["texts"].items())]
    return [
        (_("Anmeldename"), account.get(done["user_name"], "")),
        (_("E-Mail-Adresse"), _("hier gelöscht") if done["email"] else ""),
        (_("Texte von Menschen, in denen ein früherer Name bleibt"), ", ".join(texts)),
    ]


def kept_shown(case: Case) -> Facts:
    """What must stay, why and by which norm, while somebody decides on an erasure."""
    if case.process != LOESCHUNG or not case.is_open:
        return []
    found = []
    for row in kept_of(case.person_id, today()):
        until = _("bis {day}").format(day=date_text(row.until)) if row.until else ""
        why = f"{row.count}: {_(row.reason)} {until} ({row.purpose.retention_norm})"
        found.append((_(row.purpose.label), " ".join(why.split())))
    return found
