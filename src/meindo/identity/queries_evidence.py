"""Figures that show how far the controls of Grundschutz++ hold now: counted from the database, about nobody by name."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from meindo.kernel.message import mark as _
from meindo.platform.audit.chain import verify_end
from meindo.platform.audit.models import AuditHead
from meindo.platform.cases.models import Case
from meindo.platform.clock import now, today
from meindo.platform.people.models import Person, Terms

from .campaign_models import Campaign, Review, Withholding
from .catalogue_models import Application, BusinessRole, Entitlement, Stage
from .drift import Kind
from .drift_models import Finding, FindingState, Reconciliation
from .plan_models import Account, AccountState, Operation, OperationState, Standing
from .rule_models import Duty, DutyException, Grant, RuleState, RuleVersion

A_YEAR, A_MONTH, COMPARED = timedelta(days=365), timedelta(days=30), timedelta(days=2)
END_OF_LOG = 1000


class Figure(NamedTuple):
    """What was counted. `of`: out of so many. `good`: as it should be; None where no number is better than another."""

    value: int
    of: int | None = None
    good: bool | None = None


class Evidence(NamedTuple):
    """A figure by name: what it counts, in words, and how."""

    label: str
    counted: Callable[[], Figure]


def figures(keys: set[str] | None = None) -> dict[str, Figure]:
    """Some figures, or all, as they are now."""
    return {key: one.counted() for key, one in EVIDENCE.items() if keys is None or key in keys}


def _none(rows: QuerySet[Any]) -> Figure:
    """Something of which there should be nothing."""
    found = rows.count()
    return Figure(found, good=not found)


def _all(good: int, of: int) -> Figure:
    return Figure(good, of, good == of)


def in_use() -> QuerySet[Application]:
    """The applications that were not ended."""
    return Application.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today()))


def leavers() -> QuerySet[Person]:
    """Everybody all of whose employments have ended (`people.queries.has_left`, for all at once)."""
    day = today()
    rows = Terms.objects.current().filter(employment__person_id__isnull=False)
    begun = rows.values("employment__person_id").annotate(
        first=Min("valid_from"), holding=Count("pk", filter=Q(valid_from__lte=day, valid_until__gt=day))
    )
    return Person.objects.filter(pk__in=begun.filter(first__lte=day, holding=0).values("employment__person_id"))


def _open_accounts() -> QuerySet[Account]:
    """Accounts that are open by what was written, or by what was seen there last."""
    return Account.objects.filter(Q(state=AccountState.ACTIVE) | Q(seen__enabled=True))


def _findings(*kinds: Kind) -> Figure:
    rows = Finding.objects.filter(state=FindingState.OPEN)
    return _none(rows.filter(kind__in=[kind.value for kind in kinds]) if kinds else rows)


def _names_twice() -> Figure:
    rows = Account.objects.order_by().values("application_id", name=Lower("native_id")).annotate(n=Count("pk"))
    return _none(rows.filter(n__gt=1))


def _live_grants() -> QuerySet[Grant]:
    return Grant.objects.filter(revoked_at__isnull=True, valid_from__lte=today(), valid_until__gt=today())


def _by_two() -> Figure:
    rows = RuleVersion.objects.filter(state=RuleState.ACTIVE)
    two = rows.filter(made_by__isnull=False, activated_by__isnull=False).exclude(made_by=F("activated_by"))
    return _all(two.count(), rows.count())


def _without_reason() -> Figure:
    """Grants, rules, exceptions and what was taken out, with an empty reason."""
    models: tuple[Any, ...] = (Grant, RuleVersion, Duty, DutyException, Withholding)
    found = sum(model.objects.filter(reason__regex=r"^\s*$").count() for model in models)
    return Figure(found, good=not found)


def _reviewed() -> Figure:
    recent = Campaign.objects.filter(closed_at__gte=now() - A_YEAR, application__isnull=False)
    rows = in_use()
    return _all(rows.filter(pk__in=recent.values("application_id")).count(), rows.count())


def _compared() -> Figure:
    recent = Reconciliation.objects.filter(problem="", ended_at__gte=now() - COMPARED)
    rows = in_use()
    return _all(rows.filter(pk__in=recent.values("application_id")).count(), rows.count())


def _chain() -> Figure:
    """The row up to which the log is chained; good if its end computes to the same."""
    head = AuditHead.objects.filter(pk=1).first()
    return Figure(head.seq if head else 0, good=verify_end(END_OF_LOG).broken_at is None)


def _read_back() -> Figure:
    return Figure(Operation.objects.filter(state=OperationState.DONE, done_at__gte=now() - A_MONTH).count())


def _emergencies() -> Figure:
    return Figure(Case.objects.filter(service="berechtigungen", process="notfallzugang", is_open=True).count())


def _late() -> Figure:
    return _none(
        Review.objects.filter(decided_at__isnull=True, campaign__closed_at__isnull=True, campaign__due_on__lt=today())
    )


EVIDENCE: dict[str, Evidence] = {
    "applications": Evidence(_("Anwendungen im Katalog"), lambda: Figure(in_use().count())),
    "writing": Evidence(
        _("Anwendungen, in denen meindo schreibt"),
        lambda: Figure(in_use().filter(stage=Stage.WRITE).count(), in_use().count()),
    ),
    "owners_left": Evidence(
        _("Anwendungen, deren verantwortliche Person gegangen ist"),
        lambda: _none(in_use().filter(owner__in=leavers())),
    ),
    "rights": Evidence(
        _("Rechte im Katalog"), lambda: Figure(Entitlement.objects.filter(application__in=in_use()).count())
    ),
    "accounts": Evidence(
        _("Offene Konten, die genau einer Person gehören"),
        lambda: _all(_open_accounts().filter(person__isnull=False).count(), _open_accounts().count()),
    ),
    "accounts_closed": Evidence(
        _("Geschlossene Konten, die in den Anwendungen stehen bleiben"),
        lambda: Figure(Account.objects.filter(state=AccountState.DISABLED).count()),
    ),
    "orphans_open": Evidence(
        _("Konten von niemandem und zweite Konten, über die noch niemand entschieden hat"),
        lambda: _findings(Kind.ORPHAN, Kind.TWICE),
    ),
    "leavers_open": Evidence(
        _("Offene Konten von Personen, die gegangen sind"),
        lambda: _none(_open_accounts().filter(person__in=leavers())),
    ),
    "overdue": Evidence(
        _("Personen, bei denen ein Tag vorbei ist, an dem sich etwas ändert, ohne dass gerechnet wurde"),
        lambda: _none(Standing.objects.filter(next_change_on__lt=today())),
    ),
    "names_twice": Evidence(_("Kontonamen, die es in einer Anwendung zweimal gibt"), _names_twice),
    "texts_open": Evidence(_("Konten mit anderen Angaben als in den Personaldaten"), lambda: _findings(Kind.TEXT)),
    "findings_open": Evidence(_("Offene Abweichungen des Abgleichs"), _findings),
    "compared": Evidence(_("Anwendungen, in den letzten zwei Tagen bis zum Ende verglichen"), _compared),
    "reviewed": Evidence(_("Anwendungen mit einer beendeten Prüfung in den letzten zwölf Monaten"), _reviewed),
    "reviews_late": Evidence(_("Überfällige Entscheidungen in laufenden Prüfungen"), _late),
    "rules_in_force": Evidence(
        _("Regeln in Kraft"), lambda: Figure(RuleVersion.objects.filter(state=RuleState.ACTIVE).count())
    ),
    "rules_by_two": Evidence(_("Regeln in Kraft, die von zwei Personen stammen"), _by_two),
    "roles": Evidence(_("Rollen"), lambda: Figure(BusinessRole.objects.count())),
    "grants": Evidence(
        _("Laufende Bewilligungen, die an einem Tag enden"),
        lambda: Figure(_live_grants().count()),
    ),
    "grants_unapproved": Evidence(
        _("Laufende Bewilligungen ohne eine andere Person, die bewilligt hat"),
        lambda: _none(_live_grants().filter(approved_by__isnull=True)),
    ),
    "without_reason": Evidence(_("Regeln, Bewilligungen und Ausnahmen ohne Grund"), _without_reason),
    "emergencies": Evidence(_("Notfallzugänge, die noch zu prüfen sind"), _emergencies),
    "operations_done": Evidence(_("Änderungen an Konten in 30 Tagen, ausgeführt und nachgelesen"), _read_back),
    "operations_failed": Evidence(
        _("Änderungen an Konten, die nicht gelangen"),
        lambda: _none(Operation.objects.filter(state=OperationState.FAILED)),
    ),
    "chain": Evidence(_("Zeilen des Protokolls in der Kette; die letzten 1.000 sind jetzt nachgerechnet"), _chain),
}


class Proof(NamedTuple):
    """When an application was last reviewed and last compared to its end, and what is open there."""

    application: Application
    reviewed_at: datetime | None
    compared_at: datetime | None
    open: int


def proofs_of(rows: list[Application]) -> list[Proof]:
    """The last review, the last comparison and the open findings of some applications, in three queries."""
    keys = [row.pk for row in rows]
    closed = Campaign.objects.filter(application__in=keys).values_list("application_id")
    reviewed = dict(closed.annotate(at=Max("closed_at")))
    ended = Reconciliation.objects.filter(application__in=keys, problem="").values_list("application_id")
    compared = dict(ended.annotate(at=Max("ended_at")))
    alive = Finding.objects.filter(application__in=keys, state=FindingState.OPEN).values_list("application_id")
    found = dict(alive.annotate(n=Count("pk")))
    return [Proof(row, reviewed.get(row.pk), compared.get(row.pk), found.get(row.pk, 0)) for row in rows]
