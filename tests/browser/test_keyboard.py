"""Journeys by keyboard alone: the same steps as with the mouse, and the focus is seen at each of them."""

import pytest
from tests.browser.test_activation import test_from_the_letter_to_the_first_page_on_a_phone as opened_by_letter
from tests.support.activation import with_newcomers

pytestmark = pytest.mark.browser


def test_an_account_is_opened_by_a_letter(transactional_db, visit, without_mouse) -> None:
    opened_by_letter(with_newcomers(), visit, script=True)
    assert len(without_mouse) > 4
