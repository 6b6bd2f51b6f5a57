"""A comparison in the demo city: what a made-up application answers, and what is not as planned there."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_findings import match_account
from meindo.identity.commands_plans import RUN, make_plan
from meindo.identity.commands_reconcile import reconcile
from meindo.identity.connectors.base import Image
from meindo.identity.connectors.csv_rows import file_text
from meindo.identity.images import as_wish
from meindo.identity.models import Application
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_drift import open_findings, planned_images
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.people.demo import DemoCity

COMPARED = "verkehr"


def folder() -> Path:
    """Where the made-up application lays its answer."""
    return Path(settings.DATA) / "connectors" / "verkehr-beispiel"


def compare(city: DemoCity, application: Application, by: Actor) -> None:
    """The accounts that the application has are matched; then somebody there changes one and makes two others."""
    people = [person.pk for person in city.persons.values()]
    plan = make_plan(
        foresee(question_of(city.today, people=people), people), kind=PlanKind.PEOPLE, title="Beispiel", by=by
    )
    start_plan(plan, by=by)
    run(RUN, {"plan": plan.pk})
    wanted = planned_images(application, people)
    images = [as_wish(kept["card"]["personnel_no"], kept) for _person, kept in sorted(wanted.items()) if kept["rights"]]
    folder().mkdir(parents=True, exist_ok=True)
    _answer(images)
    reconcile(application, by=by)
    for finding in open_findings(application).exclude(person=None):
        match_account(finding, finding.person_id or 0, by=by)
    changed = [replace(images[0], card={**images[0].card, "unit": "Altes Amt (Beispiel)"})] if images else []
    stranger = replace(as_wish("praktikum-beispiel", next(iter(wanted.values()))), enabled=True, card={})
    second = [replace(image, native_id=f"{image.native_id}-alt") for image in images[:1]]
    _answer([*changed, *(replace(image, enabled=False) for image in images[1:]), stranger, *second])
    reconcile(application, by=by)


def _answer(images: Iterable[Image]) -> None:
    (folder() / "receipt.csv").write_bytes(file_text(images))
