"""The way of a trip of a representative body: notified, not approved (LPVG NRW § 40); claimed and paid like others."""

from dataclasses import replace

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.cases.process import Move, Process

from .process import COSTS_MOVES, THIRD, TRAVELLER, not_begun
from .queries import REPORTED

REPORT_NORM = Norm("LPVG NRW", "§ 40")
NOT_NEEDED = ("approval", "revision", "change_approval", "rejected", "withdrawn")  # nobody approves, so nobody refuses

CHANGE = Move(
    "change",
    _("Reise ändern"),
    ("journey",),
    "journey",
    TRAVELLER,
    REPORT_NORM,
    checks=(not_begun,),
    decides=False,
    event_label=_("Änderung angezeigt"),
)
FIRST_REPORT = Process(
    key=REPORTED,
    version=1,
    label=_("Anzeige einer Dienstreise"),
    start="journey",
    steps=tuple(step for step in THIRD.steps if step.key not in NOT_NEEDED),
    moves=(*(move for move in THIRD.moves if not {*move.sources, move.target} & {*NOT_NEEDED}), CHANGE),
    opening_label=_("Reise angezeigt"),
)
REPORT = replace(FIRST_REPORT, version=2, moves=(*FIRST_REPORT.moves, *COSTS_MOVES))
