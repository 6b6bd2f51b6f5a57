"""The files, their columns, and which facts a row of each states."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meindo.platform.people.facts import Fact
from meindo.platform.people.models import (
    Absence,
    Affiliation,
    Axis,
    Deputyship,
    Holding,
    HoldingKind,
    PostDescription,
    Responsibility,
    StatusGroup,
    Terms,
    UnitDescription,
    UnitEdge,
    UnitKind,
)

from . import cells
from .cells import Reader

DAYS = ("valid_from", "valid_until")
KEY = cells.text(40)
NUMBER = cells.text(20)
OPTIONAL_KEY = cells.text(40, required=False)


@dataclass(frozen=True)
class FileLayout:
    """One file: its columns, which of them name something that another file or the database must know.

    `defines` is the kind of thing that the first column names.
    """

    name: str
    columns: Mapping[str, Reader]
    refers: Mapping[str, str] = field(default_factory=dict)
    defines: str = ""
    unique: tuple[str, ...] = ()

    @property
    def has_days(self) -> bool:
        """Whether rows hold on days; the persons' file states today."""
        return "valid_from" in self.columns


@dataclass(frozen=True)
class FactLayout:
    """One kind of fact in a file. `key` and `values` map the fact's fields to columns; `group` says how many of the
    first key columns a file determines wholly: all posts of an employment that it names.
    """

    file: str
    model: type[Fact]
    key: Mapping[str, str]
    values: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    group: int = 0
    needs: str = ""

    @property
    def group_size(self) -> int:
        """Number of leading key columns that form the group."""
        return self.group or len(self.key)


def _with_days(**columns: Reader) -> dict[str, Reader]:
    return {**columns, "valid_from": cells.day, "valid_until": cells.last_day}


FILES = (
    FileLayout(
        "units",
        _with_days(
            key=KEY,
            code=KEY,
            name=cells.text(160),
            kind=cells.choice(UnitKind.values),
            parent=OPTIONAL_KEY,
            matrix_parent=OPTIONAL_KEY,
        ),
        refers={"parent": "unit", "matrix_parent": "unit"},
        defines="unit",
        unique=("key",),
    ),
    FileLayout(
        "posts",
        _with_days(key=KEY, unit=KEY, title=cells.text(160), is_lead=cells.flag),
        refers={"unit": "unit"},
        defines="post",
        unique=("key",),
    ),
    FileLayout(
        "persons",
        {
            "key": KEY,
            "given_name": cells.text(80, required=False),
            "family_name": cells.text(80),
            "email": cells.email,
        },
        defines="person",
        unique=("key",),
    ),
    FileLayout(
        "employments",
        _with_days(
            personnel_no=NUMBER,
            person=KEY,
            status_group=cells.choice(StatusGroup.values),
            grade=cells.text(12, required=False),
            share=cells.share,
        ),
        refers={"person": "person"},
        defines="employment",
        unique=("personnel_no",),
    ),
    FileLayout(
        "holdings",
        _with_days(
            personnel_no=NUMBER,
            post=KEY,
            kind=cells.choice(HoldingKind.values, HoldingKind.INHABER),
            share=cells.share,
        ),
        refers={"personnel_no": "employment", "post": "post"},
        unique=("personnel_no", "post"),
    ),
    FileLayout(
        "affiliations",
        _with_days(personnel_no=NUMBER, unit=KEY, role=cells.text(20)),
        refers={"personnel_no": "employment", "unit": "unit"},
        unique=("personnel_no", "unit"),
    ),
    FileLayout(
        "responsibilities",
        _with_days(person=KEY, role=KEY, unit=KEY),
        refers={"person": "person", "unit": "unit"},
        unique=("person", "role", "unit"),
    ),
    FileLayout("absences", _with_days(person=KEY), refers={"person": "person"}, unique=("person",)),
    FileLayout(
        "deputies",
        _with_days(principal=KEY, deputy=KEY, matter=OPTIONAL_KEY, permanent=cells.flag),
        refers={"principal": "person", "deputy": "person"},
        unique=("principal", "deputy", "matter"),
    ),
)

FACTS = (
    FactLayout("units", UnitDescription, {"unit_id": "key"}, {"code": "code", "name": "name", "kind": "kind"}),
    FactLayout(
        "units", UnitEdge, {"child_id": "key"}, {"parent_id": "parent"}, fixed={"axis": Axis.LINE}, needs="parent"
    ),
    FactLayout(
        "units",
        UnitEdge,
        {"child_id": "key"},
        {"parent_id": "matrix_parent"},
        fixed={"axis": Axis.MATRIX},
        needs="matrix_parent",
    ),
    FactLayout(
        "posts", PostDescription, {"post_id": "key"}, {"unit_id": "unit", "title": "title", "is_lead": "is_lead"}
    ),
    FactLayout(
        "employments",
        Terms,
        {"employment_id": "personnel_no"},
        {"status_group": "status_group", "grade": "grade", "share": "share"},
    ),
    FactLayout(
        "holdings",
        Holding,
        {"employment_id": "personnel_no", "post_id": "post"},
        {"kind": "kind", "share": "share"},
        group=1,
    ),
    FactLayout("affiliations", Affiliation, {"employment_id": "personnel_no", "unit_id": "unit"}, {"role": "role"}),
    FactLayout("responsibilities", Responsibility, {"person_id": "person", "role": "role", "unit_id": "unit"}, {}),
    FactLayout("absences", Absence, {"person_id": "person"}, {}),
    FactLayout(
        "deputies",
        Deputyship,
        {"principal_id": "principal", "deputy_id": "deputy", "matter": "matter"},
        {"permanent": "permanent"},
    ),
)
