"""Standing permissions: asked for, decided by the line, ended, revoked, run out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.services.dienstreise import factory, months
from tests.support.office import Office, build_office
from tests.support.once import built_once
from tests.web.world import dates

from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases import drafts
from meindo.platform.cases.commands import MoveRefused, StaleCase
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_inbox import inbox
from meindo.platform.clock import at, today
from meindo.platform.files.models import Document
from meindo.platform.outbox.worker import drain
from meindo.platform.registry.models import Tile
from meindo.services.dienstreise import commands_permission, deciding, handlers, queries_permission
from meindo.services.dienstreise.commands_questions import Answer, answer_question
from meindo.services.dienstreise.forms_permission import PeriodForm
from meindo.services.dienstreise.models import StandingPermission
from meindo.services.dienstreise.service import rows_of

office, db = built_once("office", build_office)
pytestmark = pytest.mark.usefixtures("db")


def viewer(office: Office, name: str, role: str) -> Viewer:
    return Viewer(office.actor(name), role, "dienstreise.permit", today())


def shorten(office: Office, case: Case, who: str, move: str, days: int = 0, reason: str = "Fahrdienst") -> None:
    case.refresh_from_db()
    commands_permission.shorten(
        case=case,
        move_name=move,
        last_day=today() + timedelta(days=days),
        by=office.actor(who),
        reason=reason,
        revision=case.revision,
    )


def test_it_waits_for_the_line_and_is_decided_in_the_row(office) -> None:
    case = months.asked(office, valid_from=today() + timedelta(days=3))
    assert (case.number[:3], case.step, case.attention) == ("DG-", "approval", [])
    assert case in inbox(viewer(office, "teamleitung", "line_manager"))
    months.decide(office, case, "teamleitung", "approve")
    case.refresh_from_db()
    assert (case.step, case.is_open, case.due_on) == ("in_force", True, None)


def test_longer_than_usual_is_marked_and_needs_a_reason(office) -> None:
    first = today() + timedelta(days=1)
    case = months.asked(office, valid_from=first, valid_until=first + timedelta(days=400))
    assert case.attention == [queries_permission.LONG]
    with pytest.raises(MoveRefused, match="länger als üblich"):
        months.decide(office, case, "teamleitung", "approve")
    with pytest.raises(MoveRefused, match="begründen"):
        months.decide(office, case, "teamleitung", "approve_special")
    months.decide(office, case, "teamleitung", "approve_special", reason="Projekt bis 2028")
    assert Case.objects.get(pk=case.pk).step == "in_force"


def test_one_for_ten_years_is_asked_for_and_decided_by_a_person(office) -> None:
    form = PeriodForm(dates(start_day=date(2027, 1, 1), end_day=date(2036, 12, 31)))
    assert form.is_valid(), form.errors
    case = months.asked(office, valid_from=date(2027, 1, 1), valid_until=date(2037, 1, 1))
    assert case.attention == [queries_permission.LONG]
    months.decide(office, case, "teamleitung", "approve_special", reason="Dauerhaft im Außendienst")
    assert Case.objects.get(pk=case.pk).step == "in_force"


def test_one_from_a_day_that_is_over_is_marked(office) -> None:
    assert months.asked(office).attention == ["permitted_afterwards"]


def test_a_refusal_is_told_in_a_letter_with_the_remedy(office) -> None:
    case = months.asked(office)
    months.decide(office, case, "teamleitung", "reject", reason="Der Fahrdienst übernimmt.")
    factory.settle_down()
    letter = Document.objects.get(case_id=case.pk)
    assert letter.title == "Ihr Antrag auf eine Dauergenehmigung"
    assert "sechs Monaten" in letter.remedy


def test_a_question_is_answered_at_its_one_field(office) -> None:
    typed = months.typed_request()
    case = months.asked(office, valid_from=today(), means=("car",), answers=typed)
    with pytest.raises(MoveRefused, match="gibt es in diesem Vorgang nicht"):
        months.decide(office, case, "teamleitung", "give_back", reason="?", field="leg1_km")
    months.decide(office, case, "teamleitung", "give_back", reason="Welche Stadtteile?", field="area")
    who = office.people["mitarbeiterin"].pk
    draft = drafts.start_draft(person_id=who, service="dienstreise", form="dienstreise_antwort", title="x", case=case)
    said = Answer("", {**typed, "area": "Hörde"}, {"area": months.AREA}, {"area": "Hörde"})
    case.refresh_from_db()
    answer_question(case=case, answer=said, by=office.actor("mitarbeiterin"), draft=draft)
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.headline, case.returned, case.attention) == ("approval", "Hörde", True, ["answered"])
    assert [row.area for row in queries_permission.permissions_in(case)] == [months.AREA, "Hörde"]


def test_the_person_ends_it_early_and_what_was_travelled_can_be_claimed(office) -> None:
    case = months.in_force(office)
    shorten(office, case, "mitarbeiterin", "end_early", reason="")
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.is_open, case.ends_on) == ("ended", False, today())
    assert queries_permission.permission_of(case).last_day == today()
    assert StandingPermission.objects.filter(case=case).count() == 2, "the version before stays"
    assert months.filed(office, case).step == "checking"


def test_the_line_revokes_it_for_the_future_with_a_reason(office) -> None:
    case = months.in_force(office)
    with pytest.raises(MoveRefused, match="begründen"):
        shorten(office, case, "teamleitung", "revoke", 5, reason=" ")
    shorten(office, case, "teamleitung", "revoke", 5)
    case = Case.objects.get(pk=case.pk)
    assert (case.step, case.ends_on) == ("revoked", today() + timedelta(days=5))
    factory.settle_down()
    assert Document.objects.get(case_id=case.pk).title == "Widerruf Ihrer Dauergenehmigung"


@pytest.mark.parametrize("days", [-1, 1000])
def test_it_ends_neither_in_the_past_nor_after_its_last_day(office, days: int) -> None:
    case = months.in_force(office)
    with pytest.raises(MoveRefused, match="zwischen heute und dem"):
        shorten(office, case, "teamleitung", "revoke", days)
    assert Case.objects.get(pk=case.pk).step == "in_force"


def test_nobody_else_ends_it_and_a_day_is_always_named(office) -> None:
    case = months.in_force(office)
    for who, move in (("beamter", "end_early"), ("reisestelle", "revoke"), ("mitarbeiterin", "revoke")):
        with pytest.raises(MoveRefused):
            shorten(office, case, who, move)
    with pytest.raises(MoveRefused, match="letzten Tag"):
        months.decide(office, case, "teamleitung", "revoke", reason="x")


def test_a_page_that_is_out_of_date_ends_nothing(office) -> None:
    case = months.in_force(office)
    with pytest.raises(StaleCase):
        commands_permission.shorten(
            case=case, move_name="end_early", last_day=today(), by=office.actor("mitarbeiterin"), revision=99
        )


def test_it_ends_by_itself_on_the_day_after_its_last_day(office) -> None:
    case = months.in_force(office, valid_until=today() + timedelta(days=3))
    with at(today() + timedelta(days=2)):
        commands_permission.end_over("x", {})
        assert Case.objects.get(pk=case.pk).step == "in_force", "its last day"
    with at(today() + timedelta(days=3)):
        commands_permission.end_over("x", {})
        assert Case.objects.get(pk=case.pk).step == "ended"
        commands_permission.end_over("x", {})


def test_the_end_comes_in_batches_that_ask_for_the_next_one(office, monkeypatch) -> None:
    monkeypatch.setattr(commands_permission, "BATCH", 1)
    cases = [months.in_force(office, who, valid_until=today()) for who in ("mitarbeiterin", "beamter")]
    commands_permission.end_over("x", {})
    drain()
    assert {Case.objects.get(pk=case.pk).step for case in cases} == {"ended"}


def test_the_first_days_of_a_month_say_what_is_to_be_claimed(office) -> None:
    months.in_force(office)
    with at((today().replace(day=1) + timedelta(days=40)).replace(day=1)):
        handlers.look_daily("x", {})
    tile = Tile.objects.get(employment=office.employment("mitarbeiterin"))
    assert (tile.value, tile.params["due"]) == ("Fahrten abzurechnen: 1 Monat", 1)


def test_who_sees_it(office) -> None:
    case = months.in_force(office)
    seen = {
        (name, role): visible(viewer(office, name, role), Case).filter(pk=case.pk).exists()
        for name, role in (
            ("mitarbeiterin", "applicant"),
            ("beamter", "applicant"),
            ("teamleitung", "line_manager"),
            ("reisestelle", "travel_office"),
            ("anordnung", "payment_office"),
        )
    }
    assert [who for (who, _role), sees in seen.items() if sees] == ["mitarbeiterin", "teamleitung"]
    assert list(queries_permission.permissions_of_staff(viewer(office, "teamleitung", "line_manager"))) == [case]


def test_the_export_names_it(office) -> None:
    months.in_force(office, estimate_eur=Decimal(20))
    rows = [row for row in rows_of(office.people["mitarbeiterin"].pk) if row["number"].startswith("DG-")]
    assert [(row["area"], row["means"]) for row in rows] == [(months.AREA, ["car", "bicycle", "bus"])]


def test_the_author_of_an_approval_takes_it_back(office) -> None:
    case = months.asked(office, valid_from=today())
    months.decide(office, case, "teamleitung", "approve")
    case.refresh_from_db()
    deciding.take_back(case=case, by=office.actor("teamleitung"), revision=case.revision)
    assert Case.objects.get(pk=case.pk).step == "approval"
