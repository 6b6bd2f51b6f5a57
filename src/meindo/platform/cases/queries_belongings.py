"""What belongs to a case in all tables, those of services too: found by the keys that lead to it, without a list."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from meindo.platform.access.models import AccessRecord
from meindo.platform.files.models import Document
from meindo.platform.notify.models import Notification

from .models import Attachment, Case

Rows = dict[type[models.Model], set[int]]
AT_ONCE = 500
WORDS = 100  # characters from which on a column holds words of people and not a key


@cache
def _owned() -> tuple[type[models.Model], ...]:
    """The tables whose rows each belong to one case: they have a column `case` that is never empty."""
    return tuple(model for model in apps.get_models() if _case_of(model))


def _case_of(model: type[models.Model]) -> bool:
    field = next((field for field in model._meta.concrete_fields if field.name == "case"), None)
    return field is not None and field.related_model is Case and not field.null


@cache
def _links() -> tuple[tuple[type[models.Model], str], ...]:
    """Where a row of one case leads to another case: the table, and the way to the other one."""
    found = []
    for model in _owned():
        for field in model._meta.concrete_fields:
            if field.related_model is Case and field.name != "case":
                found.append((model, field.attname))
            elif field.related_model in _owned():
                found.append((model, f"{field.name}__case_id"))
    return tuple(found)


@cache
def _shared() -> tuple[tuple[type[models.Model], str, type[models.Model]], ...]:
    """What several cases share (a model with `goes_with_cases`): the table of each case, its column, the shared one."""
    return tuple(
        (model, field.name, field.related_model)
        for model in _owned()
        for field in model._meta.concrete_fields
        if field.related_model is not None and getattr(field.related_model, "goes_with_cases", False)
    )


@cache
def _concerned() -> tuple[tuple[type[models.Model], str], ...]:
    """Where a case is about somebody else than its own person: the table of the case, and the way to that person. The
    row of the case, or what it shares, names the column as `about_person`.
    """
    own = [(model, str(model.about_person)) for model in _owned() if hasattr(model, "about_person")]
    shared = [
        (model, f"{name}__{parent.about_person}")
        for model, name, parent in _shared()
        if hasattr(parent, "about_person")
    ]
    return (*own, *shared)


@cache
def text_columns() -> tuple[tuple[type[models.Model], str, str], ...]:
    """Where words of people stand in what belongs to a case: the table, the way to the case, the column."""
    found: list[tuple[type[models.Model], str, str]] = [(Case, "pk", column) for column in _texts(Case)]
    found += [(model, "case_id", column) for model in _owned() for column in _texts(model)]
    found += [(model, "case_id", f"{name}__{column}") for model, name, parent in _shared() for column in _texts(parent)]
    return tuple(found)


def _texts(model: type[models.Model]) -> list[str]:
    """Columns of some length that are no choice among given words."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField | models.JSONField)
        or (isinstance(field, models.CharField) and (field.max_length or 0) >= WORDS and not field.choices)
    ]


def cases_about(people: Collection[int]) -> set[int]:
    """The cases that are about one of these people and belong to somebody else, such as a measure before a body."""
    found: set[int] = set()
    for model, way in _concerned() if people else ():
        for part in _parts(people):
            found |= set(model._base_manager.filter(**{f"{way}__in": part}).values_list("case_id", flat=True))
    return found


