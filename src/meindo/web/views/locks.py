"""The office that closes an account at once, and a second person who opens it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.login.commands_lock import LockRefused, lock_account, unlock_account
from meindo.platform.login.queries_activation import ROLE
from meindo.platform.login.queries_lock import open_locks
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.forms_lock import AccountForm, ReasonForm

PURPOSE, ROLES = "login.lock", (ROLE,)


@service_view(PURPOSE, roles=ROLES, fresh=Fresh.ALWAYS, shows=Evaluation("locks", msgid("Gesperrte Zugänge"), LIST))
def locks(request: Request) -> HttpResponse:
    """The accounts that are closed, and a form to close one."""
    office = request.viewer.person_id
    form = AccountForm(request.POST if request.method == "POST" else None, office=office)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["number"]
        request.seen.add((account.person_id, 0))
        try:
            lock_account(account, reason=form.cleaned_data["reason"], by=request.viewer.actor)
        except LockRefused:
            form.add_error("number", _("Dieser Zugang ist schon gesperrt."))
        else:
            messages.success(request, _("Der Zugang ist gesperrt, alle Anmeldungen sind beendet."))
            return redirect("locks")
    rows = list(open_locks(office))
    request.seen |= {(row.user.person_id or 0, 0) for row in rows}
    context = {"form": form, "rows": [(row, row.locked_by_id == office) for row in rows]}
    return render(request, "web/activation/locks.html", context, status=422 if form.errors else 200)


@require_POST
@service_view(PURPOSE, roles=ROLES, fresh=Fresh.ALWAYS)
def unlock(request: Request, uuid: UUID) -> HttpResponse:
    """Open an account again: never by the person who closed it, and with a reason."""
    lock = open_locks(request.viewer.person_id).get(uuid=uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bitte geben Sie einen Grund an."))
        return redirect("locks")
    try:
        unlock_account(lock, reason=form.cleaned_data["reason"], by=request.viewer.actor)
    except LockRefused:
        messages.error(request, _("Eine Sperre hebt eine zweite Person auf."))
    else:
        messages.success(request, _("Der Zugang ist wieder offen."))
    return redirect("locks")
