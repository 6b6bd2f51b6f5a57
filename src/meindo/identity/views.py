"""Pages of identity: the own access, with the reason for every right."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.dates import DateField
from meindo.ui.forms import Form
from meindo.ui.gate import service_view

from . import purposes
from .queries_mine import access_of

PARTS = ("day_day", "day_month", "day_year")


def day_form(request: Request) -> Form:
    """A past day to look at, as it was asked for."""
    field = DateField(label=_("Stand am Ende dieses Tages"), required=False, latest=today())
    form_class = type("DayForm", (Form,), {"day": field})
    sent = request.GET if any(request.GET.get(part) for part in PARTS) else None
    form: Form = form_class(sent)
    return form


@service_view(
    purposes.OWN.key, shows=Evaluation("identity.own", msgid("Eigene Zugänge und wer sie bewilligt hat"), PAGE)
)
def my_access(request: Request) -> HttpResponse:
    """What the person may do in which application and why, now or as known on a past day."""
    form = day_form(request)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    context = {
        "access": access_of(request.viewer.person_id, day),
        "form": form,
        "day": day if day != today() else None,
        "is_wrong": form.is_bound and bool(form.errors),
    }
    return render(request, "identity/mine.html", context, status=422 if context["is_wrong"] else 200)
