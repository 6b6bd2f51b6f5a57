"""Unverified and local values: one person proposes, another one confirms, an edit of the value voids the release."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.support.office import Office, build_office

from meindo.kernel.values import DatedValue
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import now
from meindo.platform.law import values
from meindo.platform.law.commands import ReleaseRefused, confirm_release, end_release, propose_release
from meindo.platform.law.models import ValueRelease

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return build_office(released=False)


@pytest.fixture
def value() -> DatedValue:
    return next(found for source in values.sources().values() for found in source.needing_release())


def test_a_value_counts_only_after_a_second_person_confirmed_it(office, value) -> None:
    release = propose_release(value=value, reason="Erlass gelesen", by=office.actor("reisestelle"))
    assert value.value_hash not in values.released_hashes()
    confirm_release(release=release, by=office.actor("anordnung"))
    assert value.value_hash in values.released_hashes()
    assert list(AuditEvent.objects.values_list("kind", flat=True)) == ["law.proposed", "law.released"]


def test_the_same_person_is_refused_by_the_command_and_by_the_database(office, value) -> None:
    release = propose_release(value=value, reason="x", by=office.actor("reisestelle"))
    with pytest.raises(ReleaseRefused, match="zwei Personen"):
        confirm_release(release=release, by=office.actor("reisestelle"))
    same = {"confirmed_by": office.people["reisestelle"], "confirmed_at": now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ValueRelease.objects.filter(pk=release.pk).update(**same)


def test_no_part_of_the_system_releases_anything(office, value) -> None:
    with pytest.raises(ReleaseRefused, match="Mensch"):
        propose_release(value=value, reason="x", by=Actor.system("import"))
    release = propose_release(value=value, reason="x", by=office.actor("ob"))
    with pytest.raises(ReleaseRefused, match="Mensch"):
        confirm_release(release=release, by=Actor.system("import"))


def test_an_edited_value_voids_the_release(office, value) -> None:
    release = propose_release(value=value, reason="x", by=office.actor("ob"))
    confirm_release(release=release, by=office.actor("beamter"))
    for edit in ({"value": "999"}, {"unit": "Taler"}, {"key": "other.key"}):
        edited = replace(value, **edit)
        assert edited.value_hash != value.value_hash
        assert edited.value_hash not in values.released_hashes()


def test_a_release_is_ended_not_deleted_and_can_be_given_anew(office, value) -> None:
    release = propose_release(value=value, reason="x", by=office.actor("ob"))
    with pytest.raises(ReleaseRefused, match="schon"):
        propose_release(value=value, reason="y", by=office.actor("beamter"))
    confirm_release(release=release, by=office.actor("beamter"))
    end_release(release=release, by=office.actor("ob"))
    assert value.value_hash not in values.released_hashes()
    with pytest.raises(ReleaseRefused, match="nicht mehr offen"):
        confirm_release(release=release, by=office.actor("beamter"))
    again = propose_release(value=value, reason="neu geprüft", by=office.actor("beamter"))
    confirm_release(release=again, by=office.actor("ob"))
    assert value.value_hash in values.released_hashes()
    assert ValueRelease.objects.count() == 2


def test_a_confirmation_cannot_be_given_twice(office, value) -> None:
    release = propose_release(value=value, reason="x", by=office.actor("ob"))
    confirm_release(release=release, by=office.actor("beamter"))
    with pytest.raises(ReleaseRefused, match="nicht mehr offen"):
        confirm_release(release=release, by=office.actor("anordnung"))
