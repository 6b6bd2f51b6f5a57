"""Register of processing activities (Art. 30 GDPR): why, on which basis, what data, who sees them, how long."""

from collections.abc import Iterator

from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.platform.purpose import Purpose, all_purposes
from meindo.platform.registry.catalogue import role_labels
from meindo.platform.registry.register import Column, Entry, Register

COLUMNS = (
    Column("legal_basis", _("Rechtsgrundlage"), "list"),
    Column("data_categories", _("Daten"), "list"),
    Column("recipients", _("Wer sie sieht"), "list"),
    Column("retention", _("Aufbewahrung")),
    Column("archive", _("Archiv")),
    Column("protection", _("Schutz")),
)


def entries() -> Iterator[Entry]:
    """One entry for every purpose."""
    labels = role_labels()
    for purpose in all_purposes():
        yield Entry(
            purpose.key,
            gettext(purpose.label),
            {
                "legal_basis": tuple(str(norm) for norm in purpose.legal_basis),
                "data_categories": tuple(gettext(text) for text in purpose.data),
                "recipients": tuple(_recipient(labels, role) for role in purpose.viewers),
                "retention": _kept(purpose),
                "archive": gettext("Wird vor dem Löschen dem Stadtarchiv angeboten.")
                if purpose.offer_to_archive
                else gettext("Wird dem Stadtarchiv nicht angeboten."),
                "protection": gettext(
                    "Zugriff nur nach Rolle und Zweck; jeder Blick auf fremde Daten wird aufgezeichnet und ist für die "
                    "betroffene Person sichtbar; Dokumente sind verschlüsselt."
                ),
            },
        )


def _recipient(labels: dict[str, str], role: str) -> str:
    return gettext("die betroffene Person") if role == "applicant" else gettext(labels.get(role, role))


def _kept(purpose: Purpose) -> str:
    text = gettext("{months} Monate nach dem Ende des Jahres, in dem der Vorgang endete ({norm}).")
    if purpose.starts == "closing":
        text = gettext("{months} Monate nach dem Tag, an dem es entstand oder endete ({norm}).")
    return text.format(months=purpose.retention_months, norm=purpose.retention_norm)


PROCESSING = Register(
    key="verarbeitungen",
    title=_("Verzeichnis der Verarbeitungen"),
    about=_("Wofür die Stadt Daten ihrer Beschäftigten in diesem Programm verarbeitet (Art. 30 DSGVO)."),
    columns=COLUMNS,
    entries=entries,
)
