"""The frame of every page: who is logged in, in which role, how much waits."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meindo.identity.roles import LABELS as IDENTITY
from meindo.platform.cases.queries_inbox import length_of_inbox
from meindo.platform.cases.queries_mirror import offices_with_a_view
from meindo.platform.registry.catalogue import services
from meindo.ui.acting import Acting, acting_of
from meindo.ui.shell import Link, NavItem, RoleChoice, Shell
from meindo.ui.worklist import COUNT
from meindo.web.devices import is_at_terminal


def context(request: HttpRequest) -> dict[str, Any]:
    """`shell` for the base template, computed only where a page uses it."""
    origin = getattr(request, "mirror_of", None)
    if origin is not None:
        return {"shell": SimpleLazyObject(lambda: mirrored(shell_of(origin), request.acting.role))}  # type: ignore[attr-defined]
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}


def mirrored(shell: Shell, role: str) -> Shell:
    """The frame of the person concerned around what an office sees."""
    office = _(offices_with_a_view()[role])
    return replace(shell, mirror_office=office, mirror_url=f"{reverse('mirror')}?stelle={role}")


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this request."""
    lang = get_language() or "de"
    banner = _("Demo: Personen und Werte sind erfunden") if settings.DEMO else ""
    try:
        acting = acting_of(request) if getattr(request, "user", None) and request.user.is_authenticated else None
    except PermissionError:
        acting = None
    if acting is None:
        return Shell(
            lang=lang, demo_banner=banner, language_url=reverse("language"), path=request.path, footer=footer(request)
        )
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
        cockpit_url=reverse("cockpit"),
        devices_url=reverse("devices"),
        terminal=is_at_terminal(request),
        footer=footer(request),
        path=request.get_full_path(),
    )


def footer(request: HttpRequest) -> tuple[Link, ...]:
    """Quiet links below every page, also without a log-in; the help begins with what helps on this page."""
    place = request.resolver_match.url_name if request.resolver_match else None
    return (
        Link(reverse("help") + (f"?zu={place}" if place else ""), _("Hilfe")),
        Link(reverse("public"), _("Transparenz")),
        Link(reverse("accessibility"), _("Barrierefreiheit")),
    )


def waiting_count(acting: Acting) -> int:
    """How many cases wait for the person in the role in which they act."""
    known = acting.asked.get(COUNT)
    return known if isinstance(known, int) else length_of_inbox(acting.viewer("cases.inbox"))


def remember_count(acting: Acting, count: int) -> None:
    """A page that has read the whole list spares the header its question."""
    acting.asked[COUNT] = count


def navigation(request: HttpRequest, acting: Acting) -> tuple[NavItem, ...]:
    """The rail and the bottom bar."""
    entries = _entries(acting.role, get_language() or "de")
    return tuple(NavItem(url, label, icon, active=request.path == url) for url, label, icon in entries)


@lru_cache(maxsize=256)
def _entries(role: str, _language: str) -> tuple[tuple[str, str, str], ...]:
    """Where a role finds its pages: address, label, icon; the language is there for the cache."""
    own_pages = {
        "line_manager": ("deputies", _("Vertretung"), "team"),
        "hr_office": ("measures", _("Maßnahmen"), "team"),
        "law_release": ("law", _("Werte"), "check"),
        "rollout_office": ("rollout", _("Einführung"), "services"),
        "digital_xpert": ("rollout", _("Einführung"), "services"),
        "payroll_office": ("payroll", _("Entgelt"), "euro"),
        "activation_office": ("activations", _("Zugänge"), "team"),
        "public_office": ("publicity", _("Öffentlich"), "globe"),
        "records_office": ("retention", _("Aufbewahrung"), "paper"),
        "data_protection_office": ("retention", _("Aufbewahrung"), "paper"),
        "post_office": ("post", _("Poststelle"), "paper"),
        **dict.fromkeys(IDENTITY, ("iam_home", _("Rechte"), "check")),
    }
    own_pages |= {entry.enters.key: (entry.enter_url, _("Erfassen"), "team") for entry in services() if entry.enters}
    for entry in services():
        own_pages |= {key: (page.url, _(page.label), page.icon) for key, page in entry.pages.items()}
    third = own_pages.get(role, ("file", _("Akte"), "paper"))
    return (
        (reverse("home"), _("Start"), "home"),
        (reverse("inbox"), _("Vorgänge"), "inbox"),
        (reverse("services"), _("Dienste"), "services"),
        (reverse(third[0]), third[1], third[2]),
    )
