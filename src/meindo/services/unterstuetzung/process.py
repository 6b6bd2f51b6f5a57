"""The ways of an access of the support, as data: asked for, offered with a call for help, taken in an emergency."""

from datetime import date

from django.db.models import Q

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.access.queries_support import REVIEWER, ROLE
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Persons, Process, Reason, Role, Step
from meindo.platform.cases.roles import applicant, responsible, system

from . import queries

KEY = "unterstuetzung"
ZUGRIFFSBITTE, HILFEBITTE, NOTFALLZUGRIFF = "zugriffsbitte", "hilfebitte", "notfallzugriff"
GRANT, TAKE, END, GIVE_BACK = "grant", "take", "end", "give_back"
PERSON = applicant()
REVIEW = responsible(REVIEWER, _("Datenschutzbeauftragte Person (DSB)"))
CALENDAR = system("calendar", _("Ablauf der Frist"))
SECURE = Norm("DSGVO", "Art. 32")


def _support() -> Role:
    """Who asked for an access or took one, alone; what a person asks of the support itself, everybody there."""
    wider = responsible(ROLE, _("Unterstützung"))

    def holders(case: Case, day: date) -> Persons:
        held = wider.holders(case, day)
        return held if case.entered_by_id is None else held & {case.entered_by_id}

    def cases_for(person: int, day: date) -> Q | None:
        rows = wider.cases_for(person, day)
        return None if rows is None else rows & (Q(entered_by__isnull=True) | Q(entered_by_id=person))

    return Role(ROLE, wider.office, holders, cases_for)


SUPPORT = _support()


def in_time(case: Case) -> Reason | None:
    """The last day of the access is not over."""
    if queries.is_past(case):
        return Reason(_("Der Tag, bis zu dem der Zugriff gelten sollte, ist vorbei."))
    return None


def still_open(case: Case) -> Reason | None:
    """There is something to end."""
    return None if queries.is_open_now(case) else Reason(_("Dieser Zugriff ist schon beendet."))


def _gives_back(source: str, target: str) -> tuple[Move, Move]:
    """The person takes the access back, or the support gives it back: at any time, without a reason."""
    checks = (still_open,) if source == target else ()
    ends, back = _("Zugriff beenden"), _("Zugriff zurückgeben")
    return (
        Move(END, ends, (source,), target, PERSON, checks=checks, decides=False, event_label=_("Zugriff beendet")),
        Move(
            GIVE_BACK,
            back,
            (source,),
            target,
            SUPPORT,
            checks=checks,
            decides=False,
            event_label=_("Zugriff zurückgegeben"),
        ),
    )


OPEN = Step("support_open", _("Zugriff ist offen"), SUPPORT, norm=SECURE, next_move=GIVE_BACK, lapses="lapse")
ENDED, WITHDRAWN = Step("support_ended", _("Zugriff beendet")), Step("support_withdrawn", _("zurückgezogen"))
LAPSE = Move(
    "lapse",
    _("Zugriff läuft ab"),
    ("support_open",),
    "support_ended",
    CALENDAR,
    decides=False,
    event_label=_("Zugriff abgelaufen"),
)
REQUEST = Process(
    key=ZUGRIFFSBITTE,
    version=1,
    label=_("Zugriff der Unterstützung mit Zustimmung"),
    start="support_asked",
    steps=(
        Step("support_asked", _("Zustimmung der Person"), PERSON, norm=SECURE, next_move=GRANT, lapses="expire"),
        OPEN,
        ENDED,
        Step("support_declined", _("nicht zugestimmt")),
        Step("support_unanswered", _("ohne Antwort abgelaufen")),
        WITHDRAWN,
    ),
    moves=(
        Move(
            GRANT,
            _("Zustimmen"),
            ("support_asked",),
            "support_open",
            PERSON,
            checks=(in_time,),
            decides=False,
            event_label=_("zugestimmt"),
        ),
        Move(
            "decline",
            _("Nicht zustimmen"),
            ("support_asked",),
            "support_declined",
            PERSON,
            decides=False,
            event_label=_("nicht zugestimmt"),
        ),
        Move(
            "withdraw",
            _("Besonderer Fall: ohne Einsicht erledigt"),
            ("support_asked",),
            "support_withdrawn",
            SUPPORT,
            needs_reason=True,
            departs=True,
            decides=False,
            event_label=_("ohne Einsicht erledigt (besonderer Fall)"),
        ),
        Move(
            "expire",
            _("Frist für die Antwort läuft ab"),
            ("support_asked",),
            "support_unanswered",
            CALENDAR,
            decides=False,
            event_label=_("ohne Antwort abgelaufen"),
        ),
        *_gives_back("support_open", "support_ended"),
        LAPSE,
    ),
    opening_label=_("um Zustimmung gebeten"),
)
HELP = Process(
    key=HILFEBITTE,
    version=1,
    label=_("Hilfe bei einer Störung"),
    start="support_wanted",
    steps=(
        Step("support_wanted", _("Hilfe der Unterstützung"), SUPPORT, 3, SECURE, TAKE),
        OPEN,
        ENDED,
        Step("support_answered", _("beantwortet")),
        WITHDRAWN,
    ),
    moves=(
        Move(
            TAKE,
            _("Übernehmen und Vorgänge ansehen"),
            ("support_wanted",),
            "support_open",
            SUPPORT,
            checks=(in_time,),
            event_label=_("übernommen"),
        ),
        Move(
            "answer",
            _("Besonderer Fall: ohne Einsicht antworten"),
            ("support_wanted",),
            "support_answered",
            SUPPORT,
            needs_reason=True,
            departs=True,
            event_label=_("ohne Einsicht beantwortet (besonderer Fall)"),
        ),
        Move(
            "withdraw",
            _("Zurückziehen"),
            ("support_wanted",),
            "support_withdrawn",
            PERSON,
            decides=False,
            event_label=_("zurückgezogen"),
        ),
        *_gives_back("support_open", "support_ended"),
        LAPSE,
    ),
    opening_label=_("um Hilfe gebeten"),
)
EMERGENCY = Process(
    key=NOTFALLZUGRIFF,
    version=1,
    label=_("Notfallzugriff der Unterstützung"),
    start="support_review",
    steps=(
        Step("support_review", _("Prüfung des Notfallzugriffs"), REVIEW, 5, SECURE, "confirm"),
        Step("support_in_order", _("geprüft: in Ordnung")),
        Step("support_not_in_order", _("geprüft: nicht in Ordnung")),
    ),
    moves=(
        Move(
            "confirm",
            _("In Ordnung"),
            ("support_review",),
            "support_in_order",
            REVIEW,
            SECURE,
            needs_reason=True,
            event_label=_("geprüft: in Ordnung"),
        ),
        Move(
            "object",
            _("Nicht in Ordnung"),
            ("support_review",),
            "support_not_in_order",
            REVIEW,
            SECURE,
            needs_reason=True,
            event_label=_("geprüft: nicht in Ordnung"),
        ),
        Move(
            "confirm_with",
            _("Besonderer Fall: in Ordnung mit Auflage"),
            ("support_review",),
            "support_in_order",
            REVIEW,
            SECURE,
            needs_reason=True,
            departs=True,
            event_label=_("geprüft: in Ordnung mit Auflage (besonderer Fall)"),
        ),
        *_gives_back("support_review", "support_review"),
    ),
    opening_label=_("Zugriff sofort geöffnet"),
)
