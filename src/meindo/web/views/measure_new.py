"""The personnel office records a movement: for whom, what, from when; what it does to access is shown before saving."""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity.queries_effects import EffectsOfDay, effects_of
from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import visible
from meindo.platform.people.commands_hire import HIRE, NewPerson, add_person, intend_hire, said_of
from meindo.platform.people.measure_models import Measure
from meindo.platform.people.measures import MeasureRefused, drop_measure, intend_measure
from meindo.platform.people.models import Person
from meindo.platform.people.queries import main_places, named_among, people_in_reach
from meindo.platform.people.queries_movements import Said, as_plan
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.ui.lists import asked_for
from meindo.web.forms_hire import HireForm
from meindo.web.measures import ROLE
from meindo.web.movements import BY_KEY, LABELS, possible

ROLES, PURPOSE = (ROLE,), "people.measure"
PAGE_SIZE = 50


@service_view(
    PURPOSE, roles=ROLES, shows=Evaluation("measure.people", msgid("Personen für eine Maßnahme suchen"), LIST)
)
def people(request: Request) -> HttpResponse:
    """For whom: found by name or personnel number, also among those who have left."""
    text = asked_for(request.GET)
    reach = people_in_reach(request.viewer.person_id, ROLE, request.viewer.day)
    page = Paginator(named_among(reach, text), PAGE_SIZE).get_page(request.GET.get("page"))
    request.seen |= {(person.pk, 0) for person in page.object_list}
    places = main_places([person.pk for person in page.object_list])
    rows = [(person, places.get(person.pk)) for person in page.object_list]
    return render(request, "web/measure_people.html", {"page": page, "rows": rows, "q": text})


def _person(request: Request, uuid: UUID) -> Person:
    person = people_in_reach(request.viewer.person_id, ROLE, request.viewer.day).get(uuid=uuid)
    request.seen.add((person.pk, 0))
    return person


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("measure.kinds", msgid("Mögliche Maßnahmen einer Person"), PAGE))
def kinds(request: Request, uuid: UUID) -> HttpResponse:
    """What can be recorded for this person."""
    person = _person(request, uuid)
    place = main_places([person.pk]).get(person.pk)
    context = {"person": person, "place": place, "kinds": [movement for movement, _jobs in possible(person.pk)]}
    return render(request, "web/measure_kinds.html", context)


@service_view(
    PURPOSE,
    roles=ROLES,
    fresh=Fresh.DECISIONS,
    shows=Evaluation("measure.new", msgid("Eine Maßnahme vor dem Speichern"), PAGE),
)
def new(request: Request, uuid: UUID, kind: str) -> HttpResponse:
    """From when and where to, what it does to access, then save."""
    person = _person(request, uuid)
    jobs = {movement.key: about for movement, about in possible(person.pk)}.get(kind)
    if kind not in BY_KEY or not jobs:
        raise Http404
    form = BY_KEY[kind].form(request.POST if request.method == "POST" else None, jobs=jobs)
    context: dict[str, Any] = {
        "form": form,
        "title": f"{BY_KEY[kind].label}: {person.display_name}",
        "back": "measure_kinds",
        "back_to": person.uuid,
        "hint": BY_KEY[kind].hint,
    }
    if request.method == "POST" and form.is_valid():
        said = form.said()
        if _is_confirmed(request, said):
            made = intend_measure(
                kind=kind,
                person_id=person.pk,
                effective_on=form.begins(),
                plan=as_plan(said),
                bodies=tuple(form.cleaned_data.get("bodies", ())),
                by=request.viewer.actor,
            )
            return _saved(request, made)
        context |= {"seen": _digest(said), "effects": effects_of(person.pk, said)}
    return render(request, "web/measure_new.html", context, status=422 if form.errors else 200)


@service_view(
    PURPOSE,
    roles=ROLES,
    fresh=Fresh.DECISIONS,
    shows=Evaluation("measure.hire", msgid("Eine Einstellung vor dem Speichern"), PAGE),
)
def hire(request: Request) -> HttpResponse:
    """Somebody new: name, terms and post, what it does to access, then save."""
    form = HireForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "form": form,
        "title": LABELS[HIRE],
        "back": "measure_people",
        "hint": _("Jemand, den die Stadt noch nicht kennt. Wer schon einmal da war, wird wieder eingestellt."),
    }
    if request.method == "POST" and form.is_valid():
        new_one = form.new()
        if _is_confirmed(request, new_one):
            made = intend_hire(new_one, bodies=tuple(form.cleaned_data["bodies"]), by=request.viewer.actor)
            return _saved(request, made)
        context |= {"seen": _digest(new_one), "effects": _effects_of_new(new_one)}
    return render(request, "web/measure_new.html", context, status=422 if form.errors else 200)


def _effects_of_new(new_one: NewPerson) -> list[EffectsOfDay]:
    """Computed for a person who is there only until it is computed."""
    with transaction.atomic():
        job = add_person(new_one, source="preview")
        found = effects_of(job.person_id, said_of(job, new_one))
        transaction.set_rollback(True)
    return found


def _digest(what: Said | NewPerson) -> str:
    plain = json.dumps(as_plan(what)) if isinstance(what, list) else repr(what)
    return sha256(plain.encode()).hexdigest()


def _is_confirmed(request: Request, what: Said | NewPerson) -> bool:
    """Whether exactly this was shown with what it does."""
    return request.POST.get("step") == "save" and request.POST.get("seen") == _digest(what)


def _saved(request: Request, made: Measure) -> HttpResponse:
    messages.success(request, _("Die Maßnahme ist angelegt. Sie gilt, wenn sie verfügt ist."))
    return redirect("measure", made.uuid)


@require_POST
@service_view(PURPOSE, roles=ROLES, fresh=Fresh.DECISIONS)
def drop(request: Request, uuid: UUID) -> HttpResponse:
    """What was intended is not pursued."""
    found = visible(request.viewer, Measure).get(uuid=uuid)
    try:
        drop_measure(found, reason=request.POST.get("reason", ""), by=request.viewer.actor)
    except MeasureRefused as problem:
        messages.error(request, _(str(problem)))
    else:
        messages.success(request, _("Die Maßnahme wird nicht weiter verfolgt."))
    return redirect("measure", found.uuid)
