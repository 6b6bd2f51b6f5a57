"""Every journey by keyboard alone: the same steps as with the mouse, and the focus is seen at each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser import test_activation, test_journey, test_trust
from tests.browser.keyboard import without_mouse  # noqa: F401 (a fixture)
from tests.browser.test_every_role import world  # noqa: F401

pytestmark = pytest.mark.browser


def nobody_looks(*_seen: Any) -> None:
    """Axe has looked at these pages elsewhere."""


def test_a_trip_from_request_to_payment(office, visit, without_mouse) -> None:  # noqa: F811
    test_journey.test_a_trip_from_request_to_payment(office, visit, nobody_looks, phone=False, script=True)
    assert len(without_mouse) > 40


JOURNEYS: list[Callable[..., None]] = test_trust.JOURNEYS


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_what_concerns_the_own_data_and_the_log_in(journey, world, visit, without_mouse) -> None:  # noqa: F811
    journey(world, lambda name="": visit(name, phone=False))
    assert len(without_mouse) > 4
