"""Registers that the city writes itself: suppliers and hosting, trials and experiment clauses."""

from collections.abc import Callable, Iterator

from meindo.kernel.message import mark as _
from meindo.platform.registry.queries_local import local_entries
from meindo.platform.registry.register import Column, Entry, Register


def written(register: str) -> Callable[[], Iterator[Entry]]:
    """What people wrote for a register."""

    def entries() -> Iterator[Entry]:
        for row in local_entries(register):
            yield Entry(str(row.key), row.title, dict(row.content))

    return entries


SUPPLIERS = Register(
    key="lieferanten",
    title=_("Lieferanten und Betrieb"),
    about=_("Wer Teile liefert oder betreibt, wo die Daten liegen und wie man wieder herauskommt."),
    columns=(
        Column("delivers", _("Liefert oder betreibt")),
        Column("place", _("Ort der Daten")),
        Column("contract", _("Vertrag und Auftragsverarbeitung")),
        Column("procurement", _("Vergabe")),
        Column("exit", _("Ausstieg")),
    ),
    entries=written("lieferanten"),
)
TRIALS = Register(
    key="erprobungen",
    title=_("Erprobungen und Experimentierklauseln"),
    about=_("Was zeitlich begrenzt anders gemacht wird, wer das vereinbart hat und wie es ausgewertet wird."),
    columns=(
        Column("deviation", _("Wovon abgewichen wird")),
        Column("parties", _("Wer es vereinbart hat")),
        Column("from_until", _("Zeitraum")),
        Column("evaluation", _("Auswertung")),
        Column("way_back", _("Wie es zurückgenommen wird")),
    ),
    entries=written("erprobungen"),
)
JOINED = Register(
    key="beitritte",
    title=_("Wer der Charta beigetreten ist"),
    about=_("Stellen und Gremien, die sich der Charta oder einzelnen Leitlinien angeschlossen haben."),
    columns=(Column("guidelines", _("Leitlinien")), Column("date", _("Datum"))),
    entries=written("beitritte"),
)
LOCAL = {register.key: register for register in (SUPPLIERS, TRIALS, JOINED)}
