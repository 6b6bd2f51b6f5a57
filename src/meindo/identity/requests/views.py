"""Pages of requests: the catalogue, the wizard's beginning, the own requests and grants, one case, giving back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.identity.models import Grant
from meindo.identity.roles import OFFICE, OWNER
from meindo.kernel.message import mark as msgid
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused
from meindo.platform.cases.queries import case_for
from meindo.platform.people.models import Person
from meindo.platform.registry.evaluation import ENTRY, PAGE, Evaluation
from meindo.platform.rollout.queries import is_live_for
from meindo.ui import casepage
from meindo.ui.acting import APPLICANT, Request
from meindo.ui.casepage import explain
from meindo.ui.gate import saw, service_view
from meindo.ui.starting import start_page

from . import commands_back, queries, queries_catalogue, show
from .forms import BackForm, hint_of
from .process import GRANTED, KEY, OWNED, SPECIAL
from .purposes import REQUESTING
from .queries_duties import duties_met
from .queries_shown import is_shown
from .queries_team import decides_for, place_in_team
from .wizards import REQUEST, known_of, picked

LEAD = "line_manager"
MOST, PAGE_SIZE = 50, 10
PICK = Evaluation("berechtigungen.pick", msgid("Einen Zugang für eine andere Person auswählen"), ENTRY)


@service_view(REQUESTING.key, roles=(APPLICANT,))
def own(request: Request) -> HttpResponse:
    """What I asked for and how it stands, and what was granted to me and can be given back."""
    found = [(case, _(case.headline), show.step_label(case)) for case in queries.matters_of(request.viewer)[:MOST]]
    granted = [(grant, show.grant_text(grant)) for grant in queries.open_grants([request.viewer.person_id])[:MOST]]
    context = {"rows": found, "grants": granted, "drafts": drafts.drafts_of(request.viewer, KEY)}
    return render(request, "identity/requests/own.html", context)


@service_view(REQUESTING.key, roles=(APPLICANT,))
def catalogue(request: Request) -> HttpResponse:
    """What can be asked for, to be searched; each row begins a request."""
    return _catalogue(request, None)


@service_view(REQUESTING.key, roles=(LEAD,), shows=PICK)
def catalogue_for(request: Request, person: UUID) -> HttpResponse:
    """The same for somebody of the own units; for nobody else this page exists."""
    return _catalogue(request, _member(request, person))


def _member(request: Request, person: UUID) -> Person:
    place = place_in_team(request.viewer.person_id, person)
    request.seen.add((place.person_id, 0))
    return place.person


def _catalogue(request: Request, subject: Person | None) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    page = Paginator(queries_catalogue.search(text), PAGE_SIZE).get_page(request.GET.get("page"))
    offers = [(offer.application, [(thing, hint_of(thing)) for thing in offer.things]) for offer in page.object_list]
    context = {"page": page, "offers": offers, "q": text, "subject": subject}
    return render(request, "identity/requests/catalogue.html", context)


@service_view(REQUESTING.key, roles=(APPLICANT,))
def new(request: Request) -> HttpResponse:
    """The first question about a right that was picked; without one, the catalogue comes first."""
    what = picked({"what": request.GET.get("recht", "")})
    if what is None and is_live_for(KEY, request.viewer.person_id, request.viewer.day):
        return redirect("berechtigungen_catalogue")
    return start_page(REQUEST, request, known_of(what) if what else {})


@service_view(REQUESTING.key, roles=(LEAD,), shows=PICK)
def new_for(request: Request, person: UUID) -> HttpResponse:
    """The same for somebody of the own units."""
    subject = _member(request, person)
    what = picked({"what": request.GET.get("recht", "")})
    if what is None:
        return redirect("berechtigungen_catalogue_for", person)
    return start_page(REQUEST, request, known_of(what), subject=subject)


@service_view(
    REQUESTING.key, shows=Evaluation("berechtigungen.case", msgid("Ein Antrag auf einen Zugang als Vorgang"), PAGE)
)
def case(request: Request, uuid: UUID) -> HttpResponse:
    """One case: what was asked for and why, which duties it meets, what happened, what can be done."""
    found = case_for(request.viewer, uuid)
    saw(request, [found])
    asked = queries.request_of(found)
    context = casepage.context(request, found)
    decides = found.step in (OWNED, SPECIAL) and request.viewer.role in (OWNER, OFFICE) and not context["is_own"]
    met = duties_met(found.person_id, asked.what, asked.until) if asked and decides else []
    context |= {
        "facts": show.facts_of(asked) if asked else [],
        "duties": show.duty_lines(met),
        "decides": decides,
        "is_granted": found.step == GRANTED,
    }
    return render(request, "identity/requests/case.html", context)


@service_view(
    REQUESTING.key,
    roles=(APPLICANT, LEAD),
    shows=Evaluation("berechtigungen.back", msgid("Ein bewilligtes Recht zurückgeben"), ENTRY),
)
def back(request: Request, uuid: UUID) -> HttpResponse:
    """Give a grant back before its end, with a reason."""
    grant = _grant(request, uuid)
    request.seen.add((grant.person_id, 0))
    form = BackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            commands_back.give_back(grant, by=request.viewer.actor, reason=form.cleaned_data["reason"])
        except MoveRefused as problem:
            form.add_error("reason", explain(problem.reason))
        else:
            messages.success(request, _("Das Recht ist zurückgegeben."))
            return redirect("berechtigungen_home" if request.viewer.role == APPLICANT else "berechtigungen_team")
    context = {"grant": grant, "what": show.grant_text(grant), "form": form, "is_own": request.viewer.role == APPLICANT}
    return render(request, "identity/requests/back.html", context, status=422 if form.errors else 200)


def _grant(request: Request, uuid: UUID) -> Grant:
    """One's own, or one of the own units that a line manager sees; any other one does not exist."""
    grant = queries.grant_named(uuid)
    me = request.viewer.person_id
    mine = grant.person_id == me
    theirs = not mine and is_shown(grant) and decides_for(me, grant.person_id)
    if not (mine if request.viewer.role == APPLICANT else theirs):
        raise Grant.DoesNotExist
    return grant
