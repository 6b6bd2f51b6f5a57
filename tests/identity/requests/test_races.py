"""Two decide at the same moment, and what happened between the question and the answer; up to the file of accounts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.identity.requests import factory
from tests.identity.requests.factory import BOSS, IT, IT2, OWNS, WHO
from tests.support.connected import CsvTarget
from tests.support.office import Office, build_office
from tests.support.parallel import all_at_once

from meindo.identity.models import Account, Application, Grant
from meindo.identity.requests import commands
from meindo.platform.cases.commands import MoveRefused, StaleCase
from meindo.platform.cases.models import Case
from meindo.platform.clock import at, now, start_of, today
from meindo.platform.outbox.worker import drain
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import Terms
from meindo.platform.people.projection import rebuild


@pytest.fixture
def racing(own_database: str) -> Office:
    return factory.with_catalogue(build_office(released=False))


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    return factory.with_catalogue(build_office(released=False))


def granting(office: Office, case: Case, move: str, who: str):
    """Somebody whose page showed the case as it stands now."""
    seen = case.revision

    def act() -> str:
        return commands.decide(
            case=Case.objects.get(pk=case.pk), move_name=move, by=office.actor(who), revision=seen
        ).move

    return act


def test_two_who_may_decide_at_once_give_it_once(racing: Office) -> None:
    role = factory.role(racing, "planung", "karten.sehen", "kasse.buchen")
    case = factory.make(racing, by=BOSS, what=role)
    case.refresh_from_db()
    acts = [granting(racing, case, "grant_office", who) for who in (IT, IT2, IT, IT2)]
    found = all_at_once(acts)
    assert found.count("grant_office") == 1
    assert {type(one) for one in found if one != "grant_office"} <= {StaleCase, MoveRefused}
    assert Grant.objects.count() == 1


def test_both_sides_of_a_duty_at_once_never_meet(racing: Office) -> None:
    factory.duty(racing, "forbid")
    cases = [factory.make(racing, by=BOSS, what=f"kasse.{right}") for right in ("buchen", "anordnen")]
    for case in cases:
        case.refresh_from_db()
    found = all_at_once([granting(racing, case, "grant", OWNS) for case in cases])
    assert found.count("grant") == 1
    assert [type(one) for one in found if one != "grant"] == [MoveRefused]
    assert Grant.objects.count() == 1


def test_two_who_ask_for_the_same_at_once_open_one_case(racing: Office) -> None:
    own, lead = lambda: factory.make(racing).number, lambda: factory.make(racing, by=BOSS).number
    found = all_at_once([own, lead, own])
    assert [type(one) for one in found if not isinstance(one, str)] == [MoveRefused] * 2
    assert Case.objects.filter(service="berechtigungen").count() == 1


def test_two_emergencies_at_once_are_one(racing: Office) -> None:
    found = all_at_once([lambda: factory.emergency(racing).number] * 3)
    assert [type(one) for one in found if not isinstance(one, str)] == [MoveRefused] * 2
    assert Grant.objects.count() == 1


def refused(office: Office, case: Case) -> str:
    with pytest.raises(MoveRefused) as problem:
        factory.decide(office, case, "grant", OWNS)
    assert not Grant.objects.exists()
    return problem.value.reason.msgid


def test_an_application_that_ended_meanwhile_is_not_given(office: Office) -> None:
    case = factory.make(office, by=BOSS)
    Application.objects.filter(key="karten").update(ended_on=today())
    assert "nicht mehr angeboten" in refused(office, case)


def test_an_application_that_is_protected_meanwhile_is_not_given(office: Office) -> None:
    case = factory.make(office, by=BOSS)
    Application.objects.filter(key="karten").update(is_protected=True)
    assert "nicht mehr angeboten" in refused(office, case)


def test_somebody_who_left_meanwhile_gets_nothing(office: Office) -> None:
    case = factory.make(office, by=BOSS)
    job = office.employment(WHO)
    state(Terms, [Statement({"employment_id": job.pk}, None, today())], source="test")
    rebuild()
    assert "arbeitet nicht mehr hier" in refused(office, case)


def test_the_last_day_counts_and_the_day_after_does_not(office: Office) -> None:
    case = factory.make(office, by=BOSS, days=3)
    with at(start_of(today() + timedelta(days=4))):
        assert "ist vorbei" in refused(office, case)
    with at(start_of(today() + timedelta(days=3))):
        factory.decide(office, case, "grant", OWNS)
        assert Grant.objects.get().valid_until == today() + timedelta(days=1)


def test_what_was_approved_stands_in_the_file_and_what_was_given_back_does_not(office: Office, tmp_path: Path) -> None:
    from meindo.identity.requests import commands_back

    Application.objects.filter(key="karten").update(connector="csv", settings={"folder": str(tmp_path)})
    target = CsvTarget(tmp_path)
    grant = factory.granted(office)
    assert not target.files(), "nothing happens in the request itself"
    carried_out(target, 1)
    name = WHO  # accounts are named like the log-in
    assert rights_in(target) == {name: "zeichnen"}
    account = Account.objects.get(person=office.people[WHO], application__key="karten")
    assert account.target["rights"] == ["zeichnen"], "read back from what the application answered"
    commands_back.give_back(grant, by=office.actor(WHO), reason="Fertig")
    carried_out(target, 2)
    assert rights_in(target).get(name, "") == ""


def carried_out(target: CsvTarget, hours: int) -> None:
    """The worker writes the file, the application follows it, the worker reads the answer."""
    with at(now() + timedelta(hours=hours)):
        drain()
    target.settle()
    with at(now() + timedelta(hours=hours, minutes=50)):
        drain()


def rights_in(target: CsvTarget) -> dict[str, str]:
    """What the newest file says of each account."""
    return {row["native_id"]: row["rights"] for row in target.rows()}
