"""The functions of representation and protection: who holds one, and what is done in it, concerns nobody outside it."""

PERSONALRAT, JAV, SBV, GLEICHSTELLUNG = "personalrat", "jav", "sbv", "gleichstellung"
DATA_PROTECTION, BEM, AGG, WHISTLE_BLOWING = "data_protection_office", "bem", "agg", "hinweisgeberstelle"
# Granted by the body itself; line managers see neither the responsibility nor cases and looks that come of it.
PROTECTED = frozenset((PERSONALRAT, JAV, SBV, GLEICHSTELLUNG, DATA_PROTECTION, BEM, AGG, WHISTLE_BLOWING))
