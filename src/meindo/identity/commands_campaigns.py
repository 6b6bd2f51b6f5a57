"""Recertification: start a campaign, decide person by person, remind, close it and take back what nobody needs."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.models import OrgUnit
from meindo.platform.people.replace import chunks
from meindo.platform.sql import insert_many

from . import queries_campaigns as queries
from .attention import outliers, weight
from .campaign_models import OnSilence
from .commands_apply import start_plan
from .commands_plans import make_plan
from .models import Application, Campaign, Grant, Review, Withholding
from .plan_models import PlanKind, PlanState
from .purposes import MANAGE
from .queries_foresight import foresee, question_of
from .wanted import reasons

DAILY = "identity.campaigns"
PIECE = 1000
REMIND = timedelta(days=7)
GRACE = timedelta(days=14)  # after the last day those above are asked; then it closes by what was declared
WITHHELD = timedelta(days=365)
CALENDAR = Actor.system("calendar")
REVIEWS_URL = "/berechtigungen/pruefungen/"


class CampaignRefused(Exception):
    """The campaign cannot take this step; the text says why."""


def start_campaign(
    *,
    title: str,
    due_on: date,
    by: Actor,
    application: Application | None = None,
    unit: OrgUnit | None = None,
    on_silence: str = OnSilence.KEEP,
) -> Campaign:
    """Ask about everybody who has something in an application, or who works in a unit; each reviewer is told once."""
    if due_on <= today():
        raise CampaignRefused(_("Der letzte Tag liegt nicht in der Zukunft."))
    people = queries.people_below(unit, today()) if unit else None
    sets = queries.held_rights(application, people)
    if not sets:
        raise CampaignRefused(_("Dort hat niemand ein Recht, das zu prüfen wäre."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        made = Campaign.objects.create(
            title=title, application=application, unit=unit, due_on=due_on, on_silence=on_silence,
            made_by_id=by.person_id or 0, made_at=work.at,
        )  # fmt: skip
        rows = _reviews(made, sets)
        for piece in chunks(rows, PIECE):
            insert_many(Review, piece)
        for reviewer in sorted({row.reviewer_id for row in rows if row.reviewer_id}):
            _tell(work, made, reviewer, "start", _("Bitte prüfen Sie Zugänge: {title}"))
        work.record("identity.campaign_started", f"campaign:{made.uuid}", people=len(rows))
    return made


def _reviews(campaign: Campaign, sets: dict[int, frozenset[int]]) -> list[Review]:
    units = queries.main_units(sets)
    odd, before, granted = outliers(sets, units), queries.confirmed_before(sets), queries.granted_on(today())
    reviewer_of = _reviewers(campaign, sets, units)
    rows = []
    for person, rights in sets.items():
        # whoever is looked at for the first time: what follows from a rule is no news, the rule was signed off
        news = rights - before[person] if person in before else rights & granted.get(person, frozenset())
        strange = odd.get(person, frozenset())
        rows.append(
            Review(
                campaign=campaign,
                person_id=person,
                reviewer_id=reviewer_of[person],
                rights=sorted(rights),
                news=sorted(news),
                outliers=sorted(strange),
                weight=weight(len(news), len(strange)),
            )
        )
    return rows


def _reviewers(campaign: Campaign, people: Iterable[int], units: dict[int, int]) -> dict[int, int | None]:
    """Who answers about whom, never about themselves: the owner of the application, of a protected one its body alone,
    else the line. Nobody: the IT house, except about a protected application.
    """
    application = campaign.application
    if application is None:
        line = queries.line_reviewers(units)
        return {person: other_than(person, [line.get(person)]) for person in people}
    asked = queries.body_of(application) if application.is_protected else [application.owner_id]
    return {person: other_than(person, asked) for person in people}


def other_than(person: int, asked: Iterable[int | None]) -> int | None:
    """The first of those who can be asked who is somebody else."""
    return next((one for one in asked if one is not None and one != person), None)


def _tell(work: Work, campaign: Campaign, person: int, occasion: str, text: str) -> None:
    notify(
        work,
        person_id=person,
        key=f"campaign:{campaign.uuid}:{occasion}:{person}",
        msgid=text,
        url=REVIEWS_URL,
        kind="waiting",
        due_on=campaign.due_on,
        title=campaign.title,
    )


def decide_review(review: Review, *, removed: Iterable[int], reason: str, by: Actor) -> None:
    """Confirm what a person still needs; what is `removed` goes when the campaign closes, with a reason."""
    gone = sorted(set(removed))
    if by.person_id is None or by.person_id == review.person_id:
        raise CampaignRefused(_("Niemand bestätigt die eigenen Zugänge."))
    if not set(gone) <= set(review.rights):
        raise CampaignRefused(_("Dieses Recht steht nicht in der Prüfung."))
    if gone and not reason.strip():
        raise CampaignRefused(_("Bitte nennen Sie den Grund."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        waiting = Review.objects.filter(pk=review.pk, decided_at__isnull=True, campaign__closed_at__isnull=True)
        if not waiting.update(
            removed=gone, reason=reason.strip()[:300], decided_by_id=by.person_id, decided_at=work.at
        ):
            raise CampaignRefused(_("Das ist schon entschieden, oder die Prüfung ist zu Ende."))
        work.record("identity.reviewed", f"review:{review.uuid}", removed=len(gone))
    review.refresh_from_db()


def close_campaign(campaign: Campaign, *, by: Actor) -> Campaign:
    """Take back what was named, and what was declared for silence; the changes to accounts are a plan."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        if not Campaign.objects.filter(pk=campaign.pk, closed_at__isnull=True).update(closed_at=work.at):
            raise CampaignRefused(_("Die Prüfung ist schon zu Ende."))
        touched = _take_back(work, campaign)
        work.record("identity.campaign_closed", f"campaign:{campaign.uuid}", people=len(touched))
    if touched:
        foresight = foresee(question_of(today(), people=touched), touched)
        plan = make_plan(foresight, kind=PlanKind.RECERTIFICATION, title=campaign.title, by=by)
        Campaign.objects.filter(pk=campaign.pk).update(plan=plan)
        if plan.state == PlanState.READY:
            start_plan(plan, by=by)
    campaign.refresh_from_db()
    return campaign


