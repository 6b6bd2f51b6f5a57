"""Words that several parts of this service use."""

from meindo.kernel.message import mark as _

KEY = "entgeltnachweis"
OFFICE_ROLE, DSB_ROLE = "statement_office", "data_protection_office"
MISSING, WRONG, NOT_MINE, ON_PAPER = "missing", "wrong", "not_mine", "on_paper"
KINDS = {
    MISSING: _("Er fehlt."),
    WRONG: _("Etwas darin stimmt nicht."),
    NOT_MINE: _("Er gehört nicht mir."),
    ON_PAPER: _("Ich möchte ihn auf Papier."),
}
