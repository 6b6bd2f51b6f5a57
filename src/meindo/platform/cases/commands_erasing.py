"""Erase cases for good, with everything that belongs to them; what remains is the line of the erasure list."""

from collections.abc import Collection

from meindo.platform.audit import erasures
from meindo.platform.audit.actor import Actor
from meindo.platform.files.models import Document, PageImage
from meindo.platform.files.upkeep import REMOVE
from meindo.platform.outbox.work import Work, unit_of_work

from .models import Case
from .queries_belongings import Rows, rows_from, rows_of, with_dependents

ERASED, DOCUMENT = "case", "document"
RESTORE = Actor.system("restore")
PURPOSE = "retention"


def erase_cases(work: Work, cases: Collection[int]) -> dict[str, int]:
    """Erase these cases and those that lead to them: rows, letters and uploads with their keys, messages, drafts and
    records of looks; the bytes of the files by the worker. Returns how many rows went from which table.
    """
    rows = rows_of(with_dependents(cases))
    gone = sorted(str(uuid) for uuid in Case.objects.filter(pk__in=rows.get(Case, ())).values_list("uuid", flat=True))
    if not gone:
        return {}
    with erasures.erasing(ERASED, gone):
        counts = remove_rows(work, rows, f"case:{gone[0]}")
    for uuid in gone:
        work.record("case.erased", f"case:{uuid}")
    return counts


def remove_rows(work: Work, rows: Rows, key: str) -> dict[str, int]:
    """Delete exactly these rows, inside `erasures.erasing`; the worker takes away the bytes of documents among them."""
    addresses = [
        address
        for model in (Document, PageImage)
        for address in model._base_manager.filter(pk__in=rows.get(model, ())).values_list("address", flat=True)
    ]
    for model, keys in rows.items():
        # each row is named: nothing is left for Django to look up, and the database checks the rest at the end
        model._base_manager.filter(pk__in=keys)._raw_delete("default")
    if addresses:
        work.task(REMOVE, key, {"addresses": addresses})
    return {model._meta.db_table: len(keys) for model, keys in sorted(rows.items(), key=lambda pair: str(pair[0]))}


def erase_documents(work: Work, documents: Collection[int]) -> dict[str, int]:
    """Erase documents that belong to no case, each with its line in the erasure list."""
    rows = rows_from({Document: set(documents)})
    gone = sorted(str(uuid) for uuid in Document.objects.filter(pk__in=documents).values_list("uuid", flat=True))
    if not gone:
        return {}
    with erasures.erasing(DOCUMENT, gone):
        counts = remove_rows(work, rows, f"document:{gone[0]}")
    for uuid in gone:
        work.record("document.erased", f"document:{uuid}")
    return counts


def _document_again(key: str) -> bool:
    document = Document.objects.filter(uuid=key).first()
    if document is not None:
        with unit_of_work(RESTORE, purpose=PURPOSE) as work:
            erase_documents(work, {document.pk})
    return document is not None


def _erase_again(key: str) -> bool:
    case = Case.objects.filter(uuid=key).first()
    if case is not None:
        with unit_of_work(RESTORE, purpose=PURPOSE) as work:
            erase_cases(work, {case.pk})
    return case is not None


erasures.add_eraser(ERASED, _erase_again)
erasures.add_eraser(DOCUMENT, _document_again)
