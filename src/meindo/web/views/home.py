"""The home page: what is to do first, then the services with one number and one action."""

from copy import copy
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meindo.kernel.message import mark as msgid
from meindo.platform.access.viewer import Viewer
from meindo.platform.cases import catalogue, drafts
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_own import first_tasks, own_tasks
from meindo.platform.clock import today
from meindo.platform.notify.queries import latest_unread
from meindo.platform.people.queries_externals import ROLE as HR_OFFICE
from meindo.platform.registry.catalogue import service, services
from meindo.platform.registry.commands import MOST_PINNED, PINNED, TooManyPins, pin, prefer
from meindo.platform.registry.evaluation import LIST, Evaluation
from meindo.platform.registry.queries import preferences_of, tiles_of
from meindo.ui.acting import Request, act_as
from meindo.ui.cells import date_range
from meindo.ui.gate import refused, saw, service_view
from meindo.ui.lists import Task
from meindo.ui.lists import Tile as TileRow
from meindo.web.externals import unattended
from meindo.web.shell import remember_count

MOST_TASKS = 5
SOON = timedelta(days=14)  # a deadline further away is said quietly
FIRST_STEPS = "first_steps_dismissed"


@service_view("portal", shows=Evaluation("home", msgid("Startseite mit wartenden Vorgängen"), LIST))
def home(request: Request) -> HttpResponse:
    """Tasks, services, messages of the person in the role in which they act."""
    viewer = request.viewer
    own, left = viewer.role == "applicant", request.acting.has_left
    most = MOST_TASKS + 1  # an office's list is long and in the order of an index
    waiting, number = _waiting(viewer, most)
    coming = [case for case in waiting[:MOST_TASKS] if getattr(case, "rests", False)]
    saw(request, waiting)
    if number is not None:
        remember_count(request.acting, number)
    values = preferences_of(viewer.person_id)
    context: dict[str, Any] = {
        "tasks": [
            *attention(viewer),
            *(_task(case, own=own) for case in waiting[:MOST_TASKS] if case not in coming),
        ],
        "coming": [_coming(case) for case in coming],
        "more_tasks": len(waiting) > MOST_TASKS,
        "drafts": [_draft(draft) for draft in drafts.drafts_of(viewer)[:3]],
        "tiles": tiles(viewer.person_id, values.get(PINNED, [])) if own and not left else [],
        "news": latest_unread(viewer.person_id),
        "first_steps": [] if left or values.get(FIRST_STEPS) else first_steps(viewer.role),
        "own": own,
    }
    return render(request, "web/home.html", context)


def _waiting(viewer: Viewer, most: int) -> tuple[list[Case], int | None]:
    if viewer.role != "applicant":
        return first_tasks(viewer, most)
    found = own_tasks(viewer.person_id, viewer.day, most)
    return found, len(found) if len(found) < most else None


def attention(viewer: Viewer) -> list[Task]:
    """What an office has to look at that is no case."""
    if viewer.role != HR_OFFICE or not (count := unattended(viewer)):
        return []
    text = ngettext(
        "Eine externe Person ist ohne Verantwortliche", "{count} externe Personen sind ohne Verantwortliche", count
    )
    sub = _("Verantwortliche sind gegangen, gehen bald oder fehlen.")
    return [Task(text.format(count=count), reverse("externals"), sub, "due", _("jetzt"))]


def _task(case: Any, *, own: bool) -> Task:
    step = catalogue.process_of(case.process, case.version).step(case.step)
    late = case.due_on is not None and case.due_on < today()
    near = case.due_on is not None and case.due_on <= today() + SOON
    due = _("überfällig seit {day}") if late else _("bis {day}")
    return Task(
        text=case.headline if own else f"{case.who}: {case.headline}",
        url=reverse("case", args=[case.uuid]),
        sub=_about(case, step.label),
        kind="wrong" if late else "due" if near else "wait",
        state=due.format(day=_near(case.due_on)) if case.due_on else "",
    )


def _about(case: Any, step: str) -> SafeString:
    """Which matter and where it stands: with its days, because one travels to the same place more than once."""
    days = [date_range(case.starts_on, case.ends_on, short=True)] if case.starts_on else []
    return format_html_join(" · ", "{}", ((part,) for part in (_(service(case.service).label), *days, _(step))))


def _coming(case: Any) -> Task:
    """What the person has to do later, with the day from which on they can."""
    step = catalogue.process_of(case.process, case.version).step(case.step)
    return Task(
        text=case.headline,
        url=reverse("case", args=[case.uuid]),
        sub=_about(case, step.label),
        kind="wait",
        state=_("ab {day}").format(day=_near(case.ends_on)),
    )


def _near(day: date) -> str:
    """A day as short as it can be: with the year only when it is another one."""
    return f"{day:%d.%m.}" if day.year == today().year else f"{day:%d.%m.%Y}"


