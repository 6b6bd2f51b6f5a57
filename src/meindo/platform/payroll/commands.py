"""Order, reverse, withdraw, export and answer pay lines."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet

from meindo.platform.audit.actor import Actor
from meindo.platform.cases.models import Case
from meindo.platform.clock import today
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.sql import lock_for_worker, one_at_a_time, update_many

from . import profile, queries, receipt
from .calendar import pay_month
from .models import PayLine, PayRun

PURPOSE = "payroll.export"


@dataclass(frozen=True)
class Amount:
    """What is to be paid under one wage type, in euro; negative for what is kept back.

    `month`: with the pay of this month instead of the next one that is open, such as an instalment; one amount per
    wage type, month and `part`. `cost_centre`: where it is booked.
    """

    wage_type: str
    text: str
    amount_eur: Decimal
    month: date | None = None
    cost_centre: str = ""
    part: str = ""

    @property
    def key(self) -> str:
        """What tells it from the other amounts of the same order."""
        month = "" if self.month is None else f"{self.month:%Y-%m}"
        return ":".join(filter(None, (self.wage_type, month, self.part)))


def order_lines(work: Work, case: Case, amounts: list[Amount], *, confirmed_by: int, round_: int) -> list[PayLine]:
    """Order payment for a case: one line per wage type (and month), once per round of the case."""
    assert work.by.person_id is not None  # noqa: S101 (the move has checked that a person orders)
    lines = [
        PayLine(
            key=f"{case.number}:{round_}:{amount.key}",
            employment_id=case.employment_id,
            person_id=case.person_id,
            case=case,
            wage_type=amount.wage_type,
            text=amount.text,
            amount_eur=amount.amount_eur,
            month=amount.month or pay_month(today()),
            cost_centre=amount.cost_centre,
            confirmed_by_id=confirmed_by,
            ordered_by_id=work.by.person_id,
            entered_by_id=case.entered_by_id,
            created_at=work.at,
        )
        for amount in amounts
        if amount.amount_eur
    ]
    for line in lines:
        line.save(force_insert=True)
        work.record("payroll.ordered", f"payline:{line.uuid}", case=str(case.uuid), wage_type=line.wage_type)
    return lines


def reverse_line(work: Work, line: PayLine, *, confirmed_by: int) -> PayLine:
    """Take a line back by a new one with the opposite amount; a line is reversed at most once."""
    assert work.by.person_id is not None  # noqa: S101 (the move has checked that a person orders)
    reversal = PayLine.objects.create(
        key=f"{line.key}:storno",
        employment_id=line.employment_id,
        person_id=line.person_id,
        case_id=line.case_id,
        wage_type=line.wage_type,
        text=f"Storno {line.text}"[:80],
        amount_eur=-line.amount_eur,
        month=pay_month(today()),
        cost_centre=line.cost_centre,
        confirmed_by_id=confirmed_by,
        ordered_by_id=work.by.person_id,
        entered_by_id=line.entered_by_id,
        reverses=line,
        created_at=work.at,
    )
    work.record("payroll.reversed", f"payline:{reversal.uuid}", reverses=str(line.uuid))
    return reversal


def withdraw_lines(work: Work, lines: QuerySet[PayLine], why: str) -> int:
    """Withdraw the lines among these that have not left: they never will, and count as refused. Returns how many.

    A run that takes them at the same time wins: a line is either in a run or withdrawn.
    """
    waiting = lines.filter(run__isnull=True, answered_at__isnull=True)
    uuids = list(waiting.select_for_update().values_list("uuid", flat=True))
    done = waiting.filter(uuid__in=uuids).update(answered_at=work.at, accepted=False, answer=why[:200])
    for uuid in uuids:
        work.record("payroll.withdrawn", f"payline:{uuid}")
    return done


def export_lines(by: Actor) -> PayRun | None:
    """Put every line whose month has come and that has not left yet into one run; None when there is none. The file
    follows from the run. Of two at the same time the second waits, so that each has a number of its own.
    """
    with unit_of_work(by, purpose=PURPOSE) as work:
        one_at_a_time("payroll.run")
        ids = list(lock_for_worker(queries.waiting_lines(today()).order_by("id")).values_list("id", flat=True))
        if not ids:
            return None
        lines = list(PayLine.objects.filter(pk__in=ids).select_related("employment").order_by("id"))
        for seq, line in enumerate(lines, 1):
            line.seq = seq
        number = (PayRun.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        content = profile.neutral_csv(number, lines, profile.LAYOUT)
        run = PayRun.objects.create(
            number=number,
            month=max(line.month for line in lines),
            created_at=work.at,
            line_count=len(lines),
            total_eur=sum((line.amount_eur for line in lines), Decimal(0)),
            sha256=profile.checksum(content),
            layout=profile.LAYOUT,
        )
        for line in lines:
            line.run = run
        update_many(PayLine, lines, ["run", "seq"])
        work.record("payroll.exported", f"payrun:{number}", lines=len(lines), sha256=run.sha256)
        work.task("payroll.file", str(number), {"run": run.pk})
    return run


@dataclass(frozen=True)
class ReceiptReport:
    """What a receipt brought: lines accepted and rejected, and rows that could not be read, each with its number."""

    accepted: int
    rejected: int
    problems: tuple[str, ...]


def import_receipt(text: str, by: Actor) -> ReceiptReport:
    """Take in payroll's answer; a line answered before is left alone, a bad row is named and the good ones count."""
    answers, problems = receipt.read_receipt(text)
    accepted = rejected = 0
    for number, answer in answers:
        with unit_of_work(by, purpose=PURPOSE) as work:
            line = queries.exported_line(answer.key)
            if line is None:
                problems.append(f"Zeile {number}: {_why_unknown(answer.key)}")
                continue
            if _answer(work, line, answer):
                accepted += answer.accepted
                rejected += not answer.accepted
            elif PayLine.objects.filter(pk=line.pk, accepted=not answer.accepted).exists():
                problems.append(
                    f"Zeile {number}: {line.key} war schon anders beantwortet. Es bleibt bei der ersten Antwort."
                )
    return ReceiptReport(accepted, rejected, tuple(sorted(problems, key=_row)))


def _why_unknown(key: str) -> str:
    if queries.is_erased(key):
        return f"{key} ist nicht mehr gespeichert, weil die Aufbewahrungsfrist abgelaufen ist."
    return f"{key[:60]} wurde nicht übergeben."


def _row(problem: str) -> int:
    """By the number in its sentence, so that they stand in the order of the file."""
    number = "".join(filter(str.isdecimal, problem.partition(":")[0]))[:9]
    return int(number or 0)


def _answer(work: Work, line: PayLine, answer: receipt.Answer) -> bool:
    waiting = PayLine.objects.filter(pk=line.pk, answered_at__isnull=True)
    if not waiting.update(answered_at=work.at, accepted=answer.accepted, answer=answer.text[:200]):
        return False
    work.record("payroll.answered", f"payline:{line.uuid}", accepted=answer.accepted)
    event = "payroll.accepted" if answer.accepted else "payroll.rejected"
    fields: dict[str, Any] = {"case": line.case_id, "line": line.pk, "text": answer.text[:200]}
    work.emit(event, **fields)
    return True
