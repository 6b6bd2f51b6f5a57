"""A letter opens one account, once: wrong, expired, used, revoked, foreign and much tried codes open nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.support.activation import letter_for, with_newcomers
from tests.support.once import built_once

from meindo.kernel.check_character import check_character
from meindo.platform.audit.models import AuditEvent
from meindo.platform.clock import at, now
from meindo.platform.login.codes import CodeMistyped, code_of, draw_code, grouped, selector_of
from meindo.platform.login.commands_activation import (
    CodeRefused,
    activate,
    code_to_print,
    revoke_letter,
    try_code,
)
from meindo.platform.login.models import Activation, User
from meindo.platform.login.models_activation import MOST_ATTEMPTS
from meindo.platform.login.queries_activation import batches, without_account
from meindo.platform.login.sealing import seal, unseal
from meindo.platform.people.models import OrgUnit

office, db = built_once("office", with_newcomers)


def wrong(code: str) -> str:
    """Another code for the same letter."""
    while (other := draw_code())[5:] == code[5:]:
        continue
    text = selector_of(code) + other[5:-1]
    return text + check_character(text)


def test_a_code_opens_the_account_of_its_person_once(db, office) -> None:
    letter, code = letter_for(office)
    user = activate(try_code(grouped(code).lower().replace("0", "o")), password="drei Wörter hier")
    assert user.person == office.people["neu"]
    assert User.objects.get(pk=user.pk).check_password("drei Wörter hier")
    with pytest.raises(CodeRefused):
        try_code(code)
    with pytest.raises(CodeRefused):
        activate(letter, password="ein anderes Wort")
    letter.refresh_from_db()
    assert (letter.ending, letter.sealed) == ("used", "")
    assert AuditEvent.objects.filter(kind="login.activated", actor=f"person:{letter.person.uuid}").count() == 1


def test_neither_code_nor_secret_is_stored_in_plain(db, office) -> None:
    letter, code = letter_for(office)
    for value in Activation.objects.filter(pk=letter.pk).values_list("digest", "sealed", "selector").get():
        assert code[5:] not in value
    for event in AuditEvent.objects.all():
        assert code[5:] not in str(event.data)


def test_a_new_letter_ends_the_one_before(db, office) -> None:
    first, old = letter_for(office)
    _second, new = letter_for(office)
    with pytest.raises(CodeRefused):
        try_code(old)
    assert try_code(new).person == office.people["neu"]
    first.refresh_from_db()
    assert first.ending == "superseded"


def test_the_day_of_its_end_closes_a_letter(db, office) -> None:
    letter, code = letter_for(office, days=30)
    with at(now() + timedelta(days=29)):
        assert try_code(code) == letter
    with at(now() + timedelta(days=30, seconds=1)):
        with pytest.raises(CodeRefused):
            try_code(code)
        with pytest.raises(CodeRefused):
            activate(letter, password="drei Wörter hier")
        with pytest.raises(CodeRefused):
            code_to_print(letter)


def test_a_revoked_letter_opens_nothing_and_is_revoked_once(db, office) -> None:
    letter, code = letter_for(office)
    assert revoke_letter(letter, by=office.actor("zugang"))
    assert not revoke_letter(letter, by=office.actor("zugang"))
    with pytest.raises(CodeRefused):
        try_code(code)


def test_five_wrong_secrets_close_a_letter_and_no_other(db, office) -> None:
    _letter, code = letter_for(office)
    _other, of_other = letter_for(office, "auch")
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(CodeRefused):
            try_code(wrong(code))
    with pytest.raises(CodeRefused):
        try_code(code)
    assert try_code(of_other).person == office.people["auch"]


@pytest.mark.parametrize("typed", ["", "K7M4", "K7M4-QX2P-C9TT-0HWA-1", "K7M4-QX2P-C9TT-0HWÄ", "\x00" * 16])
def test_what_cannot_be_a_code_is_refused_without_a_look_up(typed: str) -> None:
    with pytest.raises(CodeMistyped):
        code_of(typed)


def test_a_slip_of_one_character_is_seen(db) -> None:
    code = draw_code()
    for place, character in enumerate(code):
        slip = code[:place] + ("0" if character != "0" else "2") + code[place + 1 :]
        with pytest.raises(CodeMistyped):
            code_of(slip)


def test_nobody_makes_a_letter_for_themselves(db, office) -> None:
    with pytest.raises(PermissionError):
        letter_for(office, "zugang")


def test_an_account_before_its_activation_has_no_password_and_a_neutral_name(db, office) -> None:
    letter_for(office)
    user = User.objects.get(person=office.people["neu"])
    assert not user.has_usable_password()
    assert user.username == office.employment("neu").personnel_no


def test_an_office_sees_only_people_of_its_units(db, office) -> None:
    local = office.people["lokal"] = office.city.person("Lokal", office.units["11"])
    office.city.responsible(local, "activation_office", office.units["51/1"])
    office.city.store()
    seen = {place.person.pk for place in without_account(local.pk)}
    assert office.people["neu"].pk in seen
    assert office.people["auch"].pk not in seen
    letter_for(office, "auch")
    assert not batches(local.pk).exists()
    everybody = {place.person.pk for place in without_account(office.people["zugang"].pk)}
    assert {office.people["neu"].pk, office.people["auch"].pk} <= everybody
    youth = OrgUnit.objects.get(code="51/1")
    assert office.people["auch"].pk not in {p.person_id for p in without_account(office.people["zugang"].pk, youth.pk)}


def test_the_database_keeps_one_open_letter_and_lets_none_open_again(db, office) -> None:
    letter, _code = letter_for(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activation.objects.create(
            batch=letter.batch, person=letter.person, selector="ABCDE", digest="x", sealed="x", expires_at=now()
        )
    revoke_letter(letter, by=office.actor("zugang"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Activation.objects.filter(pk=letter.pk).update(ended_at=None, ending="")
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.delete()


def test_what_was_sealed_for_one_use_is_not_read_for_another() -> None:
    sealed = seal("geheim", use="a")
    assert unseal(sealed, use="a") == "geheim"
    with pytest.raises(ValueError, match="changed"):
        unseal(sealed, use="b")
