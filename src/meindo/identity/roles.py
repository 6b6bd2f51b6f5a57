"""The offices of identity and access management."""

from meindo.kernel.message import mark as _

OFFICE = "identity_office"
OWNER = "application_owner"
AUDITOR = "identity_auditor"
LABELS = {
    OFFICE: _("IT-Haus: Konten und Berechtigungen"),
    OWNER: _("Verantwortung für eine Anwendung"),
    AUDITOR: _("Prüfung der Berechtigungen"),
}
