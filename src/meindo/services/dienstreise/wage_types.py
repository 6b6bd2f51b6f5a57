"""Under which wage types payroll gets the money of a trip, with the words on the pay slip. Demo numbers."""

SETTLED = {"tax_free": ("6100", "Reisekosten steuerfrei"), "taxable": ("6110", "Reisekosten steuerpflichtig")}
ADVANCE = "6120"  # paid, set off and recovered under one wage type: its lines add up to what is still out
PAID_TEXT = "Abschlag Reisekosten"
SET_OFF_TEXT = "Verrechnung Abschlag Reisekosten"
RECOVERY_TEXT = "Rückforderung Abschlag Reisekosten"
PAID_BACK_TEXT = "Erstattung Rückforderung Reisekosten"
OF_SETTLEMENT = tuple(wage_type for wage_type, _text in SETTLED.values())
