"""A person's access to the city's applications, each right with the reason: now, or as known on a past day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from meindo.platform.clock import start_of, today
from meindo.platform.people.models import OrgUnit

from .models import Account, Entitlement, Grant, RuleVersion
from .plan_models import AccountState
from .queries_foresight import question_of
from .sentences import rule_sentence
from .wanted import Because, Question, reasons, rights


class Right(NamedTuple):
    """One right in words, whether it rests, and why the person has it."""

    label: str
    description: str
    rests: bool
    why: tuple[str, ...]


class Access(NamedTuple):
    """One application with what the person may do in it. `state`: how the account is, empty where none is known."""

    application: str
    purpose: str
    state: str
    rights: tuple[Right, ...]


def access_of(person_id: int, day: date | None = None, *, to_self: bool = True) -> list[Access]:
    """What a person may do in which application on a day, as it was known at its end; by application. The reasons are
    told to the person, or (`to_self` False) to somebody else.
    """
    asked = day or today()
    known_on = None if asked == today() else start_of(asked + timedelta(days=1))
    question = question_of(asked, people=[person_id], known_on=known_on)
    own, why = rights(question).get(person_id, frozenset()), reasons(question, person_id)
    words = Words(question, why.values(), to_self=to_self)
    states = _states(person_id) if known_on is None else {}
    found: dict[int, list[Right]] = defaultdict(list)
    rows = Entitlement.objects.filter(pk__in=map(abs, own)).select_related("application").order_by("label", "id")
    for row in rows:
        texts = tuple(words.of(because) for because in why[row.pk])
        found[row.application_id].append(Right(row.label, row.description, -row.pk in own, texts))
    applications = {row.application_id: row.application for row in rows}
    return [
        Access(application.label, application.purpose, states.get(pk, ""), tuple(found[pk]))
        for pk, application in sorted(applications.items(), key=lambda pair: pair[1].label)
    ]


def _states(person_id: int) -> dict[int, str]:
    rows = Account.objects.filter(person_id=person_id).exclude(state=AccountState.PLANNED)
    return {row.application_id: str(row.get_state_display()) for row in rows}


class Words:
    """Reasons as sentences, to the person (`to_self`) or about them."""

    def __init__(self, question: Question, reasons: Iterable[list[Because]], *, to_self: bool = True) -> None:
        self._to_self = to_self
        told = [because for found in reasons for because in found]
        versions = RuleVersion.objects.filter(pk__in={because.rule for because in told}).select_related("role", "unit")
        self._rules = {version.pk: version for version in versions}
        grants = Grant.objects.filter(pk__in={because.grant for because in told}).select_related("approved_by")
        self._grants = {grant.pk: grant for grant in grants}
        self._units = OrgUnit.objects.in_bulk({because.unit for because in told})

    def of(self, because: Because) -> str:
        """One reason."""
        if because.grant:
            return self._granted(self._grants[because.grant])
        version = self._rules[because.rule]
        values = {
            "rule": rule_sentence(version),
            "unit": str(self._units.get(because.unit, "")),
            "number": version.number,
        }
        if not self._to_self:
            return str(values["rule"])
        if because.rests:
            return _("%(rule)s Das gilt für Ihren Platz in „%(unit)s“; er ruht gerade. (Fassung %(number)s)") % values
        return _("%(rule)s Das gilt für Ihren Platz in „%(unit)s“. (Fassung %(number)s)") % values

    def _granted(self, grant: Grant) -> str:
        values = {"until": f"{grant.valid_until - timedelta(days=1):%d.%m.%Y}", "reason": grant.reason}
        if grant.approved_by is None:
            return _("Bewilligt bis %(until)s. Grund: %(reason)s") % values
        values["by"] = grant.approved_by.display_name
        return _("Bewilligt bis %(until)s von %(by)s. Grund: %(reason)s") % values
