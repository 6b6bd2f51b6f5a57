"""Who sees what of identity. The IT house and the auditors see everything but the people of protected applications;
an owner sees what concerns the own applications.
"""

from django.db.models import Q

from meindo.identity.models import Account, Application, Finding, Operation
from meindo.identity.roles import AUDITOR, OFFICE, OWNER
from meindo.platform.access.viewer import Viewer, rule_for

ALL = (OFFICE, OWNER, AUDITOR)
WHOLE = (OFFICE, AUDITOR)
NOBODY = Q(pk__in=())


def applications(viewer: Viewer) -> Q:
    """The applications themselves; that there is one is no secret."""
    if viewer.role in WHOLE:
        return Q()
    return Q(owner_id=viewer.person_id) if viewer.role == OWNER else NOBODY


def with_people(viewer: Viewer) -> Q:
    """Rows (with a column `application`) about people: those of a protected application only its owner sees."""
    if viewer.role in WHOLE:
        return Q(application__is_protected=False)
    return Q(application__owner_id=viewer.person_id) if viewer.role == OWNER else NOBODY


def declare() -> None:
    """Announce the rules at start-up."""
    rule_for(Application, applications)
    rule_for(Account, with_people)
    rule_for(Operation, with_people)
    rule_for(Finding, with_people)
