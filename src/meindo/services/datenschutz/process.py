"""The ways of a question about a look at one's data and of a request for information, as data."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move, Process, Reason, Step
from meindo.platform.cases.roles import applicant, responsible

from . import queries

KEY = "datenschutz"
ZUGRIFFSFRAGE, AUSKUNFT = "zugriffsfrage", "auskunft"
PERSON = applicant()
OFFICE = responsible("data_protection_office", _("Datenschutzbeauftragte Person (DSB)"))
GDPR, ANSWER = Norm("DSGVO", "Art. 15"), Norm("DSGVO", "Art. 12 Abs. 3")
TELL_NAME = "tell_name"


def knows_viewer(case: Case) -> Reason | None:
    """The entry asked about is one that the program holds: from paper it may not be known which one is meant."""
    if not queries.has_entry(case):
        return Reason(_("Zu dieser Frage ist kein Eintrag gefunden, deshalb ist auch kein Name bekannt."))
    return None


def not_extended(case: Case) -> Reason | None:
    """The time is extended once."""
    return Reason(_("Die Frist ist schon verlängert.")) if queries.was_extended(case) else None


WITHDRAW = Move(
    "withdraw", _("Zurückziehen"), ("answering",), "withdrawn", PERSON, decides=False, event_label=_("zurückgezogen")
)
QUESTION = Process(
    key=ZUGRIFFSFRAGE,
    version=1,
    label=_("Frage zu einem Zugriff"),
    start="answering",
    steps=(
        Step("answering", _("Antwort auf die Frage"), OFFICE, 10, GDPR, "answer"),
        Step("answered", _("beantwortet")),
        Step("withdrawn", _("zurückgezogen")),
    ),
    moves=(
        Move(
            "answer",
            _("Ohne Namen antworten"),
            ("answering",),
            "answered",
            OFFICE,
            GDPR,
            needs_reason=True,
            event_label=_("beantwortet"),
        ),
        Move(
            TELL_NAME,
            _("Besonderer Fall: den Namen nennen"),
            ("answering",),
            "answered",
            OFFICE,
            Norm("DSGVO", "Art. 15; EuGH C-579/21"),
            checks=(knows_viewer,),
            needs_reason=True,
            departs=True,
            event_label=_("Name genannt (besonderer Fall)"),
        ),
        WITHDRAW,
    ),
    opening_label=_("Frage gestellt"),
)
INFORMATION = Process(
    key=AUSKUNFT,
    version=1,
    label=_("Auskunft über eigene Daten"),
    start="answering",
    steps=(
        Step("answering", _("Auskunft geben"), OFFICE, 20, ANSWER, "provide"),
        Step("provided", _("Auskunft gegeben")),
        Step("refused", _("abgelehnt")),
        Step("withdrawn", _("zurückgezogen")),
    ),
    moves=(
        Move(
            "provide",
            _("Auskunft geben"),
            ("answering",),
            "provided",
            OFFICE,
            GDPR,
            event_label=_("Auskunft gegeben"),
        ),
        Move(
            "provide_partly",
            _("Besonderer Fall: Auskunft mit Ergänzung geben"),
            ("answering",),
            "provided",
            OFFICE,
            GDPR,
            needs_reason=True,
            departs=True,
            event_label=_("Auskunft mit Ergänzung gegeben (besonderer Fall)"),
        ),
        Move(
            "extend",
            _("Frist verlängern"),
            ("answering",),
            "answering",
            OFFICE,
            ANSWER,
            checks=(not_extended,),
            needs_reason=True,
            event_label=_("Frist verlängert"),
        ),
        Move(
            "refuse",
            _("Ablehnen"),
            ("answering",),
            "refused",
            OFFICE,
            Norm("DSGVO", "Art. 12 Abs. 5"),
            needs_reason=True,
            event_label=_("abgelehnt"),
        ),
        WITHDRAW,
    ),
    opening_label=_("Auskunft beantragt"),
)
