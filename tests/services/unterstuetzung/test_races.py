"""The same emergency taken twice at the same moment: one access, and a sentence for the other one."""

from tests.services.unterstuetzung import factory
from tests.support.office import build_office
from tests.support.parallel import all_at_once

from meindo.platform.access.support_models import SupportAccess
from meindo.platform.cases.commands import MoveRefused


def test_two_emergencies_at_once_are_one(own_database) -> None:
    office = factory.with_support(build_office())
    results = all_at_once([lambda: factory.taken(office).number] * 3)
    assert [type(found) for found in results if not isinstance(found, str)] == [MoveRefused] * 2
    assert SupportAccess.objects.count() == 1
