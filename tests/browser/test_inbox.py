"""The inbox in the browser: low rows and free columns on the desktop, sorting without a head on the phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from tests.support.office import Office
from tests.web.test_queries import fill

from meindo.platform.cases.models import Case
from meindo.platform.clock import today

pytestmark = [pytest.mark.browser]
BOXES = "all => all.map(e => e.getBoundingClientRect()).map(b => [b.top, b.bottom, b.left, b.right])"
UNSEEN = """() => [...document.querySelectorAll('main a, main button, main input, main select')].filter(e => {
  e.focus(); return document.activeElement === e && e.getBoundingClientRect().width <= 1 }).length"""


@pytest.fixture
def inbox(visit: Callable[..., Page], office: Office) -> Callable[..., Page]:
    """The inbox of a manager with twelve rows, of which one is late and has a long reason."""
    fill(office, 6)
    late = Case.objects.order_by("pk").first()
    assert late is not None
    summary = {"why": "Fachtagung der Jugendämter im Rheinland und in Westfalen, zweiter Teil"}
    Case.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=4), amount_eur=12345, summary=summary)

    def opened(*, phone: bool) -> Page:
        page = visit("teamleitung", phone=phone)
        page.locator("details.menu summary").first.click()
        page.locator("button[value=line_manager]").click()
        page.goto("/vorgaenge/")
        return page

    return opened


def test_rows_are_low_and_columns_apart_on_the_desktop(inbox: Callable[..., Page]) -> None:
    page = inbox(phone=False)
    assert {round(bottom - top) for top, bottom, *_ in page.locator("tbody tr").evaluate_all(BOXES)} <= {40, 41}
    amounts = page.locator("tbody td.num span.num").evaluate_all(BOXES)
    dues = page.locator("tbody td.num + td > div").evaluate_all(BOXES)
    assert min(due[2] - amount[3] for amount, due in zip(amounts, dues, strict=True)) >= 24
    (field,) = page.locator("#filter-q").evaluate_all(BOXES)
    (button,) = page.locator(".filters button").evaluate_all(BOXES)
    assert field[:2] == button[:2]


def test_the_phone_sorts_by_a_list_and_nothing_unseen_takes_the_focus(inbox: Callable[..., Page]) -> None:
    page = inbox(phone=True)
    assert page.evaluate(UNSEEN) == 0
    assert "überfällig seit" in page.locator("tbody tr").first.inner_text()
    page.select_option("#filter-sort", "-due")
    page.click(".filters button")
    page.wait_for_url("**sort=-due**")
    assert "überfällig seit" in page.locator("tbody tr").last.inner_text()
    assert page.locator("#filter-sort").input_value() == "-due"
