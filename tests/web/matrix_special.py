"""The offices with a matrix of their own: what differs from what everybody else gets, and what they all lack."""

from tests.web.matrix_identity import AUDITOR, IT_HOUSE, OWNER
from tests.web.matrix_rights import DSB_READS, HELPER, HR_DECIDES, NO_PAY, RECORDS

OF_THE_OWNER = [
    *(("antrag", page) for page in ("all request", "check request", "drop request", "question request wann")),
    *(
        ("abrechnung", page)
        for page in ("all claim", "check claim", "drop claim", "phone claim", "question claim zeiten")
    ),
    *(("dauergenehmigung", page) for page in ("all standing", "check standing", "drop standing")),
    ("dauergenehmigung", "question standing gebiet"),
    *(("sammelabrechnung", page) for page in ("all trips", "check trips", "drop trips", "phone trips")),
    ("sammelabrechnung", "question trips fahrt-1"),
    *(("abschlag", page) for page in ("all advance", "check advance", "drop advance", "question advance betrag")),
    *(("storno", page) for page in ("all costs", "check costs", "drop costs", "phone costs", "question costs grund")),
    *(("aenderung", page) for page in ("all change", "check change", "drop change", "question change wann")),
]
# The personnel office gets what the payroll office gets (last column), except of these: GET, POST.
PERSONNEL = {
    "payroll": ("3", ""),
    "payroll_export": ("5", "3"),
    "payroll_receipt": ("5", "3"),
    "payroll_file run": ("3", ""),
    "measures": ("2", ""),
    "measure measure": ("2", ""),
    "measure_act measure": ("5", ">"),
    "measure_drop measure": ("5", ">"),
    "measure_people": ("2", ""),
    "doubts": ("2", ""),
    "doubt_decide doubt": ("5", ">"),
    "measure_kinds person": ("2", ""),
    "measure_new person umsetzung": ("2", "!"),
    "measure_hire": ("2", "!"),
    **HR_DECIDES,
}
# The travel assistant as well, except of these: what they enter is theirs, what others began does not exist.
ASSISTANT = {
    "payroll": ("3", ""),
    "payroll_file run": ("3", ""),
    "payroll_export": ("5", "3"),
    "payroll_receipt": ("5", "3"),
    "paper_enter": ("2", "!"),
    "paper_begin form": ("2", "!"),
    "dienstreise_for_others": ("2", ""),
    "dienstreise_new_for person": ("2", "!"),
    "dienstreise_permission_for person": ("2", "!"),
    "dienstreise_case entered": ("2", ""),
    "dienstreise_done entered": ("2", ""),
    "dienstreise_done waiting": ("4", ""),
    "dienstreise_claim journey": ("5", "4"),
    "dienstreise_claim entered": ("5", ">"),
    "dienstreise_month permission": ("5", "4"),
    "dienstreise_month_remove trips 1": ("5", "4"),
    "dienstreise_month_back trips": ("5", "4"),
    "dienstreise_change journey": ("5", "4"),
    "dienstreise_change entered": ("5", ">"),
    **{f"dienstreise_{wizard}_{page}": ("4", "4") for wizard, page in OF_THE_OWNER},
    "dienstreise_advance journey": ("5", "4"),
    "dienstreise_costs journey": ("5", "4"),
    "dienstreise_answer asked": ("5", "4"),
    "dienstreise_antwort_check answer": ("4", "4"),
    "dienstreise_antrag_check for_other": ("2", ">"),
    "dienstreise_antrag_drop for_other": ("2", ">"),
    "dienstreise_antrag_question for_other wann": ("2", "!"),
}
# The roll-out office, and a DigitalXpert, who sees no case at all.
ROLLOUT = {**NO_PAY, "rollout": ("2", ""), "rollout_act stage": ("5", ">")}
ROLLOUT |= {"rollout_plan": ("2", "!"), "rollout_edit stage": (">", ">")}
XPERT = {**NO_PAY, "rollout": ("2", "")}
PUBLICIST = {
    **NO_PAY,
    "publicity": ("2", ""),
    "publicity_answer question": ("2", "!"),
    "publicity_new lieferanten": ("2", "!"),
    "publicity_new algorithmen": ("4", "4"),
    "publicity_entry lieferanten supplier": ("2", "!"),
}
POST_OFFICE = {
    **NO_PAY,
    "post": ("2", ""),
    "post_print": ("5", ">"),
    "post_choose person": ("5", ">"),
    "post_batch batch": ("2", ""),
    "post_file batch": ("2", ""),
}
ACCESS = {
    **NO_PAY,
    "activations": ("2", "!"),
    "activations_waiting": ("2", ""),
    "activations_person": ("2", "!"),
    "activations_batch letters": ("2", ""),
    "activations_letters letters": ("2", ""),
    "activations_revoke letters": ("5", ">"),
    "locks": ("2", "!"),
    "factors": ("2", "!"),
    "factor_token": ("2", "!"),
    "factor_import": ("5", ">"),
    "unlock lock": ("5", ">"),
    "terminals": ("2", "!"),
    "terminal_end terminal": ("5", ">"),
}
DSB = {
    **NO_PAY,
    **DSB_READS,
    "search_person person": ("2", ""),
    "datenschutz_case why": ("2", ""),
    "datenschutz_case information": ("2", ""),
    "entgeltnachweis_misdelivered": ("2", ""),
}
STATEMENTS = {
    **NO_PAY,
    "search_person person": ("2", ""),
    "entgeltnachweis_case payslip": ("2", ""),
    "entgeltnachweis_office": ("2", ""),
    "entgeltnachweis_hold statement": ("2", "!"),
    "entgeltnachweis_decide withdrawal": ("5", ">"),
    "entgeltnachweis_misdelivered": ("2", ""),
}
IN_THE_ROOM = {
    **NO_PAY,
    "beteiligung_case brought": ("2", ""),
    "beteiligung_promise brought": ("5", "!"),
    "beteiligung_decision brought": ("4", ""),
    "beteiligung_paper brought paper": ("2", ""),
}
BRINGER = {
    **IN_THE_ROOM,
    "beteiligung_choose": ("2", ""),
    "beteiligung_new": ("2", "!"),
    "beteiligung_bring": ("5", ">"),
    "beteiligung_done promise": ("5", ">"),
    "beteiligung_vorlage_all bringing": ("2", "2"),
    "beteiligung_vorlage_check bringing": (">", ">"),
    "beteiligung_vorlage_drop bringing": ("2", ">"),
    "beteiligung_vorlage_phone bringing": ("2", ">"),
    "beteiligung_vorlage_question bringing art": ("2", "!"),
}
COUNCIL = {
    **IN_THE_ROOM,
    "iam_reviews": ("2", ">"),
    "iam_review review": ("4", "4"),
    "beteiligung_meetings": ("2", "!"),
    "beteiligung_meeting meeting": ("2", ""),
    "beteiligung_meeting_file meeting": ("2", ""),
    "beteiligung_put_on brought": ("5", ">"),
}
SPECIAL = (
    *(PERSONNEL, ASSISTANT, ROLLOUT, XPERT, PUBLICIST, POST_OFFICE, ACCESS, DSB),
    *(STATEMENTS, {**NO_PAY, **RECORDS}, BRINGER, COUNCIL, {**NO_PAY, **HELPER}),
    *(IT_HOUSE, OWNER, AUDITOR),
)
