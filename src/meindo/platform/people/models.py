"""Tables of people and organisation. Identities carry a stable uuid; everything said about them is a dated fact."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meindo.platform.clock import FOREVER

from .facts import Fact, fact_guards, fact_meta


class Person(models.Model):
    """A natural person. Names are dated facts; `display_name` and `sort_name` show today's, for lists; by `sort_key`
    and `name_key` people are found, family name or given name first (`kernel.spelling`).

    `key` is the leading personnel system's own name for the person; empty for people it does not know.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001 (unique, and many have none)
    display_name = models.CharField(max_length=160, blank=True)
    sort_name = models.CharField(max_length=160, blank=True, db_index=True)
    sort_key = models.CharField(max_length=240, blank=True, db_index=True)
    name_key = models.CharField(max_length=240, blank=True, db_index=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.display_name


class NameCell(models.Model):
    """The text of one name, kept apart so that it can be erased (§ 13 SBGG) while the dated fact stays."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="name_cells")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class PersonName(Fact):
    """Which name a person bears on which days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    cell = models.ForeignKey(NameCell, models.PROTECT, related_name="+")

    guards = fact_guards("person_id")

    class Meta:
        indexes, constraints = fact_meta("name", "person")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One name per person and day."""
        return ("person_id",)


class StatusGroup(models.TextChoices):
    """Which law of employment applies."""

    BEAMTE = "beamte", _("Beamt*in")
    TARIF = "tarif", _("Tarifbeschäftigte*r")
    AUSZUBILDENDE = "auszubildende", _("Auszubildende*r")
    EXTERN = "extern", _("Extern")


class Employment(models.Model):
    """One employment of a person; people can have two. Cases, pay lines and accounts hang on it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    personnel_no = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.personnel_no


class Terms(Fact):
    """Status group and weekly share of an employment; days without a row are days without employment.

    What is known of somebody external has an end.
    """

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="terms")
    status_group = models.CharField(max_length=20, choices=StatusGroup.choices)
    grade = models.CharField(max_length=12, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)

    guards = fact_guards("employment_id")

    class Meta:
        indexes, _days = fact_meta("terms", "employment")
        constraints = [
            *_days,
            models.CheckConstraint(
                name="terms_external_ends",
                condition=~Q(status_group="extern") | Q(valid_until__lt=FOREVER) | Q(superseded_at__isnull=False),
            ),
        ]

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One set of terms per employment and day."""
        return ("employment_id",)


class Axis(models.TextChoices):
    """The trees in which units stand. Approvals follow the line, never the matrix."""

    LINE = "line", _("Linie (Dienst- und Fachaufsicht)")
    MATRIX = "matrix", _("Matrix")
    BUDGET = "budget", _("Haushalt")


class UnitKind(models.TextChoices):
    """Kinds of organisational units of the city."""

    STADT = "stadt", _("Stadt")
    DEZERNAT = "dezernat", _("Dezernat")
    FACHBEREICH = "fachbereich", _("Fachbereich")
    ABTEILUNG = "abteilung", _("Abteilung")
    TEAM = "team", _("Team")
    MATRIX = "matrix", _("Matrixeinheit")


class OrgUnit(models.Model):
    """An organisational unit; a renamed unit is the same unit. Code, name, kind and parent show today's facts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices, blank=True)

    def __str__(self) -> str:
        return unit_label(self.code, self.name)


def unit_label(code: str, name: str) -> str:
    """Code and name of a unit; once where both are the same word."""
    return code if code == name else f"{code} {name}".strip()


class UnitDescription(Fact):
    """Code, name and kind of a unit."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="descriptions")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)

    guards = fact_guards("unit_id")

    class Meta:
        indexes, constraints = fact_meta("unitdesc", "unit")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One description per unit and day."""
        return ("unit_id",)


