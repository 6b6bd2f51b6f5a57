"""What must be true before a request is granted; each says in one sentence why it is not."""

from datetime import date

from meindo.identity.duties import Action
from meindo.kernel.message import mark as _
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Reason
from meindo.platform.clock import today
from meindo.platform.people.queries import has_left
from meindo.ui.cells import date_text

from . import queries
from .queries_catalogue import is_offered
from .queries_duties import duties_met


def lasts(case: Case) -> Reason | None:
    """The last day of what was asked for is not over, and the person still works here."""
    if has_left(case.person_id, today()):
        return Reason(_("Die Person arbeitet nicht mehr hier."))
    found = queries.request_of(case)
    if found and found.until < today():
        return Reason(_("Der Tag, bis zu dem der Zugang gelten sollte, ist vorbei."))
    return None


def is_offered_still(case: Case) -> Reason | None:
    """It can still be asked for."""
    found = queries.request_of(case)
    if found and not is_offered(found.what):
        return Reason(_("Dieser Zugang wird nicht mehr angeboten."))
    return None


def is_new(case: Case) -> Reason | None:
    """The person does not have it until then anyway."""
    found = queries.request_of(case)
    if found and queries.is_held(case.person_id, found.what, found.until):
        return already_held(found.what.label, found.until)
    return None


def already_held(label: str, until: date) -> Reason:
    """The sentence for somebody who asks for what they have."""
    return Reason(_("„{what}“ ist bis {day} schon vorhanden."), {"what": label, "day": date_text(until)})


def forbidden(duty: str) -> Reason:
    """The sentence for a duty that forbids it."""
    return Reason(
        _("Die Funktionstrennung „{duty}“ verbietet das. Möglich ist nur ein besonderer Fall."), {"duty": duty}
    )


def meets_no_duty(case: Case) -> Reason | None:
    """It would not meet a duty that forbids it or asks for an exception."""
    found = queries.request_of(case)
    for met in duties_met(case.person_id, found.what, found.until) if found else ():
        if met.action is Action.FORBID:
            return forbidden(met.duty.label)
        if met.action is Action.APPROVE:
            return Reason(
                _("Die Funktionstrennung „{duty}“ verlangt eine Ausnahme mit Begründung."), {"duty": met.duty.label}
            )
    return None


def excepts_nothing_forbidden(case: Case) -> Reason | None:
    """There is a duty that asks for an exception, and none that forbids."""
    found = queries.request_of(case)
    met = duties_met(case.person_id, found.what, found.until) if found else []
    for each in met:
        if each.action is Action.FORBID:
            return forbidden(each.duty.label)
    if not any(each.action is Action.APPROVE for each in met):
        return Reason(_("Hier ist keine Ausnahme nötig."))
    return None


def still_holds(case: Case) -> Reason | None:
    """There is something to end."""
    found = queries.request_of(case)
    if found is None or found.grant is None or found.grant.revoked_at or found.grant.valid_until <= today():
        return Reason(_("Dieser Zugang ist schon beendet."))
    return None
