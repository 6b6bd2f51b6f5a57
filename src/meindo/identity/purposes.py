"""Purposes of identity and access management."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.people.functions import PROTECTED
from meindo.platform.purpose import Purpose

PROOF = Norm("DSGVO", "Art. 5 Abs. 2")
MANAGE = Purpose(
    key="identity.manage",
    label=_("Konten und Berechtigungen der Anwendungen verwalten"),
    legal_basis=(Norm("DSGVO", "Art. 32"), Norm("DSG NRW", "§ 18")),
    data=(_("Name"), _("Personalnummer"), _("Organisationseinheit"), _("Funktion"), _("Konten"), _("Berechtigungen")),
    viewers=("identity_office", "application_owner", "identity_auditor"),
    retention_months=36,
    retention_norm=PROOF,
)
OWN = Purpose(
    key="identity.own",
    label=_("Eigene Zugänge und ihre Gründe zeigen"),
    legal_basis=(Norm("DSGVO", "Art. 15"),),
    data=(_("Konten"), _("Berechtigungen"), _("Regel oder Bewilligung, aus der sie folgen")),
    viewers=("applicant",),
    retention_months=36,
    retention_norm=PROOF,
)
RECERTIFY = Purpose(
    key="identity.recertify",
    label=_("Regelmäßig prüfen, ob Zugänge noch gebraucht werden"),
    legal_basis=(Norm("DSGVO", "Art. 32"), Norm("DSG NRW", "§ 18")),
    data=(_("Name"), _("Berechtigungen"), _("Regel oder Bewilligung, aus der sie folgen")),
    viewers=("line_manager", "application_owner", "identity_office", *sorted(PROTECTED)),
    retention_months=36,
    retention_norm=PROOF,
)
