"""The rows of the matrix about the rights of the person and about keeping and erasing (columns: see matrix.py)."""

OWN = "L2433333"
SUPPORT = {
    "support_own": ("L>>>>>>>", ""),
    "unterstuetzung_office": ("L3333333", "L3333333"),
    "unterstuetzung_access opened": ("L3333333", ""),
    "unterstuetzung_review": ("L3333333", ""),
    "unterstuetzung_home": ("L2233333", ""),
    "unterstuetzung_end before": ("55555555", "L>433333"),
    "unterstuetzung_end opened": ("55555555", "L4433333"),
    "unterstuetzung_new": ("L2233333", "L!!33333"),
    "unterstuetzung_hilfe_all help_draft": (OWN, OWN),
    "unterstuetzung_hilfe_check help_draft": ("L>433333", "L>433333"),
    "unterstuetzung_hilfe_drop help_draft": (OWN, "L>433333"),
    "unterstuetzung_hilfe_question help_draft bis": (OWN, "L!433333"),
    "unterstuetzung_case asked_access": ("L2444444", ""),
    "unterstuetzung_case granted": ("L2444444", ""),
    "unterstuetzung_case urgent": ("L2444444", ""),
    "unterstuetzung_case called": ("L2444444", ""),
}
RETENTION = {
    "blocks": ("L3333333", "L3333333"),
    "block_end block": ("55555555", "L3333333"),
    "retention": ("L3333333", ""),
    "retention_hold": ("L3333333", "L3333333"),
    "retention_let_go hold": ("55555555", "L3333333"),
    "retention_purpose datenschutz.ask": ("L3333333", ""),
    "retention_purpose nothing": ("L3333333", ""),
    "retention_offer datenschutz.ask": ("55555555", "L3333333"),
    "retention_propose datenschutz.ask": ("55555555", "L3333333"),
    "retention_answer offer": ("55555555", "L3333333"),
    "retention_offer_file offer csv": ("L3333333", ""),
    "retention_offer_file offer json": ("L3333333", ""),
    "retention_offer_file offer pdf": ("L3333333", ""),
    "retention_run run_of_two": ("L3333333", ""),
    "retention_act run_of_two": ("55555555", "L3333333"),
}
OWN_RIGHTS = {
    "datenschutz_case wrong": ("L2444444", ""),
    "datenschutz_case unwanted": ("L2444444", ""),
    "datenschutz_new_correction": ("L2233333", "L!!33333"),
    "datenschutz_new_erasure": ("L2233333", "L!!33333"),
    "datenschutz_berichtigung_all wrong_draft": (OWN, OWN),
    "datenschutz_berichtigung_check wrong_draft": ("L>433333", "L>433333"),
    "datenschutz_berichtigung_drop wrong_draft": (OWN, "L>433333"),
    "datenschutz_berichtigung_question wrong_draft richtig": (OWN, "L!433333"),
    "datenschutz_loeschung_all gone_draft": (OWN, OWN),
    "datenschutz_loeschung_check gone_draft": ("L>433333", "L>433333"),
    "datenschutz_loeschung_drop gone_draft": (OWN, "L>433333"),
    "datenschutz_loeschung_question gone_draft was": (OWN, "L!433333"),
}
RECORDS = {
    "retention": ("2", ""),
    "retention_hold": ("2", "!"),
    "retention_let_go hold": ("5", ">"),
    "retention_purpose datenschutz.ask": ("2", ""),
    "retention_purpose nothing": ("4", ""),
    "retention_offer datenschutz.ask": ("5", ">"),
    "retention_propose datenschutz.ask": ("5", ">"),
    "retention_answer offer": ("5", ">"),
    "retention_offer_file offer csv": ("2", ""),
    "retention_offer_file offer json": ("2", ""),
    "retention_offer_file offer pdf": ("4", ""),
    "retention_run run_of_two": ("2", ""),
    "retention_act run_of_two": ("5", ">"),
}
DSB_READS = {
    "unterstuetzung_review": ("2", ""),
    "unterstuetzung_case urgent": ("2", ""),
    "retention": ("2", ""),
    "retention_purpose datenschutz.ask": ("2", ""),
    "retention_purpose nothing": ("4", ""),
    "retention_run run_of_two": ("2", ""),
}
HR_DECIDES = {
    "blocks": ("2", "!"),
    "block_end block": ("5", ">"),
    "search_person person": ("2", ""),
    "datenschutz_case wrong": ("2", ""),
    "datenschutz_case unwanted": ("2", ""),
}
# What the support sees of the person who let it: every case as a reader, and no page of an office or of the person.
TRIPS = "waiting journey rejected checking ordering paid permission month advance_case recovery_case"
HELPER = {
    **{f"berechtigungen_case access_{name}": ("2", "") for name in ("asked", "owned", "urgent")},
    "unterstuetzung_office": ("2", "!"),
    "unterstuetzung_access opened": ("2", ""),
    **{f"unterstuetzung_case {name}": ("2", "") for name in ("asked_access", "granted", "urgent", "called")},
    "search_person person": ("2", ""),
    **{f"case {name}": (">", "") for name in ("waiting", "checking", "ordering", "paid")},
    **{f"decide {name}": ("5", "!") for name in ("waiting", "checking")},
    "take_back waiting": ("5", ">"),
    **{f"{page} {name}": ("2", "") for page in ("document", "document_file") for name in ("letter", "notice")},
    "upload receipt": ("2", ""),
    "upload_page receipt 1": ("2", ""),
    **{f"dienstreise_case {name}": ("2", "") for name in TRIPS.split()},
    **{f"datenschutz_case {name}": ("2", "") for name in ("why", "information", "wrong", "unwanted")},
    "entgeltnachweis_case payslip": ("2", ""),
}
# What the offices without pay do not get that the payroll office gets.
NO_PAY = {
    "payroll": ("3", ""),
    "payroll_file run": ("3", ""),
    "payroll_export": ("5", "3"),
    "payroll_receipt": ("5", "3"),
}
