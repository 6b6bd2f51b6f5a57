"""The accessibility statement and the form to report what cannot be used (BITVNRW)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.ui.browsers import OLDEST
from meindo.web.forms_public import BarrierForm
from meindo.web.throttle import TooMany, throttled


def accessibility(request: HttpRequest) -> HttpResponse:
    """Read the statement; report a barrier without a log-in."""
    form = BarrierForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            throttled(request, "report")
        except TooMany:
            form.add_error(None, _("Von hier kamen gerade viele Meldungen. Bitte versuchen Sie es später noch einmal."))
        else:
            form.report()
            messages.success(request, _("Danke. Ihre Meldung ist angekommen und wird gelesen."))
            return redirect("accessibility")
    status = 422 if form.errors else 200
    oldest = ", ".join(_("{name} ab {version}").format(name=name, version=since) for name, since in OLDEST.items())
    return render(request, "web/public/accessibility.html", {"form": form, "oldest": oldest}, status=status)
