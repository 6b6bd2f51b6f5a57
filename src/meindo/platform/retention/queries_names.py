"""In which texts that people typed a name stands: they are not rewritten, so the person is told that they stay."""

import json
import re
from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_belongings import cases_about, text_columns
from meindo.platform.people.models import Person
from meindo.platform.purpose import purpose_of

WORD = re.compile(r"[^\W\d_]{3,}")


def texts_with(person_id: int, names: Iterable[str]) -> dict[str, int]:
    """How many texts in the cases of a person, or about them, hold a word of one of these names that is none of
    today's, by the purpose for which the cases are kept.
    """
    today = set(WORD.findall(Person.objects.values_list("display_name", flat=True).get(pk=person_id)))
    words = {word for name in names for word in WORD.findall(name)} - today
    if not words:
        return {}
    written = words | {json.dumps(word)[1:-1] for word in words}  # as SQLite keeps JSON
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(written)))})(?!\w)")
    own = Case.objects.filter(Q(person_id=person_id) | Q(entered_by_id=person_id)).values_list("pk", flat=True)
    cases = {*own, *cases_about([person_id])}
    found: Counter[str] = Counter()
    for model, case, column in text_columns():
        rows = model._base_manager.filter(**{f"{case}__in": cases}).annotate(as_text=Cast(column, TextField()))
        for process, text in rows.filter(_any(written)).values_list(_process(case), "as_text"):
            purpose = purpose_of(process)
            if purpose is not None and whole.search(text):
                found[purpose.key] += 1
    return dict(found)


def _any(words: Iterable[str]) -> Q:
    rule = Q()
    for word in words:
        rule |= Q(as_text__contains=word)
    return rule


def _process(case: str) -> str:
    return "process" if case == "pk" else "case__process"
