"""Reads of questions about looks and of requests for information."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from meindo.platform.access.queries import viewer_at
from meindo.platform.access.viewer import Viewer, visible
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.files.models import Document
from meindo.platform.people.models import Person

from .models import AccessQuestion, CorrectionRequest, ErasureRequest, InformationRequest

KEY, ZIP = "datenschutz", "application/zip"
FORMER_NAMES, OTHER = "former_names", "other"


def matters_of(viewer: Viewer) -> QuerySet[Case]:
    """The viewer's own questions and requests, latest first."""
    return visible(viewer, Case).filter(service=KEY, person_id=viewer.person_id).order_by("-id")


def question_of(case: Case) -> AccessQuestion | None:
    """What stands behind the case of a question; None for a request."""
    return AccessQuestion.objects.select_related("told").filter(case=case).first()


def request_of(case: Case) -> InformationRequest | None:
    """What stands behind the case of a request; None for a question."""
    return InformationRequest.objects.filter(case=case).first()


def correction_of(case: Case) -> CorrectionRequest | None:
    """What is to be put right; None for another matter."""
    return CorrectionRequest.objects.filter(case=case).first()


def erasure_of(case: Case) -> ErasureRequest | None:
    """What is to be erased; None for another matter."""
    return ErasureRequest.objects.filter(case=case).first()


def wants_names_erased(case: Case) -> bool:
    """Whether the request is about former names."""
    return ErasureRequest.objects.filter(case=case, kind=FORMER_NAMES).exists()


def outcome_of(case: Case) -> dict[str, Any]:
    """What the erasure of names reached; empty for another matter, before the decision and for decisions of before."""
    found = ErasureRequest.objects.filter(case=case).values_list("outcome", flat=True).first()
    return dict(found or {})


def packages_of(person_id: int) -> list[int]:
    """The packages in a person's file."""
    rows = Document.objects.filter(person_id=person_id, service=KEY, media_type=ZIP)
    return list(rows.values_list("pk", flat=True))


def viewer_asked_about(question: AccessQuestion) -> Person | None:
    """Who looked, as long as the entry is kept; nobody but the office that tells the name with reasons asks this."""
    if question.record_id is None:
        return None
    viewer = viewer_at(question.case.person_id, question.record_id)
    return None if viewer is None else Person.objects.get(pk=viewer)


def has_entry(case: Case) -> bool:
    """Whether the program holds the entry that a question is about."""
    question = question_of(case)
    return question is not None and viewer_asked_about(question) is not None


def was_extended(case: Case) -> bool:
    """Whether the time for the answer was extended before."""
    return CaseEvent.objects.filter(case=case, move="extend").exists()


def rows_of(person_id: int) -> Iterator[dict[str, Any]]:
    """The person's questions and requests as plain data, with the answers; a name that was told stands in the letter of
    the case and not here.
    """
    for question in AccessQuestion.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        yield _row(question.case) | {"about": question.about, "question": question.text}
    for asked in InformationRequest.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        yield _row(asked.case) | {"request": asked.text}
    for wish in CorrectionRequest.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        yield _row(wish.case) | {"about": wish.about, "wrong": wish.wrong, "right": wish.right}
    for gone in ErasureRequest.objects.filter(case__person_id=person_id).select_related("case").order_by("id"):
        yield _row(gone.case) | {"kind": gone.kind, "text": gone.text, "outcome": gone.outcome}


def _row(case: Case) -> dict[str, Any]:
    reasons = CaseEvent.objects.filter(case=case, decides=True).exclude(reason="").order_by("revision")
    return {"number": case.number, "step": case.step, "answers": list(reasons.values_list("reason", flat=True))}
