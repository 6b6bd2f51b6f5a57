"""Why it is kept who asked for which access and who approved it."""

from meindo.identity.purposes import PROOF
from meindo.identity.roles import AUDITOR, OFFICE, OWNER
from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

REQUESTING = Purpose(
    key="identity.requests",
    label=_("Zugänge zu Anwendungen beantragen, bewilligen und prüfen"),
    legal_basis=(Norm("DSGVO", "Art. 32"), Norm("DSG NRW", "§ 18")),
    data=(_("Name"), _("Organisationseinheit"), _("beantragtes Recht, Grund und Ende"), _("Entscheidungen dazu")),
    viewers=("applicant", "line_manager", OWNER, OFFICE, AUDITOR),
    retention_months=36,
    retention_norm=PROOF,
    processes=("zugangsantrag", "notfallzugang"),
    starts="closing",
)
