"""How an account looks as an entry of a directory, and back. Nothing here talks to anybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from ldap import MOD_ADD, MOD_DELETE, MOD_REPLACE, LDAPError
from ldap.dn import dn2str, escape_dn_chars, str2dn

from .base import Image, Misconfigured

Change = tuple[int, str, list[bytes] | None]
UNNAMED = "-"
CLASSES = [b"top", b"person", b"organizationalPerson", b"inetOrgPerson"]


@dataclass(frozen=True)
class Shape:
    """Where people stand and what of them is written where.

    `attributes` by field of the card. `closed_attribute` holds `closed_value` while an account is closed, beside other
    values or (`closed_alone`) as the only one.
    """

    people: str
    rdn: str
    attributes: Mapping[str, str]
    closed_attribute: str
    closed_value: str
    closed_alone: bool

    def dn(self, native_id: str) -> str:
        """The place of an account."""
        return f"{self.rdn}={escape_dn_chars(native_id)},{self.people}"

    def owner(self, dn: str) -> str:
        """Whose place it is, folded for comparing; empty if it is none of an account."""
        name, comma, rest = dn.partition(",")
        start = f"{self.rdn}="
        if comma and rest == self.people and name.startswith(start) and "\\" not in name and "+" not in name:
            return name[len(start) :].casefold()  # the usual spelling, read a hundred times faster than the others
        return self._parsed_owner(dn)

    def _parsed_owner(self, dn: str) -> str:
        try:
            parts, above = str2dn(dn), str2dn(self.people)
        except LDAPError:
            return ""
        is_below = len(parts) > 0 and [_folded(part) for part in parts[1:]] == [_folded(part) for part in above]
        if not is_below or len(parts[0]) != 1 or parts[0][0][0].lower() != self.rdn.lower():
            return ""
        return str(parts[0][0][1]).casefold()

    def asked(self) -> list[str]:
        """The attributes that are read."""
        return sorted({self.rdn, "cn", self.closed_attribute, *self.attributes.values()})

    def entry(self, wish: Image) -> dict[str, list[bytes]]:
        """A new entry."""
        texts = {self.rdn: wish.native_id, **self._texts(wish)}
        texts = {name: text for name, text in texts.items() if text}
        made = {name: [text.encode()] for name, text in {"cn": wish.native_id, "sn": UNNAMED, **texts}.items()}
        if not wish.enabled:
            made[self.closed_attribute] = [*made.get(self.closed_attribute, []), self.closed_value.encode()]
        return {"objectClass": CLASSES, **made}

    def changes(self, wish: Image, found: Mapping[str, list[bytes]]) -> list[Change]:
        """What differs; values that nobody wished for otherwise stay."""
        changes: list[Change] = []
        for name, text in self._texts(wish).items():
            wanted, held = [text.encode()] if text else [], found.get(name.lower(), [])
            if held != wanted and not (name == "cn" and set(wanted) <= set(held)):  # further names of a person stay
                changes.append((MOD_REPLACE, name, wanted or None))
        is_open = self._is_open(found)
        value = [self.closed_value.encode()]
        if is_open and not wish.enabled:
            changes.append((MOD_REPLACE if self.closed_alone else MOD_ADD, self.closed_attribute, value))
        if wish.enabled and not is_open:
            changes.append((MOD_DELETE, self.closed_attribute, value))
        return changes

    def image(self, found: Mapping[str, list[bytes]], rights: frozenset[str]) -> Image:
        """An account as it stands there. Several values where one is expected show as "a; b": somebody wrote them."""
        card = {}
        for key, name in self.attributes.items():
            values = sorted(value.decode(errors="replace") for value in found.get(name.lower(), []))
            text = "; ".join(values)
            card[key] = "" if name.lower() == "sn" and text == UNNAMED else text
        return Image(self.name(found), self._is_open(found), rights, card)

    def name(self, found: Mapping[str, list[bytes]]) -> str:
        """The account's own name."""
        values = found.get(self.rdn.lower()) or [b""]
        return values[0].decode(errors="replace")

    def _texts(self, wish: Image) -> dict[str, str]:
        texts = {name: wish.card[key] for key, name in self.attributes.items() if key in wish.card}
        texts |= {name: UNNAMED for name, text in texts.items() if name.lower() == "sn" and not text}  # the schema asks
        given, family = wish.card.get("given_name"), wish.card.get("family_name")
        if given is not None and family is not None and "cn" not in {name.lower() for name in self.attributes.values()}:
            texts["cn"] = f"{given} {family}".strip() or wish.native_id
        return texts

    def _is_open(self, found: Mapping[str, list[bytes]]) -> bool:
        wanted = self.closed_value.casefold()
        values = found.get(self.closed_attribute.lower(), [])
        return wanted not in {value.decode(errors="replace").casefold() for value in values}


def normal(dn: str) -> str:
    """A DN as directories write it, without spaces between its parts."""
    try:
        return str(dn2str(str2dn(dn)))
    except LDAPError as error:
        raise Misconfigured(_("Das ist kein DN: %(dn)s") % {"dn": dn}) from error


def _folded(part: list[tuple[str, str, int]]) -> list[tuple[str, str]]:
    return sorted((name.lower(), value.casefold()) for name, value, _flags in part)
