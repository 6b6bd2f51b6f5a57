"""The rows of the matrix about identity and access management, and what its offices get (columns: see matrix.py)."""

from tests.web.matrix_rights import NO_PAY

CLOSED, CLOSED_ACT, ACT = ("L3333333", ""), ("L3333333", "L3333333"), ("55555555", "L3333333")
READ = (
    *("iam_home", "iam_applications", "iam_applications_file", "iam_application geo", "iam_plans", "iam_plan plan"),
)
READ_WHOLE = (
    *("iam_log", "iam_roles", "iam_role planning", "iam_rules", "iam_rule rule", "iam_simulation rule"),
    *("iam_simulation_file rule", "iam_people", "iam_person person"),
    *("iam_campaigns", "iam_campaign campaign", "iam_campaign_file campaign"),
)
WRITE = (
    *("iam_application_new", "iam_application_edit geo", "iam_right_new geo", "iam_right geo geo_see"),
    *("iam_role_new", "iam_rule_new", "iam_campaign_new"),
)
DO = ("iam_role_without planning geo_see", "iam_rule_act rule", "iam_calculate", "iam_plan_act plan")
IDENTITY: dict[str, tuple[str, str]] = {
    **dict.fromkeys((*READ, *READ_WHOLE), CLOSED),
    "iam_role planning": CLOSED_ACT,
    **dict.fromkeys((*WRITE, "iam_held plan"), CLOSED_ACT),
    **dict.fromkeys((*DO, "iam_stage geo", "iam_campaign_close campaign"), ACT),
    "iam_reviews": ("L3323333", "L33>3333"),
    "iam_review review": ("L3343333", "L3343333"),
}
IT_HOUSE: dict[str, tuple[str, str]] = {
    **NO_PAY,
    **dict.fromkeys((*READ, *READ_WHOLE), ("2", "")),
    "iam_role planning": ("2", "!"),
    **dict.fromkeys(WRITE, ("2", "!")),
    "iam_held plan": ("2", ">"),
    **dict.fromkeys(DO, ("5", ">")),
    "iam_stage geo": ("5", "3"),
    "iam_campaign_close campaign": ("5", ">"),
    "iam_reviews": ("2", ">"),
    "iam_review review": ("4", "4"),
}
OWNER: dict[str, tuple[str, str]] = {
    **NO_PAY,
    **dict.fromkeys(READ, ("2", "")),
    "iam_stage geo": ("5", ">"),
    "iam_reviews": ("2", ">"),
    "iam_review review": ("2", ">"),
}
AUDITOR: dict[str, tuple[str, str]] = {
    **NO_PAY,
    **dict.fromkeys((*READ, *READ_WHOLE), ("2", "")),
    "iam_role planning": ("2", "2"),
}
