"""For auditors: the controls BER.1 to BER.4 of Grundschutz++, what meindo does for each, and the figures of now."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meindo.identity.controls import LABELS, SOURCE, Control, Status, controls
from meindo.identity.oscal import component_definition
from meindo.identity.purposes import MANAGE
from meindo.identity.queries_evidence import EVIDENCE, Figure, figures, in_use, proofs_of
from meindo.kernel.message import mark as msgid
from meindo.platform.clock import now
from meindo.ui.acting import Request
from meindo.ui.gate import service_view

from .sights import WHOLE

COLOURS = {Status.COVERED: "done", Status.PARTLY: "due", Status.OPEN: "wrong", Status.ORGANISATION: "wait"}
PAGES = {
    "iam_applications": msgid("Anwendungen und ihre Rechte"),
    "iam_campaigns": msgid("Prüfungen von Zugängen"),
    "iam_log": msgid("Wer hat was geändert?"),
    "iam_people": msgid("Zugänge einer Person"),
    "iam_plans": msgid("Pläne"),
    "iam_roles": msgid("Rollen"),
    "iam_rules": msgid("Regeln"),
}


@service_view(MANAGE.key, roles=WHOLE)
def index(request: Request) -> HttpResponse:
    """All 49, or those of one status, with the figures of now; then each application with its last proofs."""
    status = request.GET.get("stand", "")
    rows = [row for row in controls() if status not in LABELS or row.status == status]
    counted = figures({key for row in rows for key in row.figures})
    context = {
        "rows": [_shown(row, counted) for row in rows],
        "status": status,
        "choices": [(key.value, _(label), _how_many(key)) for key, label in LABELS.items()],
        "proofs": proofs_of(list(in_use().order_by("label", "pk"))),
        "source": SOURCE,
        "total": len(controls()),
    }
    return render(request, "identity/office/controls.html", context)


def _how_many(status: Status) -> int:
    return sum(row.status == status for row in controls())


def _shown(row: Control, counted: dict[str, Figure]) -> dict[str, object]:
    return {
        "control": row,
        "colour": COLOURS[row.status],
        "status": _(LABELS[row.status]),
        "sentence": row.sentence(get_language() or "de"),
        "figures": [(_(EVIDENCE[key].label), counted[key]) for key in row.figures],
        "pages": [(page, _(PAGES[page])) for page in row.pages],
    }


@service_view(MANAGE.key, roles=WHOLE)
def file(request: Request) -> HttpResponse:
    """The same for the tools of an auditor: a component definition in OSCAL. Figures only, nobody is named."""
    addresses = {page: f"{settings.PUBLIC_URL}{reverse(page)}" for page in PAGES}
    content = component_definition(controls(), figures(), now(), addresses)
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="meindo-grundschutz-ber-1-4.json"'
    return response
