"""Whom an answer of the city's log-in names: one known account, exactly, or nobody."""

from typing import Any

import pytest
from tests.support.office import Office, build_office
from tests.support.once import built_once

from meindo.platform.login.models import User
from meindo.settings.environment import upstream
from meindo.web.upstream import account_of

office, db = built_once("office", build_office)
BY_NAME = {"match": "user_name", "claim": "preferred_username"}
BY_NUMBER = {"match": "personnel_no", "claim": "employee_number"}


def said(sub: str = "a", other: str = "a", **claims: Any) -> dict[str, Any]:
    return {"id_token": {"sub": sub}, "userinfo": {"sub": other, **claims}}


def test_by_user_name_or_personnel_number_exactly(db, office: Office, settings) -> None:
    user, number = User.objects.get(username="mitarbeiterin"), office.employment("mitarbeiterin").personnel_no
    settings.UPSTREAM = BY_NAME
    assert account_of(said(preferred_username="mitarbeiterin")) == user
    settings.UPSTREAM = BY_NUMBER
    assert account_of(said(employee_number=number)) == user
    assert account_of(said(preferred_username="mitarbeiterin")) is None
    assert account_of(said(employee_number=number.lstrip("0"))) is None


@pytest.mark.parametrize(
    "answer",
    [
        {},
        said(preferred_username="niemand"),
        said(preferred_username="MITARBEITERIN"),
        said(preferred_username=""),
        said(preferred_username=["mitarbeiterin"]),
        said(other="b", preferred_username="mitarbeiterin"),
        {"userinfo": {"sub": "a", "preferred_username": "mitarbeiterin"}},
        said(email="mitarbeiterin"),
    ],
)
def test_everything_else_names_nobody(db, office: Office, settings, answer) -> None:
    settings.UPSTREAM = BY_NAME
    assert account_of(answer) is None


def test_an_account_without_a_person_and_a_locked_one_are_nobody(db, office: Office, settings) -> None:
    settings.UPSTREAM = BY_NAME
    User.objects.create_user("technik", "x")
    assert account_of(said(preferred_username="technik")) is None
    User.objects.filter(username="mitarbeiterin").update(is_active=False)
    assert account_of(said(preferred_username="mitarbeiterin")) is None


def test_settings_that_cannot_be_right_stop_the_start(monkeypatch, tmp_path) -> None:
    assert upstream() == {}
    (tmp_path / "secret").write_text("s")
    right = {"URL": "https://sso.example/", "CLIENT_ID": "x", "SECRET_FILE": str(tmp_path / "secret")}
    for name, value in right.items():
        monkeypatch.setenv(f"MEINDO_UPSTREAM_{name}", value)
    assert upstream()["url"] == "https://sso.example"
    for name, value in (("MATCH", "email"), ("CLIENT_ID", ""), ("CLAIM", "")):
        with monkeypatch.context() as changed:
            changed.setenv(f"MEINDO_UPSTREAM_{name}", value)
            with pytest.raises(ValueError, match="MEINDO_UPSTREAM"):
                upstream()
