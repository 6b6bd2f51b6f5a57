"""Journeys by keyboard alone: the same steps as with the mouse, and the focus is seen at each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.keyboard import without_mouse  # noqa: F401 (a fixture)
from tests.browser.test_activation import test_from_the_letter_to_the_first_page_on_a_phone as opened_by_letter
from tests.browser.test_journey import test_a_trip_from_request_to_payment as a_trip
from tests.browser.test_trust import JOURNEYS, world  # noqa: F401 (a fixture)
from tests.support.activation import with_newcomers

pytestmark = pytest.mark.browser


def nobody_looks(*_seen: Any) -> None:
    """Axe looks at these pages elsewhere."""


def test_a_business_trip_to_its_payment(office, visit, without_mouse) -> None:  # noqa: F811
    a_trip(office, visit, nobody_looks, phone=False, script=True)
    assert len(without_mouse) > 40


def test_an_account_is_opened_by_a_letter(transactional_db, visit, without_mouse) -> None:  # noqa: F811
    opened_by_letter(with_newcomers(), visit, script=True)
    assert len(without_mouse) > 4


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_own_data_and_log_in(journey: Callable[..., None], world, visit, without_mouse) -> None:  # noqa: F811
    def at_a_desk(name: str = "") -> Page:
        page: Page = visit(name, phone=False)
        return page

    journey(world, at_a_desk)
    assert len(without_mouse) > 4
