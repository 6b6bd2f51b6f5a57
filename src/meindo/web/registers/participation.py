"""Register of participation: which stage and which value went through whom, with result and date."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.platform.clock import BERLIN
from meindo.platform.law import values
from meindo.platform.law.queries import Released, released_values
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.register import Column, Entry, Register, Value
from meindo.platform.rollout.models import Stage
from meindo.platform.rollout.queries import stages
from meindo.ui.cells import date_text
from meindo.web.registers.rollouts import participation_of
from meindo.web.value_words import content

KEY = "beteiligungen"
COLUMNS = (
    Column("subject", _("Gegenstand")),
    Column("body", _("Wer beteiligt war")),
    Column("result", _("Ergebnis")),
    Column("date", _("Datum")),
    Column("norm", _("Norm")),
)


def entries() -> Iterator[Entry]:
    """Stages that were started, values that two people released, then what services know of."""
    for stage in stages().select_related(None).prefetch_related(None):
        if stage.started_at is None:
            continue
        yield Entry(
            f"stage-{stage.uuid}",
            stage.label,
            partial(_of_stage, stage, stage.started_at),
        )
    released = released_values()
    for source in values.in_use().values():
        for value in source.needing_release():
            release = released.get(value.value_hash)
            if release is not None:
                title = f"{gettext(value.label) if value.label else value.key}: {content(value)}"
                yield Entry(f"value-{value.id}", title, partial(_of, release))
    for service in services():
        added = service.register_entries.get(KEY)
        yield from added() if added is not None else ()


def _of_stage(stage: Stage, started_at: datetime) -> dict[str, Value]:
    return {
        "subject": gettext("Einführung eines Dienstes"),
        "body": gettext("Personalrat"),
        "result": participation_of(stage),
        "date": date_text(started_at.astimezone(BERLIN).date()),
        "norm": "LPVG NRW § 66",
    }


def _of(release: Released) -> dict[str, Value]:
    return {
        "subject": gettext("Wert, nach dem gerechnet wird"),
        "body": gettext("zwei Personen der Stadt (Vier-Augen-Prinzip)"),
        "result": gettext("freigegeben (Vorführung)") if release.is_demo else gettext("freigegeben"),
        "date": date_text(release.confirmed_at.astimezone(BERLIN).date()),
        "norm": "GO NRW § 94 Abs. 2",
    }


PARTICIPATION = Register(
    key=KEY,
    title=_("Register der Beteiligungen"),
    about=_(
        "Was den Personalvertretungen und den zuständigen Personen vorlag, mit Ergebnis und Datum. Der Wortlaut ihrer "
        "Antworten ist nicht öffentlich."
    ),
    columns=COLUMNS,
    entries=entries,
)
