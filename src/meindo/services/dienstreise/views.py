"""Pages of business trips."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.finding import Finding
from meindo.kernel.message import mark as msgid
from meindo.platform.cases import drafts
from meindo.platform.cases.models import Case, Draft
from meindo.platform.cases.queries import case_for
from meindo.platform.cases.queries_inquiries import ANSWERED
from meindo.platform.clock import today
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui import casepage
from meindo.ui.acting import Request
from meindo.ui.calendar import calendar_file
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page
from meindo.ui.wizard import begin, titled

from . import (
    proof,
    queries,
    queries_permission,
    same_day,
    show,
    show_advance,
    show_budget,
    show_lines,
    show_month,
    views_advance,
    views_costs,
    views_objection,
    views_permission,
    views_recovery,
)
from .functions import functions_among
from .journeys import Journeys
from .lines_proved import links_by_cost, links_by_line
from .models import Claim
from .notice import total_of
from .process import MANAGER
from .purposes import SETTLE
from .show_questions import questions_shown
from .wizards import CLAIM, REQUEST, booked_at, claim_start
from .wizards_costs import is_about_costs

FILED = {"file_claim", "refile", "file_costs"}
OTHER_PAGES = {
    queries.OBJECTED: views_objection.page,
    queries.PERMITTED: views_permission.page,
    queries.ADVANCED: views_advance.page,
    queries.RECOVERED: views_recovery.page,
}


@service_view(SETTLE.key, roles=("applicant",))
def trips(request: Request) -> HttpResponse:
    """The own trips, latest first."""
    page = Paginator(queries.trips_of(request.viewer), 50).get_page(request.GET.get("page"))
    own_drafts = list(drafts.drafts_of(request.viewer, "dienstreise"))
    return render(
        request,
        "dienstreise/trips.html",
        {
            "page": page,
            "rows": [show.with_status(case) for case in page.object_list],
            "drafts": own_drafts,
            "objections": queries.own_beside(request.viewer, queries.OBJECTED),
            "advances": [
                show_advance.row_of(row)
                for row in queries.own_beside(request.viewer, queries.ADVANCED, queries.RECOVERED)
            ],
            "functions": functions_among(request.acting.answers_for),
            **_months_shown(request, own_drafts),
        },
    )


def _months_shown(request: Request, drafts_seen: Iterable[Draft]) -> dict[str, Any]:
    """The own standing permissions, with the months that can be claimed now."""
    cases = queries.own_beside(request.viewer, queries.PERMITTED)
    held = [case for case in cases if case.step in queries_permission.GRANTED]
    claimed = queries_permission.claimed_months(held)
    rows = [
        (case, queries_permission.month_rows(case, claimed[case.pk], drafts_seen, request.viewer.day)) for case in held
    ]
    return {
        "permissions": [show.with_status(case) for case in cases],
        "months": [
            (case, month) for case, months in rows for month in show_month.months_shown(show_month.offered(months))
        ],
    }


@service_view(SETTLE.key, roles=("applicant",))
def new_request(request: Request) -> HttpResponse:
    """The first question of a new request, perhaps like an earlier one."""
    like = request.GET.get("wie")
    earlier = queries.earlier_trip(request.viewer, like) if like else None
    known = {name: value for name, value in earlier.answers.items() if "_day" not in name} if earlier else {}
    return start_page(REQUEST, request, {**known, **booked_at(request.viewer.person_id, request.viewer.day)})


@require_POST
@service_view(SETTLE.key, roles=CLAIM.roles)
def start_claim(request: Request, uuid: UUID) -> HttpResponse:
    """Begin the claim of an own trip or of one entered for somebody else, or go on with it."""
    case = case_for(request.viewer, uuid)
    saw(request, [case])
    own = case.person_id == request.viewer.person_id
    like = queries.latest_claim(request.viewer, case) if own and "like" in request.POST else None
    if is_about_costs(case):
        return views_costs.begin_costs(request, case)
    early = "ended" in request.POST and queries.can_end_early(case)
    if case.step not in ("journey", "claim_revision") or (queries.not_ended_yet(case) and not early):
        return redirect("dienstreise_case", case.uuid)
    draft = drafts.start_draft(
        person_id=case.person_id,
        entered_by=None if own else request.viewer.person_id,
        service="dienstreise",
        form=CLAIM.key,
        title=titled(_("Abrechnung {number}").format(number=case.number), None if own else case.person),
        case=case,
        data=claim_start(case, like, own=own, early=early),
    )
    return begin(request, CLAIM, draft)


@service_view(SETTLE.key, shows=Evaluation("dienstreise.case", msgid("Eine Dienstreise und ihre Abrechnung"), PAGE))
def case(request: Request, uuid: UUID) -> HttpResponse:
    """One trip: what was asked, what was computed, what can be done, where it stands."""
    found = case_for(request.viewer, uuid)
    other = OTHER_PAGES.get(found.process)
    if other is not None:
        return other(request, found)
    saw(request, [found])
    return render(request, "dienstreise/case.html", _trip_shown(request, found))


def _shows_budget(request: Request) -> bool:
    """The line reads it. It holds what colleagues cost: the person concerned does not find it in the mirror."""
    return request.viewer.role == MANAGER.key and not request.acting.mirror


def _trip_shown(request: Request, found: Case) -> dict[str, Any]:
    """What the page of a trip says to this viewer."""
    claim = queries.claim_seen(found)
    in_journey = found.step == "journey"
    not_ended = queries.not_ended_yet(found) if in_journey else None
    shared = casepage.context(request, found)
    own, author = shared["is_own"], shared["is_author"]
    may = {move["key"] for move in shared["moves"]}
    requests = queries.requests_of(found)
    receipts = _receipts_shown(shared["receipts"], claim)
    return shared | {
        "can_change": "change" in may,
        "can_file_costs": "file_costs" in may,
        "facts": show.facts_of(requests[-1])
        if found.process in queries.TRIPS
        else show_month.facts_of_month(requests[-1]),
        "changed": show.differences(*requests[-2:]) if found.step == "change_approval" else [],
        "earlier": show.earlier_requests(requests),
        **(_claim_shown(found, claim, receipts) if claim else {}),
        "receipts": receipts,
        "attention": [show.attention_text(key) for key in found.attention if key != ANSWERED],
        "budget": show_budget.row_hints([found]).get(found.pk, []) if _shows_budget(request) else [],
        "clashes": list(queries.clashes(found, own=own).values_list("number", flat=True)[:3])
        if found.is_open and not author and found.process in queries.TRIPS
        else [],
        "can_file": (own and found.step in ("journey", "claim_revision")) or (author and may & FILED),
        "claim_url": "dienstreise_month" if found.process == queries.COLLECTIVE else "dienstreise_claim",
        "not_ended": not_ended,
        "can_end_early": in_journey and queries.can_end_early(found),
        "like": queries.latest_claim_number(request.viewer, found) if own and in_journey and not not_ended else None,
        **views_advance.beside_trip(request, found, claim),
        **views_objection.beside_trip(request, found, shared["documents"]),
        **questions_shown(found, shared["moves"], receipts),
    }


def _receipts_shown(receipts: list[casepage.Receipt], claim: Claim | None) -> list[casepage.Receipt]:
    """Each receipt with the part of the claim that it was given for."""
    if not receipts or claim is None:
        return receipts
    journeys = Journeys.from_data(claim.journey)
    return [replace(receipt, label=proof.slot_label(receipt.attachment.slot, journeys)) for receipt in receipts]


def _claim_shown(found: Case, claim: Claim, receipts: list[casepage.Receipt]) -> dict[str, Any]:
    """The claim in force: its result, what was entered beyond it, and whether other trips have overtaken it."""
    finding, journeys = claim.result(), Journeys.from_data(claim.journey)
    return {
        "claim": claim,
        "finding": finding,
        "special_before": queries.special_before(found),
        "total_eur": total_of(claim),
        "lines": show_lines.decided_lines(claim, links_by_line(finding, journeys, receipts)),
        "tax_lines": show_lines.shown_lines(claim, "tax"),
        "hints": [show_lines.sentence(hint.message) for hint in finding.hints],
        "refusals": [show_lines.sentence(refusal.message) for refusal in finding.refusals],
        "trips": _trips_of_month(claim, finding),
        "short_days": show_month.short_days(finding) if journeys.collective else 0,
        "entered": []
        if journeys.collective
        else show.broken_off_facts(journeys, claim.trip) + show.entered_facts(journeys),
        "costs": show.cost_facts(journeys, links_by_cost(journeys, receipts)),
        "considered": show.considered_lines(journeys),
        "outdated": found.step == "checking" and same_day.is_outdated(found, claim),
    }


def _trips_of_month(claim: Claim, finding: Finding) -> list[show_month.Row]:
    """Each trip of a month as it was entered; none for a single trip."""
    if claim.trip.permission_id is None:
        return []
    return show_month.rows_of(show_month.cleaned_rows(claim), finding)


@service_view(
    SETTLE.key,
    roles=REQUEST.roles,
    shows=Evaluation("dienstreise.done", msgid("Bestätigung nach dem Senden einer Reise"), PAGE),
)
def done(request: Request, uuid: UUID) -> HttpResponse:
    """The confirmation: number, next step, which office until when."""
    found = case_for(request.viewer, uuid)
    saw(request, [found])
    is_ahead = found.ends_on is not None and found.ends_on >= today()
    context = casepage.context(request, found) | {"is_ahead": is_ahead, "calendar_of": queries.TRIPS}
    return render(request, "dienstreise/done.html", context)


@service_view(SETTLE.key, roles=("applicant",))
def calendar(request: Request, uuid: UUID) -> HttpResponse:
    """An own trip for the own calendar; tentative until it is approved."""
    found = case_for(request.viewer, uuid)
    return calendar_file(show.appointment(found, queries.trip_of(found)), found.number)
