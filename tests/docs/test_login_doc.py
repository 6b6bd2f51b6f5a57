"""docs/platform/login.md is true: numbers and addresses are those of the code."""

import re
from datetime import timedelta
from pathlib import Path

from allauth.mfa import app_settings
from django.conf import settings
from django.urls import reverse

from meindo.platform.login import codes
from meindo.platform.login.commands_activation import DAYS, MOST_LETTERS
from meindo.platform.login.commands_applications import KEPT_DAYS as APPLICATION_KEPT_DAYS
from meindo.platform.login.commands_devices import KEPT_DAYS, LASTS, TERMINAL_AT_MOST
from meindo.platform.login.commands_tokens import HEAD, SHORTEST_BYTES
from meindo.platform.login.models_activation import MOST_ATTEMPTS
from meindo.platform.registry.catalogue import role_labels
from meindo.ui.confirming import MINUTES, Fresh
from meindo.web.adapters import SecondFactorAdapter
from meindo.web.throttle import CODE_LIMITS

TEXT = (Path(__file__).parent.parent.parent / "docs/platform/login.md").read_text(encoding="utf-8")


def test_numbers() -> None:
    lengths = f"{codes.LENGTH} characters: {codes.SELECTOR_LENGTH} name the letter, {codes.SECRET_LENGTH} are secret"
    for said in (lengths, f"{DAYS} days, once", f"{MOST_ATTEMPTS} close the letter", f"{MOST_LETTERS} letters"):
        assert said in TEXT
    assert CODE_LIMITS == "10/m/ip,60/h/ip"
    assert settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] == {"min_length": 10}


def test_tokens_of_the_city() -> None:
    assert SHORTEST_BYTES * 8 == 128
    assert f"`{';'.join(HEAD)}`" in TEXT
    assert (app_settings.TOTP_DIGITS, app_settings.TOTP_PERIOD) == (6, 30)


def test_devices_and_confirming() -> None:
    assert {"own": timedelta(days=30), "other": timedelta(hours=12), "terminal": timedelta(minutes=10)} == LASTS
    assert timedelta(hours=2) == TERMINAL_AT_MOST
    assert f"forgotten after {KEPT_DAYS} days" in TEXT
    assert f"counts for {MINUTES} minutes" in TEXT
    assert f"forgotten after {APPLICATION_KEPT_DAYS} days" in TEXT
    assert {f"Fresh.{kind.name}" for kind in Fresh} == set(re.findall(r"`(Fresh\.[A-Z]+)`", TEXT))


def test_addresses_and_role() -> None:
    for name in (
        "activate",
        "activations",
        "activations_waiting",
        "devices",
        "applications",
        "terminals",
        "locks",
        "factors",
    ):
        assert f"`{reverse(name)}`" in TEXT
    assert "`activation_office`" in TEXT
    assert "activation_office" in role_labels()


def test_passkeys_belong_to_the_public_address(settings) -> None:
    settings.PUBLIC_URL = "https://meindo.example:8443"
    assert SecondFactorAdapter().get_public_key_credential_rp_entity()["id"] == "meindo.example"
    assert f"`{reverse('mfa_list_webauthn')}`" in TEXT


def test_secrets_are_stored_encrypted_and_earlier_ones_are_read() -> None:
    adapter = SecondFactorAdapter()
    stored = adapter.encrypt("GEHEIM")
    assert "GEHEIM" not in stored
    assert adapter.decrypt(stored) == adapter.decrypt("GEHEIM") == "GEHEIM"
