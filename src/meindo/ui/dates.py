"""The date of a form: three boxes that keep what was typed, and sentences for what cannot be."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.ui.cells import date_text

PARTS = ("day", "month", "year")
PART_LABELS = {"day": gettext_lazy("Tag"), "month": gettext_lazy("Monat"), "year": gettext_lazy("Jahr")}
PART_WIDTHS = {"day": 2, "month": 2, "year": 4}
QUICK = {"today": (gettext_lazy("heute"), 0), "yesterday": (gettext_lazy("gestern"), -1)}
FIRST_YEAR, LAST_YEAR = 1900, 2150


@dataclass(frozen=True)
class TypedDate:
    """What stands in the three boxes, exactly as typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: object) -> "TypedDate":
        """From a date, from typed boxes, or from nothing."""
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return value if isinstance(value, TypedDate) else cls()

    def spread(self) -> "TypedDate":
        """A whole date pasted into the first box ("3.12.2026") goes into all three."""
        pieces = [piece.strip() for piece in self.day.split(".")]
        if len(pieces) == 3 and all(pieces) and not (self.month or self.year):
            return TypedDate(*pieces)
        return replace(self, day=self.day.rstrip("."), month=self.month.rstrip("."))

    def missing(self) -> list[str]:
        """Names of the empty boxes."""
        return [part for part in PARTS if not getattr(self, part)]


def current_day() -> date:
    """Today by the clock of the platform (Europe/Berlin)."""
    clock = import_module("meindo.platform.clock")
    today: date = clock.today()
    return today


def date_of(typed: TypedDate) -> date:
    """The day that was typed; otherwise a ValidationError whose code names the box."""
    missing = typed.missing()
    if missing:
        raise ValidationError(missing_text(missing), code=missing[0])
    day, month, year = (number(part, getattr(typed, part)) for part in PARTS)
    check_year(year, typed.year)
    if not 1 <= month <= 12:
        raise ValidationError(
            _("Den Monat %(month)s gibt es nicht. Bitte geben Sie eine Zahl von 1 bis 12 ein.") % {"month": month},
            code="month",
        )
    return existing_day(day, month, year)


def missing_text(missing: list[str]) -> str:
    """Which boxes are still empty."""
    if len(missing) == 3:
        return _("Bitte geben Sie das Datum ein.")
    names = _(" und ").join(str(PART_LABELS[part]) for part in missing)
    return _("Das Datum ist noch nicht vollständig. Es fehlt: %(parts)s.") % {"parts": names}


def number(part: str, text: str) -> int:
    """A box as a number."""
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        message = _("%(part)s muss eine Zahl sein. „%(text)s“ ist keine.")
        raise ValidationError(message % {"part": PART_LABELS[part], "text": text[:20]}, code=part)
    return int(text)


def check_year(year: int, text: str) -> None:
    """Years have four digits and lie within reach of personnel records."""
    if len(text) != 4:
        raise ValidationError(_("Bitte geben Sie das Jahr mit vier Ziffern ein, zum Beispiel 2026."), code="year")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("Das Jahr %(year)s kann nicht stimmen. Möglich ist %(first)s bis %(last)s.")
        raise ValidationError(message % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}, code="year")


def existing_day(day: int, month: int, year: int) -> date:
    """The date, or a sentence about how many days its month has."""
    days = monthrange(year, month)[1]
    if 1 <= day <= days:
        return date(year, month, day)
    values = {"day": day, "month": MONTHS[month], "year": year, "days": days}
    if month == 2:
        text = _("%(day)s. Februar %(year)s gibt es nicht. Der Februar %(year)s hat %(days)s Tage.")
    else:
        text = _("%(day)s. %(month)s gibt es nicht. Der %(month)s hat %(days)s Tage.")
    raise ValidationError(text % values, code="day")


class DateWidget(forms.Widget):
    """Three boxes named <field>_day, _month, _year, and buttons <field>_quick for near days."""

    template_name = "ui/forms/widgets/date.html"
    use_fieldset = True
    quick: tuple[str, ...] = ()
    today: Callable[[], date] = staticmethod(current_day)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedDate:
        """What was typed, or the day of the button that was pressed."""
        pressed = data.get(f"{name}_quick", "")
        if pressed in self.quick:
            return TypedDate.of(self.today() + timedelta(days=QUICK[pressed][1]))
        return TypedDate(*(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)).spread()

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """True when none of the boxes was sent."""
        return all(f"{name}_{part}" not in data for part in (*PARTS, "quick"))

    def id_for_label(self, id_: str) -> str:
        """The first box."""
        return f"{id_}_day" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Boxes and buttons for the template."""
        context = super().get_context(name, value, attrs)
        typed, given = TypedDate.of(value), context["widget"]["attrs"]
        wrong, focus = given.pop("data-wrong", ""), given.pop("data-focus", False)
        id_ = given.get("id", f"id_{name}")
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{id_}_{part}",
                "label": PART_LABELS[part],
                "width": PART_WIDTHS[part],
                "value": getattr(typed, part),
                "wrong": wrong in (part, "all"),
                "focus": focus and part == "day",
            }
            for part in PARTS
        ]
        context["widget"]["quick"] = [
            {"name": f"{name}_quick", "value": key, "label": QUICK[key][0]} for key in self.quick
        ]
        return context


class DateField(forms.Field):
    """A day in three boxes; `quick` offers "today" and "yesterday" as buttons that work without a script."""

    widget = DateWidget

    def __init__(
        self,
        *,
        quick: tuple[str, ...] = (),
        today: Callable[[], date] = current_day,
        earliest: date | None = None,
        latest: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.earliest, self.latest = earliest, latest
        self.widget.quick, self.widget.today = quick, today

    def clean(self, value: Any) -> date | None:
        """The date, None for an empty optional field."""
        typed = TypedDate.of(value)
        if len(typed.missing()) == len(PARTS) and not self.required:
            return None
        day = date_of(typed)
        self.check_bounds(day)
        self.run_validators(day)
        return day

    def check_bounds(self, day: date) -> None:
        """Refuse what lies before `earliest` or after `latest`."""
        if self.earliest and day < self.earliest:
            raise ValidationError(
                _("Das Datum muss am %(day)s oder später liegen.") % {"day": date_text(self.earliest)},
                code="all",
            )
        if self.latest and day > self.latest:
            raise ValidationError(
                _("Das Datum muss am %(day)s oder früher liegen.") % {"day": date_text(self.latest)},
                code="all",
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True when other boxes were typed than those of the initial day."""
        return TypedDate.of(initial) != TypedDate.of(data)
