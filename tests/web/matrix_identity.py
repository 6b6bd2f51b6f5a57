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
CLOSED, CLOSED_ACT, ACT = ("L3333333", ""), ("L3333333", "L3333333"), ("55555555", "L3333333")
READ = (
    *("iam_home", "iam_applications", "iam_applications_file", "iam_application geo", "iam_plans", "iam_plan plan"),
    "iam_findings",
)
READ_WHOLE = (
    *("iam_log", "iam_roles", "iam_role planning", "iam_rules", "iam_rule rule", "iam_simulation rule"),
    *("iam_simulation_file rule", "iam_people", "iam_person person"),
    *("iam_campaigns", "iam_campaign campaign", "iam_campaign_file campaign"),
    *("iam_controls", "iam_controls_file", "iam_directory"),
)
WRITE = (
    *("iam_application_new", "iam_application_edit geo", "iam_right_new geo", "iam_right geo geo_see"),
    *("iam_role_new", "iam_rule_new", "iam_campaign_new"),
)
DO = (
    "iam_role_without planning geo_see",
    "iam_rule_act rule",
    "iam_calculate",
    "iam_plan_act plan",
    "iam_repair",
    "iam_compare geo",
)
IDENTITY: dict[str, tuple[str, str]] = {
    **REQUESTS,
    **dict.fromkeys((*READ, *READ_WHOLE), CLOSED),
    "iam_role planning": CLOSED_ACT,
    **dict.fromkeys((*WRITE, "iam_held plan"), CLOSED_ACT),
    **dict.fromkeys((*DO, "iam_stage geo", "iam_campaign_close campaign", "iam_proposals plan"), ACT),
    "iam_finding finding": CLOSED_ACT,
    "iam_directory_account pushed": CLOSED_ACT,
    "iam_reviews": ("L3323333", "L33>3333"),
    "iam_review review": ("L3343333", "L3343333"),
}
URGENT: dict[str, tuple[str, str]] = {
    "berechtigungen_case access_urgent": ("2", ""),
    "search_person person": ("2", ""),  # the emergency is a case of the person
}
GIVES: dict[str, tuple[str, str]] = {**URGENT, "berechtigungen_emergency": ("2", "!")}
IT_HOUSE: dict[str, tuple[str, str]] = {
    **NO_PAY,
    **GIVES,
    **dict.fromkeys((*READ, *READ_WHOLE), ("2", "")),
    "iam_role planning": ("2", "!"),
    **dict.fromkeys(WRITE, ("2", "!")),
    "iam_held plan": ("2", ">"),
    **dict.fromkeys(DO, ("5", ">")),
    "iam_stage geo": ("5", "3"),
    "iam_proposals plan": ("5", "3"),
    "iam_finding finding": ("2", "2"),
    "iam_directory_account pushed": ("2", "!"),
    "iam_campaign_close campaign": ("5", ">"),
    "iam_reviews": ("2", ">"),
    "iam_review review": ("4", "4"),
}
OWNER: dict[str, tuple[str, str]] = {
    **NO_PAY,
    **GIVES,
    "berechtigungen_case access_owned": ("2", ""),
    **dict.fromkeys(READ, ("2", "")),
    "iam_stage geo": ("5", ">"),
    "iam_proposals plan": ("5", ">"),
    "iam_finding finding": ("2", "2"),
    "iam_reviews": ("2", ">"),
    "iam_review review": ("2", ">"),
}
AUDITOR: dict[str, tuple[str, str]] = {
    "iam_directory_account pushed": ("2", "2"),
    **NO_PAY,
    **URGENT,
    **dict.fromkeys((*READ, *READ_WHOLE), ("2", "")),
    "iam_role planning": ("2", "2"),
    "iam_finding finding": ("2", "2"),
}
