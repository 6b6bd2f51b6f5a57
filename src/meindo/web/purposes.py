"""Purposes of the shell's own pages."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

RETENTION = Norm("DSGVO", "Art. 5 Abs. 1 Buchst. e")
INBOX = Purpose(
    key="cases.inbox",
    label=_("Vorgänge verteilen und bearbeiten"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Name"), _("Vorgang"), _("Frist")),
    viewers=("applicant", "line_manager", "travel_office", "payment_office", "travel_assistant"),
    retention_months=24,
    retention_norm=RETENTION,
)
PORTAL = Purpose(
    key="portal",
    label=_("Eigene Startseite, Akte und Nachrichten"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Name"), _("eigene Vorgänge"), _("eigene Schreiben")),
    viewers=("applicant",),
    retention_months=24,
    retention_norm=RETENTION,
)
RELEASE = Purpose(
    key="law.release",
    label=_("Werte freigeben, nach denen gerechnet wird"),
    legal_basis=(Norm("GO NRW", "§ 94 Abs. 2"),),
    data=(_("Name der freigebenden Personen"),),
    viewers=("law_release",),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
)
HISTORY = Purpose(
    key="law.history",
    label=_("Nachsehen, welcher Wert wann galt und wer ihn freigegeben hat"),
    legal_basis=(Norm("GO NRW", "§ 94 Abs. 2"),),
    data=(_("Name der freigebenden Personen"),),
    viewers=("law_release", "travel_office"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
)
PAYROLL = Purpose(
    key="payroll.export",
    label=_("Zahlungen an die Entgeltabrechnung übergeben"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Personalnummer"), _("Betrag"), _("Lohnart"), _("Monat")),
    viewers=("payroll_office",),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
)
MEASURES = Purpose(
    key="people.measure",
    label=_("Personalmaßnahmen beteiligen und verfügen"),
    legal_basis=(Norm("DSG NRW", "§ 18"), Norm("LPVG NRW", "§ 66")),
    data=(_("Name"), _("Maßnahme"), _("Stand der Beteiligung")),
    viewers=("hr_office",),
    retention_months=24,
    retention_norm=RETENTION,
)
ROLLOUT = Purpose(
    key="rollout",
    label=_("Dienste stufenweise einführen"),
    legal_basis=(Norm("LPVG NRW", "§ 66"),),
    data=(_("Einheit"), _("Name der Multiplikator*innen")),
    viewers=("rollout_office", "digital_xpert"),
    retention_months=120,
    retention_norm=RETENTION,
)
PAPER = Purpose(
    key="paper",
    label=_("Formulare auf Papier ausgeben und erfassen"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Name"), _("Personalnummer"), _("Nummer des Formulars"), _("Tag des Eingangs")),
    viewers=("applicant", "line_manager", "travel_office", "payment_office", "travel_assistant"),
    retention_months=24,  # of a form that never came back; one that did is kept with its case
    retention_norm=RETENTION,
)
PUBLIC = Purpose(
    key="registry.public",
    label=_("Fragen der Öffentlichkeit beantworten und öffentliche Register schreiben"),
    legal_basis=(Norm("BITVNRW", ""), Norm("DSG NRW", "§ 3")),
    data=(_("Frage oder Meldung ohne Namen"), _("freiwillig ein Kontakt, bis geantwortet ist")),
    viewers=("public_office",),
    retention_months=24,
    retention_norm=RETENTION,
)
POST = Purpose(
    key="notices.paper",
    label=_("Mitteilungen auf Papier drucken und zustellen"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Name"), _("Dienststelle"), _("Mitteilungen und Schreiben der Person")),
    viewers=("applicant", "post_office"),
    retention_months=24,
    retention_norm=RETENTION,
)
ACTIVATION = Purpose(
    key="login.activation",
    label=_("Zugänge ausgeben"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Name"), _("Einheit"), _("Anmeldename"), _("ob der Zugang eingerichtet ist")),
    viewers=("activation_office", "applicant"),
    retention_months=24,
    retention_norm=RETENTION,
)
DEVICES = Purpose(
    key="login.devices",
    label=_("Anmeldungen auf Geräten zeigen und beenden"),
    legal_basis=(Norm("DSGVO", "Art. 32"),),
    data=(_("Programm und System des Geräts"), _("erster und letzter Tag der Benutzung")),
    viewers=("applicant",),
    retention_months=3,
    retention_norm=RETENTION,
)
LOCK = Purpose(
    key="login.lock",
    label=_("Zugänge sofort sperren und wieder öffnen"),
    legal_basis=(Norm("DSGVO", "Art. 32"),),
    data=(_("Name"), _("Grund der Sperre"), _("wer sperrte und wer öffnete")),
    viewers=("activation_office",),
    retention_months=24,
    retention_norm=RETENTION,
)
FACTORS = Purpose(
    key="login.factors",
    label=_("Verlorene zweite Faktoren entfernen und Code-Geräte ausgeben"),
    legal_basis=(Norm("DSGVO", "Art. 32"),),
    data=(_("Name"), _("Art des zweiten Faktors"), _("Nummer des Code-Geräts"), _("Grund")),
    viewers=("activation_office",),
    retention_months=24,
    retention_norm=RETENTION,
)
BLOCK = Purpose(
    key="people.block",
    label=_("Auskunftssperren setzen und beenden"),
    legal_basis=(Norm("BMG", "§ 51"), Norm("DSGVO", "Art. 32")),
    data=(_("Name"), _("Grund und Ende der Sperre"), _("wer sie setzte und beendete")),
    viewers=("hr_office",),
    retention_months=24,
    retention_norm=RETENTION,
    starts="closing",
)
EXTERNALS = Purpose(
    key="people.external",
    label=_("Externe Personen aufnehmen, verlängern und verabschieden"),
    legal_basis=(Norm("DSGVO", "Art. 6 Abs. 1 Buchst. e"), Norm("DSGVO", "Art. 32")),
    data=(_("Name"), _("Einheit und Aufgabe"), _("Art und Dauer der Tätigkeit"), _("wer verantwortlich ist")),
    viewers=("applicant", "hr_office"),
    retention_months=24,
    retention_norm=RETENTION,
)
RETENTION_RUN = Purpose(
    key="retention",
    label=_("Aufbewahrung prüfen, dem Archiv anbieten und löschen"),
    legal_basis=(Norm("DSGVO", "Art. 17"), Norm("ArchivG NRW", "§ 10"), Norm("DSG NRW", "§ 18")),
    data=(
        _("Anzahl fälliger Vorgänge"),
        _("Nummern der angebotenen Vorgänge, ohne Namen"),
        _("Name bei einer Sperre der Löschung"),
    ),
    viewers=("records_office", "data_protection_office"),
    retention_months=120,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 2"),
)
ACCESS = Purpose(
    key="access.record",
    label=_("Zugriffe aufzeichnen, damit die betroffene Person sie lesen kann"),
    legal_basis=(Norm("DSGVO", "Art. 5 Abs. 2"), Norm("DSGVO", "Art. 32")),
    data=(_("Tag, Stelle, Zweck und Vorgang"), _("wer zugriff: nur nach begründeter Frage")),
    viewers=("applicant", "data_protection_office"),
    retention_months=24,
    retention_norm=RETENTION,
    starts="closing",
)
PROVIDER = Purpose(
    key="login.provider",
    label=_("Bei Anwendungen der Stadt über meindo anmelden"),
    legal_basis=(Norm("DSG NRW", "§ 18"),),
    data=(_("Kennung"), _("Name und Anmeldename"), _("dienstliche Mailadresse"), _("bei welcher Anwendung und wann")),
    viewers=("applicant",),
    retention_months=24,
    retention_norm=RETENTION,
)
ROLES = {
    "records_office": _("Aufbewahrung und Löschung"),
    "activation_office": _("Zugänge"),
    "public_office": _("Öffentlichkeit"),
    "post_office": _("Poststelle"),
    "rollout_office": _("Einführung von Diensten"),
    "digital_xpert": _("DigitalXpert"),
    "law_release": _("Freigabe von Werten"),
    "payroll_office": _("Entgeltabrechnung"),
    "hr_office": _("Personalverwaltung"),
}
