"""One person's access with all reasons, for those who look after accounts and those who audit them."""

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.identity.purposes import MANAGE
from meindo.identity.queries_mine import access_of
from meindo.identity.views import day_form
from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.ui.lists import asked_for

from . import queries_people
from .sights import WHOLE
from .views_applications import PAGE_SIZE


@service_view(MANAGE.key, roles=WHOLE, shows=Evaluation("identity.people", msgid("Personen mit Zugängen suchen"), LIST))
def index(request: Request) -> HttpResponse:
    """Find a person by name or personnel number."""
    text = asked_for(request.GET)
    page = Paginator(queries_people.found(text), PAGE_SIZE).get_page(request.GET.get("page"))
    request.seen |= {(person.pk, 0) for person in page.object_list}
    return render(request, "identity/office/people.html", {"page": page, "q": text})


@service_view(MANAGE.key, roles=WHOLE, shows=Evaluation("identity.person", msgid("Zugänge einer Person"), PAGE))
def person(request: Request, uuid: UUID) -> HttpResponse:
    """What a person may do in which application and why, now or on a past day; and every change with its plan."""
    found = queries_people.person_of(uuid)
    request.seen.add((found.pk, 0))
    form = day_form(request)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    is_wrong = form.is_bound and bool(form.errors)
    hidden = queries_people.protected_names()
    access = [one for one in access_of(found.pk, day, to_self=False) if one.application not in hidden]
    turns = queries_people.history(found.pk)
    page = Paginator(turns, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "person": found,
        "access": access,
        "form": form,
        "day": day if day != today() else None,
        "yesterday": today() - timedelta(days=1),
        "is_wrong": is_wrong,
        "page": page,
        "turns": queries_people.in_words(page.object_list),
        "title": _("Zugänge von %(name)s") % {"name": found.display_name},
    }
    return render(request, "identity/office/person.html", context, status=422 if is_wrong else 200)
