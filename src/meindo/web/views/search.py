"""The one search in the header."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.registry.commands import count_miss
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.platform.registry.search import NUMBER, cases_of_person, search
from meindo.ui.acting import Request
from meindo.ui.gate import saw, service_view
from meindo.ui.lists import asked_for


@service_view("cases.inbox", staff=True, shows=Evaluation("search", msgid("Suche nach Vorgängen und Personen"), LIST))
def search_page(request: Request) -> HttpResponse:
    """Services, own cases or those of the role, people; a full case number opens its case at once."""
    text = asked_for(request.GET)
    found = search(request.viewer, text, _)
    saw(request, found.cases)
    if NUMBER.match(text) and len(found.cases) == 1:
        return redirect("case", found.cases[0].uuid)
    if text and not found:
        count_miss(text)
    return render(request, "web/search.html", {"q": text, "found": found, "own": request.viewer.role == "applicant"})


@service_view("cases.inbox", staff=True, shows=Evaluation("search.person", msgid("Vorgänge einer Person"), LIST))
def person_page(request: Request, uuid: UUID) -> HttpResponse:
    """The cases of one person that the role may see."""
    cases = cases_of_person(request.viewer, str(uuid))
    if not cases:
        raise Http404
    saw(request, cases)
    return render(request, "web/search_person.html", {"cases": cases, "name": cases[0].who})  # type: ignore[attr-defined]
