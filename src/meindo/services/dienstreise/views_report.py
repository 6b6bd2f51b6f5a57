"""The page on which a trip of a representative body is notified."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from meindo.platform.cases import drafts
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.ui.wizard import begin

from .functions import functions_of
from .process import KEY
from .purposes import REPRESENT
from .wizards import booked_at
from .wizards_report import REPORT


@service_view(REPRESENT.key, roles=REPORT.roles)
def new_report(request: Request) -> HttpResponse:
    """One button for each function that the person holds; without one it says which way is theirs. Stages of units do
    not hold here: a representative body is no unit of the line.
    """
    viewer = request.viewer
    held = functions_of(viewer.person_id, viewer.day)
    wanted = next((found for found in held if found.key == request.POST.get("function")), None)
    if wanted is None:
        return render(
            request, "dienstreise/report.html", {"functions": [replace(found, label=_(found.label)) for found in held]}
        )
    title = _("Anzeige: {function}").format(function=_(wanted.label))
    draft = drafts.start_draft(
        person_id=viewer.person_id,
        service=KEY,
        form=REPORT.key,
        title=title,
        data={"function": wanted.key, **booked_at(viewer.person_id, viewer.day, wanted.key)},
    )
    return begin(request, REPORT, draft)
