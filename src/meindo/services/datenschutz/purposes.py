"""Why data are processed when the person concerned asks about their data."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

VIEWERS = ("applicant", "data_protection_office")
RESPONSIBLE = ("applicant", "hr_office")
ASK = Purpose(
    key="datenschutz.ask",
    label=_("Frage zu einem Zugriff auf eigene Daten beantworten"),
    legal_basis=(Norm("DSGVO", "Art. 15"), Norm("DSG NRW", "§ 18")),
    data=(_("Name"), _("Eintrag, nach dem gefragt wird"), _("Frage und Antwort")),
    viewers=VIEWERS,
    retention_months=36,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 2"),
    offer_to_archive=True,
    processes=("zugriffsfrage",),
)
RECTIFY = Purpose(
    key="datenschutz.rectify",
    label=_("Berichtigung eigener Daten entscheiden"),
    legal_basis=(Norm("DSGVO", "Art. 16"), Norm("DSG NRW", "§ 18")),
    data=(_("Name"), _("was falsch und was richtig ist"), _("Entscheidung")),
    viewers=RESPONSIBLE,
    retention_months=36,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 2"),
    offer_to_archive=True,
    processes=("berichtigung",),
)
ERASE = Purpose(
    key="datenschutz.erase",
    label=_("Löschung eigener Daten entscheiden"),
    legal_basis=(Norm("DSGVO", "Art. 17"), Norm("SBGG", "§ 13"), Norm("DSG NRW", "§ 18")),
    data=(_("Name"), _("was gelöscht werden soll"), _("Entscheidung, nicht das Gelöschte")),
    viewers=RESPONSIBLE,
    retention_months=36,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 2"),
    offer_to_archive=True,
    processes=("loeschung",),
)
INFORM = Purpose(
    key="datenschutz.inform",
    label=_("Auskunft über eigene Daten geben"),
    legal_basis=(Norm("DSGVO", "Art. 15"),),
    data=(_("Name"), _("Antrag und Entscheidung"), _("die Auskunft selbst, nur für die betroffene Person")),
    viewers=VIEWERS,
    retention_months=36,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 2"),
    offer_to_archive=True,
    processes=("auskunft",),
)
