"""The office that sets an Auskunftssperre: nobody else sees that there is one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.clock import today
from meindo.platform.people.commands_blocks import BlockRefused, end_block, set_block
from meindo.platform.people.queries_blocks import ROLE, blocks_in_reach
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.ui.acting import Request
from meindo.ui.confirming import Fresh
from meindo.ui.gate import service_view
from meindo.web.forms_blocks import BlockForm

PURPOSE, ROLES = "people.block", (ROLE,)


@service_view(PURPOSE, roles=ROLES, fresh=Fresh.DECISIONS, shows=Evaluation("blocks", msgid("Auskunftssperren"), LIST))
def blocks(request: Request) -> HttpResponse:
    """The marks that hold, and a form for a new one."""
    office = request.viewer.person_id
    form = BlockForm(request.POST if request.method == "POST" else None, office=office)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        request.seen.add((data["number"].pk, 0))
        try:
            set_block(data["number"], reason=data["reason"], until=data["until"], by=request.viewer.actor)
        except BlockRefused:
            form.add_error("number", _("Für diese Person gibt es schon eine Sperre. Beenden Sie sie zuerst."))
        else:
            messages.success(request, _("Die Sperre gilt ab sofort."))
            return redirect("blocks")
    rows = list(blocks_in_reach(office, today()))
    request.seen |= {(row.person_id, 0) for row in rows}
    return render(request, "web/blocks.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@require_POST
@service_view(PURPOSE, roles=ROLES, fresh=Fresh.DECISIONS)
def end(request: Request, uuid: UUID) -> HttpResponse:
    """End a mark."""
    block = blocks_in_reach(request.viewer.person_id, today()).get(uuid=uuid)
    request.seen.add((block.person_id, 0))
    end_block(block, by=request.viewer.actor)
    messages.success(request, _("Die Sperre ist beendet."))
    return redirect("blocks")