def _draft(draft: Any) -> Task:
    return Task(
        text=_("Entwurf fortsetzen: {title}").format(title=draft.title or _(service(draft.service).label)),
        url=reverse(f"{draft.form}_check", args=[draft.uuid]),
        sub=_("zuletzt geändert am {day}").format(day=f"{draft.changed_at:%d.%m.}"),
    )


def tiles(person_id: int, pinned: list[str]) -> list[TileRow]:
    """Pinned services in their order, then those used last; who has neither sees the first of all.

    Each with the number that its handlers wrote; one without a number shows its action.
    """
    rows = tiles_of(person_id)
    used = sorted(rows, key=lambda key: rows[key].as_of, reverse=True)
    known = {entry.key: entry for entry in services()}
    chosen = [key for key in dict.fromkeys([*pinned, *used]) if key in known] or list(known)
    found = []
    for key in chosen[:MOST_PINNED]:
        entry, row = known[key], rows.get(key)
        value = _(row.value).format(**row.params) if row else ""
        found.append(TileRow(_(entry.label), reverse(entry.start_url), _(entry.start_label), value, icon="trip"))
    return found


def first_steps(role: str) -> list[tuple[str, str]]:
    """Three things to begin with, per role, until dismissed."""
    if role == "line_manager":
        return [
            (_("Eine Vertretung festlegen"), reverse("deputies")),
            (_("Wartende Vorgänge ansehen"), reverse("inbox")),
            (_("Die eigene Akte ansehen"), reverse("file")),
        ]
    if role == "applicant":
        return [
            (_("Eine Dienstreise beantragen"), reverse("dienstreise_new")),
            (_("Alle Dienste ansehen"), reverse("services")),
            (_("Die eigene Akte ansehen"), reverse("file")),
        ]
    if role == "law_release":
        return [(_("Werte ansehen, die auf Freigabe warten"), reverse("law")), (_("Hilfe lesen"), reverse("help"))]
    if role == "hr_office":
        return [(_("Personalmaßnahmen ansehen"), reverse("measures")), (_("Hilfe lesen"), reverse("help"))]
    if role == "payroll_office":
        return [(_("Zahlungen übergeben"), reverse("payroll")), (_("Hilfe lesen"), reverse("help"))]
    return [(_("Wartende Vorgänge ansehen"), reverse("inbox")), (_("Hilfe lesen"), reverse("help"))]


@require_POST
@service_view("portal", staff=True)
def dismiss_first_steps(request: Request) -> HttpResponse:
    """Do not show the first steps again."""
    prefer(request.viewer.person_id, FIRST_STEPS, True)
    return redirect("home")


@service_view("portal")
def all_services(request: Request) -> HttpResponse:
    """All services from A to Z, with their paper way."""
    entries = sorted(services(), key=lambda entry: _(entry.label))
    pinned = preferences_of(request.viewer.person_id).get(PINNED, [])
    return render(request, "web/services.html", {"services": entries, "pinned": pinned})


@require_POST
@service_view("portal", staff=True)
def pin_service(request: Request, key: str) -> HttpResponse:
    """Pin a service to the home page, or take it off."""
    pinned = "off" not in request.POST
    try:
        pin(request.viewer.person_id, key, pinned=pinned)
    except KeyError as problem:
        raise Http404 from problem
    except TooManyPins:
        text = _("Auf der Startseite ist Platz für {count} Dienste. Bitte nehmen Sie zuerst einen anderen weg.")
        messages.error(request, text.format(count=MOST_PINNED))
        return redirect("services")
    text = _("{service} steht jetzt auf Ihrer Startseite.") if pinned else _("{service} ist von der Startseite weg.")
    messages.success(request, text.format(service=_(service(key).label)))
    return redirect("services")


@require_POST
def role(request: HttpRequest) -> HttpResponse:
    """Act in another role."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    try:
        if act_as(request, request.POST.get("role", "")):
            address = _own_address(request.POST.get("next", ""))
            return redirect(address if _opens(request, address) else "/")
    except PermissionError:
        return refused(request, "no_person")
    messages.error(request, _("Diese Rolle haben Sie heute nicht."))
    return redirect("home")


def _opens(request: HttpRequest, address: str) -> bool:
    """Whether a page of ours opens in the role just taken. Only the page itself knows: it is asked, and reading changes
    nothing.
    """
    parts = urlsplit(address)
    asking = copy(request)
    asking.__dict__.pop("acting", None)
    asking.method, asking.path, asking.META = "GET", parts.path, {**request.META, "QUERY_STRING": parts.query}
    asking.GET = QueryDict(parts.query)
    try:
        page = resolve(parts.path)
        return bool(page.func(asking, *page.args, **page.kwargs).status_code < 400)
    except (Http404, ValueError):
        return False


def _own_address(wanted: str) -> str:
    """An address of this platform to go on to; the home page for everything else."""
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read the pages in German or English."""
    wanted = request.POST.get("language", "")
    response = redirect(_own_address(request.POST.get("next", "")))
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response
