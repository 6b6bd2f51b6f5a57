"""Register of data flows: what one service tells another, what leaves the program, which sensors there are."""

from collections.abc import Iterator

from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.platform.outbox import wiring
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.events import PLATFORM_EVENTS
from meindo.platform.registry.register import Column, Entry, Register

COLUMNS = (
    Column("sender", _("Von")),
    Column("receivers", _("An"), "list"),
    Column("fields", _("Was übergeben wird"), "list"),
    Column("note", _("Erläuterung")),
)
# What leaves the program: key, title, receiver, fields, note.
OUTWARD = (
    (
        "payroll",
        _("Zahlungen an die Entgeltabrechnung"),
        _("Entgeltabrechnung der Stadt"),
        (_("Personalnummer"), _("Lohnart"), _("Betrag"), _("Monat"), _("Vorgangsnummer")),
        _("Als Datei mit Prüfsumme; die Antwort kommt als Datei zurück."),
    ),
    (
        "mail",
        _("Hinweise per Mail"),
        _("Mailserver der Stadt"),
        (_("Adresse"), _("Zahl der neuen Nachrichten")),
        _("Nie mit Inhalt: Was ansteht, steht nur im Portal."),
    ),
    (
        "calendar",
        _("Abonnierter Kalender"),
        _("Kalender-Programm, in das die Person die Adresse selbst einträgt"),
        (_("Tage und Ziel eigener Reisen, auf Wunsch nur „nicht verfügbar“"),),
        _("Nur auf eigenen Wunsch, jederzeit zu beenden."),
    ),
)


def entries() -> Iterator[Entry]:
    """Announcements between services, then what leaves, then the sensors."""
    platform = gettext("Plattform")
    sent = [(platform, event) for event in PLATFORM_EVENTS]
    sent += [(gettext(service.label), event) for service in services() for event in service.emits]
    for sender, event in sent:
        receivers = sorted({_app_of(on) for on in wiring.receivers.get(event.name, ())})
        yield Entry(
            event.name,
            event.name,
            {"sender": sender, "fields": event.fields, **({"receivers": tuple(receivers)} if receivers else {})},
        )
    for key, title, receiver, fields, note in OUTWARD:
        yield Entry(
            key,
            gettext(title),
            {
                "sender": platform,
                "receivers": (gettext(receiver),),
                "fields": tuple(gettext(text) for text in fields),
                "note": gettext(note),
            },
        )
    yield Entry(
        "sensors",
        gettext("Sensoren"),
        {
            "note": gettext(
                "Dieses Programm liest keine Sensoren: keine Ortung, keine Kamera, keine Türen, keine Geräte."
            )
        },
    )


def _app_of(on: wiring.On) -> str:
    """The service or platform part that listens."""
    names = on.func.__module__.split(".")
    labels = {service.key: gettext(service.label) for service in services()}
    return labels.get(names[2], f"{gettext('Plattform')} ({names[2]})") if len(names) > 2 else names[-1]


FLOWS = Register(
    key="datenfluesse",
    title=_("Register der Datenflüsse"),
    about=_("Was ein Dienst einem anderen mitteilt und was das Programm verlässt."),
    columns=COLUMNS,
    entries=entries,
)