def _take_back(work: Work, campaign: Campaign) -> list[int]:
    decided = list(campaign.reviews.exclude(removed=[]))
    silent: Sequence[Review] = []
    if campaign.on_silence == OnSilence.REVOKE:
        silent = list(campaign.reviews.filter(decided_at__isnull=True))
    people = [review.person_id for review in decided]
    question = question_of(today(), people=people) if people else None
    touched = set(people)
    for review in decided:
        _revoke(work, review.person_id, review.removed, review.reason)
        ruled = reasons(question, review.person_id) if question else {}
        for right in review.removed:
            if any(because.rule for because in ruled.get(right, ())):
                _withhold(work, review, right)
    for review in silent:
        if _revoke(work, review.person_id, review.rights, campaign.title):
            touched.add(review.person_id)
    return sorted(touched)


def _revoke(work: Work, person: int, rights: Iterable[int], reason: str) -> int:
    keys = list(queries.granted_to(person, rights, today()).values_list("pk", flat=True))
    return Grant.objects.filter(pk__in=keys).update(revoked_at=work.at, revoked_reason=reason[:300])


def _withhold(work: Work, review: Review, right: int) -> None:
    Withholding.objects.get_or_create(
        person_id=review.person_id,
        entitlement_id=right,
        ended_at=None,
        defaults={
            "reason": review.reason,
            "valid_from": today(),
            "valid_until": today() + WITHHELD,
            "by_id": review.decided_by_id or 0,
            "made_at": work.at,
        },
    )


def run_campaigns(_key: str = "", _payload: dict[str, Any] | None = None) -> None:
    """Every day: remind before the last day, ask those above after it, close what is long over."""
    for campaign in Campaign.objects.filter(closed_at__isnull=True).order_by("id"):
        if today() > campaign.due_on + GRACE:
            close_campaign(campaign, by=CALENDAR)
        elif today() > campaign.due_on:
            _escalate(campaign)
        elif today() >= campaign.due_on - REMIND:
            _remind(campaign)


def _remind(campaign: Campaign) -> None:
    waiting = set(campaign.reviews.filter(decided_at__isnull=True).values_list("reviewer_id", flat=True)) - {None}
    with unit_of_work(CALENDAR, purpose=MANAGE.key) as work:
        for reviewer in sorted(waiting):
            _tell(work, campaign, reviewer, "remind", _("Die Prüfung endet bald: {title}"))


def _escalate(campaign: Campaign) -> None:
    """Whoever did not decide is told; those who decide about them answer from now on."""
    late = list(campaign.reviews.filter(decided_at__isnull=True, escalated_at__isnull=True))
    if not late:
        return
    above = _above(campaign, late)
    with unit_of_work(CALENDAR, purpose=MANAGE.key) as work:
        for review in late:
            review.reviewer_id = above[review.pk]
            review.escalated_at = work.at
        for piece in chunks(late, PIECE):
            Review.objects.bulk_update(piece, ["reviewer", "escalated_at"])
        for person in sorted({review.reviewer_id for review in late if review.reviewer_id}):
            _tell(work, campaign, person, "late", _("Eine Prüfung ist überfällig und liegt jetzt bei Ihnen: {title}"))
        work.record("identity.campaign_late", f"campaign:{campaign.uuid}", people=len(late))


def _above(campaign: Campaign, late: list[Review]) -> dict[int, int | None]:
    """Who answers about each from now on: those above who was late, in a protected function others of its body."""
    application = campaign.application
    if application is not None and application.is_protected:
        body = queries.body_of(application)
        return {
            review.pk: other_than(review.person_id, [one for one in body if one != review.reviewer_id])
            or review.reviewer_id
            for review in late
        }
    reviewers = {review.reviewer_id for review in late if review.reviewer_id}
    line = queries.line_reviewers(queries.main_units(reviewers))
    return {review.pk: other_than(review.person_id, [line.get(review.reviewer_id or 0)]) for review in late}


def let_have_again(withholding: Withholding, *, by: Actor, reason: str) -> None:
    """The person needs the right after all."""
    if not reason.strip():
        raise CampaignRefused(_("Bitte nennen Sie den Grund."))
    with unit_of_work(by, purpose=MANAGE.key) as work:
        rows = Withholding.objects.filter(pk=withholding.pk, ended_at__isnull=True)
        if not rows.update(ended_at=work.at):
            raise CampaignRefused(_("Das gilt schon nicht mehr."))
        work.record("identity.withholding_ended", f"person:{withholding.person.uuid}")
