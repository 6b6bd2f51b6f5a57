"""The Poststelle: what waits for paper, print a batch, see what was printed and for whom."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.notify.commands import choose_paper
from meindo.platform.people.queries import places_in_reach, places_named
from meindo.platform.post import queries
from meindo.platform.post.commands import print_batch, print_everything
from meindo.platform.post.models import Batch
from meindo.platform.registry.evaluation import EXPORT, LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import service_view

PURPOSE, ROLES = "notices.paper", ("post_office",)
MOST, SHORTEST = 20, 2


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("post", msgid("Mitteilungen auf Papier, nach Einheit"), LIST))
def post(request: Request) -> HttpResponse:
    """Units for which something waits, the batches so far, and who gets paper."""
    viewer, text = request.viewer, request.GET.get("q", "").strip()[:100]
    known = places_in_reach(viewer.person_id, viewer.role, viewer.day)
    chosen = Paginator(queries.on_paper(viewer), 50).get_page(request.GET.get("page"))
    request.seen |= {(row.person_id, 0) for row in chosen.object_list}
    context = {
        "waiting": queries.waiting_units(viewer),
        "batches": queries.batches(viewer)[:MOST],
        "q": text,
        "places": list(places_named(known, text)[:MOST]) if len(text) >= SHORTEST else [],
        "page": chosen,
    }
    return render(request, "web/post.html", context)


@require_POST
@service_view(PURPOSE, roles=ROLES)
def print_(request: Request) -> HttpResponse:
    """Put what waits into batches: for one unit, or for every one."""
    viewer, wanted = request.viewer, request.POST.get("unit", "")
    units = [
        row.unit for row in queries.waiting_units(viewer) if (str(row.unit.uuid) if row.unit else "none") == wanted
    ]
    made = print_everything(viewer) if wanted == "all" else [print_batch(viewer, unit) for unit in units]
    batches = [batch for batch in made if batch is not None]
    if not batches:
        messages.error(request, _("Gerade wartet dort nichts mehr: Vielleicht hat jemand anderes schon gedruckt."))
        return redirect("post")
    numbers = ", ".join(str(batch.number) for batch in batches)
    messages.success(request, _("Stapel {numbers} ist bereit zum Drucken.").format(numbers=numbers))
    return redirect("post_batch", batches[0].number) if len(batches) == 1 else redirect("post")


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("post.batch", msgid("Ein Stapel Mitteilungen auf Papier"), LIST))
def batch(request: Request, number: int) -> HttpResponse:
    """Who is in a batch and what goes with each sheet."""
    found = _seen(request, number)
    sheets = queries.sheets_of(found)
    rows = [(sheet, [news["title"] for news in sheet.content["news"] if news["document"]]) for sheet in sheets]
    return render(request, "web/post_batch.html", {"batch": found, "rows": rows})


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("post.file", msgid("Mitteilungen auf Papier zum Drucken"), EXPORT))
def batch_file(request: Request, number: int) -> HttpResponse:
    """The file of a batch, the same bytes each time: printing again marks nothing again."""
    from meindo.platform.post.files import file_of  # noqa: PLC0415 (loads the typesetter where it is used)

    found = _seen(request, number)
    headers = {"Content-Disposition": f'inline; filename="stapel-{found.number:06}.pdf"'}
    try:
        content = file_of(found)
    except LookupError as problem:
        raise Http404 from problem
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _seen(request: Request, number: int) -> Batch:
    """A batch of the viewer's units; that they saw whom it is for is recorded."""
    found = queries.batches(request.viewer).get(number=number)
    request.seen |= {(sheet.person_id, 0) for sheet in queries.sheets_of(found)}
    return found


@require_POST
@service_view(PURPOSE, roles=ROLES)
def choose(request: Request, person: UUID) -> HttpResponse:
    """Somebody of the viewer's units gets messages on paper, or no longer."""
    viewer = request.viewer
    place = places_in_reach(viewer.person_id, viewer.role, viewer.day).filter(person__uuid=person)[:1].get()
    request.seen.add((place.person_id, 0))
    wanted = "end" not in request.POST
    choose_paper(place.person, wanted=wanted, by=viewer.actor)
    text = _("{name} bekommt Mitteilungen ab jetzt auf Papier.") if wanted else _("{name} bekommt kein Papier mehr.")
    messages.success(request, text.format(name=place.person.display_name))
    return redirect("post")
