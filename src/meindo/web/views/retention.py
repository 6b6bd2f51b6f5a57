"""What is due to be erased and why not yet: the dry run, holds, lists for the archive, runs of two people."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.people.models import Person
from meindo.platform.purpose import purpose as purpose_named
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.platform.retention import queries
from meindo.platform.retention.commands import ANSWERS, RetentionRefused, set_hold
from meindo.platform.retention.commands_stocks import stocks
from meindo.platform.retention.models import Offer, Run
from meindo.ui.acting import Request
from meindo.ui.cells import date_text
from meindo.ui.gate import service_view
from meindo.web.forms_retention import HoldForm

PURPOSE, OFFICE = "retention", "records_office"
READERS = (OFFICE, "data_protection_office")


def may_act(request: Request) -> bool:
    """The data protection officer reads; the office acts."""
    return request.viewer.role == OFFICE


def reasons_of(counted: dict[str, int]) -> list[tuple[str, int]]:
    """Why something stays, in words, with how often."""
    return [(_(queries.REASONS[key]), number) for key, number in sorted(counted.items())]


@service_view(
    PURPOSE,
    roles=READERS,
    shows=Evaluation("retention.standing", msgid("Was fällig ist und was nicht gelöscht werden darf"), LIST),
)
def index(request: Request) -> HttpResponse:
    """The dry run of today, and what is held."""
    holds = list(queries.holds_shown(today()))
    request.seen |= {(hold.case.person_id if hold.case else hold.person_id or 0, hold.case_id or 0) for hold in holds}
    context = {
        "rows": [(one, reasons_of(one.kept)) for one in queries.standings(today())],
        "stocks_shown": [(_(stock.label), date_text(stock.first_kept(today()))) for stock in stocks()],
        "holds": holds,
        "may_act": may_act(request),
    }
    return render(request, "web/retention/index.html", context)


@service_view(
    PURPOSE,
    roles=READERS,
    shows=Evaluation("retention.purpose", msgid("Was zu einem Zweck fällig, angeboten und gelöscht ist"), LIST),
)
def purpose_page(request: Request, key: str) -> HttpResponse:
    """One purpose: what is due, what was offered, what was erased."""
    found = next((one for one in queries.standings(today()) if one.purpose.key == key), None)
    if found is None:
        raise Http404
    context = {
        "one": found,
        "reasons": reasons_of(found.kept),
        "offers": [offer_shown(offer) for offer in queries.offers().filter(purpose=key)[:20]],
        "runs": queries.runs().filter(purpose=key)[:20],
        "open_run": queries.open_run(key),
        "can_offer": found.kept.get(queries.NOT_OFFERED, 0),
        "answers": [(answer, _(label)) for answer, label in ANSWERS.items()],
        "may_act": may_act(request),
    }
    return render(request, "web/retention/purpose.html", context)


def offer_shown(offer: Offer) -> tuple[Offer, str]:
    """A list and what the archive said."""
    return offer, _(ANSWERS[offer.answer]) if offer.answer else ""


@service_view(PURPOSE, roles=(OFFICE,), shows=Evaluation("retention.hold", msgid("Eine Sperre der Löschung"), PAGE))
def hold(request: Request) -> HttpResponse:
    """Keep a person's records or one case from being erased."""
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        what, data = form.cleaned_data["what"], form.cleaned_data
        found = _on(what)
        request.seen.add((what.person_id, what.pk) if isinstance(what, Case) else (what.pk, 0))
        try:
            set_hold(reason=data["reason"], until=data["until"], by=request.viewer.actor, **found)
        except RetentionRefused as problem:
            form.add_error("until", _(str(problem)))
        else:
            return redirect("retention")
    status = 422 if form.errors else 200
    return render(request, "web/retention/hold.html", {"form": form}, status=status)


def _on(what: Person | Case) -> dict[str, Any]:
    return {"case": what} if isinstance(what, Case) else {"person": what}


@service_view(PURPOSE, roles=READERS, shows=Evaluation("retention.run", msgid("Ein Löschlauf"), PAGE))
def run_page(request: Request, uuid: UUID) -> HttpResponse:
    """One run: who proposed, who released, what became of it."""
    run = queries.runs().get(uuid=uuid)
    outcome = [(_(queries.REASONS[key]) if key else _("gelöscht"), number) for key, number in queries.outcome_of(run)]
    context = {
        "run": run,
        "one": purpose_named(run.purpose),
        "outcome": outcome,
        "tables": sorted(run.rows.items()),
        "is_open": _is_open(run),
        "is_own": run.proposed_by_id == request.viewer.person_id,
        "may_act": may_act(request),
    }
    return render(request, "web/retention/run.html", context)


def _is_open(run: Run) -> bool:
    return run.released_at is None and run.dropped_at is None
