"""A personnel measure has no effect before the participation it needs."""

from datetime import timedelta

import pytest
from tests.support.city import START, City

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import at, today
from meindo.platform.people import measures
from meindo.platform.people.models import Placement, Post, PostDescription

HR = Actor.system("hr")


@pytest.fixture
def move(db):
    """A person in unit A, a vacant post in unit B, and the intended Umsetzung."""
    city = City()
    city.root = city.unit("OB", kind="stadt")
    old, new = city.unit("51", parent=city.root), city.unit("61", parent=city.root)
    person = city.person("Muster", old)
    post = Post.objects.create(key="neu")
    city.say(PostDescription, {"post_id": post.pk}, unit_id=new.pk, title="Planung", is_lead=False)
    city.store()
    job = person.employments.get()
    held = Placement.objects.get(employment=job)
    day = today()
    plan = [
        {"model": "Holding", "key": {"employment_id": job.pk, "post_id": held.post_id}, "values": None,
         "valid_from": day.isoformat()},
        {"model": "Holding", "key": {"employment_id": job.pk, "post_id": post.pk},
         "values": {"kind": "inhaber", "share": 1}, "valid_from": day.isoformat()},
    ]  # fmt: skip

    def intend(*bodies: str):
        return measures.intend_measure(
            kind="umsetzung", person_id=person.pk, effective_on=day, plan=plan, bodies=bodies, by=HR
        )

    return intend, job, old, new


def unit_of(job) -> int:
    return Placement.objects.get(employment=job, is_main=True).unit_id


def test_nothing_happens_until_every_body_agreed(move) -> None:
    intend, job, old, new = move
    measure = intend("personalrat", "sbv")
    with pytest.raises(measures.MeasureRefused, match="personalrat, sbv"):
        measures.order_measure(measure, by=HR)
    assert unit_of(job) == old.pk
    for part in measure.participations.all():
        measures.answer(part, measures.AGREED, by=HR)
    measures.order_measure(measure, by=HR)
    assert unit_of(job) == new.pk
    assert today() > START


def test_silence_counts_only_after_the_discussion_and_the_second_period(move) -> None:
    intend, job, _old, new = move
    measure = intend("personalrat")
    part = measure.participations.get()
    with at(today() + timedelta(days=90)), pytest.raises(measures.MeasureRefused, match="Erörterung"):
        measures.answer(part, measures.DEEMED, by=HR)
    measures.discuss(part, by=HR)
    with pytest.raises(measures.MeasureRefused, match="zweiten Frist"):
        measures.answer(part, measures.DEEMED, by=HR)
    with at(today() + timedelta(days=60)):
        measures.answer(part, measures.DEEMED, by=HR)
    measures.order_measure(measure, by=HR)
    assert unit_of(job) == new.pk


def test_a_refusal_needs_reasons_and_can_be_replaced_by_arbitration(move) -> None:
    intend, job, old, _new = move
    measure = intend("personalrat")
    part = measure.participations.get()
    with pytest.raises(measures.MeasureRefused, match="Gründe"):
        measures.answer(part, measures.REFUSED, by=HR)
    measures.answer(part, measures.REFUSED, by=HR, reason="Die Aufgabe bleibt unbesetzt.")
    with pytest.raises(measures.MeasureRefused, match="Beteiligung"):
        measures.order_measure(measure, by=HR)
    assert unit_of(job) == old.pk
    measures.answer(part, measures.ARBITRATED, by=HR)
    measures.order_measure(measure, by=HR)


def test_an_ordered_measure_is_not_ordered_twice(move) -> None:
    intend, _job, _old, _new = move
    measure = intend()
    measures.order_measure(measure, by=HR)
    measure.refresh_from_db()
    with pytest.raises(measures.MeasureRefused, match="schon verfügt"):
        measures.order_measure(measure, by=HR)
