"""The viewer: who looks, in which role, for which purpose, on which day. First argument of every query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from meindo.platform.audit.actor import Actor

from .models import AccessRecord

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Viewer:
    """Who looks at data. `role` is the key of the role in which the person acts; it decides what is visible."""

    actor: Actor
    role: str
    purpose: str
    day: date
    acting_for: int | None = None
    asked: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def person_id(self) -> int:
        """The person who looks; parts of the system have no viewer."""
        if self.actor.person_id is None:
            raise PermissionError("only a person can look")
        return self.actor.person_id

    def for_purpose(self, purpose: str) -> "Viewer":
        """The same viewer, looking for another purpose."""
        return replace(self, purpose=purpose)


Rule = Callable[[Viewer], Q]
_rules: dict[type[models.Model], Rule] = {}


def rule_for(model: type[models.Model], rule: Rule) -> None:
    """Declare at start-up which rows of a model a viewer sees."""
    _rules[model] = rule


def visible(viewer: Viewer, model: type[M]) -> "models.QuerySet[M]":
    """The rows of a model that the viewer may see: the only entry to a person's data from a page, API or export."""
    return model._default_manager.filter(_rules[model](viewer))


def record_access(viewer: Viewer, seen: Iterable[tuple[int, int]]) -> int:
    """Record that the viewer saw (subject person, case) pairs; own data are not recorded. Returns the new rows."""
    wanted = {(subject, case) for subject, case in seen if subject != viewer.person_id}
    if not wanted:
        return 0
    same: dict[str, Any] = {"viewer_id": viewer.person_id, "day": viewer.day, "purpose": viewer.purpose}
    cases = {case for _, case in wanted}
    known = AccessRecord.objects.filter(**same, case_id__in=cases).values_list("subject_id", "case_id")
    missing = wanted - set(known)
    if missing:
        rows = [AccessRecord(**same, role=viewer.role, subject_id=s, case_id=c) for s, c in sorted(missing)]
        AccessRecord.objects.bulk_create(rows, ignore_conflicts=True)
    return len(missing)
