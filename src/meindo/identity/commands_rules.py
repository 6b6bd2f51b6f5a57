"""Versions of birthright rules: drafted by one person, tried, put in force by another one, replaced, retired."""

from typing import Any

from django.db.models import Max

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.outbox.work import unit_of_work

from .models import RuleVersion
from .purposes import MANAGE
from .rule_models import RuleState


class RuleRefused(Exception):
    """The rule cannot take this step; the text says why."""


def draft_rule(*, rule: str, reason: str, by: Actor, **asks: Any) -> RuleVersion:
    """Write a new version down; nothing changes for anybody."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        number = (RuleVersion.objects.filter(rule=rule).aggregate(last=Max("number"))["last"] or 0) + 1
        version = RuleVersion.objects.create(
            rule=rule, number=number, reason=reason, made_by_id=by.person_id, made_at=work.at, **asks
        )
        work.record("identity.rule_drafted", f"rule:{version.uuid}", number=number)
    return version


def try_rule(version: RuleVersion, *, by: Actor) -> None:
    """Show it as being tried; it still changes nothing."""
    _step(version, (RuleState.DRAFT,), RuleState.TRIAL, by)


def activate_rule(version: RuleVersion, *, by: Actor) -> None:
    """Put a version in force in place of the one before; by somebody else than its author."""
    if by.person_id is None or by.person_id == version.made_by_id:
        raise RuleRefused(_("Eine Regel setzt jemand anderes in Kraft als die Person, die sie geschrieben hat."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        before = RuleVersion.objects.filter(rule=version.rule, state=RuleState.ACTIVE)
        before.update(state=RuleState.RETIRED, retired_at=work.at)
        waiting = RuleVersion.objects.filter(pk=version.pk, state__in=(RuleState.DRAFT, RuleState.TRIAL))
        if not waiting.update(state=RuleState.ACTIVE, activated_at=work.at, activated_by_id=by.person_id):
            raise RuleRefused(_("Diese Fassung ist schon in Kraft oder abgelöst."))
        work.record("identity.rule_activated", f"rule:{version.uuid}")
    version.refresh_from_db()


def retire_rule(version: RuleVersion, *, by: Actor, reason: str) -> None:
    """Take a rule out of force; what it gave goes with the next plan."""
    if not reason.strip():
        raise RuleRefused(_("Bitte nennen Sie den Grund."))
    _step(version, (RuleState.ACTIVE, RuleState.TRIAL, RuleState.DRAFT), RuleState.RETIRED, by)


def _step(version: RuleVersion, before: tuple[RuleState, ...], after: RuleState, by: Actor) -> None:
    with unit_of_work(by, purpose=MANAGE.key) as work:
        more = {"retired_at": work.at} if after == RuleState.RETIRED else {}
        if not RuleVersion.objects.filter(pk=version.pk, state__in=before).update(state=after, **more):
            raise RuleRefused(_("Diese Fassung ist schon in Kraft oder abgelöst."))
        work.record(f"identity.rule_{after}", f"rule:{version.uuid}")
    version.refresh_from_db()
