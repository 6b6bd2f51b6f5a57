"""How often somebody gets mail, and when not."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.platform.notify.commands import choose_paper, choose_rhythms
from meindo.platform.notify.queries import quiet_of, rhythm_of, settings_of
from meindo.platform.notify.rhythm import KINDS, RHYTHMS
from meindo.ui.acting import Request
from meindo.ui.fields import ChoiceField, MultipleChoiceField
from meindo.ui.forms import Form
from meindo.ui.gate import service_view
from meindo.ui.numbers import TimeField


def notice_form(person_id: int, data: Any = None) -> Form:
    """One choice per kind of message, then the quiet hours."""
    rhythms = [(key, _(label)) for key, label in RHYTHMS.items()]
    fields: dict[str, Any] = {key: ChoiceField(label=_(label), choices=rhythms) for key, label in KINDS.items()}
    fields |= {
        "quiet_from": TimeField(label=_("Ruhezeit von")),
        "quiet_until": TimeField(
            label=_("Ruhezeit bis"),
            help_text=_(
                "In dieser Zeit kommt keine Mail. Ausnahme: eine Frist endet am selben oder nächsten Arbeitstag."
            ),
        ),
        "quiet_weekends": MultipleChoiceField(
            label=_("Auch ruhig"), choices=[("yes", _("an Wochenenden und Feiertagen"))], required=False
        ),
        "paper": MultipleChoiceField(
            label=_("Auf Papier"),
            choices=[("yes", _("Mitteilungen und Schreiben auch mit der Hauspost, in einem verschlossenen Umschlag"))],
            required=False,
        ),
    }
    form: Form = type("NoticeForm", (Form,), fields)(data, initial=_chosen(person_id))
    return form


def _chosen(person_id: int) -> dict[str, Any]:
    chosen = settings_of(person_id)
    quiet = quiet_of(chosen)
    return {key: rhythm_of(chosen, key) for key in KINDS} | {
        "quiet_from": quiet.start,
        "quiet_until": quiet.end,
        "quiet_weekends": ["yes"] if quiet.weekends else [],
        "paper": ["yes"] if chosen and chosen.paper_since else [],
    }


@service_view("portal")
def notices(request: Request) -> HttpResponse:
    """Choose; the portal itself always shows everything at once."""
    person = request.viewer.person_id
    form = notice_form(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        choose_rhythms(
            person,
            {key: data[key] for key in KINDS},
            quiet_from=data["quiet_from"],
            quiet_until=data["quiet_until"],
            quiet_weekends=bool(data["quiet_weekends"]),
        )
        choose_paper(request.acting.person, wanted=bool(data["paper"]), by=request.viewer.actor)
        messages.success(request, _("Gespeichert. Es gilt ab der nächsten Nachricht."))
        return redirect("notices")
    wrong = form.is_bound and bool(form.errors)
    return render(request, "web/notices.html", {"form": form}, status=422 if wrong else 200)
