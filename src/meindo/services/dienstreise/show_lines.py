"""The lines of a result as pages show them: one after the other, or in a month with their days."""

from collections.abc import Sequence
from datetime import date
from itertools import repeat

from django.utils.translation import gettext as _

from meindo.kernel.finding import Finding, Line
from meindo.kernel.message import Message
from meindo.ui.blocks import Links, SettlementLine

from .models import Claim


def sentence(message: Message) -> str:
    """A message in the reader's language."""
    return message.render(_)


def lines_of(finding: Finding, kind: str = "entitlement", links: Sequence[Links] = ()) -> list[SettlementLine]:
    """The lines of a result with their norms and, where `links` has them line by line, with their receipts."""
    lines = [line for line in finding.lines if line.kind == kind]
    return [
        SettlementLine(text=sentence(line.message), amount_eur=line.amount_eur, norm=str(line.norm), links=tuple(found))
        for line, found in zip(lines, links or repeat(()), strict=False)
    ]


def lines_by_day(finding: Finding, kind: str = "entitlement", links: Sequence[Links] = ()) -> list[SettlementLine]:
    """The same for a month: by day, each with its day, and only those that move the sum."""
    lines = [line for line in finding.lines if line.kind == kind]
    rows = [pair for pair in zip(lines, links or repeat(()), strict=False) if pair[0].amount_eur]
    return [
        SettlementLine(text=dated(line), amount_eur=line.amount_eur, norm=str(line.norm), links=tuple(found))
        for line, found in sorted(rows, key=lambda pair: pair[0].day or date.min)
    ]


def dated(line: Line) -> str:
    """The sentence of a line with its day in front, where the sentence does not say it."""
    text = sentence(line.message)
    return text if line.day is None or "{day}" in line.message.msgid else f"{line.day:%d.%m.}: {text}"


def shown_lines(claim: Claim, kind: str = "entitlement", links: Sequence[Links] = ()) -> list[SettlementLine]:
    """The lines of a claim, of a trip or of a month."""
    show = lines_by_day if claim.trip.permission_id else lines_of
    return show(claim.result(), kind, links)


def decided_lines(claim: Claim, links: Sequence[Links] = ()) -> list[SettlementLine]:
    """The lines up to what is paid: the sum of the page is the amount that a person set, where one did."""
    lines = shown_lines(claim, links=links)
    if claim.decided_eur is not None:
        difference = claim.decided_eur - claim.computed_eur
        lines.append(SettlementLine(text=_("Festsetzung als besonderer Fall"), amount_eur=difference))
    return lines
