"""A manager sets a deputy: who, from when until when, for which matters."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import FOREVER, today
from meindo.platform.people.deputies import (
    LONGEST_DAYS,
    DeputyRefused,
    candidates,
    deputies_of,
    end_deputyship,
    set_deputy,
)
from meindo.platform.people.models import DeputyKind
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.dates import DateField
from meindo.ui.fields import ChoiceField, SelectField
from meindo.ui.forms import Form
from meindo.ui.gate import service_view


def deputy_form(request: Request, data: Any = None) -> Form:
    """Who, why, from, until, which matters."""
    people = [(str(pk), name) for pk, name in candidates(request.viewer.person_id)]
    matters = [("", gettext_lazy("alle Vorgänge"))] + [(entry.key, _(entry.label)) for entry in services()]
    fields = {
        "deputy": SelectField(label=_("Wer vertritt Sie?"), choices=people),
        "kind": ChoiceField(
            label=_("Warum?"),
            choices=DeputyKind.choices,
            hints={
                kind: _("höchstens {count} Tage, dann neu festlegen").format(count=days)
                for kind, days in LONGEST_DAYS.items()
            },
        ),
        "start": DateField(label=_("Von"), quick=("today",), earliest=today()),
        "end": DateField(label=_("Bis einschließlich")),
        "matter": ChoiceField(label=_("Wofür?"), choices=matters, required=False),
    }
    form: Form = type("DeputyForm", (Form,), fields)(data)
    return form


@service_view(
    "cases.inbox",
    roles=("line_manager",),
    shows=Evaluation("deputies", msgid("Vertretungen der eigenen Einheiten"), LIST),
)
def deputies(request: Request) -> HttpResponse:
    """The own deputies, and a form for a new one."""
    form = deputy_form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _set(request, form.cleaned_data)
        except DeputyRefused as problem:
            form.add_error("end", problem.message.render(_))
        else:
            messages.success(request, _("Die Vertretung ist festgelegt. Sie gilt, wenn Sie abwesend sind."))
            return redirect("deputies")
    known = deputies_of(request.viewer.person_id)
    rows = [(row, None if row.valid_until == FOREVER else row.valid_until - timedelta(days=1)) for row in known]
    wrong = form.is_bound and bool(form.errors)
    return render(request, "web/deputies.html", {"form": form, "rows": rows}, status=422 if wrong else 200)


def _set(request: Request, data: dict[str, Any]) -> None:
    set_deputy(
        principal_id=request.viewer.person_id,
        deputy_id=int(data["deputy"]),
        valid_from=data["start"],
        valid_until=data["end"] + timedelta(days=1),
        matter=data["matter"],
        kind=DeputyKind(data["kind"]),
        by=request.viewer.actor,
    )


@require_POST
@service_view("cases.inbox", roles=("line_manager",))
def end_deputy(request: Request, pk: int) -> HttpResponse:
    """End an own deputyship from today on."""
    end_deputyship(pk, principal_id=request.viewer.person_id, by=request.viewer.actor)
    messages.success(request, _("Die Vertretung ist beendet."))
    return redirect("deputies")
