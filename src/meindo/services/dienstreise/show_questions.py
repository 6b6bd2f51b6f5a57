"""How a question to the person and its answer are shown: to the person what is asked, to the office what changed."""

from collections.abc import Collection, Sequence
from typing import Any

from meindo.platform.cases.asked import Asked, shown_question
from meindo.platform.cases.models import Case
from meindo.platform.cases.queries_inquiries import ORIGINALS
from meindo.ui.casepage import Receipt, office_of

from . import originals, questions
from .commands import ASKING
from .process import ANSWERS

# Moves that have a page of their own, not a plain button.
# Moves with a page of their own; those that shorten a permission too (views_permission).
ELSEWHERE = {"file_claim", "refile", "file_costs", "change", *ANSWERS.values()}


def questions_shown(case: Case, moves: Sequence[dict[str, Any]], receipts: Sequence[Receipt]) -> dict[str, Any]:
    """What the page says about questions: the open one, the answer that has come, what can be asked about; and which
    moves are plain buttons.
    """
    keys = {move["key"] for move in moves}
    can_answer = bool(keys & set(ANSWERS.values()))
    asked = shown_question(case)
    hidden = ELSEWHERE | ({"resubmit"} if can_answer else set())
    asks = keys & set(ASKING)
    return {
        "moves": [move for move in moves if move["key"] not in hidden],
        "asked": asked_shown(case, asked) if asked and can_answer else None,
        "answered": _answer_shown(case, asked, receipts) if asked and asked.answer and asks else None,
        "askable": questions.groups_of(case) if asks else [],
        "asks": bool(asks),
        **_originals(case, keys),
    }


def _originals(case: Case, keys: Collection[str]) -> dict[str, Any]:
    """Until when receipts may be asked for, where they still may."""
    if "ask_originals" not in keys:
        return {}
    return {"originals_until": originals.asked_until(case), "originals_norm": originals.norm_of(case)}


def asked_shown(case: Case, asked: Asked) -> dict[str, Any]:
    """The open question in words."""
    return {
        "question": asked.question,
        "office": office_of(asked.office, own=False),
        "about": questions.label_of(case, asked.field),
        "originals": originals.norm_of(case) if asked.kind == ORIGINALS else "",
        "due_on": asked.due_on or case.due_on,
    }


def _answer_shown(case: Case, asked: Asked, receipts: Sequence[Receipt]) -> dict[str, Any]:
    """The answer that brought the case back: words, the field before and after, the amount before, new files."""
    assert asked.answer is not None  # noqa: S101 (only an answered question is shown so)
    values: tuple[Any, Any] = ("", "")
    if asked.after is not None:
        values = questions.values_shown(case, asked.field, asked.before or {}, asked.after)
    return {
        "question": asked.question,
        "about": questions.label_of(case, asked.field),
        "text": asked.answer.reason,
        "changed": asked.after is not None,
        "before": values[0],
        "after": values[1],
        "whole": asked.answer.move == "refile",
        "amount_before": asked.amount_before if asked.after is not None else None,
        "amount_now": case.amount_eur,
        "files": [receipt for receipt in receipts if receipt.attachment.added_at >= asked.at],
    }
