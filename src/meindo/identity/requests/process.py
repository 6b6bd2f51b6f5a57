"""The ways of a right on request, as data: asked for and approved by two others; given in an emergency and reviewed."""

from datetime import date

from django.db.models import Q

from meindo.identity.roles import AUDITOR, LABELS
from meindo.identity.roles import OFFICE as IT_HOUSE
from meindo.identity.roles import OWNER as APPLICATION_OWNER
from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Persons, Process, Role, Step
from meindo.platform.cases.roles import applicant, line_manager, responsible, system

from . import queries
from .checks import excepts_nothing_forbidden, is_new, is_offered_still, lasts, meets_no_duty, still_holds

KEY = queries.SERVICE
ZUGANGSANTRAG, NOTFALLZUGANG = "zugangsantrag", "notfallzugang"
ASKED, OWNED, SPECIAL = "requests_manager", "requests_owner", "requests_office"
GRANTED, REFUSED, WITHDRAWN = "requests_granted", "requests_refused", "requests_withdrawn"
GIVING = frozenset({"grant", "grant_excepted", "grant_office", "grant_special"})
PERSON = applicant()
LINE = line_manager(KEY)
OFFICE = responsible(IT_HOUSE, LABELS[IT_HOUSE])
REVIEW = responsible(AUDITOR, LABELS[AUDITOR])
RULE = system("competence", _("Zuständigkeit nach Regel"))
SECURE = Norm("DSGVO", "Art. 32")


def _owner() -> Role:
    """Who answers for the application of the case, alone; for one about several applications nobody."""
    wider = responsible(APPLICATION_OWNER, LABELS[APPLICATION_OWNER])

    def holders(case: Case, day: date) -> Persons:
        held = wider.holders(case, day)
        owner = queries.owner_of(case)
        return held if owner is None else held & {owner}

    def cases_for(person: int, day: date) -> Q | None:
        rows = wider.cases_for(person, day)
        own = Q(access_request__isnull=True) | Q(access_request__application__owner_id=person)
        return None if rows is None else rows & own

    return Role(APPLICATION_OWNER, wider.office, holders, cases_for)


OWNER = _owner()


def can_decide(case: Case, day: date) -> bool:
    """Whether an owner is there who is neither the person concerned nor who asked nor who spoke for it."""
    return bool(OWNER.holders(case, day) - {case.person_id, case.entered_by_id} - queries.endorsers_of(case))


def _withdraws(key: str, label: str, by: Role) -> Move:
    sources = (ASKED, OWNED, SPECIAL)
    return Move(key, label, sources, WITHDRAWN, by, decides=False, event_label=_("zurückgezogen"))


def _refuses(key: str, source: str, by: Role) -> Move:
    label = _("Ablehnen")
    return Move(key, label, (source,), REFUSED, by, SECURE, needs_reason=True, event_label=_("abgelehnt"))


