"""Why business-trip data are processed, on which basis, by whom, for how long."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

REPRESENT = Purpose(
    key="dienstreise.represent",
    label=_("Dienstreise von Personalrat, JAV, SBV oder Gleichstellungsbeauftragter anzeigen"),
    legal_basis=(Norm("LPVG NRW", "§ 40"), Norm("SGB IX", "§ 179"), Norm("DSGVO", "Art. 6 Abs. 1 Buchst. c, e")),
    data=(_("Name"), _("Aufgabe"), _("Reiseziel, Zeiten"), _("nicht der Anlass; der Führungskraft nur die Tage")),
    viewers=("applicant", "travel_office", "payment_office"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
    offer_to_archive=True,
    processes=("dienstreise_anzeige",),
)
OBJECT = Purpose(
    key="dienstreise.object",
    label=_("Widerspruch oder Geltendmachung zu einer Dienstreise entscheiden"),
    legal_basis=(Norm("VwGO", "§§ 68 bis 73"), Norm("LBG NRW", "§ 103"), Norm("TVöD", "§ 37")),
    data=(_("Name"), _("Begründung"), _("angefochtene Entscheidung mit Abrechnung"), _("Beträge")),
    viewers=("applicant", "travel_office", "payment_office"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
    offer_to_archive=True,
    processes=("dienstreise_widerspruch",),
)
ENTITLE = Purpose(
    key="dienstreise.entitle",
    label=_("Berechtigung zur 1. Klasse hinterlegen"),
    legal_basis=(Norm("LRKG NRW", "§ 4 Abs. 1"), Norm("DSGVO", "Art. 9 Abs. 2 Buchst. b")),
    data=(_("Name"), _("Zeitraum der Berechtigung"), _("weder der Nachweis noch sein Inhalt")),
    viewers=("applicant", "travel_office"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
)
PERMIT = Purpose(
    key="dienstreise.permit",
    label=_("Dauergenehmigung für Dienstreisen erteilen"),
    legal_basis=(Norm("LRKG NRW", "§ 2"), Norm("DSG NRW", "§ 18"), Norm("DSGVO", "Art. 6 Abs. 1 Buchst. c, e")),
    data=(_("Name"), _("Dienststelle"), _("Gebiet, Zeitraum, Anlass, Verkehrsmittel")),
    viewers=("applicant", "line_manager", "travel_assistant"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
    offer_to_archive=True,
    processes=("dienstreise_dauergenehmigung",),
)
ADVANCE = Purpose(
    key="dienstreise.advance",
    label=_("Abschlag zu einer Dienstreise zahlen, verrechnen und zurückfordern"),
    legal_basis=(Norm("LRKG NRW", "§ 3"), Norm("DSG NRW", "§ 18"), Norm("DSGVO", "Art. 6 Abs. 1 Buchst. c, e")),
    data=(_("Name"), _("Reiseziel, Zeiten"), _("Beträge"), _("Äußerung in der Anhörung, Gründe der Entscheidung")),
    viewers=("applicant", "travel_office", "payment_office", "travel_assistant"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
    offer_to_archive=True,
    processes=("dienstreise_abschlag", "dienstreise_rueckforderung"),
)
BUDGET = Purpose(
    key="dienstreise.budget",
    label=_("Reisebudget je Kostenstelle führen"),
    legal_basis=(Norm("KomHVO NRW", "§ 31"), Norm("DSG NRW", "§ 18")),
    data=(_("Kostenstelle"), _("Summen je Jahr, ohne Namen")),
    viewers=("line_manager", "travel_office"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
)
SETTLE = Purpose(
    key="dienstreise.settle",
    label=_("Dienstreise genehmigen, abrechnen und auszahlen"),
    legal_basis=(Norm("LRKG NRW", "§§ 2, 3"), Norm("DSG NRW", "§ 18"), Norm("DSGVO", "Art. 6 Abs. 1 Buchst. c, e")),
    data=(
        _("Name"),
        _("Dienststelle"),
        _("Reiseziel, Zeiten, Anlass"),
        _("Fahrten, Mahlzeiten, Übernachtungen"),
        _("Beträge"),
    ),
    viewers=("applicant", "line_manager", "travel_office", "payment_office", "travel_assistant"),
    retention_months=120,
    retention_norm=Norm("KomHVO NRW", "§ 59"),
    offer_to_archive=True,
    processes=("dienstreise", "dienstreise_sammelabrechnung"),
)
