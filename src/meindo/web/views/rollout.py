"""The stages in which services are rolled out: plan, complete, start, take back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.registry.catalogue import service
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.platform.rollout.commands import StageRefused, change_stage, plan_stage, start_stage, take_back_stage
from meindo.platform.rollout.models import CARRIES, Participation, Stage, StageUnit
from meindo.platform.rollout.queries import stage_named, stages, state_of
from meindo.ui.acting import Request
from meindo.ui.cells import Text, date_text
from meindo.ui.gate import service_view
from meindo.web.rollout import ENDED, NAMES, PlanForm, StageForm, values_of

OFFICE, SUPPORT = "rollout_office", "digital_xpert"


@service_view(
    "rollout",
    roles=(OFFICE, SUPPORT),
    shows=Evaluation("rollout", msgid("Stufen der Einführung mit Multiplikator*innen"), LIST),
)
def stages_page(request: Request) -> HttpResponse:
    """Every stage with its state; who supports the roll-out reads it, the office acts on it."""
    rows = [_row(stage) for stage in stages()]
    return render(request, "web/rollout.html", {"rows": rows, "acts": request.viewer.role == OFFICE})


def _row(stage: Stage) -> dict[str, object]:
    missing = stage.missing()
    return {
        "stage": stage,
        "service": _(service(stage.service).label),
        "units": ", ".join(_unit(entry) for entry in stage.units.all()),
        "state": _state(stage),
        "is_planned": stage.started_at is None,
        "missing": ", ".join(str(NAMES[name]) for name in missing),
        "facts": [(NAMES[name], _shown(stage, name)) for name in CARRIES if name not in missing],
        "can_start": stage.started_at is None and not missing,
        "runs": stage.started_at is not None and stage.ends_on is None,
    }


def _unit(entry: StageUnit) -> str:
    return str(entry.unit) if entry.with_below else _("{unit} (für sich allein)").format(unit=entry.unit)


def _state(stage: Stage) -> str:
    if stage.ends_on is not None:
        return _("zurückgenommen am {day}: {reason}").format(day=date_text(stage.ends_on), reason=stage.reason)
    if stage.started_at is None:
        return _("geplant ab {day}").format(day=date_text(stage.starts_on))
    begun = stage.starts_on <= today()
    return (_("läuft seit {day}") if begun else _("beginnt am {day}")).format(day=date_text(stage.starts_on))


def _shown(stage: Stage, name: str) -> Text:
    if name == "participation":
        return ENDED[Participation(stage.participation)]
    value = getattr(stage, name)
    return date_text(value) if name == "kick_off_on" else str(value)


@require_POST
@service_view("rollout", roles=(OFFICE,))
def act(request: Request, uuid: UUID) -> HttpResponse:
    """Start a stage or take it back."""
    stage = stage_named(uuid)
    try:
        if request.POST.get("action") == "take_back":
            take_back_stage(stage, reason=request.POST.get("reason", "").replace("\x00", ""), by=request.viewer.actor)
            messages.success(request, _("Die Stufe ist zurückgenommen. Offene Vorgänge laufen weiter."))
        else:
            start_stage(stage, by=request.viewer.actor)
            messages.success(request, _("Die Stufe ist freigegeben."))
    except StageRefused as problem:
        messages.error(request, _(str(problem)))
    return redirect("rollout")


@service_view("rollout", roles=(OFFICE,))
def plan(request: Request) -> HttpResponse:
    """Plan a stage; what it must carry can follow until it starts."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        stage = plan_stage(by=request.viewer.actor, **form.stage())
        return _saved(request, stage)
    context = {"form": form, "title": _("Stufe planen")}
    return render(request, "web/rollout_stage.html", context, status=422 if form.is_bound and form.errors else 200)


@service_view("rollout", roles=(OFFICE,), shows=Evaluation("rollout.stage", msgid("Eine Stufe der Einführung"), PAGE))
def edit(request: Request, uuid: UUID) -> HttpResponse:
    """Change a planned stage and complete what it must carry; one that runs is taken back instead."""
    stage = stage_named(uuid)
    if stage.started_at is not None:
        messages.error(
            request, _("Diese Stufe läuft schon. Ändern kann man nur eine geplante; diese kann man zurücknehmen.")
        )
        return redirect("rollout")
    form = StageForm(request.POST) if request.method == "POST" else StageForm(initial=values_of(stage))
    if stage.participation_ref:
        form.without_participation()
    if form.is_bound and form.is_valid():
        try:
            change_stage(stage, seen=request.POST.get("seen", ""), by=request.viewer.actor, **form.stage())
            return _saved(request, stage)
        except StageRefused as problem:
            form.add_error(None, _(str(problem)))
    context = {
        "form": form,
        "title": _("Stufe vorbereiten"),
        "stage": stage,
        "seen": request.POST.get("seen") or state_of(stage),
    }
    return render(request, "web/rollout_stage.html", context, status=422 if form.is_bound and form.errors else 200)


def _saved(request: Request, stage: Stage) -> HttpResponse:
    missing = ", ".join(str(NAMES[name]) for name in stage.missing())
    said = _("Die Stufe ist gespeichert.")
    messages.success(request, f"{said} {_('Vor dem Beginn fehlt:')} {missing}" if missing else said)
    return redirect("rollout")
