"""The functions of representation and protection: who holds one, and what is done in it, concerns nobody outside it."""

from meindo.kernel.message import mark as _

PERSONALRAT, JAV, SBV, GLEICHSTELLUNG = "personalrat", "jav", "sbv", "gleichstellung"
DATA_PROTECTION, BEM, AGG, WHISTLE_BLOWING = "data_protection_office", "bem", "agg", "hinweisgeberstelle"
# Granted by the body itself; line managers see neither the responsibility nor cases and looks that come of it.
PROTECTED = frozenset((PERSONALRAT, JAV, SBV, GLEICHSTELLUNG, DATA_PROTECTION, BEM, AGG, WHISTLE_BLOWING))
NAMES = {
    PERSONALRAT: _("Personalrat"),
    JAV: _("Jugend- und Auszubildendenvertretung"),
    SBV: _("Schwerbehindertenvertretung"),
    GLEICHSTELLUNG: _("Gleichstellungsbeauftragte"),
    DATA_PROTECTION: _("Datenschutzbeauftragte"),
    BEM: _("Betriebliches Eingliederungsmanagement"),
    AGG: _("Beschwerdestelle nach dem AGG"),
    WHISTLE_BLOWING: _("Interne Meldestelle (HinSchG)"),
}
