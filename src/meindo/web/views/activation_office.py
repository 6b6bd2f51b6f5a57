"""The office that lets people in: makes letters, prints them, sees who has not come yet, revokes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.login.commands_activation import MOST_LETTERS, make_batch, revoke_letter
from meindo.platform.login.models import Activation, ActivationBatch
from meindo.platform.login.queries_activation import (
    ROLE,
    batches,
    letters_in,
    open_letters,
    places_of_office,
    without_account,
)
from meindo.platform.registry.evaluation import ENTRY, EXPORT, LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.activation_letters import letters_pdf
from meindo.web.forms_activation import OnePersonForm, UnitForm

PURPOSE, ROLES = "login.activation", (ROLE,)
MOST_ROWS = 100


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("activations", msgid("Briefe mit Codes"), LIST))
def index(request: Request) -> HttpResponse:
    """The batches made so far, and a form for a new one."""
    form = UnitForm(request.POST if request.method == "POST" else None)
    person = request.viewer.person_id
    if request.method == "POST" and form.is_valid():
        places = list(without_account(person, form.cleaned_data["unit"])[:MOST_LETTERS])
        if places:
            made = make_batch(places, unit=form.cleaned_data["unit"], by=request.viewer.actor)
            return redirect("activations_batch", made.uuid)
        form.add_error("unit", _("In dieser Einheit haben alle, für die Sie zuständig sind, schon einen Zugang."))
    context = {"form": form, "batches": batches(person)[:MOST_ROWS], "count": without_account(person).count()}
    return render(request, "web/activation/index.html", context, status=422 if form.errors else 200)


@service_view(
    PURPOSE,
    roles=ROLES,
    shows=Evaluation("activations.waiting", msgid("Wer noch keinen Zugang eingerichtet hat"), LIST),
)
def waiting(request: Request) -> HttpResponse:
    """Who has no account yet, and whether a letter is on the way."""
    places = without_account(request.viewer.person_id)
    rows = list(places[:MOST_ROWS])
    request.seen |= {(place.person_id, 0) for place in rows}
    letters = open_letters().filter(person__in=[place.person_id for place in rows]).select_related("batch")
    known = {letter.person_id: letter for letter in letters}
    context = {"rows": [(place, known.get(place.person_id)) for place in rows], "count": places.count()}
    return render(request, "web/activation/waiting.html", context)


@service_view(
    PURPOSE, roles=ROLES, shows=Evaluation("activations.person", msgid("Ein neuer Brief für eine Person"), ENTRY)
)
def for_person(request: Request) -> HttpResponse:
    """A new letter for one person, also for somebody who forgot the password."""
    places = places_of_office(request.viewer.person_id)
    form = OnePersonForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["number"]
        made = make_batch([place], reason=form.cleaned_data["reason"], by=request.viewer.actor)
        return redirect("activations_batch", made.uuid)
    return render(request, "web/activation/person.html", {"form": form}, status=422 if form.errors else 200)


def _batch(request: Request, uuid: UUID) -> tuple[ActivationBatch, list[Activation]]:
    """A batch with its letters to people in reach, whose sight is recorded."""
    person = request.viewer.person_id
    found = batches(person).get(uuid=uuid)
    letters = list(letters_in(found, person))
    request.seen |= {(letter.person_id, 0) for letter in letters}
    return found, letters


@service_view(
    PURPOSE, roles=ROLES, shows=Evaluation("activations.batch", msgid("Briefe, die zusammen gemacht wurden"), LIST)
)
def batch(request: Request, uuid: UUID) -> HttpResponse:
    """The letters of a batch: who has used theirs, who has not."""
    found, letters = _batch(request, uuid)
    open_ones = [letter for letter in letters if letter.is_open()]
    context = {"batch": found, "rows": [(letter, _state(letter)) for letter in letters], "open": len(open_ones)}
    return render(request, "web/activation/batch.html", context)


def _state(letter: Activation) -> str:
    words = {
        "used": _("Zugang eingerichtet"),
        "revoked": _("zurückgezogen"),
        "superseded": _("durch neuen Brief ersetzt"),
    }
    if letter.ending:
        return words[letter.ending]
    return _("noch nicht benutzt") if letter.is_open() else _("abgelaufen oder gesperrt")


@service_view(PURPOSE, roles=ROLES, shows=Evaluation("activations.file", msgid("Briefe mit Codes zum Drucken"), EXPORT))
def letters(request: Request, uuid: UUID) -> HttpResponse:
    """The letters of a batch that are still open, as one file to print; the same codes each time."""
    found, rows = _batch(request, uuid)
    open_ones = [letter for letter in rows if letter.is_open()]
    if not open_ones:
        messages.error(request, _("Von diesen Briefen ist keiner mehr offen. Es gibt nichts zu drucken."))
        return redirect("activations_batch", uuid)
    places = places_of_office(request.viewer.person_id).filter(person__in=[row.person_id for row in open_ones])
    content = letters_pdf(found, open_ones, {place.person_id: place for place in places})
    headers = {"Content-Disposition": f'inline; filename="briefe-{found.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
@service_view(PURPOSE, roles=ROLES)
def revoke(request: Request, uuid: UUID) -> HttpResponse:
    """End one letter of a batch, or all that are open."""
    _found, rows = _batch(request, uuid)
    wanted = request.POST.get("letter", "")
    chosen = [row for row in rows if not row.ended_at and wanted in ("all", str(row.uuid))]
    ended = sum(revoke_letter(row, by=request.viewer.actor) for row in chosen)
    text = ngettext("Ein Brief ist zurückgezogen.", "{count} Briefe sind zurückgezogen.", ended)
    messages.success(request, text.format(count=ended))
    return redirect("activations_batch", uuid)
