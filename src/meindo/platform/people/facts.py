"""The abstract dated fact: valid from one day until another, recorded once, superseded but never overwritten."""

from datetime import date, datetime
from typing import Any, Self

from django.db import connection, models
from django.db.models import Q

from meindo.platform.clock import FOREVER, now
from meindo.platform.sql import Guard, NoOverlap, OnceSet


class FactQuerySet(models.QuerySet[Any]):
    """Questions that every kind of fact answers."""

    def current(self) -> Self:
        """What is known today, about any day."""
        return self.filter(superseded_at__isnull=True)

    def as_of(self, day: date, known_on: datetime | None = None) -> Self:
        """What is valid on `day`, as known now or as known at an earlier instant."""
        valid = self.filter(valid_from__lte=day, valid_until__gt=day)
        return valid.current() if known_on is None else valid.filter(known_at(known_on))


def known_at(instant: datetime) -> Q:
    """The rows that were current at that instant."""
    return Q(recorded_at__lte=instant) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=instant))


class Fact(models.Model):
    """A statement that holds on the days from `valid_from` (inclusive) until `valid_until` (exclusive; open =
    9999-12-31). The database refuses overlaps of current rows and every change but `superseded_at`, once.
    """

    valid_from = models.DateField()
    valid_until = models.DateField(default=FOREVER)
    recorded_at = models.DateTimeField(default=now)
    superseded_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=60)
    measure = models.ForeignKey("people.Measure", models.PROTECT, null=True, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def value_on(cls, day: date, column: str, **key: int) -> Any:
        """One column of the fact that holds on a day; None where none holds. For facts with one key, and for columns of
        text and numbers. A plain sentence, because pages ask it often and building one costs ten times as much.
        """
        ((name, value),), at = key.items(), connection.ops.adapt_datefield_value(day)
        known = {field.column for field in cls._meta.concrete_fields}
        assert {name, column} <= known  # noqa: S101 (the names are ours, not anybody's input)
        sql = (
            f"SELECT {column} FROM {cls._meta.db_table} "  # noqa: S608 (see above)
            f"WHERE {name} = %s AND valid_from <= %s AND valid_until > %s AND superseded_at IS NULL"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [value, at, at])
            found = cursor.fetchone()
        return found[0] if found else None

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The fields that together may hold only one current row per day."""
        raise TypeError(f"{cls.__name__} must name its keys")

    @classmethod
    def values(cls) -> tuple[str, ...]:
        """The fields that say what holds."""
        fixed = {"id", "valid_from", "valid_until", "recorded_at", "superseded_at", "source", "measure_id"}
        names = (field.attname for field in cls._meta.concrete_fields)
        return tuple(name for name in names if name not in fixed and name not in cls.keys())


def fact_guards(*keys: str) -> tuple[Guard, ...]:
    """The two guards of every fact table."""
    return NoOverlap(keys), OnceSet(("superseded_at",))


def fact_meta(name: str, *keys: str) -> tuple[list[models.Index], list[models.BaseConstraint]]:
    """Index over the current rows and the order of days: what every fact table has."""
    current = Q(superseded_at__isnull=True)
    index = models.Index(fields=[*keys, "valid_from"], name=f"{name}_current", condition=current)
    order = models.CheckConstraint(name=f"{name}_days", condition=Q(valid_from__lt=models.F("valid_until")))
    return [index], [order]
