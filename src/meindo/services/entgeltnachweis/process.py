"""The way of a question about a pay statement, as data."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.process import Move, Process, Step
from meindo.platform.cases.roles import applicant, responsible

from .texts import OFFICE_ROLE

NACHWEISFRAGE = "nachweisfrage"
PERSON = applicant()
OFFICE = responsible(OFFICE_ROLE, _("Bezügestelle"))
GEWO = Norm("GewO", "§ 108")
QUESTION = Process(
    key=NACHWEISFRAGE,
    version=1,
    label=_("Frage zu einem Entgeltnachweis"),
    start="answering",
    steps=(
        Step("answering", _("Antwort auf die Frage"), OFFICE, 10, GEWO, "answer"),
        Step("answered", _("beantwortet")),
        Step("withdrawn", _("zurückgezogen")),
    ),
    moves=(
        Move(
            "answer",
            _("Antworten"),
            ("answering",),
            "answered",
            OFFICE,
            GEWO,
            needs_reason=True,
            event_label=_("beantwortet"),
        ),
        Move(
            "hand_on",
            _("Besonderer Fall: außerhalb von meindo erledigen"),
            ("answering",),
            "answered",
            OFFICE,
            GEWO,
            needs_reason=True,
            departs=True,
            event_label=_("außerhalb von meindo erledigt (besonderer Fall)"),
        ),
        Move(
            "withdraw",
            _("Zurückziehen"),
            ("answering",),
            "withdrawn",
            PERSON,
            decides=False,
            event_label=_("zurückgezogen"),
        ),
    ),
    opening_label=_("Frage gestellt"),
)
