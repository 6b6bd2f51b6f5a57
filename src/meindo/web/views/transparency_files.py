"""The public registers as files: JSON, its schema, an accessible PDF; a process as BPMN 2.0."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from meindo.platform.cases.bpmn import bpmn
from meindo.platform.clock import now, today
from meindo.platform.letters.render import render_register
from meindo.platform.registry.queries_local import unchanged_since
from meindo.platform.registry.register import as_data, schema
from meindo.ui.cells import date_text
from meindo.web.registers.feed import FeedEntry, atom
from meindo.web.registers.shown import newest, shown
from meindo.web.views.transparency import register_named

JSON = {"ensure_ascii": False, "indent": 1}


@require_safe
def register_json(request: HttpRequest, key: str) -> HttpResponse:
    """A register as data, in the language of the reader."""
    register = register_named(key)
    language = get_language() or "de"
    data = as_data(register, gettext, language, unchanged_since(key))
    return JsonResponse(data, json_dumps_params=JSON)


@require_safe
def register_schema(request: HttpRequest, key: str) -> HttpResponse:
    """The JSON schema of a register."""
    content = schema(register_named(key), gettext)
    return JsonResponse(content, json_dumps_params=JSON, content_type="application/schema+json")


@require_safe
def register_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """A register in print."""
    register = register_named(key)
    entries: list[dict[str, Any]] = [
        {"title": entry.title, "rows": [row.as_data() for row in shown(register, entry)]}
        for entry in register.entries()
    ]
    content = {
        "title": gettext(register.title),
        "about": gettext(register.about),
        "authority": "Stadt Dortmund",
        "language": get_language() or "de",
        "state": gettext("Stand {day}").format(day=date_text(today())),
        "empty": gettext("Noch steht hier nichts."),
        "entries": entries,
    }
    pdf = render_register(content, created_at=now())
    disposition = f'inline; filename="{key}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_safe
def register_feed(request: HttpRequest, key: str) -> HttpResponse:
    """What changed in a register, the latest first, as an Atom feed (RFC 4287): nobody needs a log-in to follow it."""
    register = register_named(key)
    language = get_language() or "de"
    changed = unchanged_since(key)
    rows = [FeedEntry(e.key, e.title, changed[e.key]) for e in register.entries() if e.key in changed]
    address = request.build_absolute_uri(reverse("public_register", args=[key]))
    content = atom(gettext(register.title), address, language, rows, request.build_absolute_uri(request.path))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_safe
def process_bpmn(request: HttpRequest, key: str) -> HttpResponse:
    """The published version of a process as BPMN 2.0."""
    try:
        content = bpmn(newest(key), gettext)
    except LookupError as error:
        raise Http404 from error
    disposition = f'attachment; filename="{key}.bpmn"'
    return HttpResponse(content, content_type="application/xml", headers={"Content-Disposition": disposition})
