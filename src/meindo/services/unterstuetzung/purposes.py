"""Why the support reads cases of a person."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.access.commands_support import PURPOSE
from meindo.platform.access.queries_support import REVIEWER, ROLE
from meindo.platform.purpose import Purpose

HELPING = Purpose(
    key=PURPOSE,
    label=_("Bei Störungen helfen: Zugriff der Unterstützung auf Vorgänge einer Person"),
    legal_basis=(Norm("DSGVO", "Art. 5 Abs. 2"), Norm("DSGVO", "Art. 32")),
    data=(_("Name"), _("Grund, Umfang und Ende des Zugriffs"), _("Vorgänge, die die Person freigibt")),
    viewers=("applicant", ROLE, REVIEWER),
    retention_months=24,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 1 Buchst. e"),
    processes=("zugriffsbitte", "hilfebitte", "notfallzugriff"),
    starts="closing",
)
