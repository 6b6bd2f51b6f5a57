"""Applications and their rights: described by the IT house, connected in stages that the owner signs off."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity import commands_catalogue as commands
from meindo.identity.catalogue_models import Stage
from meindo.identity.commands_catalogue import CatalogueRefused
from meindo.identity.models import Application
from meindo.identity.purposes import MANAGE
from meindo.identity.roles import OFFICE, OWNER
from meindo.kernel.message import mark as msgid
from meindo.platform.people.functions import NAMES
from meindo.platform.people.queries import latest_employment
from meindo.platform.registry.evaluation import EXPORT, LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view
from meindo.ui.lists import asked_for

from . import forms, queries_applications, sights

PAGE_SIZE = 50
STAGES = [Stage.OBSERVE, Stage.PROPOSE, Stage.WRITE]


@service_view(
    MANAGE.key,
    roles=sights.ALL,
    shows=Evaluation("identity.applications", msgid("Anwendungen und wer verantwortet"), LIST),
)
def index(request: Request) -> HttpResponse:
    """The applications of the city, or the own ones."""
    text = asked_for(request.GET)
    rows = queries_applications.applications_of(request.viewer, text, request.GET.get("sort", ""))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = queries_applications.accounts_in(page.object_list)
    context = {
        "page": page,
        "rows": [(row, counts.get(row.pk)) for row in page.object_list],
        "q": text,
        "may_add": request.viewer.role == OFFICE,
    }
    request.seen |= {(row.owner_id, 0) for row in page.object_list}
    return render(request, "identity/office/applications.html", context)


@service_view(
    MANAGE.key,
    roles=sights.ALL,
    shows=Evaluation("identity.applications_file", msgid("Anwendungen und wer verantwortet, als Datei"), EXPORT),
)
def index_file(request: Request) -> HttpResponse:
    """The same as a file."""
    rows = list(
        queries_applications.applications_of(request.viewer, asked_for(request.GET), request.GET.get("sort", ""))
    )
    counts = queries_applications.accounts_in(rows)
    request.seen |= {(row.owner_id, 0) for row in rows}
    head = [_("Kurzname"), _("Anwendung"), _("Zweck"), _("Verantwortlich"), _("Risiko"), _("Stufe"), _("Offene Konten")]
    lines = [
        (row.key, row.label, row.purpose, row.owner.display_name, row.get_risk_display(), row.get_stage_display(),
         counts[row.pk].open if row.pk in counts else 0)
        for row in rows
    ]  # fmt: skip
    return csv_response("anwendungen.csv", [head, *lines])


@service_view(
    MANAGE.key,
    roles=sights.ALL,
    shows=Evaluation("identity.application", msgid("Eine Anwendung mit ihren Rechten"), PAGE),
)
def application(request: Request, uuid: UUID) -> HttpResponse:
    """One application: what for, whose, how far it is connected, its rights."""
    found = queries_applications.application_of(request.viewer, uuid)
    request.seen.add((found.owner_id, 0))
    signed = list(queries_applications.sign_offs_of(found))
    request.seen |= {(row.by_id, 0) for row in signed}
    counts = queries_applications.accounts_in([found]).get(found.pk)
    way = forms.WAYS.get(found.connector, found.connector)
    facts = [
        (_("Zweck"), found.purpose),
        (_("Verantwortlich"), found.owner.display_name),
        (_("Risiko"), found.get_risk_display()),
        (_("Offene Konten"), counts.open if counts else 0),
        (_("Gesperrte Konten"), counts.closed if counts else 0),
        (_("Weg in die Anwendung"), way),
        (_("Geschützte Funktion"), _(NAMES.get(found.function, "ja")) if found.is_protected else _("nein")),
        (
            _("Ein Plan hält an"),
            _("ab %(percent)s %% der Konten, die etwas verlieren; bis %(least)s immer erlaubt")
            % {"percent": found.threshold_percent, "least": found.threshold_min},
        ),
    ]
    rights = Paginator(queries_applications.rights_of(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "application": found,
        "facts": facts,
        "rights": rights,
        "signed": signed,
        "stages": _other_stages(request, found),
        "may_change": request.viewer.role == OFFICE,
    }
    return render(request, "identity/office/application.html", context)


def _other_stages(request: Request, found: Application) -> list[tuple[str, str]]:
    """The stages that its owner can choose: the next one, or any before."""
    if request.viewer.role != OWNER or found.owner_id != request.viewer.person_id:
        return []
    at = STAGES.index(Stage(found.stage))
    return [(stage.value, str(stage.label)) for stage in [*STAGES[at + 1 : at + 2], *reversed(STAGES[:at])]]


@require_POST
@service_view(MANAGE.key, roles=(OWNER,), fresh=Fresh.DECISIONS)
def stage(request: Request, uuid: UUID) -> HttpResponse:
    """The owner lets the application go a stage on, or back."""
    found = queries_applications.application_of(request.viewer, uuid)
    wanted = request.POST.get("stage", "")
    if wanted not in {key for key, _label in _other_stages(request, found)}:
        messages.error(request, _("Diese Stufe geht gerade nicht: Der Stand ist ein anderer."))
    else:
        commands.sign_off(found, wanted, by=request.viewer.actor, reason=request.POST.get("reason", "").strip()[:300])
        messages.success(request, _("Die Stufe gilt ab jetzt."))
    return redirect("iam_application", found.uuid)


@service_view(MANAGE.key, roles=(OFFICE,))
def new(request: Request) -> HttpResponse:
    """Add an application to the catalogue."""
    sent = request.POST if request.method == "POST" else None
    form = forms.ApplicationForm(sent, initial={"threshold_percent": 10, "threshold_min": 20, "connector": "csv"})
    if sent is not None and form.is_valid():
        made = commands.add_application(by=request.viewer.actor, **form.described())
        messages.success(request, _("Die Anwendung steht im Katalog. Sie wird nur beobachtet."))
        return redirect("iam_application", made.uuid)
    context = {"form": form, "title": _("Anwendung aufnehmen"), "back": "iam_applications"}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)


@service_view(
    MANAGE.key, roles=(OFFICE,), shows=Evaluation("identity.application_edit", msgid("Eine Anwendung ändern"), PAGE)
)
def edit(request: Request, uuid: UUID) -> HttpResponse:
    """Describe an application anew."""
    found = queries_applications.application_of(request.viewer, uuid)
    sent = request.POST if request.method == "POST" else None
    number = latest_employment(found.owner_id).personnel_no
    form = forms.ChangeForm(sent, initial=forms.known(found, number))
    if sent is not None and form.is_valid():
        try:
            commands.change_application(found, by=request.viewer.actor, **form.described())
        except CatalogueRefused as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("iam_application", found.uuid)
    context = {"form": form, "title": found.label, "back": "iam_application", "back_to": found.uuid}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)


@service_view(MANAGE.key, roles=(OFFICE,))
def new_right(request: Request, uuid: UUID) -> HttpResponse:
    """Add a right to an application."""
    found = queries_applications.application_of(request.viewer, uuid)
    sent = request.POST if request.method == "POST" else None
    form = forms.RightForm(sent, initial={"is_requestable": True})
    if sent is not None and form.is_valid():
        try:
            commands.add_entitlement(application=found, by=request.viewer.actor, **form.described())
        except CatalogueRefused as problem:
            form.add_error("key", _(str(problem)))
        else:
            messages.success(request, _("Das Recht steht im Katalog."))
            return redirect("iam_application", found.uuid)
    title = _("Recht in „%(application)s“") % {"application": found.label}
    context = {"form": form, "title": title, "back": "iam_application", "back_to": found.uuid}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)


@service_view(MANAGE.key, roles=(OFFICE,))
def edit_right(request: Request, uuid: UUID, right: UUID) -> HttpResponse:
    """Describe a right anew."""
    found = queries_applications.application_of(request.viewer, uuid)
    row = queries_applications.right_of(found, right)
    sent = request.POST if request.method == "POST" else None
    names = ("label", "description", "risk", "is_requestable", "max_days")
    form = forms.ChangeRightForm(sent, initial={name: getattr(row, name) for name in names})
    if sent is not None and form.is_valid():
        commands.change_entitlement(row, by=request.viewer.actor, **form.described())
        messages.success(request, _("Gespeichert."))
        return redirect("iam_application", found.uuid)
    context = {"form": form, "title": row.label, "back": "iam_application", "back_to": found.uuid}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)