BEFORE = (lasts, is_offered_still, is_new)
REQUEST = Process(
    key=ZUGANGSANTRAG,
    version=1,
    label=_("Zugang zu einer Anwendung"),
    start=ASKED,
    steps=(
        Step(ASKED, _("Führungskraft"), LINE, 5, SECURE, "endorse"),
        Step(OWNED, _("Freigabe für die Anwendung"), OWNER, 5, SECURE, "grant"),
        Step(SPECIAL, _("Entscheidung des IT-Hauses"), OFFICE, 5, SECURE, "grant_office"),
        Step(GRANTED, _("bewilligt")),
        Step(REFUSED, _("abgelehnt")),
        Step(WITHDRAWN, _("zurückgezogen")),
    ),
    moves=(
        Move(
            "endorse",
            _("Befürworten"),
            (ASKED,),
            OWNED,
            LINE,
            SECURE,
            checks=(lasts, is_offered_still),
            in_row=True,
            event_label=_("befürwortet"),
        ),
        _refuses("refuse_manager", ASKED, LINE),
        Move(
            "asked_by_manager",
            _("Von der Führungskraft beantragt"),
            (ASKED,),
            OWNED,
            RULE,
            decides=False,
            event_label=_("von der Führungskraft beantragt"),
        ),
        Move(
            "pass_on",
            _("An das IT-Haus"),
            (OWNED,),
            SPECIAL,
            RULE,
            decides=False,
            event_label=_("an das IT-Haus: niemand sonst darf hier entscheiden"),
        ),
        Move(
            "grant",
            _("Bewilligen"),
            (OWNED,),
            GRANTED,
            OWNER,
            SECURE,
            checks=(*BEFORE, meets_no_duty),
            separate_from=("endorse",),
            in_row=True,
            event_label=_("bewilligt"),
        ),
        Move(
            "grant_excepted",
            _("Mit Ausnahme von der Funktionstrennung bewilligen"),
            (OWNED,),
            GRANTED,
            OWNER,
            SECURE,
            checks=(*BEFORE, excepts_nothing_forbidden),
            separate_from=("endorse",),
            needs_reason=True,
            event_label=_("mit Ausnahme bewilligt"),
        ),
        Move(
            "refer",
            _("Dem IT-Haus als besonderen Fall vorlegen"),
            (OWNED,),
            SPECIAL,
            OWNER,
            SECURE,
            separate_from=("endorse",),
            needs_reason=True,
            event_label=_("dem IT-Haus vorgelegt"),
        ),
        _refuses("refuse", OWNED, OWNER),
        Move(
            "grant_office",
            _("Bewilligen"),
            (SPECIAL,),
            GRANTED,
            OFFICE,
            SECURE,
            checks=(*BEFORE, meets_no_duty),
            separate_from=("endorse", "refer"),
            event_label=_("bewilligt"),
        ),
        Move(
            "grant_special",
            _("Besonderer Fall: mit Ausnahme bewilligen"),
            (SPECIAL,),
            GRANTED,
            OFFICE,
            SECURE,
            checks=BEFORE,
            separate_from=("endorse", "refer"),
            needs_reason=True,
            departs=True,
            event_label=_("mit Ausnahme bewilligt (besonderer Fall)"),
        ),
        _refuses("refuse_office", SPECIAL, OFFICE),
        _withdraws("withdraw", _("Zurückziehen"), PERSON),
        _withdraws("call_off", _("Antrag für die Person zurückziehen"), LINE),
    ),
)


def _ends(key: str, label: str, by: Role) -> Move:
    done = _("Notfallzugang beendet")
    return Move(key, label, ("requests_review",), "requests_review", by, None, (still_holds,), False, False, False,
                event_label=done)  # fmt: skip


EMERGENCY = Process(
    key=NOTFALLZUGANG,
    version=1,
    label=_("Notfallzugang zu einer Anwendung"),
    start="requests_review",
    steps=(
        Step("requests_review", _("Prüfung des Notfallzugangs"), REVIEW, 5, SECURE, "confirm"),
        Step("requests_in_order", _("geprüft: in Ordnung")),
        Step("requests_not_in_order", _("geprüft: nicht in Ordnung")),
    ),
    moves=(
        Move(
            "confirm",
            _("In Ordnung"),
            ("requests_review",),
            "requests_in_order",
            REVIEW,
            SECURE,
            needs_reason=True,
            event_label=_("geprüft: in Ordnung"),
        ),
        Move(
            "object",
            _("Nicht in Ordnung"),
            ("requests_review",),
            "requests_not_in_order",
            REVIEW,
            SECURE,
            needs_reason=True,
            event_label=_("geprüft: nicht in Ordnung"),
        ),
        Move(
            "confirm_with",
            _("Besonderer Fall: in Ordnung mit Auflage"),
            ("requests_review",),
            "requests_in_order",
            REVIEW,
            SECURE,
            needs_reason=True,
            departs=True,
            event_label=_("geprüft: in Ordnung mit Auflage (besonderer Fall)"),
        ),
        _ends("give_back", _("Zugang zurückgeben"), PERSON),
        _ends("end_owner", _("Zugang beenden"), OWNER),
        _ends("end_office", _("Zugang beenden"), OFFICE),
    ),
    opening_label=_("Zugang sofort gegeben"),
)
