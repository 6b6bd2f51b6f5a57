"""People are found by their name however it is typed, and only by the name that they bear today."""

import pytest
from tests.support.city import City

from meindo.platform.clock import today
from meindo.platform.people.commands import Statement, state
from meindo.platform.people.models import NameCell, Person, PersonName
from meindo.platform.people.projection import project_names
from meindo.platform.people.queries import is_part_of_a_name, people_named

pytestmark = pytest.mark.django_db


def joerg() -> Person:
    """Jörg Müller-Öztürk beside somebody whose name begins alike."""
    city = City()
    unit = city.unit("OB", kind="stadt")
    person = city.person("Müller-Öztürk", unit, given="Jörg")
    city.person("Muster", unit)
    city.store()
    return person


@pytest.mark.parametrize(
    "text", ["müller-öztürk", "MUELLER OEZ", "Mueller-Öz", "Müller-Öztürk, Jörg", "joerg mü", "Jörg", " mue "]
)
def test_somebody_is_found_by_every_spelling(text: str) -> None:
    person = joerg()
    assert list(people_named(text)) == [person]


@pytest.mark.parametrize("text", ["ztürk", "Muller", "%", "_ö", "", "!", "\x7f"])
def test_neither_a_middle_nor_a_sign_finds_anybody(text: str) -> None:
    joerg()
    assert not people_named(text).exists()


def test_after_a_change_of_name_only_the_new_one_finds(db) -> None:
    person = joerg()
    cell = NameCell.objects.create(person=person, given_name="Jörg", family_name="Çelik")
    state(PersonName, [Statement({"person_id": person.pk}, {"cell_id": cell.pk}, today())], source="test")
    project_names(today())
    assert list(people_named("celik")) == [person]
    assert not people_named("müller").exists()
    assert is_part_of_a_name("elik")
    assert not is_part_of_a_name("oeztuerk")
