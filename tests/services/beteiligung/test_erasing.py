"""A matter that several bodies were asked about is erased as a whole, when the last of its cases is due."""

from datetime import timedelta

import pytest
from tests.services.beteiligung import factory
from tests.support.office import Office, build_office

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands_erasing import erase_cases
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_belongings import with_dependents
from meindo.platform.clock import now
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.retention import commands, queries
from meindo.services.beteiligung.models import Item, Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DATA, settings.ERASURES_FILE = tmp_path, tmp_path / "erasures.jsonl"
    return factory.with_bodies(build_office())


def asked_two(office: Office) -> tuple[Case, Case]:
    """Both answered, one of them long ago."""
    first = factory.brought(office, title="Geheimes Vorhaben", bodies=("personalrat", "sbv"))
    cases = factory.cases_of(first)
    Case.objects.filter(pk=cases["sbv"].pk).update(closed_at=now() - timedelta(days=9 * 366), is_open=False)
    Case.objects.filter(pk=cases["personalrat"].pk).update(closed_at=now() - timedelta(days=30), is_open=False)
    return cases["personalrat"], cases["sbv"]


def test_the_older_case_waits_for_the_younger_one(office) -> None:
    young, old = asked_two(office)
    assert with_dependents({old.pk}) == {young.pk, old.pk}
    reasons = queries.hindrances({old.pk}, now().date())
    assert old.pk in reasons, "the papers of the matter are still read in the other case"


def test_the_last_case_takes_the_matter_along(office) -> None:
    _young, old = asked_two(office)
    with unit_of_work(Actor.system("test"), purpose="retention") as work:
        erase_cases(work, {old.pk})
    assert not Item.objects.exists()
    assert not Part.objects.exists()


def test_a_hold_on_a_person_keeps_the_measures_about_them_before_every_body(office) -> None:
    bodies = ("personalrat", "sbv")
    cases = factory.brought_measure(office, factory.measure(office, *bodies), *bodies)
    other = factory.brought(office)
    keys = {case.pk for case in (*cases.values(), other)}
    Case.objects.filter(pk__in=keys).update(closed_at=now() - timedelta(days=9 * 366), is_open=False)
    day = now().date()
    assert queries.hindrances(keys, day) == {}
    person = office.people["mitarbeiterin"]
    hold = commands.set_hold(reason="Klage", until=day + timedelta(days=9), person=person, by=office.actor("ob"))
    assert queries.hindrances(keys, day) == {case.pk: queries.HELD for case in cases.values()}
    assert queries.hindrances(keys, day + timedelta(days=10)) == {}
    commands.end_hold(hold, by=office.actor("ob"))
    assert queries.hindrances(keys, day) == {}
