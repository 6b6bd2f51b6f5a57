"""The public face, without a log-in: registers as pages, and questions about them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meindo.platform.clock import today
from meindo.platform.registry.commands import note_visit
from meindo.platform.registry.queries import visit_of, visits_of
from meindo.platform.registry.queries_local import answered, changed_after, last_changes, unchanged_since
from meindo.platform.registry.register import Entry, Register
from meindo.ui.acting import Request
from meindo.ui.gate import service_view
from meindo.web.forms_public import AskForm
from meindo.web.registers import REGISTERS
from meindo.web.registers.shown import shown
from meindo.web.throttle import TooMany, throttled

ON_A_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every register, with when something in it changed last and, for who is logged in, how much since they read it."""
    changed = last_changes()
    person = request.user.person_id if request.user.is_authenticated else None
    visits = visits_of(person) if person is not None else {}
    unread = changed_after(visits) if visits else {}
    found = [(register, changed.get(key), unread.get(key, 0)) for key, register in REGISTERS.items()]
    return render(request, "web/public/index.html", {"registers": found})


def register_named(key: str) -> Register:
    """A register by the name in its address."""
    if key not in REGISTERS:
        raise Http404
    return REGISTERS[key]


@require_POST
@service_view("portal")
def read(request: Request, key: str) -> HttpResponse:
    """Remember that a register was read today: next time it says what changed since."""
    register = register_named(key)
    note_visit(request.viewer.person_id, register.key, today())
    messages.success(request, _("Gemerkt. Beim nächsten Besuch steht hier, was sich seitdem geändert hat."))
    return redirect("public_register", key)


@require_safe
def register_page(request: HttpRequest, key: str) -> HttpResponse:
    """The entries of a register; what was searched for, and what changed since a day."""
    register = register_named(key)
    text, since = request.GET.get("q", "").strip()[:100], _day(request.GET.get("seit", ""))
    found = list(_found(register, text, since))
    usual = min((day for _entry, day in found if day is not None), default=None)
    context = {
        "register": register,
        "usual": usual,
        "all_usual": all(day == usual for _entry, day in found),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "q": text,
        "since": since,
        "filtered": bool(text or since),
        **_visit(request, register),
    }
    return render(request, "web/public/register.html", context)


def _visit(request: HttpRequest, register: Register) -> dict[str, Any]:
    """For who is logged in: when they read the register last, and how much changed since."""
    if not request.user.is_authenticated or request.user.person_id is None:
        return {"logged_in": False}
    last = visit_of(request.user.person_id, register.key)
    if last is None:
        return {"logged_in": True}
    unread = sum(1 for _entry, day in _found(register, "", None) if day is not None and day > last)
    return {"logged_in": True, "last_visit": last, "unread": unread}


def _found(register: Register, text: str, since: date | None) -> Iterator[tuple[Entry, date | None]]:
    changed = unchanged_since(register.key)
    for entry in register.entries():
        day = changed.get(entry.key)
        if entry.matches(text) and (since is None or (day is not None and day >= since)):
            yield entry, day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def entry_of(register: Register, key: str) -> Entry:
    """One entry by the name in its address."""
    found = next((entry for entry in register.entries() if entry.key == key), None)
    if found is None:
        raise Http404
    return found


def entry_page(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """One entry in full, with the questions that were answered about it; anybody may ask another one."""
    register = register_named(key)
    found = entry_of(register, entry)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            throttled(request, "ask")
        except TooMany:
            form.add_error(
                None, _("Von hier kamen gerade viele Fragen. Bitte versuchen Sie es in einer Stunde noch einmal.")
            )
        else:
            form.ask(register=key, entry=entry)
            messages.success(request, _("Danke. Ihre Frage wird gelesen; sie erscheint hier zusammen mit der Antwort."))
            return redirect("public_entry", key, entry)
    status = 422 if form.errors else 200
    return render(request, "web/public/entry.html", {**_entry_context(register, found), "form": form}, status=status)


def _entry_context(register: Register, found: Entry) -> dict[str, Any]:
    rows = list(shown(register, found))
    return {
        "register": register,
        "entry": found,
        "rows": rows,
        "since": unchanged_since(register.key).get(found.key),
        "answers": answered(register.key, found.key),
    }
