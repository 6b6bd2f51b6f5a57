"""About whom something changes: by the passing of time, or because facts, grants or rules were recorded meanwhile."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from meindo.platform.clock import FOREVER
from meindo.platform.login.models import AccountLock
from meindo.platform.people.facts import Fact
from meindo.platform.people.models import Affiliation, Holding, PersonName, PostDescription, Terms, UnitEdge

from .models import BusinessRole, Duty, DutyException, Grant, RuleVersion, Standing, Withholding
from .rule_models import RuleState

EVERYBODY = None
BY_EMPLOYMENT: tuple[type[Fact], ...] = (Terms, Holding, Affiliation)


def due_people(day: date, since: datetime | None) -> set[int] | None:
    """The people whom a run on a day has to look at; EVERYBODY after a change of rules or of the organisation."""
    if since is None or _rules_changed(since) or UnitEdge.objects.filter(_recorded(since)).exists():
        return EVERYBODY
    found = set(Standing.objects.filter(next_change_on__lte=day).values_list("person_id", flat=True))
    for model in BY_EMPLOYMENT:
        rows = model.objects.filter(_recorded(since))
        found.update(rows.values_list("employment__person_id", flat=True))
    found.update(PersonName.objects.filter(_recorded(since)).values_list("person_id", flat=True))
    posts = PostDescription.objects.filter(_recorded(since)).values("post_id")
    found.update(Holding.objects.current().filter(post_id__in=posts).values_list("employment__person_id", flat=True))
    grants = Grant.objects.filter(Q(made_at__gt=since) | Q(revoked_at__gt=since))
    found.update(grants.values_list("person_id", flat=True))
    withheld = Withholding.objects.filter(Q(made_at__gt=since) | Q(ended_at__gt=since))
    found.update(withheld.values_list("person_id", flat=True))
    locks = AccountLock.objects.filter(Q(locked_at__gt=since) | Q(ended_at__gt=since), user__person_id__isnull=False)
    found.update(person for person in locks.values_list("user__person_id", flat=True) if person)
    return found


def _recorded(since: datetime) -> Q:
    return Q(recorded_at__gt=since) | Q(superseded_at__gt=since)


def _rules_changed(since: datetime) -> bool:
    rules = RuleVersion.objects.filter(Q(activated_at__gt=since) | Q(retired_at__gt=since))
    return rules.exists() or BusinessRole.objects.filter(changed_at__gt=since).exists()


def next_changes(people: Iterable[int], day: date) -> dict[int, date]:
    """The next day after `day` on which something begins, ends or is reached by a rule, for each who has one."""
    asked = list(people)
    found: dict[int, date] = {}
    for person, coming in [*_of_facts(asked, day), *_of_decisions(asked, day)]:
        if day < coming < found.get(person, FOREVER):
            found[person] = coming
    return found


def _of_facts(asked: list[int], day: date) -> Iterator[tuple[int, date]]:
    reach = RuleVersion.objects.filter(state=RuleState.ACTIVE)
    far = reach.aggregate(lead=Max("lead_days"), overlap=Max("overlap_days"))
    lead, overlap = (timedelta(days=far[name] or 0) for name in ("lead", "overlap"))
    for model in BY_EMPLOYMENT:
        rows = model.objects.current().filter(employment__person_id__in=asked)
        rows = rows.filter(Q(valid_from__gt=day) | Q(valid_until__gt=day - overlap, valid_until__lt=FOREVER))
        for person, start, end in rows.values_list("employment__person_id", "valid_from", "valid_until"):
            yield from (
                (person, coming) for coming in (start - lead, start, end, min(end, FOREVER - overlap) + overlap)
            )
    names = PersonName.objects.current().filter(person_id__in=asked, valid_from__gt=day)
    yield from names.values_list("person_id", "valid_from")


def _of_decisions(asked: list[int], day: date) -> Iterator[tuple[int, date]]:
    grants = Grant.objects.filter(revoked_at__isnull=True)
    for rows in (grants, DutyException.objects.all(), Withholding.objects.filter(ended_at__isnull=True)):
        coming = rows.filter(person_id__in=asked, valid_until__gt=day)
        for person, start, end in coming.values_list("person_id", "valid_from", "valid_until"):
            yield from ((person, start), (person, end))
    for ended_on in Duty.objects.filter(ended_on__gt=day).values_list("ended_on", flat=True):
        yield from ((person, ended_on) for person in asked if ended_on)
