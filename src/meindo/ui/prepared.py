"""Prepared words for questions and decisions as a page offers them; a person reads and changes them before use."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meindo.kernel.text_blocks import TextBlock
from meindo.platform.cases import catalogue
from meindo.platform.cases.models import Case
from meindo.platform.cases.process import Move
from meindo.platform.clock import today
from meindo.platform.registry.catalogue import service

INSERT, BLOCK, REASON = "insert", "block", "reason"


@dataclass(frozen=True)
class PreparedText:
    """A text block in words, with its norm at the end."""

    key: str
    label: str
    text: str


def text_groups(case: Case, moves: Sequence[Move]) -> list[tuple[str, list[PreparedText]]]:
    """What is prepared for the moves that the viewer can make now, move by move."""
    found = []
    for move in moves:
        blocks = [block for block in service(case.service).texts if block.fits(move.key, today())]
        if blocks:
            found.append((_(move.label), [_prepared(case, move, block) for block in blocks]))
    return found


def _prepared(case: Case, move: Move, block: TextBlock) -> PreparedText:
    """A question is asked in the language of the page; a decision is given in German (§ 23 VwVfG NRW)."""
    language = (get_language() or "de")[:2]
    language = language if language in block.text else "de"
    step = catalogue.process_of(case.process, case.version).step(move.target)
    is_question = step.waits_for is not None and step.waits_for.key == "applicant"
    words = block.text[language if is_question else "de"]
    return PreparedText(block.key, block.label[language], f"{words} ({block.norm})")


def with_text(case: Case, moves: Sequence[Move], sent: QueryDict) -> QueryDict:
    """What was typed, with the chosen words behind it: the way to insert them without a script."""
    texts = {entry.key: entry.text for _label, group in text_groups(case, moves) for entry in group}
    filled = sent.copy()
    typed = [sent.get(REASON, "").strip(), texts.get(sent.get(BLOCK, ""), "")]
    filled[REASON] = "\n".join(part for part in typed if part)
    return filled
