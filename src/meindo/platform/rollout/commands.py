"""Writes of the roll-out: plan, change, start and take back a stage."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.outbox.work import unit_of_work

from .models import CARRIES, Participation, Stage, StageUnit
from .queries import state_of

PURPOSE = "rollout"


class StageRefused(Exception):
    """The stage cannot take this step; the text says why."""


def plan_stage(
    *,
    service: str,
    label: str,
    starts_on: date,
    units: Iterable[int],
    by: Actor,
    alone: Iterable[int] = (),
    **carries: Any,
) -> Stage:
    """Plan that units, with all below them (`alone`: without), use a service from a day on; `carries` are what is
    known already.
    """
    with unit_of_work(by, purpose=PURPOSE) as work:
        stage = Stage.objects.create(service=service, label=label, starts_on=starts_on, **_known(carries))
        _set_units(stage, units, alone)
        work.record("rollout.planned", f"stage:{stage.uuid}", service=service)
    return stage


def change_stage(
    stage: Stage,
    *,
    seen: str,
    label: str,
    starts_on: date,
    units: Iterable[int],
    by: Actor,
    alone: Iterable[int] = (),
    **carries: Any,
) -> None:
    """Change a planned stage as a whole. `seen` is its state as it was read (`state_of`): who saves later than somebody
    else does not overwrite what they have not seen.
    """
    with unit_of_work(by, purpose=PURPOSE) as work:
        found = Stage.objects.select_for_update().get(pk=stage.pk)
        units, alone = list(units), list(alone)
        if found.started_at is not None:
            raise StageRefused(_("Diese Stufe läuft schon."))
        if found.participation_ref and carries.get("participation", found.participation) != found.participation:
            raise StageRefused(_("Das Ergebnis der Beteiligung kommt aus dem Vorgang, in dem gefragt wurde."))
        if state_of(found) != seen:
            raise StageRefused(_("Inzwischen hat jemand anderes diese Stufe geändert. Bitte sehen Sie sie neu an."))
        if found.participation_ref and _is_another(found, label, starts_on, units, alone):
            raise StageRefused(
                _("Zu dieser Stufe wurde der Personalrat gefragt: Name, Beginn und Einheiten bleiben, wie sie waren.")
            )
        Stage.objects.filter(pk=stage.pk).update(label=label, starts_on=starts_on, **_known(carries))
        StageUnit.objects.filter(stage=found).delete()
        _set_units(found, units, alone)
        work.record("rollout.changed", f"stage:{stage.uuid}", fields=["label", "starts_on", "units", *sorted(carries)])
    stage.refresh_from_db()


def _is_another(stage: Stage, label: str, starts_on: date, units: Iterable[int], alone: Iterable[int]) -> bool:
    """Whether it would be another stage than the one that the bodies were asked about (LPVG NRW § 66)."""
    rows = dict.fromkeys(alone, False) | dict.fromkeys(units, True)
    known = dict(StageUnit.objects.filter(stage=stage).values_list("unit_id", "with_below"))
    return (label, starts_on, rows) != (stage.label, stage.starts_on, known)


def _set_units(stage: Stage, units: Iterable[int], alone: Iterable[int]) -> None:
    rows = dict.fromkeys(alone, False) | dict.fromkeys(units, True)
    StageUnit.objects.bulk_create(
        [StageUnit(stage=stage, unit_id=unit, with_below=below) for unit, below in rows.items()]
    )


def ask_for_participation(stage: Stage, *, ref: str, by: Actor) -> None:
    """The staff council is asked in a case: its result comes from there, nobody types it any more."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        free = Stage.objects.filter(pk=stage.pk, started_at__isnull=True, participation_ref="")
        if not free.update(participation_ref=ref):
            raise StageRefused(_("Zu dieser Stufe ist der Personalrat schon gefragt, oder sie läuft schon."))
        work.record("rollout.participation_asked", f"stage:{stage.uuid}", ref=ref)


def note_participation(stage: Stage, *, ref: str, result: str, by: Actor) -> None:
    """The participation that was asked for in the case `ref` ended so that the stage can start (LPVG NRW § 66)."""
    if result not in Participation.values:
        raise StageRefused(_("Mit diesem Ergebnis kann keine Stufe beginnen."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        asked = Stage.objects.filter(pk=stage.pk, started_at__isnull=True, participation_ref=ref)
        if not asked.update(participation=result):
            raise StageRefused(_("Diese Stufe wartet nicht auf das Ergebnis dieses Vorgangs."))
        work.record("rollout.participation", f"stage:{stage.uuid}", ref=ref, result=result)


def stop_asking(stage: Stage, *, ref: str, by: Actor) -> None:
    """The case was withdrawn: the stage waits for nobody, and can be brought forward again."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        if Stage.objects.filter(pk=stage.pk, participation_ref=ref, participation="").update(participation_ref=""):
            work.record("rollout.participation_dropped", f"stage:{stage.uuid}", ref=ref)


def start_stage(stage: Stage, *, by: Actor) -> None:
    """Let a stage hold from its day on; not without everything that it must carry (LPVG NRW § 66)."""
    with unit_of_work(by, purpose=PURPOSE) as work:
        stage = Stage.objects.select_for_update().get(pk=stage.pk)
        if stage.started_at is not None:
            raise StageRefused(_("Diese Stufe läuft schon."))
        if stage.missing() or not stage.units.exists():
            raise StageRefused(_("Es fehlt noch etwas, was vor dem Beginn da sein muss."))
        Stage.objects.filter(pk=stage.pk).update(started_at=work.at)
        work.record("rollout.started", f"stage:{stage.uuid}", service=stage.service)


def take_back_stage(stage: Stage, *, reason: str, by: Actor) -> None:
    """New matters of these units take the paper way from today on; open cases and begun drafts go on."""
    if not reason.strip():
        raise StageRefused(_("Bitte begründen Sie, warum die Stufe zurückgenommen wird."))
    with unit_of_work(by, purpose=PURPOSE) as work:
        running = Stage.objects.filter(pk=stage.pk, started_at__isnull=False, ends_on__isnull=True)
        if not running.update(ends_on=max(today(), stage.starts_on), reason=reason.strip()):
            raise StageRefused(_("Diese Stufe läuft nicht."))
        work.record("rollout.taken_back", f"stage:{stage.uuid}", service=stage.service)


def _known(carries: dict[str, Any]) -> dict[str, Any]:
    unknown = {name.removesuffix("_id") for name in carries} - set(CARRIES)
    if unknown:
        raise TypeError(f"a stage carries no {', '.join(sorted(unknown))}")
    return carries
