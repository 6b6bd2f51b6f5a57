"""The parts of a business trip that people enter: legs, nights, meals, payments of others."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from meindo.kernel.entry import Entry, EntryError
from meindo.kernel.message import mark as _

OWN_MOTOR_VEHICLES = ("car", "motorcycle")
KM_MEANS = (*OWN_MOTOR_VEHICLES, "bicycle")
FARE_MEANS = ("train", "bus", "taxi", "rental_car")
FREE_MEANS = ("passenger", "official_car")
REFUSED_MEANS = ("flight", "ship")
MEANS = (*KM_MEANS, *FARE_MEANS, *FREE_MEANS, *REFUSED_MEANS)
NIGHT_KINDS = ("lump", "receipt", "free", "city_paid", "in_fare", "nature_of_duty", "during_transport", "own_residence")
MEALS = ("breakfast", "lunch", "dinner")
GROUPS = ("mileage", "fares", "nights", "meals")
NO_EUR = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Leg:
    """One ride: `km` for own vehicles, `fare_eur` for tickets.

    `passengers` are colleagues taken along for official reasons, on all of these km. `train_class` is 1
    or 2; `travel_minutes` counts changes of train, `riding_minutes` does not. `reason` is the official or
    compelling personal reason (taxi, rental car; before 2022 also own vehicles). A motor-assisted
    bicycle up to 25 km/h is a bicycle, a faster one a motorcycle. `origin` and `destination` are places
    as typed; no rule looks at them. `city_paid`: the city booked and paid the ticket. `lowest_class`: the
    flight was in the lowest class that could be booked.
    """

    day: date
    means: str
    km: Decimal = Decimal(0)
    fare_eur: Decimal = NO_EUR
    passengers: int = 0
    trailer: bool = False
    heavy_goods: bool = False
    train_class: int = 2
    second_class_fare_eur: Decimal = NO_EUR
    travel_minutes: int = 0
    riding_minutes: int = 0
    reason: str = ""
    origin: str = ""
    destination: str = ""
    city_paid: bool = False
    lowest_class: bool = False

    @classmethod
    def read(cls, entry: Entry) -> "Leg":
        """Read a leg and check that its fields fit the means; EntryError names the field."""
        leg = cls(
            day=entry.day("day"),
            means=entry.choice("means", MEANS),
            km=entry.decimal("km", Decimal(0)),
            fare_eur=entry.decimal("fare_eur", NO_EUR),
            passengers=entry.integer("passengers", 0),
            trailer=entry.flag("trailer"),
            heavy_goods=entry.flag("heavy_goods"),
            train_class=int(entry.choice("train_class", ("1", "2"), "2")),
            second_class_fare_eur=entry.decimal("second_class_fare_eur", NO_EUR),
            travel_minutes=entry.integer("travel_minutes", 0),
            riding_minutes=entry.integer("riding_minutes", 0),
            reason=entry.text("reason", ""),
            origin=entry.text("origin", ""),
            destination=entry.text("destination", ""),
            city_paid=entry.flag("city_paid"),
            lowest_class=entry.flag("lowest_class"),
        )
        leg._check(entry)
        return leg

    def _check(self, entry: Entry) -> None:
        if self.means in KM_MEANS and not self.km:
            raise EntryError(entry.at("km"), _("Bitte geben Sie die gefahrenen Kilometer an."))
        if self.means in FARE_MEANS and self.km:
            raise EntryError(entry.at("km"), _("Für eine Fahrkarte zählt der Preis, nicht die Strecke."))
        if self.means not in (*FARE_MEANS, *REFUSED_MEANS) and self.fare_eur:
            raise EntryError(entry.at("fare_eur"), _("Für dieses Verkehrsmittel gibt es keinen Fahrpreis."))
        self._check_extras(entry)

    def _check_extras(self, entry: Entry) -> None:
        if self.means not in OWN_MOTOR_VEHICLES:
            for field in ("passengers", "trailer", "heavy_goods"):
                if getattr(self, field):
                    raise EntryError(entry.at(field), _("Das geht nur mit dem eigenen Kraftfahrzeug."))
        if self.means != "train" and self.train_class == 1:
            raise EntryError(entry.at("train_class"), _("Die 1. Klasse gibt es nur in der Bahn."))
        if self.city_paid and self.means not in (*FARE_MEANS, *REFUSED_MEANS):
            raise EntryError(entry.at("city_paid"), _("Bezahlt hat die Stadt nur Fahrkarten, Flüge und Mietwagen."))
        if self.riding_minutes > self.travel_minutes:
            raise EntryError(
                entry.at("riding_minutes"), _("Die reine Fahrzeit kann nicht länger sein als die Reisezeit.")
            )


@dataclass(frozen=True, slots=True)
class Night:
    """The night that begins on `day`; `cost_eur` without breakfast, only for kind "receipt"."""

    day: date
    kind: str
    cost_eur: Decimal = NO_EUR
    reason: str = ""

    @classmethod
    def read(cls, entry: Entry) -> "Night":
        """Read a night; EntryError names the field."""
        night = cls(
            day=entry.day("day"),
            kind=entry.choice("kind", NIGHT_KINDS),
            cost_eur=entry.decimal("cost_eur", NO_EUR),
            reason=entry.text("reason", ""),
        )
        if bool(night.cost_eur) != (night.kind == "receipt"):
            raise EntryError(entry.at("cost_eur"), _("Kosten gehören zu einer Übernachtung mit Beleg."))
        return night


@dataclass(frozen=True, slots=True)
class Meals:
    """Meals that others provided on `day`; `paid_by_employee_eur` is what the employee paid for them.

    A meal that the employee paid in full at its price was not provided and is left out.
    """

    day: date
    breakfast: bool = False
    lunch: bool = False
    dinner: bool = False
    paid_by_employee_eur: Decimal = NO_EUR

    @property
    def provided(self) -> tuple[str, ...]:
        """Give the names of the meals provided, in the order of the day."""
        return tuple(meal for meal in MEALS if getattr(self, meal))

    @classmethod
    def read(cls, entry: Entry) -> "Meals":
        """Read the meals of a day; EntryError names the field."""
        return cls(
            day=entry.day("day"),
            breakfast=entry.flag("breakfast"),
            lunch=entry.flag("lunch"),
            dinner=entry.flag("dinner"),
            paid_by_employee_eur=entry.decimal("paid_by_employee_eur", NO_EUR),
        )


@dataclass(frozen=True, slots=True)
class Payment:
    """What a third party paid the employee for the same expense; deducted from that `group` only."""

    group: str
    amount_eur: Decimal
    payer: str

    @classmethod
    def read(cls, entry: Entry) -> "Payment":
        """Read a payment; EntryError names the field."""
        return cls(entry.choice("group", GROUPS), entry.decimal("amount_eur"), entry.text("payer"))


@dataclass(frozen=True, slots=True)
class Stay:
    """Days at the same place, both included, without the days of arrival and departure."""

    first_day: date
    last_day: date

    @classmethod
    def read(cls, entry: Entry) -> "Stay":
        """Read a stay; EntryError names the field."""
        stay = cls(entry.day("first_day"), entry.day("last_day"))
        if stay.last_day < stay.first_day:
            raise EntryError(entry.at("last_day"), _("Das Ende liegt vor dem Anfang."))
        return stay


@dataclass(frozen=True, slots=True)
class OtherTrip:
    """Another trip of the same person on the same day, and the per diem already settled for it."""

    start: datetime
    end: datetime
    per_diem_eur: Decimal = NO_EUR
    tax_free_eur: Decimal = NO_EUR

    @classmethod
    def read(cls, entry: Entry) -> "OtherTrip":
        """Read the other trip; EntryError names the field."""
        trip = cls(
            start=entry.moment("start"),
            end=entry.moment("end"),
            per_diem_eur=entry.decimal("per_diem_eur", NO_EUR),
            tax_free_eur=entry.decimal("tax_free_eur", NO_EUR),
        )
        if trip.end <= trip.start:
            raise EntryError(entry.at("end"), _("Das Ende liegt vor dem Anfang."))
        return trip


@dataclass(frozen=True, slots=True)
class OtherCost:
    """A cost of its own kind (parking, fees): entered, but decided by a person."""

    day: date
    label: str
    amount_eur: Decimal

    @classmethod
    def read(cls, entry: Entry) -> "OtherCost":
        """Read a cost; EntryError names the field."""
        return cls(entry.day("day"), entry.text("label"), entry.decimal("amount_eur"))
