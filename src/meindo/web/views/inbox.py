"""The inbox: what waits for the person in their role, decided in the row or on the case page."""

from functools import cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.cases import catalogue
from meindo.platform.cases.commands import HOLD, MoveRefused, StaleCase
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.queries import case_for, possibilities, principals
from meindo.platform.cases.queries_in_hand import in_hand_of_others
from meindo.platform.cases.retrieval import retrievable_moves
from meindo.platform.clock import today
from meindo.platform.registry.catalogue import service
from meindo.platform.registry.commands import VIEWS
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.platform.registry.queries import preferences_of
from meindo.ui.acting import Request
from meindo.ui.address import address_of
from meindo.ui.casepage import explain, in_hand_text
from meindo.ui.confirming import Fresh
from meindo.ui.gate import saw, service_view
from meindo.ui.prepared import INSERT, with_text
from meindo.ui.sent import revision_sent
from meindo.ui.worklist import following, is_whole, kept, page_of, query_of
from meindo.web.forms import DecisionForm
from meindo.web.shell import remember_count
from meindo.web.views.bundle import quick_move
from meindo.web.views.views import KEYS_OFF


@service_view("cases.inbox", shows=Evaluation("inbox", msgid("Liste der wartenden Vorgänge"), LIST))
def inbox_page(request: Request) -> HttpResponse:
    """The waiting cases, most urgent first."""
    page = page_of(request.viewer, request.GET, request.GET.get("page"))
    saw(request, page.object_list)
    if is_whole(request.GET):
        remember_count(request.acting, page.paginator.count)
    own = request.viewer.role == "applicant"
    context = {
        "page": page,
        "rows": _rows(request, list(page.object_list), own=own),
        "hidden": _hidden(request),
        "q": request.GET.get("q", ""),
        "sort": request.GET.get("sort", "due"),
        "orders": _orders(own=own),
        "look": request.GET.get("look", ""),
        "looks": _looks(),
        "filtered": not is_whole(request.GET),
        "list_query": query_of(request.GET),
        "view_query": urlencode(kept(request.GET)),
        **_chosen(request, own=own),
        "list_fields": kept(request.GET),
        "own": own,
        "retrievable": [] if own else [_retrievable(event) for event in retrievable_moves(request.viewer.person_id)],
    }
    return render(request, "web/inbox.html", context)


def _chosen(request: Request, *, own: bool) -> dict[str, Any]:
    """What a clerk set up for the list: saved views, and whether single keys work."""
    if own:
        return {"views": [], "keys": False}
    values = preferences_of(request.viewer.person_id)
    return {"views": values.get(VIEWS, []), "keys": not values.get(KEYS_OFF, False)}


def _looks() -> list[tuple[str, str]]:
    """Filter by whether a case needs a look."""
    return [("", _("alle")), ("yes", _("nur solche, die jemand ansehen muss")), ("no", _("nur unauffällige"))]


def _orders(*, own: bool) -> list[tuple[str, str]]:
    """What the list can be sorted by where it has no head: on the phone."""
    by_due = [("due", _("Frist, nächste zuerst")), ("-due", _("Frist, späteste zuerst"))]
    return by_due if own else [*by_due, ("name", _("Name, A bis Z")), ("-name", _("Name, Z bis A"))]


def _retrievable(event: CaseEvent) -> dict[str, Any]:
    """An own decision that can still be taken back."""
    case = event.case
    move = catalogue.process_of(case.process, case.version).move(event.move)
    return {"case": case, "label": _(move.event_label or move.label), "until": event.at + HOLD}


@require_POST
@service_view("cases.inbox", fresh=Fresh.DECISIONS)
def take_back(request: Request, uuid: UUID) -> HttpResponse:
    """Take back the own last decision on a case, then look at it."""
    found = case_for(request.viewer, uuid)
    try:
        event = service(found.service).take_back(case=found, by=request.viewer.actor, revision=revision_sent(request))
    except MoveRefused as problem:
        messages.error(request, explain(problem.reason))
    else:
        move = catalogue.process_of(found.process, found.version).move(event.move)
        label = _(move.event_label or move.label)
        messages.success(request, _("{number}: „{move}“ ist zurückgeholt.").format(number=found.number, move=label))
    return redirect("case", found.uuid)


def _said(cases: list[Case], what: str) -> dict[int, list[str]]:
    """What services know about the rows beyond their own facts (overlaps, budgets), one query per service."""
    found: dict[int, list[str]] = {}
    for key in {case.service for case in cases}:
        say = getattr(service(key), what)
        if say is not None:
            found |= say([case for case in cases if case.service == key])
    return found


