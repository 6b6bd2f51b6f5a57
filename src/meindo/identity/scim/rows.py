"""Resources of the protocol as rows of our tables, and back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize
from uuid import UUID

from scim2_models import InvalidValueException, Meta, Resource, User

from meindo.identity.scim_models import Resource as Row
from meindo.identity.scim_models import ScimAccount, ScimGroup, ScimMember

from .shape import GROUP, LONGEST_NAME, LONGEST_TEXT, USER, model_named

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
# What is not kept: set by the server, a row of its own, or (a password) none of our business.
NOT_KEPT = ("id", "meta", "password", "groups", "members")


def key_of(text: str | None, *, exact: bool = False) -> bytes | None:
    """The form in which the protocol compares a text, as bytes."""
    if text is None:
        return None
    known = normalize("NFC", text)
    return (known if exact else normalize("NFC", known.lower())).encode()


@dataclass(frozen=True)
class Said:
    """What a client said of a resource: columns of the row, and for an account the names by which it is known."""

    columns: dict[str, Any]
    user_name: str = ""
    employee_number: str = ""
    members: dict[UUID, str] = field(default_factory=dict)

    @property
    def external_key(self) -> bytes | None:
        """The client's own name for it."""
        key: bytes | None = self.columns["external_key"]
        return key


def said_of(resource: Resource[Any]) -> Said:
    """The resource as the client said it; InvalidValueException for what no row can hold."""
    body = {name: value for name, value in resource.model_dump().items() if name not in NOT_KEPT}
    if _has_nul(body):
        raise InvalidValueException(detail="A text must not contain the character U+0000")
    external, display = body.get("externalId"), body.get("displayName")
    _refuse_long(("externalId", external, LONGEST_TEXT), ("displayName", display, LONGEST_TEXT))
    columns = {"body": body, "external_key": key_of(external, exact=True), "display_key": key_of(display)}
    if not isinstance(resource, User):
        return Said(columns, members=_members_of(resource))
    name, number = body.get("userName", ""), body.get(ENTERPRISE, {}).get("employeeNumber", "")
    if not name.strip():
        raise InvalidValueException(detail="userName must not be empty")
    _refuse_long(("userName", name, LONGEST_NAME), ("employeeNumber", number, LONGEST_TEXT))
    columns |= {
        "user_key": key_of(name),
        "employee_key": key_of(number) if number else None,
        "is_active": body.get("active"),
    }
    return Said(columns, user_name=name, employee_number=number)


def _refuse_long(*texts: tuple[str, str | None, int]) -> None:
    for name, text, most in texts:
        if text is not None and len(text) > most:
            raise InvalidValueException(detail=f"{name} must not be longer than {most} characters")


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(part) for part in (*value, *value.values()))
    if isinstance(value, list):
        return any(_has_nul(part) for part in value)
    return isinstance(value, str) and "\0" in value


def _members_of(resource: Any) -> dict[UUID, str]:
    """The accounts in a group with the client's words for them; only Users can be members."""
    found: dict[UUID, str] = {}
    for member in resource.members or ():
        named = member.value or str(member.ref or "").rpartition("/")[2]
        _refuse_long(("members.display", member.display, LONGEST_TEXT))
        key = uuid_of(named)
        if key is None or "\0" in (member.display or ""):
            raise InvalidValueException(detail="members: only accounts that are known here can be members")
        found[key] = member.display or ""
    return found


def uuid_of(text: str) -> UUID | None:
    """An identifier of ours exactly as we write it; None for everything else."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None


def version_of(row: Row) -> str:
    """The version of a row, as an entity tag."""
    return f'W/"{row.revision}"'


def resource_of(row: Row, members: Iterable[ScimMember] | None = None) -> Resource[Any]:
    """The resource that a row holds; of a group with `members`, if they are asked for."""
    kind = USER if isinstance(row, ScimAccount) else GROUP
    body = dict(row.body)
    if members:
        body["members"] = [_member(member) for member in members]
    resource = model_named(kind).model_validate(body)
    resource.id = str(row.uuid)
    resource.meta = Meta(
        resource_type=kind, created=row.created_at, last_modified=row.changed_at, version=version_of(row)
    )
    return resource


def _member(member: ScimMember) -> dict[str, str]:
    uuid = str(member.account.uuid)
    said = {"value": uuid, "$ref": f"{USER}s/{uuid}", "type": USER}
    return {**said, "display": member.label} if member.label else said


def model_of(kind: str | None) -> type[ScimAccount] | type[ScimGroup]:
    """The table of a resource type."""
    return ScimGroup if kind == GROUP else ScimAccount
