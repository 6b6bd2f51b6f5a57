"""Accounts that an upstream directory pushed and whose person is not known yet: somebody decides whose they are."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.identity.purposes import MANAGE
from meindo.identity.roles import OFFICE
from meindo.identity.scim.commands_matching import MatchRefused, match_account
from meindo.identity.scim.queries_matching import candidates, waiting_accounts
from meindo.kernel.message import mark as msgid
from meindo.platform.people.queries import main_places
from meindo.platform.registry.evaluation import LIST, PAGE, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view

from .forms_findings import WhoseForm
from .sights import WHOLE
from .views_applications import PAGE_SIZE


@service_view(
    MANAGE.key,
    roles=WHOLE,
    shows=Evaluation("identity.directory", msgid("Konten eines Verzeichnisses, die auf eine Zuordnung warten"), LIST),
)
def index(request: Request) -> HttpResponse:
    """All that wait, the oldest first."""
    page = Paginator(waiting_accounts(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "identity/office/directory.html", {"page": page})


@service_view(
    MANAGE.key,
    roles=WHOLE,
    fresh=Fresh.DECISIONS,
    shows=Evaluation(
        "identity.directory_account", msgid("Ein Konto eines Verzeichnisses und wer gemeint sein kann"), PAGE
    ),
)
def account(request: Request, uuid: UUID) -> HttpResponse:
    """What the directory says of the account, who could be meant, and the decision."""
    found = waiting_accounts().get(uuid=uuid)
    people = list(candidates(found))
    request.seen |= {(person.pk, 0) for person in people}
    may_act = request.viewer.role == OFFICE
    sent = request.POST if may_act and request.method == "POST" else None
    form = WhoseForm(sent, people=people, places=main_places([person.pk for person in people]))
    if sent is not None and form.is_valid():
        try:
            match_account(found, person=form.person(), by=request.viewer.actor)
        except MatchRefused as problem:
            form.add_error(None, _(str(problem)))
        else:
            request.seen.add((form.person().pk, 0))
            messages.success(request, _("Das Konto ist zugeordnet."))
            return redirect("iam_directory")
    said = found.body
    mails = [mail.get("value", "") for mail in said.get("emails", ())]
    facts = [
        (_("Verzeichnis"), found.client),
        (_("Benutzername"), said.get("userName", "")),
        (_("Name"), said.get("displayName", "")),
        (_("E-Mail"), ", ".join(mails)),
        (_("Zuerst gesehen"), f"{found.created_at:%d.%m.%Y}"),
    ]
    context = {"account": found, "facts": facts, "form": form if may_act else None, "people": people}
    return render(request, "identity/office/directory_account.html", context, status=422 if form.errors else 200)
