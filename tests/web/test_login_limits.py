"""Failed log-ins are counted per name and address, and slower per name alone: nobody locks out somebody else."""

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from tests.support.office import PASSWORD, build_office
from tests.support.once import built_once

office, db = built_once("office", build_office)
WAIT, WAIT_LONG, WRONG = "Das waren zu viele Versuche.", "von verschiedenen Adressen.", "Passwort stimmen nicht."


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]


def log_in(address: str, password: str = "falsch", name: str = "mitarbeiterin") -> str:  # noqa: S107 (a wrong one)
    answer = Client().post(
        "/konto/anmelden/", {"login": name, "password": password}, headers={"x-forwarded-for": f"10.9.9.9, {address}"}
    )
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_five_wrong_passwords_lock_the_name_only_for_their_address(db, office) -> None:
    for _ in range(5):
        assert WRONG in log_in("10.0.0.1")
    assert WAIT in log_in("10.0.0.1", PASSWORD)
    assert log_in("10.0.0.1", PASSWORD, "beamter") == "in", "a colleague at the same address"
    assert log_in("10.0.0.2", PASSWORD) == "in", "the same person elsewhere"


def test_guessing_from_many_addresses_ends_for_the_name_and_right_passwords_count_nothing(db, office) -> None:
    for number in range(30):
        assert log_in(f"10.0.1.{number}", PASSWORD) == "in"
    for number in range(30):
        assert WRONG in log_in(f"10.0.2.{number}")
    assert WAIT_LONG in log_in("10.0.3.1", PASSWORD)
    assert log_in("10.0.3.1", PASSWORD, "beamter") == "in"


def test_one_address_that_tries_many_names_waits(db, office) -> None:
    for number in range(10):
        assert WRONG in log_in("10.0.4.1", name=f"niemand{number}")
    assert WAIT in log_in("10.0.4.1", PASSWORD)


def test_an_unknown_name_costs_as_much_as_a_wrong_password(db, office, monkeypatch) -> None:
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, *rest: Any) -> str:
        made.append(password)
        return encode(self, password, *rest)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    answers = {}
    for name in ("mitarbeiterin", "niemand", "niemand@example.org"):
        made.clear()
        assert WRONG in log_in(f"10.0.5.{len(answers)}", name=name)
        answers[name] = len(made)
    assert len(set(answers.values())) == 1, answers
