"""The ways of a rectification (Art. 16) and of an erasure (Art. 17), as data: a person decides on each of them."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.process import Move, Process, Step
from meindo.platform.cases.roles import responsible

from .process import ANSWER, WITHDRAW, not_extended

BERICHTIGUNG, LOESCHUNG = "berichtigung", "loeschung"
RESPONSIBLE = responsible("hr_office", _("Personalverwaltung"))
RECTIFY, ERASE = Norm("DSGVO", "Art. 16"), Norm("DSGVO", "Art. 17")
EXTEND = Move(
    "extend",
    _("Frist verlängern"),
    ("answering",),
    "answering",
    RESPONSIBLE,
    ANSWER,
    checks=(not_extended,),
    needs_reason=True,
    event_label=_("Frist verlängert"),
)
REFUSE = Move(
    "refuse",
    _("Ablehnen"),
    ("answering",),
    "refused",
    RESPONSIBLE,
    Norm("DSGVO", "Art. 12 Abs. 4"),
    needs_reason=True,
    event_label=_("abgelehnt"),
)
CORRECTION = Process(
    key=BERICHTIGUNG,
    version=1,
    label=_("Berichtigung eigener Daten"),
    start="answering",
    steps=(
        Step("answering", _("Angabe prüfen"), RESPONSIBLE, 20, ANSWER, "correct"),
        Step("corrected", _("berichtigt")),
        Step("refused", _("abgelehnt")),
        Step("withdrawn", _("zurückgezogen")),
    ),
    moves=(
        Move(
            "correct",
            _("Wie verlangt berichtigen"),
            ("answering",),
            "corrected",
            RESPONSIBLE,
            RECTIFY,
            event_label=_("berichtigt"),
        ),
        Move(
            "correct_otherwise",
            _("Besonderer Fall: anders berichtigen oder ergänzen"),
            ("answering",),
            "corrected",
            RESPONSIBLE,
            RECTIFY,
            needs_reason=True,
            departs=True,
            event_label=_("anders berichtigt oder ergänzt (besonderer Fall)"),
        ),
        EXTEND,
        REFUSE,
        WITHDRAW,
    ),
    opening_label=_("Berichtigung verlangt"),
)
ERASURE = Process(
    key=LOESCHUNG,
    version=1,
    label=_("Löschung eigener Daten"),
    start="answering",
    steps=(
        Step("answering", _("Löschung prüfen"), RESPONSIBLE, 20, ANSWER, "erase"),
        Step("erased", _("gelöscht")),
        Step("refused", _("abgelehnt")),
        Step("withdrawn", _("zurückgezogen")),
    ),
    moves=(
        Move("erase", _("Löschen"), ("answering",), "erased", RESPONSIBLE, ERASE, event_label=_("gelöscht")),
        Move(
            "erase_partly",
            _("Besonderer Fall: zum Teil löschen"),
            ("answering",),
            "erased",
            RESPONSIBLE,
            ERASE,
            needs_reason=True,
            departs=True,
            event_label=_("zum Teil gelöscht (besonderer Fall)"),
        ),
        EXTEND,
        REFUSE,
        WITHDRAW,
    ),
    opening_label=_("Löschung verlangt"),
)