def _siblings(cases: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of cases that share something: they go together, whichever was closed first."""
    found: set[tuple[int, int]] = set()
    for model, name, _parent in _shared():
        own = dict(model._base_manager.filter(case__in=cases).values_list("case_id", f"{name}_id"))
        others = model._base_manager.filter(**{f"{name}__in": set(own.values())}).values_list("case_id", f"{name}_id")
        by_parent: dict[int, list[int]] = {}
        for case, parent in others:
            by_parent.setdefault(parent, []).append(case)
        found |= {(case, other) for case, parent in own.items() for other in by_parent[parent] if other != case}
    return found


def _shared_rows(cases: Collection[int]) -> Rows:
    """What only these cases share: with the last of them it goes too."""
    found: Rows = {}
    for model, name, parent in _shared():
        keys = set(model._base_manager.filter(case__in=cases).values_list(f"{name}_id", flat=True))
        rest = model._base_manager.filter(**{f"{name}__in": keys}).exclude(case__in=cases)
        found.setdefault(parent, set()).update(keys - set(rest.values_list(f"{name}_id", flat=True)))
    return {model: keys for model, keys in found.items() if keys}


def pairs_of(cases: Collection[int]) -> set[tuple[int, int]]:
    """Pairs (case, other): the other one leads to the case or shares something with it, so the case cannot go before
    it.
    """
    found: set[tuple[int, int]] = set()
    for part in _parts(cases):
        questions = [
            model._base_manager.filter(**{f"{way}__in": part})
            .exclude(case_id=F(way))
            .order_by()
            .values_list(way, "case_id")
            for model, way in _links()
        ]
        if questions:
            found |= set(questions[0].union(*questions[1:]))
        found |= _siblings(part)
    return found


def with_pairs(cases: Collection[int]) -> tuple[set[int], set[tuple[int, int]]]:
    """The cases and all that lead to them, however far; and the pairs among them."""
    known: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    new = set(cases)
    while new:
        known |= new
        found = pairs_of(new)
        pairs |= found
        new = {other for _case, other in found} - known
    return known, pairs


def with_dependents(cases: Collection[int]) -> set[int]:
    """The cases and all that lead to them."""
    return with_pairs(cases)[0]


def rows_of(cases: Collection[int]) -> Rows:
    """Every row that goes with these cases, by table; none of them is a row of another case."""
    looks = _keys(AccessRecord, Q(case_id__in=cases))
    return rows_from(
        {
            Case: set(cases),
            Document: _documents(cases),
            AccessRecord: looks,
            Notification: _notices(cases),
            **_shared_rows(cases),
        }
    )


def rows_from(roots: Rows) -> Rows:
    """These rows and all that refer to them, however far; messages about a document refer to it by its address too."""
    found: Rows = {}
    todo = list(roots.items())
    todo.append((Notification, _about_documents(roots.get(Document, set()))))
    while todo:
        model, keys = todo.pop()
        new = keys - found.setdefault(model, set())
        found[model] |= new
        if new:
            todo += [(other, _keys(other, Q(**{f"{name}__in": new}))) for other, name in _referring(model)]
    return {model: keys for model, keys in found.items() if keys}


@cache
def _referring(model: type[models.Model]) -> tuple[tuple[Any, str], ...]:
    """The tables that refer to this one, each with its column; also where the relation has no name."""
    relations = [field for field in model._meta.get_fields(include_hidden=True) if field.auto_created]
    keys = [field for field in relations if not field.concrete and (field.one_to_many or field.one_to_one)]
    return tuple((field.related_model, field.field.name) for field in keys)  # type: ignore[union-attr]


def _keys(model: type[models.Model], rule: Q) -> set[int]:
    return set(model._base_manager.filter(rule).values_list("pk", flat=True))


def _documents(cases: Collection[int]) -> set[int]:
    attached = Attachment.objects.filter(case__in=cases).values("document_id")
    return _keys(Document, Q(case_id__in=cases) | Q(pk__in=attached))


def _notices(cases: Collection[int]) -> set[int]:
    """Messages about the cases, to whomever; those about their letters refer to the letter."""
    uuids = Case.objects.filter(pk__in=cases).values_list("uuid", flat=True)
    return _keys(Notification, Q(url__in=[f"/vorgang/{uuid}/" for uuid in uuids]))


def _about_documents(documents: set[int]) -> set[int]:
    uuids = Document.objects.filter(pk__in=documents).values_list("uuid", flat=True) if documents else []
    return _keys(Notification, Q(url__in=[f"/akte/{uuid}/" for uuid in uuids])) if documents else set()


def _parts(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
