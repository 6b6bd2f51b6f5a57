"""What is unusual but allowed: one sentence each, with who decides; the button then says "Trotzdem"."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from meindo.kernel.entry import EntryError
from meindo.kernel.refusal import NotCovered
from meindo.platform.cases.models import Draft
from meindo.platform.clock import today
from meindo.platform.paper.queries import received_on
from meindo.ui.acting import Request
from meindo.ui.cells import date_text

from . import queries, rules
from .answers import journey_of


def against_request(_request: Request, draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """A trip on days that are taken, or one that has begun without approval (LRKG NRW § 2 Abs. 2).

    A trip that is changed does not stand against itself.
    """
    found = []
    taken = queries.taken_trips([draft.person_id]).filter(
        starts_on__lte=answers["end_day"], ends_on__gte=answers["start_day"]
    )
    if draft.case_id is not None:
        taken = taken.exclude(pk=draft.case_id)
    numbers = list(taken.order_by("id").values_list("number", flat=True)[:3])
    if numbers and draft.entered_by_id:
        found.append(
            _("An diesen Tagen hat die Person schon eine Reise. Über den Antrag entscheidet die Führungskraft.")
        )
    elif numbers:
        text = _(
            "An diesen Tagen haben Sie schon eine Reise: {numbers}. Über den Antrag entscheidet Ihre Führungskraft."
        )
        found.append(text.format(numbers=", ".join(numbers)))
    reported = draft.case is not None and draft.case.process == queries.REPORTED
    if answers["start_day"] < (received_on(draft) or today()) and not reported:
        found.append(
            _(
                "Die Reise hat schon begonnen. Eine Dienstreise braucht eine Genehmigung (LRKG NRW § 2 Abs. 2). Ob es "
                "sie nachträglich gibt, entscheidet Ihre Führungskraft."
            )
        )
    return found


def against_claim(_request: Request, draft: Draft, answers: Mapping[str, Any]) -> list[str]:
    """A claim after the deadline (LRKG NRW § 3 Abs. 2); on paper the day counts on which it came in, for one that is
    filed again the day of the first time.
    """
    try:
        journey = journey_of(answers)
        last_day = rules.claim_deadline(journey.last_day, rules.law_for(journey))
    except (EntryError, NotCovered):
        return []
    filed = queries.claimed_on(draft.case) if draft.case is not None else None
    if (received_on(draft) or filed or today()) <= last_day:
        return []
    text = _(
        "Die Frist für diese Abrechnung ist am {day} abgelaufen (LRKG NRW § 3 Abs. 2). Ob Sie noch Geld bekommen, "
        "entscheidet die Reisestelle."
    )
    if draft.entered_by_id:
        text = _(
            "Die Frist für diese Abrechnung ist am {day} abgelaufen (LRKG NRW § 3 Abs. 2). Ob die Person noch Geld "
            "bekommt, entscheidet die Reisestelle."
        )
    return [text.format(day=date_text(last_day))]
