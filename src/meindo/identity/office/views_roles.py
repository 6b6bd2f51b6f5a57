"""Business roles: what is in them, which rules give them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.identity import commands_catalogue as commands
from meindo.identity.commands_catalogue import CatalogueRefused
from meindo.identity.models import BusinessRole
from meindo.identity.purposes import MANAGE
from meindo.identity.roles import OFFICE
from meindo.identity.sentences import rule_sentence
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.ui.lists import asked_for

from . import forms, queries_applications
from .sights import WHOLE
from .views_applications import PAGE_SIZE


@service_view(MANAGE.key, roles=WHOLE)
def index(request: Request) -> HttpResponse:
    """All business roles."""
    text = asked_for(request.GET)
    page = Paginator(queries_applications.roles_in_use(text), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "may_add": request.viewer.role == OFFICE}
    return render(request, "identity/office/roles.html", context)


@service_view(MANAGE.key, roles=WHOLE)
def role(request: Request, uuid: UUID) -> HttpResponse:
    """One role: its rights, the roles in it, the rules that give it; the IT house adds to it."""
    found = queries_applications.role_of(uuid)
    may_change = request.viewer.role == OFFICE
    form = forms.ContentForm(request.POST if request.method == "POST" and may_change else None)
    if form.is_bound and form.is_valid() and _added(request, found, form):
        return redirect("iam_role", found.uuid)
    context = {
        "role": found,
        "rights": queries_applications.rights_in(found),
        "parts": queries_applications.parts_of(found),
        "rules": [(version, rule_sentence(version)) for version in queries_applications.rules_giving(found)],
        "form": form if may_change else None,
    }
    return render(request, "identity/office/role.html", context, status=422 if form.errors else 200)


def _added(request: Request, found: BusinessRole, form: forms.ContentForm) -> bool:
    right, part = form.cleaned_data["right"], form.cleaned_data["part"]
    try:
        if right:
            commands.put_right_into(found, queries_applications.right_by_uuid(right), by=request.viewer.actor)
        else:
            commands.put_into(found, queries_applications.role_of(part), by=request.viewer.actor)
    except CatalogueRefused as problem:
        form.add_error("part", _(str(problem)))
        return False
    messages.success(request, _("Die Rolle ist geändert. Was das ändert, steht im nächsten Plan."))
    return True


@require_POST
@service_view(MANAGE.key, roles=(OFFICE,))
def take_out(request: Request, uuid: UUID, right: UUID) -> HttpResponse:
    """The role holds a right no longer."""
    found = queries_applications.role_of(uuid)
    commands.take_right_out(found, queries_applications.right_by_uuid(right), by=request.viewer.actor)
    messages.success(request, _("Die Rolle ist geändert. Was das ändert, steht im nächsten Plan."))
    return redirect("iam_role", found.uuid)


@service_view(MANAGE.key, roles=(OFFICE,))
def new(request: Request) -> HttpResponse:
    """Add a business role."""
    sent = request.POST if request.method == "POST" else None
    form = forms.RoleForm(sent)
    if sent is not None and form.is_valid():
        made = commands.add_role(by=request.viewer.actor, **form.cleaned_data)
        messages.success(request, _("Die Rolle ist angelegt. Geben Sie ihr jetzt Rechte."))
        return redirect("iam_role", made.uuid)
    context = {"form": form, "title": _("Rolle anlegen"), "back": "iam_roles"}
    return render(request, "identity/office/form.html", context, status=422 if form.errors else 200)
