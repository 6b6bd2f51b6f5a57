"""Business roles and birthright rules: drafted, tried, simulated, put in force by a second person, retired."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity import commands_rules as commands
from meindo.identity.commands_rules import RuleRefused
from meindo.identity.models import RuleVersion
from meindo.identity.purposes import MANAGE
from meindo.identity.roles import OFFICE
from meindo.identity.rule_models import RuleState
from meindo.identity.sentences import rule_sentence
from meindo.kernel.message import mark as msgid
from meindo.platform.registry.evaluation import EXPORT, LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.csv_file import csv_response
from meindo.ui.gate import service_view
from meindo.ui.lists import asked_for

from . import forms, queries_rules, queries_simulation
from .sights import WHOLE
from .views_applications import PAGE_SIZE

COLOURS = {RuleState.ACTIVE: "done", RuleState.TRIAL: "act", RuleState.DRAFT: "wait", RuleState.RETIRED: "wait"}


def _row(version: RuleVersion) -> tuple[RuleVersion, str, str]:
    return version, rule_sentence(version), COLOURS[RuleState(version.state)]


@service_view(MANAGE.key, roles=WHOLE)
def index(request: Request) -> HttpResponse:
    """All rules in plain sentences."""
    text, state = asked_for(request.GET), request.GET.get("stand", "")
    page = Paginator(queries_rules.versions(state, text), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(version) for version in page.object_list],
        "q": text,
        "state": state,
        "states": RuleState.choices,
        "may_add": request.viewer.role == OFFICE,
    }
    return render(request, "identity/office/rules.html", context)


@service_view(MANAGE.key, roles=WHOLE, shows=Evaluation("identity.rule", msgid("Eine Regel und wer sie schrieb"), PAGE))
def rule(request: Request, uuid: UUID) -> HttpResponse:
    """One version with its sentence, who made it, and what can be done with it."""
    version = queries_rules.version_of(uuid)
    people = [who for who in (version.made_by, version.activated_by) if who]
    request.seen |= {(who.pk, 0) for who in people}
    facts = [
        (_("Grund"), version.reason),
        (_("Geschrieben von"), version.made_by.display_name if version.made_by else ""),
        (_("In Kraft gesetzt von"), version.activated_by.display_name if version.activated_by else ""),
    ]
    is_open = version.state in (RuleState.DRAFT, RuleState.TRIAL)
    is_own = version.made_by_id == request.viewer.person_id
    context = {
        "version": version,
        "sentence": rule_sentence(version),
        "colour": COLOURS[RuleState(version.state)],
        "facts": facts,
        "others": [_row(other) for other in queries_rules.versions_of(version.rule) if other.pk != version.pk],
        "may_act": request.viewer.role == OFFICE,
        "is_open": is_open,
        "is_draft": version.state == RuleState.DRAFT,
        "can_retire": version.state != RuleState.RETIRED,
        "is_own": is_own,
    }
    return render(request, "identity/office/rule.html", context)


@service_view(
    MANAGE.key, roles=WHOLE, shows=Evaluation("identity.simulation", msgid("Was eine Regel bei wem ändert"), LIST)
)
def simulation(request: Request, uuid: UUID) -> HttpResponse:
    """What would change in the whole city: by application, and for whom."""
    version = queries_rules.version_of(uuid)
    found = queries_simulation.simulated(version)
    page = Paginator(found.people, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = queries_simulation.named(found, list(page.object_list))
    request.seen |= {(row.person.pk, 0) for row in rows}
    context = {
        "version": version,
        "sentence": rule_sentence(version),
        "found": found,
        "applications": queries_simulation.by_application(found),
        "page": page,
        "rows": rows,
        "is_active": version.state == RuleState.ACTIVE,
    }
    return render(request, "identity/office/simulation.html", context)


@service_view(
    MANAGE.key,
    roles=WHOLE,
    shows=Evaluation("identity.simulation_file", msgid("Was eine Regel bei wem ändert, als Datei"), EXPORT),
)
def simulation_file(request: Request, uuid: UUID) -> HttpResponse:
    """The same as a file, everybody in it."""
    found = queries_simulation.simulated(queries_rules.version_of(uuid))
    rows = queries_simulation.named(found, found.people)
    request.seen |= {(row.person.pk, 0) for row in rows}
    head = [_("Name"), _("Anwendung"), _("kommt dazu"), _("fällt weg")]
    lines = [
        (row.person.display_name, change.application, ", ".join(change.comes), ", ".join(change.goes))
        for row in rows
        for change in row.changes
    ]
    return csv_response("simulation.csv", [head, *lines])


@service_view(MANAGE.key, roles=(OFFICE,))
def new(request: Request) -> HttpResponse:
    """Draft a version of a rule."""
    sent = request.POST if request.method == "POST" else None
    form = forms.RuleForm(sent, initial=forms.starting_from(request.GET.get("regel", "")[:60]))
    if sent is not None and form.is_valid():
        made = commands.draft_rule(by=request.viewer.actor, **form.asks())
        messages.success(request, _("Der Entwurf ist gespeichert. Er ändert noch nichts."))
        return redirect("iam_rule", made.uuid)
    context = {"form": form, "title": _("Regel entwerfen"), "back": "iam_rules"}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,), fresh=Fresh.DECISIONS)
def act(request: Request, uuid: UUID) -> HttpResponse:
    """Try a version, put it in force, or take it out of force."""
    version, by = queries_rules.version_of(uuid), request.viewer.actor
    steps = {
        "try": (lambda: commands.try_rule(version, by=by), _("Die Fassung wird erprobt. Sie ändert noch nichts.")),
        "activate": (
            lambda: commands.activate_rule(version, by=by),
            _("Die Fassung ist in Kraft. Was sie ändert, steht im nächsten Plan."),
        ),
        "retire": (
            lambda: commands.retire_rule(version, by=by, reason=request.POST.get("reason", "")),
            _("Die Fassung ist abgelöst."),
        ),
    }
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        messages.error(request, _("Das geht gerade nicht."))
        return redirect("iam_rule", version.uuid)
    try:
        step[0]()
    except RuleRefused as problem:
        messages.error(request, _(str(problem)))
    else:
        messages.success(request, step[1])
    return redirect("iam_rule", version.uuid)
