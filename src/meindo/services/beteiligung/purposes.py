"""Why data are processed when bodies take part."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.purpose import Purpose

from .bodies import BODIES, OFFICE

TAKE_PART = Purpose(
    key="beteiligung.take_part",
    label=_("Personalvertretungen und Beauftragte beteiligen"),
    legal_basis=(
        Norm("LPVG NRW", "§§ 65, 66"),
        Norm("SGB IX", "§ 178"),
        Norm("LGG NRW", "§§ 17, 18"),
        Norm("DSG NRW", "§ 18"),
    ),
    data=(
        _("Gegenstand und Unterlagen"),
        _("Name der betroffenen Person bei Personalmaßnahmen"),
        _("Antwort mit Gründen"),
    ),
    viewers=("applicant", OFFICE, *BODIES),
    retention_months=60,
    retention_norm=Norm("DSGVO", "Art. 5 Abs. 1 Buchst. e"),
    processes=tuple(body.process for body in BODIES.values()),
)
