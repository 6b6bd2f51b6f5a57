"""Forms of the personnel office: what is to hold for somebody from which day, one form per kind of movement."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.platform.clock import FOREVER, today
from meindo.platform.people import queries_movements as movements
from meindo.platform.people.models import Employment, Holding, PostDescription, StatusGroup, UnitKind
from meindo.platform.people.queries import units_of_kinds
from meindo.platform.people.queries_movements import Said
from meindo.ui.cells import Text, date_text
from meindo.ui.dates import DateField
from meindo.ui.fields import MultipleChoiceField, SelectField, TextField, WholeNumberField
from meindo.ui.forms import Form
from meindo.web.bodies import BODIES

COUNCIL, EQUALITY = "personalrat", "gleichstellung"
EARLIEST = date(1950, 1, 1)
FARTHEST = timedelta(days=3653)
SHOWN_POSTS = 8


def first_day(label: Text) -> DateField:
    """The first day on which the movement holds, in the past or in the next ten years."""
    return DateField(label=label, earliest=EARLIEST)


def last_day(label: Text, *, required: bool = True, hint: Text = "") -> DateField:
    """The last day on which it holds."""
    return DateField(label=label, required=required, help_text=hint, earliest=EARLIEST)


def post_field(label: Text) -> TextField:
    """A post by its key, or by words that only it has."""
    return TextField(
        label=label, help_text=gettext_lazy("Kurzzeichen der Stelle, oder Wörter aus Einheit und Bezeichnung.")
    )


def percent_field() -> WholeNumberField:
    """A share of full time."""
    return WholeNumberField(label=gettext_lazy("Umfang"), unit="%", least=1, most=100, initial=100)


def status_field() -> SelectField:
    """Which law of employment applies; externals are engaged elsewhere, with a sponsor and an end."""
    groups = [(str(value), label) for value, label in StatusGroup.choices if value != StatusGroup.EXTERN]
    return SelectField(label=gettext_lazy("Beschäftigtengruppe"), choices=groups)


def post_of(text: str, day: date) -> PostDescription:
    """The one post that is meant; ValidationError with what could be meant."""
    found = movements.posts_like(text, day)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("Eine solche Stelle gibt es an diesem Tag nicht. Bitte prüfen Sie das Kurzzeichen."))
    shown = "; ".join(f"{row.post.key} ({row.title}, {row.unit.code})" for row in found[:SHOWN_POSTS])
    more = " …" if len(found) > SHOWN_POSTS else ""
    text = _("Das passt auf mehrere Stellen. Bitte geben Sie ein Kurzzeichen an: {posts}")
    raise ValidationError(text.format(posts=shown + more))


class BodiesForm(Form):
    """What every form ends with: who takes part. `suggested` is what the kind of movement mostly needs."""

    suggested: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"] = MultipleChoiceField(
            label=_("Wer ist zu beteiligen?"),
            help_text=_("Vorgeschlagen ist, was meist nötig ist. Sie entscheiden, wer zu beteiligen ist."),
            choices=list(BODIES.items()),
            initial=list(self.suggested),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """The post that is meant in place of the words; no day that lies too far ahead."""
        super().clean()
        for name in ("start", "end", "last"):
            if (typed := self.cleaned_data.get(name)) and typed > today() + FARTHEST:
                self.add_error(name, _("Dieser Tag liegt mehr als zehn Jahre voraus."))
        day: date | None = self.cleaned_data.get("start")
        if day and self.cleaned_data.get("post"):
            try:
                self.cleaned_data["post"] = post_of(self.cleaned_data["post"], day).post_id
            except ValidationError as problem:
                self.add_error("post", problem)
        if day and self.cleaned_data.get("end") and self.until() <= day:
            self.add_error("end", _("Das Ende liegt vor dem Anfang."))
        return self.cleaned_data

    def until(self) -> date:
        """The first day on which it no longer holds."""
        last: date | None = self.cleaned_data.get("end")
        return last + timedelta(days=1) if last else FOREVER

    def share(self) -> Decimal:
        """The typed share, as facts keep it."""
        return Decimal(self.cleaned_data["percent"]) / 100


class MovementForm(BodiesForm):
    """Something that is to hold for one of the employments of a person."""

    def __init__(self, *args: Any, jobs: list[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jobs = {str(job.pk): job.pk for job in jobs}
        if len(jobs) > 1:
            numbers = [(str(job.pk), job.personnel_no) for job in jobs]
            self.fields = {"job": SelectField(label=_("Arbeitsverhältnis"), choices=numbers), **self.fields}

    def clean(self) -> dict[str, Any]:
        """The employment is as the movement needs it, and something would change."""
        super().clean()
        if not self.errors:
            self.check_job()
        if not self.errors and movements.changes_nothing(self.said()):
            self.add_error(None, _("Das gilt schon so. Es ist nichts zu ändern."))
        return self.cleaned_data

    def check_job(self) -> None:
        """There is an employment on the first day."""
        if not movements.holds_terms(self.job, self.begins()):
            self.add_error("start", _("An diesem Tag besteht kein Arbeitsverhältnis."))

    @property
    def job(self) -> int:
        """The employment that is meant."""
        return self.jobs[self.cleaned_data["job"]] if "job" in self.fields else next(iter(self.jobs.values()))

    def begins(self) -> date:
        """The first day on which something changes."""
        found: date = self.cleaned_data["start"]
        return found

    def said(self) -> Said:
        """The statements of a form without errors."""
        raise TypeError(f"{type(self).__name__} must say what is to hold")


class TransferForm(MovementForm):
    """Umsetzung, or Versetzung inside the city: another post for good."""

    suggested = (COUNCIL, EQUALITY)
    start = first_day(gettext_lazy("Erster Tag auf der neuen Stelle"))
    post = post_field(gettext_lazy("Neue Stelle"))
    percent = percent_field()

    def said(self) -> Said:
        """This post, and none of those before."""
        return movements.transfer(self.job, self.cleaned_data["post"], self.begins(), share=self.share())


class SecondForm(MovementForm):
    """Abordnung: for a time also on another post, or on it alone."""

    suggested = (COUNCIL, EQUALITY)
    start = first_day(gettext_lazy("Erster Tag"))
    end = last_day(gettext_lazy("Letzter Tag"), hint=gettext_lazy("Danach gilt von selbst wieder, was jetzt gilt."))
    post = post_field(gettext_lazy("Stelle für diese Zeit"))
    percent = percent_field()

    def said(self) -> Said:
        """The own post stays; its rights rest in this share."""
        post, begins = self.cleaned_data["post"], self.begins()
        return movements.second(self.job, post, begins, self.until(), share=self.share())


class SecondmentEndForm(MovementForm):
    """A secondment lasts longer than it was to last, or ends earlier."""

    end = last_day(gettext_lazy("Neuer letzter Tag"), hint=gettext_lazy("Früher oder später als bisher vorgesehen."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {str(row.pk): row for job in self.jobs.values() for row in movements.secondments(job, today())}
        titles = movements.described_posts({row.post_id for row in self.held.values()}, today())
        choices = [(key, _said_of(row, titles.get(row.post_id, row.post.key))) for key, row in self.held.items()]
        field = SelectField(label=_("Abordnung"), choices=choices)
        others = {name: other for name, other in self.fields.items() if name != "job"}  # the secondment says whose
        self.fields = {"secondment": field, **others}

    def check_job(self) -> None:
        """It has not ended before it began."""
        if self.until() <= self.held[self.cleaned_data["secondment"]].valid_from:
            self.add_error("end", _("Das Ende liegt vor dem Anfang."))

    def begins(self) -> date:
        """The day on which it becomes different from what was known."""
        return min(self.until(), self.held[self.cleaned_data["secondment"]].valid_until)

    def said(self) -> Said:
        """The same post and share until another day."""
        row = self.held[self.cleaned_data["secondment"]]
        if self.until() <= row.valid_until:
            return movements.end_secondment(row.employment_id, row.post_id, self.until())
        return movements.second(row.employment_id, row.post_id, row.valid_from, self.until(), share=row.share)


def _said_of(row: Holding, title: str) -> str:
    return _("{post}, bis {day}").format(post=title, day=date_text(row.valid_until - timedelta(days=1)))


class LeaveForm(MovementForm):
    """Beurlaubung or Elternzeit; which of them, and why, is not recorded here."""

    start = first_day(gettext_lazy("Erster Tag"))
    end = last_day(gettext_lazy("Letzter Tag"), hint=gettext_lazy("Warum jemand beurlaubt ist, steht hier nicht."))

    def said(self) -> Said:
        """Every post is kept."""
        return movements.leave(self.job, self.begins(), self.until())


class ReturnForm(MovementForm):
    """Back from leave before its end."""

    start = first_day(gettext_lazy("Erster Tag im Dienst"))

    def check_job(self) -> None:
        """Somebody who is on leave on that day."""
        super().check_job()
        if not self.errors and not movements.return_early(self.job, self.begins()):
            self.add_error("start", _("An diesem Tag besteht keine Beurlaubung."))

    def said(self) -> Said:
        """Every post works again."""
        return movements.return_early(self.job, self.begins())


class DepartForm(MovementForm):
    """The employment ends: termination, pension, or Versetzung to another employer; why is not recorded here."""

    last = last_day(gettext_lazy("Letzter Tag des Arbeitsverhältnisses"))

    def check_job(self) -> None:
        """The employment still holds on that day."""
        if not movements.holds_terms(self.job, self.cleaned_data["last"]):
            self.add_error("last", _("An diesem Tag besteht kein Arbeitsverhältnis."))

    def begins(self) -> date:
        """The first day without the employment."""
        last: date = self.cleaned_data["last"]
        return last + timedelta(days=1)

    def said(self) -> Said:
        """No terms, no post, no membership from that day on."""
        return movements.depart(self.job, self.begins())


class DeathForm(MovementForm):
    """Somebody has died: all employments end on that day."""

    start = first_day(gettext_lazy("Tag des Todes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("job", None)
        self.fields.pop("bodies")

    def check_job(self) -> None:
        """A day that has been."""
        if self.begins() > today():
            self.add_error("start", _("Dieser Tag liegt in der Zukunft."))

    def said(self) -> Said:
        """Every employment ends with the day itself: who has died works no more on it."""
        return [said for job in self.jobs.values() for said in movements.depart(job, self.begins())]


class RehireForm(MovementForm):
    """Somebody comes back, under the same personnel number."""

    suggested = (COUNCIL, EQUALITY)
    start = first_day(gettext_lazy("Erster Tag"))
    post = post_field(gettext_lazy("Stelle"))
    percent = percent_field()
    status_group = status_field()

    def check_job(self) -> None:
        """The employment has ended by then."""
        if movements.has_terms_from(self.job, self.begins()):
            self.add_error("start", _("An diesem Tag besteht das Arbeitsverhältnis noch."))

    def said(self) -> Said:
        """Terms and a post."""
        group, post = self.cleaned_data["status_group"], self.cleaned_data["post"]
        return movements.rehire(self.job, post, self.begins(), status_group=group, share=self.share())


class JoinForm(MovementForm):
    """Membership in a unit of the matrix: post and approver stay."""

    start = first_day(gettext_lazy("Erster Tag"))
    end = last_day(gettext_lazy("Letzter Tag"), required=False, hint=gettext_lazy("Leer: bis auf Weiteres."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [(str(pk), code) for code, pk in sorted(units_of_kinds(UnitKind.MATRIX).items())]
        bodies = self.fields.pop("bodies")
        self.fields["unit"] = SelectField(label=_("Matrixeinheit"), choices=units)
        self.fields["bodies"] = bodies

    def said(self) -> Said:
        """A role in the unit, nothing else."""
        return movements.join(self.job, int(self.cleaned_data["unit"]), self.begins(), self.until())
