"""Component tags: escaping, and the look of numbers and dates."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from meindo.ui import blocks, cells, lists
from meindo.ui.shell import NavItem, RoleChoice, Shell

EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "html",
    [
        cells.badge("due", EVIL),
        cells.status("wait", EVIL),
        cells.case_number(EVIL),
        cells.copyable(EVIL, EVIL),
        cells.quantity(3, EVIL),
        blocks.alert("info", EVIL, EVIL),
        blocks.empty_state(EVIL, "/", EVIL),
        blocks.description_list([(EVIL, EVIL)]),
        blocks.summary([blocks.Answer(EVIL, EVIL, "/x")]),
        blocks.timeline([blocks.TimelineItem(EVIL, EVIL, norm=EVIL, note=EVIL, state="now")]),
        blocks.settlement(Decimal(1), [blocks.SettlementLine(EVIL, Decimal(1), EVIL, EVIL)], EVIL, EVIL),
        lists.task_list([lists.Task(EVIL, "/", f"{EVIL} DR-2026-000123", "due", EVIL)]),
        lists.tiles([lists.Tile(EVIL, "/", EVIL, EVIL, "home", EVIL)]),
        lists.sort_header(QueryDict("q=%22%3E%3Cscript%3E"), "day", EVIL),
    ],
)
def test_no_tag_lets_markup_through(html: str) -> None:
    assert "<script" not in html


@pytest.mark.parametrize(
    ("first", "last", "long", "short"),
    [
        (date(2026, 12, 3), None, "3. Dezember 2026", "03.12.2026"),
        (date(2026, 12, 3), date(2026, 12, 3), "3. Dezember 2026", "03.12.2026"),
        (date(2026, 12, 3), date(2026, 12, 5), "3.–5. Dezember 2026", "03.–05.12.2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30. November – 2. Dezember 2026", "30.11.–02.12.2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30. Dezember 2026 – 2. Januar 2027", "30.12.2026–02.01.2027"),
    ],
)
def test_ranges_are_as_short_as_they_can_be(first: date, last: date | None, long: str, short: str) -> None:
    assert strip_tags(cells.date_range(first, last)).replace(cells.NBSP, " ") == long
    assert strip_tags(cells.date_range(first, last, short=True)) == short


def test_ranges_in_english_put_the_day_first() -> None:
    with translation.override("en"):
        assert strip_tags(cells.date_range(date(2026, 12, 3), date(2026, 12, 5))) == "3–5 December 2026"


def test_amounts_group_thousands_and_mark_the_sign() -> None:
    assert strip_tags(cells.amount_eur(Decimal("1234.5"))) == "1.234,50\N{NO-BREAK SPACE}€"
    assert strip_tags(cells.amount_eur(Decimal("-3"))) == "−3,00\N{NO-BREAK SPACE}€"
    assert strip_tags(cells.amount_eur(Decimal("3"), sign=True)) == "+3,00\N{NO-BREAK SPACE}€"


def test_unknown_is_a_dash() -> None:
    assert cells.amount_eur(None) == cells.date_range(None) == cells.quantity(None, "Tage") == "–"
    assert "<dd>–</dd>" in blocks.description_list([("Hinweis", None)])


def test_zero_is_not_unknown() -> None:
    assert "<dd>0</dd>" in blocks.description_list([("Nächte", 0)])


def test_case_numbers_inside_words_do_not_break() -> None:
    assert cells.words("Reise DR-2026-000123 neu") == 'Reise <span class="nobr">DR-2026-000123</span> neu'


def test_sorting_turns_around_and_keeps_filters() -> None:
    query = QueryDict("status=open&sort=day&page=3")
    assert 'href="?status=open&amp;sort=-day"' in lists.sort_header(query, "day", "Tag")
    assert 'href="?status=open&amp;sort=name"' in lists.sort_header(query, "name", "Name")


def test_pagination_says_where_one_is() -> None:
    pages = Paginator(range(312), 50)
    first, last = (
        lists.pagination(QueryDict("q=a"), pages.page(1)),
        lists.pagination(QueryDict(), pages.page(7)),
    )
    assert "1–50 von 312" in first
    assert 'href="?q=a&amp;page=2"' in first
    assert "Zurück" not in first
    assert "301–312 von 312" in last
    assert "Weiter" not in last
    assert lists.pagination(QueryDict(), Paginator(range(50), 50).page(1)) == ""


def test_change_link_says_what_it_changes() -> None:
    html = blocks.summary([blocks.Answer("Ziel", "Köln", "/ziel")])
    assert '<a href="/ziel">Ändern<span class="sr-only"> Ziel</span></a>' in html


def test_present_step_is_marked_beyond_colour() -> None:
    html = blocks.timeline([blocks.TimelineItem("Prüfen", "11/4", date(2026, 11, 20), date(2026, 12, 4), state="now")])
    assert 'aria-current="step"' in html
    assert "Jetzt:" in html
    assert "seit 20. November 2026 bis 4. Dezember 2026" in strip_tags(html)


def test_tags_work_in_a_template() -> None:
    tags = '{% badge "due" text %}{% amount_eur amount %}{% icon "home" %}{% aria_sort "-day" "day" %}'
    html = Template("{% load ui %}" + tags).render(Context({"text": "bald", "amount": Decimal(2)}))
    assert "bald" in html
    assert "2,00" in html
    assert 'aria-sort="descending"' in html


def test_frame_shows_role_inbox_and_language_as_forms() -> None:
    roles = (RoleChoice("self", "Für mich", True), RoleChoice("lead", EVIL))
    shell = Shell(
        person_name="Kim",
        roles=roles,
        inbox_count=3,
        nav=(NavItem("/", "Start", "home", True),),
        logged_in=True,
        inbox_url="/eingang",
        role_url="/rolle",
        logout_url="/ende",
        language_url="/sprache",
    )
    html = render_to_string("ui/question.html", {"shell": shell, "title": "Reise"})
    assert "<title>Reise – meindo</title>" in html
    assert 'lang="de"' in html
    assert 'name="role" value="lead" aria-pressed="false"' in html
    assert 'aria-current="page"' in html
    assert "Eingang, 3 Aufgaben" in html
    assert "<script" not in html
    assert "style=" not in html


def test_single_role_needs_no_switch() -> None:
    assert Shell(roles=(RoleChoice("self", "Für mich", True),)).active_role is None
