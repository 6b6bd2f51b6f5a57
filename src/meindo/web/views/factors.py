"""The help desk for second factors: take lost ones away, hand out tokens of the city, take lists of tokens in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.login.commands_tokens import TokenRefused, import_tokens
from meindo.platform.login.queries_activation import ROLE
from meindo.platform.login.queries_tokens import free_tokens
from meindo.platform.registry.evaluation import PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.ui.receiving import logged_in, received, takes_files
from meindo.web.commands_factors import hand_out, take_away
from meindo.web.forms_factors import LostForm, TokenForm

PURPOSE, ROLES = "login.factors", (ROLE,)
LARGEST = 2_000_000


@service_view(
    PURPOSE, roles=ROLES, fresh=Fresh.ALWAYS, shows=Evaluation("factors", msgid("Zweite Faktoren einer Person"), PAGE)
)
def factors(request: Request) -> HttpResponse:
    """A form for what is lost; what a person still has is told afterwards, never a secret."""
    form = LostForm(request.POST if request.method == "POST" else None, office=request.viewer.person_id)
    if request.method == "POST" and form.is_valid():
        account, kind = form.cleaned_data["number"], form.cleaned_data["kind"]
        request.seen.add((account.person_id, 0))
        if take_away(account, kind=kind, reason=form.cleaned_data["reason"], by=request.viewer.actor):
            messages.success(
                request, _("Entfernt. Alle Anmeldungen der Person sind beendet, sie bekommt eine Mitteilung.")
            )
            return redirect("factors")
        form.add_error("kind", _("Davon hat dieser Zugang nichts."))
    context = {"form": form, "free": free_tokens().count()}
    return render(request, "web/activation/factors.html", context, status=422 if form.errors else 200)


@service_view(PURPOSE, roles=ROLES, fresh=Fresh.ALWAYS)
def token(request: Request) -> HttpResponse:
    """Hand a token out to a person."""
    form = TokenForm(request.POST if request.method == "POST" else None, office=request.viewer.person_id)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["number"]
        request.seen.add((account.person_id, 0))
        try:
            hand_out(account, serial=form.cleaned_data["serial"], by=request.viewer.actor)
        except TokenRefused:
            form.add_error(
                "number", _("Dieser Zugang hat schon eine App oder ein Code-Gerät. Entfernen Sie es zuerst.")
            )
        else:
            messages.success(request, _("Ausgegeben. Ab jetzt fragt die Anmeldung nach den Codes dieses Geräts."))
            return redirect("factors")
    return render(request, "web/activation/token.html", {"form": form}, status=422 if form.errors else 200)


@takes_files(logged_in)
@require_POST
@service_view(PURPOSE, roles=ROLES)
def import_list(request: Request) -> HttpResponse:
    """Take the manufacturer's list in; bad rows are named by line."""
    content = b"".join(file.content for file in received(request, "tokens")[:1] if not file.cut)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text or len(content) > LARGEST:
        messages.error(request, _("Bitte wählen Sie eine Liste (CSV in UTF-8, höchstens 2 MB)."))
        return redirect("factors")
    report = import_tokens(text, by=request.viewer.actor)
    said = _("{taken} Code-Geräte übernommen, {known} waren schon bekannt.")
    messages.success(request, said.format(taken=report.taken, known=report.known))
    words = {
        "head": _("Die erste Zeile muss serial;secret heißen."),
        "row": _("Nummer oder Geheimnis fehlt oder ist nicht lesbar."),
        "other": _("Diese Nummer ist mit einem anderen Geheimnis bekannt."),
    }
    for line, problem in report.problems[:20]:
        messages.error(request, _("Zeile {line}: {problem}").format(line=line, problem=words[problem]))
    return redirect("factors")
