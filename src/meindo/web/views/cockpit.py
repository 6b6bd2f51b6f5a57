"""The data cockpit: who looked at my data, when, for which purpose, in which case."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any, cast

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meindo.platform.access.queries import Wanted, every_look_at, looks_at, offices_and_purposes
from meindo.platform.cases.queries_own import own_numbers
from meindo.ui.acting import APPLICANT, Request
from meindo.ui.dates import DateField
from meindo.ui.fields import SelectField, TextField
from meindo.ui.forms import Form
from meindo.ui.gate import service_view
from meindo.ui.lists import changed
from meindo.web.cockpit import Shown, Words, csv_lines, json_lines

ON_A_PAGE = 50
PARTS = tuple(f"{name}_{part}" for name in ("since", "until") for part in ("day", "month", "year"))
FILTERS = ("office", "purpose", "case", *PARTS)
FILES: dict[str, tuple[str, Callable[[Iterable[Shown]], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "json": ("application/json", json_lines),
}


def filter_form(person_id: int, words: Words, data: Any) -> Form:
    """What the looks can be filtered by: only offices and purposes that occur."""
    pairs = offices_and_purposes(person_id)
    offices = sorted({(role, words.offices.get(role, role)) for role, _purpose in pairs}, key=lambda pair: pair[1])
    purposes = sorted({(key, words.purposes.get(key, key)) for _role, key in pairs}, key=lambda pair: pair[1])
    fields: dict[str, Any] = {
        "office": SelectField(label=_("Stelle"), choices=offices, required=False),
        "purpose": SelectField(label=_("Zweck"), choices=purposes, required=False),
        "since": DateField(label=_("Vom"), required=False),
        "until": DateField(label=_("Bis"), required=False),
        "case": TextField(label=_("Nummer des Vorgangs"), required=False, max_length=40),
    }
    sent = data if any(data.get(name) for name in FILTERS) else None
    form: Form = type("CockpitForm", (Form,), fields)(sent)
    return form


def wanted_of(form: Form, words: Words) -> Wanted:
    """What was chosen; nothing is hidden by an entry that is wrong, and an unknown number finds nothing."""
    if not form.is_bound or not form.is_valid():
        return Wanted()
    data = form.cleaned_data
    known = {number: key for key, (number, _uuid) in words.cases.items()}
    number = data["case"].strip().upper()
    case_id = known.get(number, -1) if number else None
    return Wanted(data["office"], data["purpose"], data["since"], data["until"], case_id)


def _after(text: str) -> tuple[date, int] | None:
    """Where the page before ended, from the address; nothing for what is no such place."""
    day, _dot, last = text.partition(".")
    with suppress(ValueError):
        if last.isascii() and last.isdecimal() and len(last) < 19:
            return date.fromisoformat(day), int(last)
    return None


@service_view("portal")
def cockpit(request: Request) -> HttpResponse:
    """Every look at the own data, newest first, whatever role the person acts in."""
    person = request.viewer.person_id
    words = Words.now(own_numbers(person))
    form = filter_form(person, words, request.GET)
    looks, more = looks_at(person, wanted_of(form, words), most=ON_A_PAGE, after=_after(request.GET.get("nach", "")))
    wrong = form.is_bound and bool(form.errors)
    context = {
        "rows": [words.shown(look) for look in looks],
        "form": form,
        "older": changed(request.GET, nach=f"{looks[-1].day}.{looks[-1].id}") if more else "",
        "is_own": request.viewer.role == APPLICANT,  # only as oneself one asks
        "is_later": "nach" in request.GET,
        "query": changed(request.GET, nach=None),
    }
    return render(request, "web/cockpit.html", context, status=422 if wrong else 200)


@service_view("portal")
def cockpit_file(request: Request, kind: str) -> HttpResponse:
    """The same as a file with every row that the filter leaves."""
    if kind not in FILES:
        raise Http404
    person = request.viewer.person_id
    words = Words.now(own_numbers(person))
    wanted = wanted_of(filter_form(person, words, request.GET), words)
    media_type, lines = FILES[kind]
    rows = (words.shown(look) for look in every_look_at(person, wanted))
    response = StreamingHttpResponse(lines(rows), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="zugriffe.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", response)  # the gate asks for headers only


@service_view("portal")
def support(_request: Request) -> HttpResponse:
    """Where the accesses of the support were before they were cases: messages of that time lead here."""
    return redirect("unterstuetzung_home")
