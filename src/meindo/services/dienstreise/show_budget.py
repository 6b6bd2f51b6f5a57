"""How budgets are shown: one sentence for the line, never a block; the rows of the office."""

from decimal import Decimal

from django.utils.translation import gettext as _

from meindo.platform.cases.models import Case

from .queries_budget import Figures, figures_of_cases
from .show import amount_text


def sentence_of(found: Figures, estimate_eur: Decimal | None) -> str:
    """For who approves: budget, committed, spent, free, and whether the estimate fits. It hinders nothing."""
    text = _("Kostenstelle {code}, {year}: Budget {budget}, gebunden {committed}, ausgegeben {spent}, frei {free}")
    free = found.free_eur
    said = text.format(
        code=found.code,
        year=found.year,
        budget=amount_text(found.budget_eur),
        committed=amount_text(found.committed_eur),
        spent=amount_text(found.spent_eur),
        free=amount_text(free),
    )
    over = free is not None and (estimate_eur or Decimal(0)) > free
    return _("{said}. Die geschätzten Kosten sind höher als der freie Betrag.").format(said=said) if over else said


def row_hints(cases: list[Case]) -> dict[int, list[str]]:
    """The budget beside each trip that waits for the line; the button in the row stays."""
    estimates = {case.pk: case.amount_eur for case in cases}
    return {case: [sentence_of(found, estimates[case])] for case, found in figures_of_cases(cases).items()}
