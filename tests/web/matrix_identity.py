"""The rows of the matrix about identity and access management, and what its offices get (columns: see matrix.py)."""

from tests.web.matrix_rights import NO_PAY

ASKED = "L2424444"  # the person concerned and their line manager
TYPED = "L2443333"  # a draft of the person concerned; a line manager has none of them
REQUESTS: dict[str, tuple[str, str]] = {
    "berechtigungen_home": ("L2233333", ""),
    "berechtigungen_catalogue": ("L2233333", ""),
    "berechtigungen_new": ("L>>33333", "L>>33333"),
    "berechtigungen_case access_asked": (ASKED, ""),
    "berechtigungen_case access_owned": (ASKED, ""),
    "berechtigungen_case access_urgent": ("L2444444", ""),
    "berechtigungen_back access_grant": ("L2423333", "L!4!3333"),
    "berechtigungen_emergency": ("L3333333", "L3333333"),
    "berechtigungen_team": ("L3323333", ""),
    "berechtigungen_team_file": ("L3323333", ""),
    "berechtigungen_catalogue_for person": ("L3323333", ""),
    "berechtigungen_new_for person": ("L33>3333", "L33>3333"),
    "berechtigungen_antrag_all access_draft": (TYPED, TYPED),
    "berechtigungen_antrag_check access_draft": ("L>443333", "L>443333"),
    "berechtigungen_antrag_drop access_draft": (TYPED, "L>443333"),
    "berechtigungen_antrag_question access_draft bis": (TYPED, "L!443333"),
}
IDENTITY: dict[str, tuple[str, str]] = {**REQUESTS}
URGENT: dict[str, tuple[str, str]] = {"berechtigungen_case access_urgent": ("2", "")}
GIVES: dict[str, tuple[str, str]] = {**URGENT, "berechtigungen_emergency": ("2", "!")}
IT_HOUSE: dict[str, tuple[str, str]] = {**NO_PAY, **GIVES}
OWNER: dict[str, tuple[str, str]] = {**NO_PAY, **GIVES, "berechtigungen_case access_owned": ("2", "")}
AUDITOR: dict[str, tuple[str, str]] = {**NO_PAY, **URGENT}
