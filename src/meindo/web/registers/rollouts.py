"""Register of roll-outs: which units use a service since when, what a stage carries, what was taken back and why."""

from collections.abc import Iterator

from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.platform.clock import today
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.register import Column, Entry, Register, Value
from meindo.platform.rollout.models import ASSESSED, Stage
from meindo.platform.rollout.queries import stages
from meindo.ui.cells import date_text
from meindo.web.rollout import ENDED, NAMES

COLUMNS = (
    Column("service", _("Dienst")),
    Column("state", _("Stand")),
    Column("starts_on", _("Beginn")),
    Column("units", _("Einheiten"), "list"),
    Column("participation", _("Beteiligung des Personalrats")),
    Column("kick_off_on", _("Auftakt")),
    Column("training", _("Schulung")),
    Column("handbook", _("Handbuch")),
    Column("help_contact", _("Hilfe bei Fragen")),
    Column("trial", _("Erprobung")),
    Column("risks", _("Risikobewertung")),
    Column("impact", _("Datenschutz-Folgenabschätzung")),
    Column("procurement", _("Vergabe")),
    Column("missing", _("Was noch fehlt"), "list"),
    Column("taken_back", _("Zurückgenommen am")),
    Column("reason", _("Grund")),
)


def entries() -> Iterator[Entry]:
    """One entry for every stage, planned ones too."""
    labels = {service.key: gettext(service.label) for service in services()}
    for stage in stages():
        values: dict[str, Value] = {
            "service": labels.get(stage.service, stage.service),
            "state": state_of(stage),
            "starts_on": date_text(stage.starts_on),
            "units": tuple(_unit(row.unit.code, row.unit.name, with_below=row.with_below) for row in stage.units.all()),
            "participation": participation_of(stage),
            "kick_off_on": date_text(stage.kick_off_on) if stage.kick_off_on else "",
            "training": stage.training,
            "handbook": stage.handbook,
            "help_contact": stage.help_contact,
            **{name: getattr(stage, name) for name in ASSESSED},
            "missing": () if stage.started_at else tuple(str(NAMES[name]) for name in stage.missing()),
            "taken_back": date_text(stage.ends_on) if stage.ends_on else "",
            "reason": stage.reason,
        }
        yield Entry(str(stage.uuid), stage.label, {key: value for key, value in values.items() if value})


def state_of(stage: Stage) -> str:
    """Where a stage is, in one word."""
    if stage.ends_on:
        return gettext("zurückgenommen")
    if stage.started_at is None:
        return gettext("geplant")
    return gettext("läuft") if stage.starts_on <= today() else gettext("freigegeben")


def participation_of(stage: Stage) -> str:
    """How the participation ended; the text of an answer is not public (LPVG NRW)."""
    words = {str(key): str(label) for key, label in ENDED.items()}
    return words.get(stage.participation, gettext("noch offen"))


def _unit(code: str, name: str, *, with_below: bool) -> str:
    whole = gettext("{code} {name} mit allem darunter") if with_below else "{code} {name}"
    return whole.format(code=code, name="" if name == code else name).replace("  ", " ").strip()


ROLLOUTS = Register(
    key="einfuehrungen",
    title=_("Register der Einführungen"),
    about=_(
        "Dienste werden stufenweise eingeführt, erst nach Erprobung, Risikobewertung, Beteiligung, Schulung und "
        "Auftakt; jede Stufe kann zurückgenommen werden, und solange gilt der Papierweg."
    ),
    columns=COLUMNS,
    entries=entries,
)