class UnitEdge(Fact):
    """The parent of a unit on one axis."""

    child = models.ForeignKey(OrgUnit, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(OrgUnit, models.PROTECT, related_name="children")
    axis = models.CharField(max_length=10, choices=Axis.choices)

    guards = fact_guards("child_id", "axis")

    class Meta:
        indexes, constraints = fact_meta("unitedge", "child", "axis")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One parent per unit, axis and day."""
        return ("child_id", "axis")


class Post(models.Model):
    """A Planstelle."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.key


class PostDescription(Fact):
    """Where a post stands, what it does and whether it leads its unit."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="descriptions")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    is_lead = models.BooleanField(default=False)

    guards = fact_guards("post_id")

    class Meta:
        indexes, constraints = fact_meta("postdesc", "post")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One description per post and day."""
        return ("post_id",)


class HoldingKind(models.TextChoices):
    """How an employment fills a post. `beurlaubt` keeps it while its holder is on leave (Beurlaubung, Elternzeit): who
    does not decide and whose business access rests; why is not said here.
    """

    INHABER = "inhaber", _("Stelleninhaber*in")
    KOMMISSARISCH = "kommissarisch", _("kommissarisch")
    ABORDNUNG = "abordnung", _("Abordnung")
    BEURLAUBT = "beurlaubt", _("beurlaubt")


class Holding(Fact):
    """An employment fills a post with a share; several can share one post (Tandem)."""

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    kind = models.CharField(max_length=20, choices=HoldingKind.choices, default=HoldingKind.INHABER)
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)

    guards = fact_guards("employment_id", "post_id")

    class Meta:
        indexes, constraints = fact_meta("holding", "employment", "post")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One row per employment, post and day."""
        return ("employment_id", "post_id")


class Affiliation(Fact):
    """Membership in a unit of the matrix axis; adds, never decides (Verkehrswendebüro)."""

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="affiliations")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=20, default="mitglied")

    guards = fact_guards("employment_id", "unit_id")

    class Meta:
        indexes, constraints = fact_meta("affiliation", "employment", "unit")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One role per employment, matrix unit and day."""
        return ("employment_id", "unit_id")


class Responsibility(Fact):
    """A person answers for a role in a unit and everything below it on the line ("travel_office" for the city)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="responsibilities")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")

    guards = fact_guards("person_id", "role", "unit_id")

    class Meta:
        indexes, constraints = fact_meta("resp", "person", "role", "unit")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One row per person, role, unit and day."""
        return ("person_id", "role", "unit_id")


class DeputyKind(models.TextChoices):
    """Why somebody named a deputy; it says how long that holds at most."""

    ABSENCE = "absence", _("bei Abwesenheit")
    VACANCY = "vacancy", _("für unbesetzte Aufgaben")


class Deputyship(Fact):
    """Who stands in for whom. Permanent deputies need no naming; `matter` limits to one service, empty means all.

    `kind` is said by those who name one; it is empty where the personnel system did, or where nobody was asked yet.
    """

    principal = models.ForeignKey(Person, models.PROTECT, related_name="deputyships")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputises")
    matter = models.CharField(max_length=40, blank=True)
    permanent = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=DeputyKind.choices, blank=True)

    guards = fact_guards("principal_id", "deputy_id", "matter")

    class Meta:
        indexes, _days = fact_meta("deputy", "principal", "deputy", "matter")
        constraints = [
            *_days,
            models.CheckConstraint(name="deputy_other", condition=~Q(principal=F("deputy"))),
            models.CheckConstraint(name="deputy_ends", condition=Q(kind="") | Q(valid_until__lt=FOREVER)),
        ]

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One row per principal, deputy, matter and day."""
        return ("principal_id", "deputy_id", "matter")


class Absence(Fact):
    """A person is not there. The only thing that routing ever learns; there is no column for a reason."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")

    guards = fact_guards("person_id")

    class Meta:
        indexes, constraints = fact_meta("absence", "person")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Absent or not, per person and day."""
        return ("person_id",)


class Bias(Fact):
    """Two persons who must not decide for each other (§ 20 VwVfG NRW); why is nobody's business here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")

    guards = fact_guards("person_id", "other_id")

    class Meta:
        indexes, constraints = fact_meta("bias", "person", "other")

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """One row per pair and day."""
        return ("person_id", "other_id")


from .block_models import DisclosureBlock  # noqa: E402 (tables of this app as well)
from .doubt_models import Doubt, PersonKey  # noqa: E402 (tables of this app as well)
from .external_models import Sponsorship  # noqa: E402
from .measure_models import Measure, Participation  # noqa: E402 (facts refer to them by name)
from .projection_models import Authority, OrgClosure, Placement, ProjectedDay  # noqa: E402

__all__ = [
    "Authority",
    "DisclosureBlock",
    "Doubt",
    "Measure",
    "OrgClosure",
    "Participation",
    "PersonKey",
    "Placement",
    "ProjectedDay",
    "Sponsorship",
]
