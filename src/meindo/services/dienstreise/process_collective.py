"""The way of a collective claim: the trips of a month under a standing permission, checked and paid like one trip."""

from meindo.kernel.message import mark as _
from meindo.platform.cases.process import Process

from .process import TRIP
from .queries import COLLECTIVE

# The permission has been approved before, and what is claimed has happened: the claim is where it starts.
NOT_NEEDED = ("approval", "revision", "change_approval", "journey", "rejected", "withdrawn", "not_taken")

MONTH = Process(
    key=COLLECTIVE,
    version=1,
    label=_("Sammelabrechnung eines Monats"),
    start="checking",
    steps=tuple(step for step in TRIP.steps if step.key not in NOT_NEEDED),
    moves=tuple(move for move in TRIP.moves if not {*move.sources, move.target} & {*NOT_NEEDED}),
    opening_label=_("Sammelabrechnung eingereicht"),
)
