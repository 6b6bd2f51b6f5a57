"""Every address of the platform that shows a page: axe finds nothing on it. A new page is among them by itself."""

from typing import Any

from django.test import Client
from django.urls import get_resolver
from tests.support.once import built_once, taken_back
from tests.web.matrix import MATRIX, first_for
from tests.web.test_roles import address, names
from tests.web.world import ACTORS, World, browser_of, build_world

PARTS = 6
built, db = built_once("built", build_world)
# Pages that nobody gets by their address alone (one confirms first, or does something before), and where they are
# looked at.
BY_HAND = {
    "activate_password": "test_activation.py",
    "mfa_activate_totp": "test_axe_second_factor.py",
    "mfa_add_webauthn": "test_passkeys.py",
    "mfa_authenticate": "test_axe_second_factor.py",
    "mfa_deactivate_totp": "test_axe_second_factor.py",
    "mfa_edit_webauthn": "test_passkeys.py",
    "mfa_generate_recovery_codes": "test_axe_second_factor.py",
    "mfa_reauthenticate": "test_axe_second_factor.py",
    "mfa_reauthenticate_webauthn": "test_passkeys.py",
    "mfa_remove_webauthn": "test_passkeys.py",
    "mfa_view_recovery_codes": "test_axe_second_factor.py",
    "password": "test_axe_devices.py",
    "terminal": "test_axe_devices.py",
    "hand_in": "test_receipts.py",
    "idp:oidc:authorization": "test_axe_provider.py",
}


def shown(world: World) -> dict[str, tuple[str, str]]:
    """The rows of the matrix that show a page to somebody: to whom first, and its address."""
    browsers = {"anonymous": Client(), **{actor: browser_of(*found) for actor, found in ACTORS.items()}}
    found: dict[str, tuple[str, str]] = {}
    ids = world.ids()
    for entry in MATRIX:
        actor, url = first_for(entry), address(entry, ids)
        with taken_back():
            answer: Any = browsers[actor].get(url)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found[entry] = (actor, url)
    return found


def takes_or_gives(name: str) -> bool:
    """Whether an address takes something only, or gives a file: it shows no page to anybody."""
    rows = {entry: methods for entry, methods in MATRIX.items() if entry.split()[0] == name}
    return all(set(get) <= {"5"} for get, _post in rows.values()) or name in FILES


FILES = {
    "account_logout",
}


def test_no_page_is_left_out(db, built: World) -> None:
    seen = {entry.split()[0] for entry in shown(built)}
    every = names(get_resolver().url_patterns)
    left = {name for name in every - seen - set(BY_HAND) if not takes_or_gives(name)}
    assert left == set()
