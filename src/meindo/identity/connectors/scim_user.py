"""How an account looks as a SCIM user, and back. Nothing here talks to anybody."""

from collections.abc import Mapping
from typing import Any

from scim2_models import Email, EnterpriseUser, Name, User

from .base import Image
from .scim_wire import Operation

Person = User[EnterpriseUser]
ENTERPRISE = str(EnterpriseUser.__schema__)
PLACES = {
    "given_name": "name.givenName",
    "family_name": "name.familyName",
    "mail": "emails",
    "function": "title",
    "personnel_no": f"{ENTERPRISE}:employeeNumber",
    "unit": f"{ENTERPRISE}:department",
}
OF_ENTERPRISE = ("personnel_no", "unit")


def card_of(user: Any, *, has_enterprise: bool) -> dict[str, str]:
    """The texts that it shows."""
    name, more = user.name or Name(), user[EnterpriseUser] or EnterpriseUser()
    card = {
        "given_name": name.given_name,
        "family_name": name.family_name,
        "mail": "; ".join(sorted(email.value or "" for email in _work(user))),
        "function": user.title,
        "personnel_no": more.employee_number,
        "unit": more.department,
    }
    return {key: text or "" for key, text in card.items() if has_enterprise or key not in OF_ENTERPRISE}


def is_open(user: Any) -> bool:
    """An application that says nothing about it leaves accounts open."""
    return user.active is not False


def new_user(wish: Image, *, has_enterprise: bool) -> Any:
    """A new account; `externalId` bears the same name, so that it is found again when somebody renames it."""
    card = wish.card
    user = Person(user_name=wish.native_id, external_id=wish.native_id, active=wish.enabled)
    user.display_name = _display_name(card) or wish.native_id
    if card.get("given_name") or card.get("family_name"):
        user.name = Name(given_name=card.get("given_name") or None, family_name=card.get("family_name") or None)
    if card.get("mail"):
        user.emails = [Email(value=card["mail"], type=Email.Type.work)]
    user.title = card.get("function") or None
    if has_enterprise and any(card.get(key) for key in OF_ENTERPRISE):
        user[EnterpriseUser] = EnterpriseUser(
            employee_number=card.get("personnel_no") or None, department=card.get("unit") or None
        )
    return user


def changes(wish: Image, user: Any, *, match: str, has_enterprise: bool) -> list[Operation]:
    """What differs, as operations of a PATCH."""
    held = card_of(user, has_enterprise=has_enterprise)
    different = {key: text for key, text in wish.card.items() if key in held and held[key] != text}
    operations = [_change(key, text, user) for key, text in different.items()]
    if {"given_name", "family_name"} & set(different):
        operations.append(_replaced("displayName", _display_name({**held, **wish.card}) or wish.native_id))
    if is_open(user) != wish.enabled:
        operations.append(_replaced("active", wish.enabled))
    if match == "externalId" and user.external_id != wish.native_id:
        operations.append(_replaced("externalId", wish.native_id))
    return operations


def _change(key: str, text: str, user: Any) -> Operation:
    if key == "mail":
        return _mail_change(text, user)
    if text:
        return _replaced(PLACES[key], text)
    return {"op": "remove", "path": PLACES[key]}


def _mail_change(text: str, user: Any) -> Operation:
    """The address at work; other addresses stay."""
    work = _work(user)
    others = [email for email in user.emails or [] if email not in work]
    emails = [*others, *([Email(value=text, type=Email.Type.work)] if text else [])]
    if not emails:
        return {"op": "remove", "path": "emails"}
    return _replaced("emails", [email.model_dump(exclude_none=True) for email in emails])


def _replaced(path: str, value: Any) -> Operation:
    return {"op": "replace", "path": path, "value": value}


def _work(user: Any) -> list[Any]:
    """Addresses at work; of several without a kind the first."""
    emails = user.emails or []
    at_work = [email for email in emails if email.type == Email.Type.work]
    return at_work or [email for email in emails if not email.type][:1]


def _display_name(card: Mapping[str, str]) -> str:
    return f"{card.get('given_name', '')} {card.get('family_name', '')}".strip()
