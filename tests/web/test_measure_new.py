"""The personnel office records movements: each kind, with what it does to access before it is saved."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from tests.support.office import PASSWORD, Office, build_office
from tests.support.once import built_once
from tests.web.world import browser_of

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import FOREVER, at, today
from meindo.platform.login.models import User
from meindo.platform.people.commands_doubles import HeldBack, keep_doubts
from meindo.platform.people.measure_models import Measure, MeasureState
from meindo.platform.people.measures import order_measure
from meindo.platform.people.models import (
    Affiliation,
    Doubt,
    Employment,
    Holding,
    Person,
    Post,
    PostDescription,
    Terms,
)

SOON = today() + timedelta(days=20)
LATER = SOON + timedelta(days=100)


def build() -> Office:
    office = build_office()
    city = office.city
    for name, unit in (("personal", "root"), ("personal51", "51")):
        office.people[name] = city.person(name.title(), office.units["11"])
        city.responsible(office.people[name], "hr_office", office.units[unit])
        User.objects.create_user(name, PASSWORD, person=office.people[name])
    city.unit("VWB", name="Verkehrswendebüro", kind="matrix")
    for key, title in (("frei-1", "Verkehrsplanung"), ("frei-2", "Verkehrszählung")):
        post = Post.objects.create(key=key)
        city.say(PostDescription, {"post_id": post.pk}, unit_id=office.units["11"].pk, title=title, is_lead=False)
    city.store()
    return office


office, db = built_once("office", build)


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def hr(name: str = "personal") -> Client:
    return browser_of(name, "hr_office")


def address(person: Person, kind: str = "") -> str:
    return f"/massnahmen/neu/{person.uuid}/{kind + '/' if kind else ''}"


def text_of(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def look(url: str, data: dict[str, str], browser: Client | None = None) -> tuple[str, str]:
    """The page that shows what would change, and the name of what was shown."""
    answer = (browser or hr()).post(url, {**data, "step": "look"})
    page = text_of(answer)
    assert answer.status_code == 200, re.findall(r"kern-body[^>]*>([^<]+)", page)
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return page, found[1]


def record(url: str, data: dict[str, str]) -> Measure:
    """Look, then save; nothing is written by looking."""
    before = Measure.objects.count(), Person.objects.count()
    _page, seen = look(url, data)
    assert (Measure.objects.count(), Person.objects.count()) == before
    answer = hr().post(url, {**data, "step": "save", "seen": seen})
    assert answer.status_code == 302
    return Measure.objects.latest("pk")


def ordered(office: Office, measure: Measure) -> None:
    measure.participations.update(answer="zustimmung")
    order_measure(measure, by=office.actor("personal"))


def held(job: Employment, when: date) -> dict[str, tuple[str, str]]:
    rows = Holding.objects.as_of(when).filter(employment=job)
    return {row.post.key: (row.kind, f"{row.share:.2f}") for row in rows.select_related("post")}


def test_a_transfer_is_recorded_asked_ordered_and_holds(db, office) -> None:
    person, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    data = {**day("start", SOON), "post": "Verkehrsplanung", "percent": "100", "bodies": "personalrat"}
    old = held(job, today())
    measure = record(address(person, "umsetzung"), data)
    assert (measure.kind, measure.effective_on, measure.state) == ("umsetzung", SOON, MeasureState.PARTICIPATION)
    assert [part.body for part in measure.participations.all()] == ["personalrat"]
    assert held(job, SOON) == old
    ordered(office, measure)
    assert (held(job, today()), held(job, SOON)) == (old, {"frei-1": ("inhaber", "1.00")})


def test_what_was_not_shown_is_not_saved(db, office) -> None:
    url = address(office.people["mitarbeiterin"], "umsetzung")
    data = {**day("start", SOON), "post": "frei-1", "percent": "100"}
    _page, seen = look(url, data)
    for sent in ({**data, "seen": ""}, {**data, "percent": "50", "seen": seen}):
        answer = hr().post(url, {**sent, "step": "save"})
        assert answer.status_code == 200
        assert "Maßnahme anlegen" in text_of(answer)
    assert not Measure.objects.exists()


def test_a_secondment_comes_back_by_itself_is_extended_and_ends_earlier(db, office) -> None:
    person, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    own = held(job, today())
    data = {**day("start", today()), **day("end", SOON), "post": "frei-1", "percent": "40"}
    ordered(office, record(address(person, "abordnung"), data))
    assert held(job, SOON) == {**own, "frei-1": ("abordnung", "0.40")}
    assert held(job, SOON + timedelta(days=1)) == own
    row = Holding.objects.current().get(employment=job, kind="abordnung")
    changed = {"secondment": str(row.pk), **day("end", LATER)}
    measure = record(address(person, "abordnung_ende"), changed)
    assert measure.effective_on == SOON + timedelta(days=1)
    ordered(office, measure)
    assert held(job, LATER)["frei-1"] == ("abordnung", "0.40")
    row = Holding.objects.current().get(employment=job, kind="abordnung")
    earlier = {"secondment": str(row.pk), **day("end", SOON - timedelta(days=5))}
    ordered(office, record(address(person, "abordnung_ende"), earlier))
    assert held(job, SOON) == own


def test_leave_keeps_the_post_and_a_return_before_its_end_works_again(db, office) -> None:
    person, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    (post,) = held(job, today())
    ordered(office, record(address(person, "beurlaubung"), {**day("start", today()), **day("end", LATER)}))
    assert held(job, SOON) == {post: ("beurlaubt", "1.00")}
    ordered(office, record(address(person, "rueckkehr"), day("start", SOON)))
    assert held(job, SOON) == {post: ("inhaber", "1.00")}


def test_a_matrix_adds_a_role_and_a_departure_ends_everything(db, office) -> None:
    person, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    unit = office.city.root.__class__.objects.get(code="VWB")
    own = held(job, today())
    ordered(office, record(address(person, "mitwirkung"), {**day("start", today()), "unit": str(unit.pk)}))
    assert Affiliation.objects.as_of(LATER).filter(employment=job, unit=unit).exists()
    assert held(job, LATER) == own
    ordered(office, record(address(person, "ausscheiden"), day("last", SOON)))
    assert Terms.value_on(SOON, "status_group", employment_id=job.pk) == "tarif"
    assert Terms.value_on(SOON + timedelta(days=1), "status_group", employment_id=job.pk) is None
    assert held(job, SOON + timedelta(days=1)) == {}
    assert not Affiliation.objects.as_of(SOON + timedelta(days=1)).filter(employment=job).exists()


def test_who_has_left_is_found_and_comes_back_under_the_same_number(db, office) -> None:
    person, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    ordered(office, record(address(person, "ausscheiden"), day("last", today() - timedelta(days=3))))
    page = text_of(hr().get("/massnahmen/neu/?q=Yil"))
    assert person.display_name in page
    assert "heute ohne Stelle" in page
    kinds = text_of(hr().get(address(person)))
    assert "Wiedereinstellung" in kinds
    assert "Umsetzung" not in kinds
    data = {**day("start", SOON), "post": "frei-2", "percent": "50", "status_group": "tarif"}
    ordered(office, record(address(person, "wiedereinstellung"), data))
    assert held(job, SOON) == {"frei-2": ("inhaber", "0.50")}


def test_death_ends_it_today_and_asks_nobody(db, office) -> None:
    person, job = office.people["mitarbeiterin"], office.employment("mitarbeiterin")
    tomorrow = hr().post(address(person, "todesfall"), {**day("start", today() + timedelta(days=1)), "step": "look"})
    assert tomorrow.status_code == 422
    measure = record(address(person, "todesfall"), day("start", today()))
    assert not measure.participations.exists()
    ordered(office, measure)
    assert Terms.value_on(today(), "status_group", employment_id=job.pk) is None


def test_somebody_new_is_there_when_the_measure_is_ordered(db, office) -> None:
    data = {
        **day("start", SOON), **day("end", LATER), "given_name": "Nele", "family_name": "Neu", "personnel_no": "N-1",
        "post": "frei-2", "percent": "80", "status_group": "tarif", "bodies": ["personalrat", "gleichstellung"],
    }  # fmt: skip
    measure = record("/massnahmen/neu/einstellung/", data)  # type: ignore[arg-type]
    job = Employment.objects.get(personnel_no="N-1")
    assert job.person.display_name == "Nele Neu"
    assert Terms.value_on(SOON, "status_group", employment_id=job.pk) is None
    with at(SOON):
        ordered(office, measure)
    assert held(job, SOON) == {"frei-2": ("inhaber", "0.80")}
    assert Terms.value_on(LATER, "status_group", employment_id=job.pk) == "tarif"
    assert held(job, LATER + timedelta(days=1)) == {}
    again = hr().post("/massnahmen/neu/einstellung/", {**data, "step": "look"})
    assert again.status_code == 422
    assert "Sie wird nie neu vergeben" in text_of(again)


WRONG = [
    ("umsetzung", {"post": "gibt-es-nicht", "percent": "100"}, "Eine solche Stelle gibt es an diesem Tag nicht"),
    ("umsetzung", {"post": "Verkehr", "percent": "100"}, "frei-1 (Verkehrsplanung, 11); frei-2 (Verkehrszählung, 11)"),
    ("umsetzung", {"post": "frei-1", "percent": "0"}, "mindestens 1"),
    ("umsetzung", {"post": "frei-1", "percent": "101"}, "höchstens 100"),
    ("umsetzung", {"post": "frei-1", "percent": "100", "start_year": "2062"}, "mehr als zehn Jahre voraus"),
    ("beurlaubung", {**day("end", today()), "start_year": "1960"}, "besteht kein Arbeitsverhältnis"),
    ("umsetzung", {"post": "frei-1\x00", "percent": "9" * 30}, "keine Zahl"),
    ("abordnung", {"post": "frei-1", "percent": "50", **day("end", today())}, "Das Ende liegt vor dem Anfang"),
    ("mitwirkung", {"unit": "999999"}, "gibt es hier nicht mehr"),
]


@pytest.mark.parametrize(("kind", "data", "said"), WRONG)
def test_what_cannot_be_is_refused_with_a_sentence(db, office, kind, data, said) -> None:
    url = address(office.people["mitarbeiterin"], kind)
    answer = hr().post(url, {**day("start", SOON), **data, "step": "look"})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Measure.objects.exists()


def test_what_holds_already_is_no_measure(db, office) -> None:
    job = office.employment("mitarbeiterin")
    (post,) = held(job, today())
    answer = hr().post(
        address(office.people["mitarbeiterin"], "umsetzung"),
        {**day("start", SOON), "post": post, "percent": "100", "step": "look"},
    )
    assert answer.status_code == 422
    assert "Das gilt schon so" in text_of(answer)


def test_only_people_in_reach_and_never_oneself(db, office) -> None:
    limited = hr("personal51")
    assert limited.get(address(office.people["mitarbeiterin"])).status_code == 200
    assert limited.get(address(office.people["anordnung"])).status_code == 404
    assert limited.get(address(office.people["anordnung"], "umsetzung")).status_code == 404
    assert "Karl Kasse" not in text_of(limited.get("/massnahmen/neu/?q=Kasse"))
    assert hr().get(address(office.people["personal"])).status_code == 404
    assert hr().get(address(office.people["mitarbeiterin"], "rueckkehr")).status_code == 404
    assert hr().get(address(office.people["mitarbeiterin"], "unsinn")).status_code == 404


def test_what_was_intended_can_be_dropped_with_a_reason_and_never_holds(db, office) -> None:
    measure = record(
        address(office.people["mitarbeiterin"], "umsetzung"),
        {**day("start", SOON), "post": "frei-1", "percent": "100", "bodies": "personalrat"},
    )
    url = f"/massnahmen/{measure.uuid}/zuruecknehmen/"
    assert "einen Grund" in text_of(hr().post(url, {"reason": " "}, follow=True))
    measure.participations.update(held_in="BET-1")
    assert "Nehmen Sie die Frage zuerst dort zurück" in text_of(hr().post(url, {"reason": "x"}, follow=True))
    measure.participations.update(held_in="")
    page = text_of(hr().post(url, {"reason": "Stelle entfällt"}, follow=True))
    assert "Aufgehoben." in page
    assert "schon verfügt, aufgehoben" in text_of(hr().post(url, {"reason": "noch einmal"}, follow=True))
    assert Holding.objects.filter(valid_from=SOON).count() == 0
    assert Terms.objects.filter(valid_until=FOREVER).exists()


def test_whoever_may_be_known_already_is_named_before_a_second_record(db, office) -> None:
    data = {
        **day("start", SOON), "given_name": "Emma", "family_name": "Yilmaz", "personnel_no": "N-2",
        "post": "frei-2", "percent": "100", "status_group": "tarif",
    }  # fmt: skip
    answer = hr().post("/massnahmen/neu/einstellung/", {**data, "step": "look"})
    assert answer.status_code == 422
    assert "Vielleicht ist diese Person schon bekannt: Emma Yılmaz (51/1 Kita-Fachberatung)" in text_of(answer)
    measure = record("/massnahmen/neu/einstellung/", {**data, "is_other": "on"})
    assert measure.person_id != office.people["mitarbeiterin"].pk


def test_the_personnel_office_decides_whether_somebody_is_the_same_person(db, office) -> None:
    held = HeldBack("NEU-1", "Emma", "Yilmaz", office.people["mitarbeiterin"].pk, "similar")
    keep_doubts([held], by=Actor.system("import"))
    doubt = Doubt.objects.get()
    page = text_of(hr().get("/massnahmen/doppelte/"))
    assert "Emma Yilmaz" in page
    assert "Neuer Schlüssel NEU-1" in page
    url = f"/massnahmen/doppelte/{doubt.uuid}/"
    assert "eine der beiden" in text_of(hr().post(url, {"decision": "x"}, follow=True))
    assert "Entschieden" in text_of(hr().post(url, {"decision": "same"}, follow=True))
    assert "schon entschieden" in text_of(hr().post(url, {"decision": "other"}, follow=True))
    assert "Niemand wartet" in text_of(hr().get("/massnahmen/doppelte/"))
