"""When a mail leaves: at once outside quiet hours, or in a summary. The portal itself shows everything at once."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from meindo.kernel.message import mark as _
from meindo.kernel.workdays import WorkingDays
from meindo.platform.clock import BERLIN

AT_ONCE, DAILY, WEEKLY, NEVER = "at_once", "daily", "weekly", "never"
RHYTHMS = {AT_ONCE: _("sofort"), DAILY: _("täglich"), WEEKLY: _("wöchentlich"), NEVER: _("nie")}
# Kinds of messages; every one begins as a summary, because a mail for each event is soon read by nobody.
KINDS = {
    "waiting": _("Vorgänge, über die Sie entscheiden"),
    "own": _("Neues zu Ihren eigenen Vorgängen"),
    "deadline": _("Erinnerungen an Fristen"),
}
DEFAULT = DAILY
SUMMARY_TIME = time(7)


@dataclass(frozen=True)
class Quiet:
    """The hours without mail, on the wall clock in Berlin; over midnight when `start` is later than `end`."""

    start: time = time(19)
    end: time = time(6, 30)
    weekends: bool = True

    def covers(self, moment: datetime) -> bool:
        """Whether nobody should be disturbed at this moment."""
        local = moment.astimezone(BERLIN)
        if self.weekends and not WorkingDays().is_working_day(local.date()):
            return True
        at = local.time()
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def over_at(self, moment: datetime) -> datetime:
        """The first moment after quiet hours."""
        while self.covers(moment):
            local = moment.astimezone(BERLIN)
            ahead = datetime.combine(local.date(), self.end, BERLIN)
            moment = ahead if ahead > local else datetime.combine(local.date() + timedelta(days=1), self.end, BERLIN)
        return moment


def is_urgent(due_on: date | None, day: date) -> bool:
    """A deadline within 24 hours, counted on working days only: on Friday, Monday is near."""
    return due_on is not None and due_on <= WorkingDays().add(day, 1)


def mail_at(rhythm: str, quiet: Quiet, moment: datetime, *, urgent: bool = False) -> datetime | None:
    """When the mail about something that happens at `moment` leaves; None for never."""
    if rhythm == NEVER:
        return None
    if rhythm == AT_ONCE:
        return moment if urgent else quiet.over_at(moment)
    local = moment.astimezone(BERLIN)
    day = local.date() if local.time() < SUMMARY_TIME else local.date() + timedelta(days=1)
    if rhythm == WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(WorkingDays().on_or_after(day), SUMMARY_TIME, BERLIN)
