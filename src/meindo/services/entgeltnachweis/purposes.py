"""Why pay statements are kept, and why the office looks whether there is one."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

from .texts import DSB_ROLE, OFFICE_ROLE

LEGAL_BASIS = (Norm("GewO", "§ 108"), Norm("DSG NRW", "§ 18"))
RETENTION = Norm("KomHVO NRW", "§ 59")
KEEP = Purpose(
    key="entgeltnachweis.keep",
    label=_("Entgeltnachweise für die eigene Einsicht aufbewahren"),
    legal_basis=LEGAL_BASIS,
    data=(_("Personalnummer"), _("Monat"), _("Entgeltnachweis als PDF-Datei"), _("Zeitpunkte des Öffnens")),
    viewers=("applicant",),
    retention_months=120,
    retention_norm=RETENTION,
)
ASK = Purpose(
    key="entgeltnachweis.ask",
    label=_("Fragen zu Entgeltnachweisen beantworten"),
    legal_basis=LEGAL_BASIS,
    data=(_("Name"), _("Monat"), _("Frage und Antwort")),
    viewers=("applicant", OFFICE_ROLE),
    retention_months=36,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 2"),
    processes=("nachweisfrage",),
)
MANAGE = Purpose(
    key="entgeltnachweis.manage",
    label=_("Nachsehen, ob es einen Entgeltnachweis gibt, und falsch zugestellte zurückziehen"),
    legal_basis=(Norm("DSGVO", "Art. 5 Abs. 1 Buchst. d und f"),),
    data=(_("Name"), _("Personalnummer"), _("Monat"), _("ob geöffnet"), _("nie der Inhalt")),
    viewers=(OFFICE_ROLE,),
    retention_months=120,
    retention_norm=RETENTION,
)
BREACH = Purpose(
    key="entgeltnachweis.breach",
    label=_("Fehlgeleitete Entgeltnachweise prüfen und melden"),
    legal_basis=(Norm("DSGVO", "Art. 33"), Norm("DSGVO", "Art. 34")),
    data=(_("Name"), _("Monat"), _("Grund"), _("ob und wann geöffnet"), _("nie der Inhalt")),
    viewers=(OFFICE_ROLE, DSB_ROLE),
    retention_months=36,
    retention_norm=Norm("DSGVO", "Art. 33 Abs. 5"),
)
