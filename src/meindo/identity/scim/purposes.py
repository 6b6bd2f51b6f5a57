"""Why accounts of an upstream directory are kept."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

SCIM = Purpose(
    key="identity.scim",
    label=_("Konten eines vorgelagerten Verzeichnisses entgegennehmen und Personen zuordnen"),
    legal_basis=(Norm("DSGVO", "Art. 32"), Norm("DSG NRW", "§ 18")),
    data=(_("Kontodaten des Verzeichnisses"), _("Personalnummer"), _("Gruppen")),
    viewers=(),
    retention_months=6,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 1 Buchst. e"),
)
