"""External people: those for whom somebody answers, and for the personnel office everybody in reach."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.people.commands_externals import (
    ONE_DAY,
    PURPOSE,
    ExternalRefused,
    end_engagement,
    engage,
    extend,
    hand_over,
    last_extension,
)
from meindo.platform.people.external_models import EngagementKind
from meindo.platform.people.queries_externals import ROLE
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import APPLICANT, Request
from meindo.ui.cells import date_text
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.externals import external_of, externals_of, facts_of, people_on, shown
from meindo.web.forms_externals import ExtendForm, NewForm, SponsorForm

SPONSORS, OFFICE = (APPLICANT, ROLE), (ROLE,)
ON_A_PAGE = 50
ONE = Evaluation("external", msgid("Eine externe Person"), PAGE)


@service_view(PURPOSE, roles=SPONSORS, staff=True, shows=Evaluation("externals", msgid("Externe Personen"), LIST))
def externals(request: Request) -> HttpResponse:
    """Those for whom the person answers; for the office everybody, those without a sponsor first."""
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(externals_of(request.viewer, text), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = shown(page.object_list, today())
    request.seen |= people_on(rows)
    context = {"page": page, "rows": rows, "q": text, "office": request.viewer.role == ROLE}
    return render(request, "web/externals/index.html", context)


@service_view(PURPOSE, roles=SPONSORS, staff=True, fresh=Fresh.DECISIONS, shows=ONE)
def external(request: Request, uuid: UUID) -> HttpResponse:
    """One engagement, and a later end for it."""
    job = external_of(request.viewer, uuid)
    form = ExtendForm(request.POST if request.method == "POST" else None, latest=last_extension())
    if request.method == "POST" and form.is_valid():
        try:
            extend(job, end=form.cleaned_data["until"] + ONE_DAY, by=request.viewer.actor)
        except ExternalRefused as problem:
            form.add_error("until", problem.said(_))
        else:
            text = _("{name} bleibt bis {day}.")
            day = date_text(form.cleaned_data["until"])
            messages.success(request, text.format(name=job.person.display_name, day=day))
            return redirect("external", uuid)
    rows = shown([job], today())
    request.seen |= people_on(rows)
    office = request.viewer.role == ROLE
    context = {"row": rows[0], "facts": facts_of(rows[0]), "form": form, "office": office}
    return render(request, "web/externals/external.html", context, status=422 if form.errors else 200)


@require_POST
@service_view(PURPOSE, roles=SPONSORS, staff=True, fresh=Fresh.DECISIONS)
def end(request: Request, uuid: UUID) -> HttpResponse:
    """End an engagement now."""
    job = external_of(request.viewer, uuid)
    request.seen.add((job.person_id, 0))
    try:
        day = end_engagement(job, by=request.viewer.actor)
    except ExternalRefused as problem:
        messages.error(request, problem.said(_))
        return redirect("external", uuid)
    text = _("Beendet: {name} hat ab sofort keinen Zugang mehr.")
    if day > today():
        text = _("Beendet: {name} hat den ersten Tag noch heute, ab morgen keinen Zugang mehr.")
    messages.success(request, text.format(name=job.person.display_name))
    return redirect("externals")


@service_view(PURPOSE, roles=OFFICE, staff=True, fresh=Fresh.DECISIONS)
def new(request: Request) -> HttpResponse:
    """Somebody external comes."""
    form = NewForm(request.POST if request.method == "POST" else None, office=request.viewer.person_id)
    if request.method == "POST" and form.is_valid():
        try:
            job = engage(form.engagement(), by=request.viewer.actor)
        except ExternalRefused as problem:
            form.add_error(problem.field, problem.said(_))
        else:
            request.seen.add((job.person_id, 0))
            text = _("{name} ist aufgenommen, mit der Personalnummer {number}.")
            name = f"{form.cleaned_data['given_name']} {form.cleaned_data['family_name']}".strip()
            messages.success(request, text.format(name=name, number=job.personnel_no))
            return redirect("external", job.uuid)
    return render(request, "web/externals/new.html", {"form": form}, status=422 if form.errors else 200)


@service_view(PURPOSE, roles=OFFICE, staff=True, fresh=Fresh.DECISIONS, shows=ONE)
def sponsor(request: Request, uuid: UUID) -> HttpResponse:
    """Somebody else answers for the person from now on."""
    job = external_of(request.viewer, uuid)
    rows = shown([job], today())
    request.seen |= people_on(rows)
    initial = {"kind": job.kind}
    form = SponsorForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        request.seen.add((data["sponsor"].pk, 0))
        try:
            hand_over(job, sponsor_id=data["sponsor"].pk, kind=EngagementKind(data["kind"]), by=request.viewer.actor)
        except ExternalRefused as problem:
            form.add_error(problem.field, problem.said(_))
        else:
            text = _("Verantwortlich ist jetzt {name}.")
            messages.success(request, text.format(name=data["sponsor"].display_name))
            return redirect("external", uuid)
    context = {"row": rows[0], "form": form}
    return render(request, "web/externals/sponsor.html", context, status=422 if form.errors else 200)