def _rows(request: Request, cases: list[Case], *, own: bool) -> list[dict[str, Any]]:
    """The rows of the list, with what is the same for all of them found once."""
    notes, represents = _said(cases, "row_notes"), principals(request.viewer, cases)
    hints = {} if own else _said(cases, "row_hints")
    case_url, decide_url = address_of("case"), address_of("decide")
    steps = cache(lambda process, step: _look(process, step, own=own))
    rows = []
    for case in cases:
        process = catalogue.process_of(case.process, case.version)
        plain = not case.attention and case.pk not in notes
        quick = quick_move(case, request.viewer.role) if plain else None
        rows.append(
            {
                "case": case,
                "url": case_url(case.uuid),
                "decide_url": decide_url(case.uuid),
                "look": steps(process.key, process.step(case.step).label),
                "quick": {"key": quick.key, "label": _(quick.row_label or quick.label)} if quick else None,
                "notes": notes.get(case.pk, ()),
                "hints": hints.get(case.pk, ()),
                "late": _late(case),
                "why": case.summary.get("why", ""),
                "represents": represents.get(case.pk, ""),
                "in_hand": "" if own else _in_hand(request, case),
            }
        )
    return rows


def _in_hand(request: Request, case: Case) -> str:
    """A hint that a colleague has the case open."""
    mark = in_hand_of_others(request.viewer, case)
    return in_hand_text(mark) if mark is not None else ""


def _look(_process: str, step: str, *, own: bool) -> str:
    """What stands where there is no button."""
    return _(step) if own else _("bitte ansehen: {step}").format(step=_(step))


def _late(case: Case) -> str:
    if case.due_on is None or case.due_on >= today():
        return ""
    return _("überfällig seit {day}").format(day=date_format(case.due_on, "SHORT_DATE_FORMAT"))


def _hidden(request: Request) -> SafeString:
    """The hidden fields that every row's button sends: the same for all rows, so built once."""
    fields = [("csrfmiddlewaretoken", get_token(request)), ("list", "row"), *kept(request.GET).items()]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


@service_view("cases.inbox")
def case(request: Request, uuid: UUID) -> HttpResponse:
    """The page of a case, at its service."""
    found = case_for(request.viewer, uuid)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse(service(found.service).case_url, args=[found.uuid]) + query)


@require_POST
@service_view("cases.inbox", fresh=Fresh.DECISIONS)
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """Make a move; then on to the next case of the same list, if it came from one."""
    found = case_for(request.viewer, uuid)
    form = DecisionForm(request.POST)
    back = reverse(service(found.service).case_url, args=[found.uuid])
    if INSERT in request.POST:
        return _with_words(request, found, back)
    if not form.is_valid():
        return _once_more(request, back, " ".join(str(text) for errors in form.errors.values() for text in errors), 422)
    wanted = form.cleaned_data
    after = following(request.viewer, request.POST, found) if "list" in request.POST else None
    try:
        event = service(found.service).decide(
            case=found,
            move_name=wanted["move"],
            by=request.viewer.actor,
            reason=wanted["reason"],
            amount_eur=wanted["amount_eur"],
            revision=wanted["revision"],
            field=wanted["field"],
        )
    except (MoveRefused, LookupError) as problem:
        reason = explain(problem.reason) if isinstance(problem, MoveRefused) else _("Diesen Schritt gibt es nicht.")
        return _once_more(request, back, reason, 409 if isinstance(problem, StaleCase) else 422)
    label = catalogue.process_of(found.process, found.version).move(event.move).label
    messages.success(request, _("{number}: {move} ist erledigt.").format(number=found.number, move=_(label)))
    if "list" in request.POST:
        return redirect(_next_url(after, request))
    return redirect(back if _is_theirs(request, found) else "inbox")


def _is_theirs(request: Request, found: Case) -> bool:
    """Their own case, or one that they entered for somebody else: they stay there, such cases stand in no list."""
    return found.person_id == request.viewer.person_id or catalogue.is_entering(request.viewer.role)


def _with_words(request: Request, found: Case, address: str) -> HttpResponse:
    """The page of the case once more, with the prepared words that were chosen: nothing is decided."""
    moves = [option.move for option in possibilities(found, request.viewer) if option.reason is None]
    request.POST = with_text(found, moves, request.POST)  # type: ignore[assignment]
    return _page_again(request, address)


def _once_more(request: Request, address: str, reason: str, status: int) -> HttpResponse:
    """The page of the case as it stands now, with the one sentence why not and with what was typed."""
    messages.error(request, reason)
    response = _page_again(request, address)
    response.status_code = status
    return response


def _page_again(request: Request, address: str) -> HttpResponse:
    """The page of the case with what was typed, in the list from which it came."""
    if "list" in request.POST:
        request.GET = QueryDict(query_of(request.POST))
    page = resolve(address)
    response: HttpResponse = page.func(request, *page.args, **page.kwargs)
    return response


def _next_url(found: Case | None, request: Request) -> str:
    if found is None or request.POST.get("list") == "row":
        query = urlencode(kept(request.POST))
        return f"{reverse('inbox')}?{query}" if query else reverse("inbox")
    return f"{reverse('case', args=[found.uuid])}?{query_of(request.POST)}"
