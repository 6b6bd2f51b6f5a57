"""The frame of every page: who is logged in, in which role, how much waits."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meindo.platform.cases.queries import inbox
from meindo.platform.registry.catalogue import services
from meindo.ui.acting import Acting, acting_of
from meindo.ui.shell import Link, NavItem, RoleChoice, Shell
from meindo.ui.worklist import COUNT


def context(request: HttpRequest) -> dict[str, Any]:
    """`shell` for the base template, computed only where a page uses it."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this request."""
    lang = get_language() or "de"
    banner = _("Demo: Personen und Werte sind erfunden") if settings.DEMO else ""
    try:
        acting = acting_of(request) if getattr(request, "user", None) and request.user.is_authenticated else None
    except PermissionError:
        acting = None
    if acting is None:
        return Shell(lang=lang, demo_banner=banner, language_url=reverse("language"), path=request.path)
    return Shell(
        person_name=acting.person.display_name,
        roles=tuple(RoleChoice(key, _(acting.labels.get(key, key)), key == acting.role) for key in acting.roles),
        inbox_count=waiting_count(acting),
        nav=navigation(request, acting),
        logged_in=True,
        lang=lang,
        demo_banner=banner,
        home_url=reverse("home"),
        inbox_url=reverse("inbox"),
        search_url=reverse("search"),
        role_url=reverse("role"),
        language_url=reverse("language"),
        logout_url=reverse("account_logout"),
        profile_url=reverse("file"),
        footer=(Link(reverse("help"), _("Hilfe")),),
        path=request.get_full_path(),
    )


def waiting_count(acting: Acting) -> int:
    """How many cases wait for the person in the role in which they act."""
    known = acting.asked.get(COUNT)
    return known if isinstance(known, int) else inbox(acting.viewer("cases.inbox")).count()


def remember_count(acting: Acting, count: int) -> None:
    """A page that has read the whole list spares the header its question."""
    acting.asked[COUNT] = count


def navigation(request: HttpRequest, acting: Acting) -> tuple[NavItem, ...]:
    """The rail and the bottom bar."""
    own_pages = {
        "line_manager": ("deputies", _("Vertretung"), "team"),
        "hr_office": ("measures", _("Maßnahmen"), "team"),
        "law_release": ("law", _("Werte"), "check"),
        "rollout_office": ("rollout", _("Einführung"), "services"),
        "digital_xpert": ("rollout", _("Einführung"), "services"),
        "payroll_office": ("payroll", _("Entgelt"), "euro"),
    }
    own_pages |= {entry.enters.key: (entry.enter_url, _("Erfassen"), "team") for entry in services() if entry.enters}
    own_pages |= {
        role: (url, _(label), "team") for entry in services() for role, (url, label) in entry.office_pages.items()
    }
    third = own_pages.get(acting.role, ("file", _("Akte"), "paper"))
    entries = [
        ("home", _("Start"), "home"),
        ("inbox", _("Vorgänge"), "inbox"),
        ("services", _("Dienste"), "services"),
        third,
    ]
    return tuple(
        NavItem(reverse(name), label, icon, active=request.path == reverse(name)) for name, label, icon in entries
    )
