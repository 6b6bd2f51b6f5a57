"""People whom an import may bring a second time: the personnel office says whether it is the same person."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import rule_for, visible
from meindo.platform.people.commands_doubles import DoubtRefused, decide_doubt
from meindo.platform.people.models import Doubt
from meindo.platform.people.queries import main_places
from meindo.platform.people.queries_doubles import open_doubts
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.measures import ROLE, in_reach

PURPOSE, ROLES, PAGE_SIZE = "people.measure", (ROLE,), 50
rule_for(Doubt, in_reach)


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("doubts", msgid("Personen, die vielleicht doppelt sind"), LIST))
def doubts(request: Request) -> HttpResponse:
    """Who waits, beside whom they may be."""
    rows = open_doubts().filter(pk__in=visible(request.viewer, Doubt))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    people = [doubt.person_id for doubt in page.object_list]
    request.seen |= {(person, 0) for person in people}
    places = main_places(people)
    shown = [(doubt, places.get(doubt.person_id)) for doubt in page.object_list]
    return render(request, "web/doubts.html", {"page": page, "rows": shown})


@require_POST
@service_view(PURPOSE, roles=ROLES, fresh=Fresh.DECISIONS)
def decide(request: Request, uuid: UUID) -> HttpResponse:
    """The same person, or another one."""
    doubt = visible(request.viewer, Doubt).select_related("person").get(uuid=uuid)
    said = request.POST.get("decision", "")
    if said not in Doubt.Decision.values:
        messages.error(request, _("Bitte wählen Sie eine der beiden Antworten."))
        return redirect("doubts")
    try:
        decide_doubt(doubt, said, by=request.viewer.actor)
    except DoubtRefused as problem:
        messages.error(request, _(str(problem)))
    else:
        messages.success(request, _("Entschieden. Der nächste Abgleich mit dem Personalsystem bringt die Zeile."))
    return redirect("doubts")
