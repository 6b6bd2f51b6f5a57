"""A real directory: what it refuses, what people change there by hand, how it is spoken to."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from uuid import uuid4

import pytest
from tests.support.certificates import certificate
from tests.support.connected import LEADING, READING, SHORT_CARD, WRITING, DirectoryTarget, ensured, seen, wish
from tests.support.slapd import ADMIN, PASSWORD, SUFFIX, Slapd, needed, slapd

from meindo.identity.connectors.base import Image, Misconfigured, Outcome, Unreachable
from meindo.identity.connectors.openers import opener

pytestmark = pytest.mark.directory


def change(target: DirectoryTarget, dn: str, *changes: tuple[int, str, list[bytes] | None]) -> None:
    """Somebody changes an entry by hand."""
    connection = target.server.admin()
    connection.modify_s(dn, list(changes))
    connection.unbind_s()


def test_a_refused_entry_is_named_and_stops_no_other(directory: DirectoryTarget) -> None:
    bad = wish("b", READING, mail="ä@stadt.example")  # mail knows no umlauts
    outcomes = ensured(directory, wish("a", READING), bad, wish("c", WRITING))
    assert outcomes["b"].is_final
    assert "mail" in outcomes["b"].error
    assert set(seen(directory)) == {"a", "c"}
    assert not [member for member in directory.members(READING) if member.startswith("uid=b,")]


def test_a_missing_group_is_named_and_stops_no_other(directory: DirectoryTarget) -> None:
    connection = directory.server.admin()
    connection.delete_s(f"cn={WRITING},ou=groups,{directory.part}")
    connection.unbind_s()
    outcomes = ensured(directory, wish("a", READING), wish("b", READING, WRITING))
    assert outcomes["a"] == Outcome("a")
    assert outcomes["b"].is_final
    assert WRITING in outcomes["b"].error
    assert seen(directory)["b"].rights == {READING}


def test_a_group_that_is_there_twice_is_written_by_nobody(directory: DirectoryTarget) -> None:
    server = directory.server
    below = f"ou=unten,ou=groups,{directory.part}"
    server.add(below, objectClass="organizationalUnit", ou="unten")
    server.add(f"cn={WRITING},{below}", objectClass="groupOfNames", cn=WRITING, member=ADMIN)
    assert ensured(directory, wish("a", WRITING))["a"].is_final


def test_memberships_are_one_change_per_group_and_batch(own: DirectoryTarget) -> None:
    ensured(own, *[wish(f"a{number}", READING) for number in range(30)])
    ensured(own, *[wish(f"a{number}", WRITING) for number in range(30)])
    changes = (own.server.folder / "changes.ldif").read_text()
    assert changes.count(f"dn: cn={READING},") == 1 + 2  # made, filled, emptied
    assert changes.count(f"dn: cn={WRITING},") == 1 + 1
    assert changes.count(f"dn: cn={LEADING},") == 1
    assert changes.count("dn: uid=a7,") == 1  # nothing of the account itself was different
    ensured(own, *[wish(f"a{number}", WRITING) for number in range(30)])
    assert (own.server.folder / "changes.ldif").read_text() == changes


def test_a_group_keeps_a_member_that_is_no_right_of_anybody(directory: DirectoryTarget) -> None:
    import ldap

    ensured(directory, wish("a", READING))
    change(directory, f"cn={READING},ou=groups,{directory.part}", (ldap.MOD_DELETE, "member", [ADMIN.encode()]))
    somebody = f"cn=niemand,{SUFFIX}"
    assert not ensured(directory, wish("a"), placeholder=somebody)["a"].error
    assert directory.members(READING) == [somebody]
    assert seen(directory)["a"].rights == frozenset()
    assert not ensured(directory, wish("a", READING), placeholder=somebody)["a"].error
    assert directory.members(READING) == [somebody, directory.person("a")]


def test_members_who_are_no_accounts_of_meindo_stay(directory: DirectoryTarget) -> None:
    import ldap

    others = [f"cn=drucker,{SUFFIX}", f"uid=a,ou=anderswo,{directory.part}"]
    values = [other.encode() for other in others]
    change(directory, f"cn={READING},ou=groups,{directory.part}", (ldap.MOD_REPLACE, "member", values))
    ensured(directory, wish("a", READING))
    ensured(directory, wish("a"))
    assert directory.members(READING) == others


def test_what_somebody_changed_by_hand_is_seen_and_put_right_and_the_rest_stays(directory: DirectoryTarget) -> None:
    import ldap

    ensured(directory, wish("a", READING))
    by_hand = [
        (ldap.MOD_ADD, "mail", [b"zweite@stadt.example"]),
        (ldap.MOD_REPLACE, "sn", [b"Tal"]),
        (ldap.MOD_ADD, "userPassword", [b"geheim"]),
        (ldap.MOD_ADD, "telephoneNumber", [b"77"]),
        (ldap.MOD_ADD, "cn", [b"Ada B."]),
        (ldap.MOD_ADD, "employeeType", [b"Beamtin", b"disabled"]),
    ]
    change(directory, directory.person("a"), *by_hand)
    member = directory.person("a").replace("uid=a", "UID=A").encode()  # the same, written otherwise
    change(directory, f"cn={WRITING},ou=groups,{directory.part}", (ldap.MOD_ADD, "member", [member]))
    found = seen(directory)["a"]
    assert found.card["mail"] == "ada@stadt.example; zweite@stadt.example"
    assert found.card["family_name"] == "Tal"
    assert not found.enabled
    assert found.rights == {READING, WRITING}
    assert not ensured(directory, wish("a", READING))["a"].error
    assert seen(directory)["a"] == Image(
        "a", True, frozenset({READING}), {**SHORT_CARD, "personnel_no": "", "unit": ""}
    )
    entry = directory.server.entry(directory.person("a"))
    assert entry["userPassword"] == ["geheim"]
    assert entry["telephoneNumber"] == ["77"]
    assert entry["employeeType"] == ["Beamtin"]
    assert entry["cn"] == ["Ada B.", "Ada Berg"]


def test_an_entry_taken_away_by_hand_is_made_again(directory: DirectoryTarget) -> None:
    ensured(directory, wish("a", READING), wish("b"))
    connection = directory.server.admin()
    connection.delete_s(directory.person("a"))
    connection.unbind_s()
    assert set(seen(directory)) == {"b"}
    assert not ensured(directory, wish("a", READING))["a"].error
    assert seen(directory)["a"].rights == {READING}


@pytest.fixture
def with_policy() -> Iterator[DirectoryTarget]:
    """A server that closes accounts by a password policy."""
    needed()
    policy = f"cn=policy,{SUFFIX}"
    with slapd(after=f'ppolicy_default "{policy}"') as server:
        classes = ["device", "pwdPolicy"]
        server.add(policy, objectClass=classes, cn="policy", pwdAttribute="userPassword", pwdLockout="TRUE")
        yield DirectoryTarget(server, "p")


def can_log_in(directory: DirectoryTarget) -> bool:
    """Whether `a` gets in with the password."""
    import ldap

    connection = ldap.initialize(directory.server.uri)
    try:
        connection.simple_bind_s(directory.person("a"), "geheim")
    except ldap.INVALID_CREDENTIALS:
        return False
    connection.unbind_s()
    return True


def test_a_rule_of_the_server_closes_marked_accounts() -> None:
    needed()
    import ldap

    closed = "access to filter=(employeeType=disabled) attrs=userPassword by * none"
    rules = f"{closed}\naccess to * by anonymous auth by * read"
    with slapd(after=rules) as server:
        directory = DirectoryTarget(server, "p")
        ensured(directory, wish("a"))
        change(directory, directory.person("a"), (ldap.MOD_ADD, "userPassword", [b"geheim"]))
        assert can_log_in(directory)
        ensured(directory, wish("a", enabled=False))
        assert not can_log_in(directory)
        ensured(directory, wish("a"))
        assert can_log_in(directory)


def test_a_closed_account_cannot_log_in_and_keeps_its_password(with_policy: DirectoryTarget) -> None:
    import ldap

    directory = with_policy
    locked = {"closed_attribute": "pwdAccountLockedTime", "closed_value": "000001010000Z"}
    ensured(directory, wish("a"), **locked)
    change(directory, directory.person("a"), (ldap.MOD_ADD, "userPassword", [b"geheim"]))
    assert can_log_in(directory)
    ensured(directory, wish("a", enabled=False), **locked)
    assert not can_log_in(directory)
    assert not seen(directory, **locked)["a"].enabled
    ensured(directory, wish("a"), **locked)
    assert can_log_in(directory)
    mine = [(ldap.MOD_ADD, "pwdAccountLockedTime", [b"20260101000000Z"])]  # too many wrong passwords: no closed account
    change(directory, directory.person("a"), *mine)
    assert seen(directory, **locked)["a"].enabled
    ensured(directory, wish("a", enabled=False), **locked)
    assert not seen(directory, **locked)["a"].enabled


def test_attributes_can_be_others_or_none(directory: DirectoryTarget) -> None:
    more = {"attributes": {"function": "", "unit": "ou"}}
    ensured(directory, wish("a", unit="FB 51"), **more)
    entry = directory.server.entry(directory.person("a"))
    assert entry["ou"] == ["FB 51"]
    assert "title" not in entry
    assert "function" not in seen(directory, **more)["a"].card


def test_pages_reach_everybody(directory: DirectoryTarget) -> None:
    wishes = [wish(f"n{number}", READING) for number in range(1205)]
    assert not [outcome for outcome in ensured(directory, *wishes).values() if outcome.error]
    found = seen(directory)
    assert len(found) == 1205
    assert all(image.rights == {READING} for image in found.values())
    with directory.open() as connector:
        assert len(list(connector.read([image.native_id for image in wishes[:1100]]))) == 1100


@pytest.mark.parametrize(("limit", "reaches"), [("size=10", False), ("size=10 size.prtotal=unlimited", True)])
def test_a_limit_of_the_server_is_never_taken_for_the_end(limit: str, *, reaches: bool) -> None:
    needed()
    reader = f"uid=meindo,ou=people,ou=p,{SUFFIX}"
    rules = f'access to * by dn.exact="{reader}" write by anonymous auth\nlimits dn.exact="{reader}" {limit}'
    with slapd(after=rules) as server:
        target = DirectoryTarget(server, "p")
        account = {"objectClass": "inetOrgPerson", "uid": "meindo", "cn": "m", "sn": "m", "userPassword": PASSWORD}
        server.add(reader, **account)  # type: ignore[arg-type]
        ensured(target, *[wish(f"n{number}") for number in range(30)])
        expected = nullcontext() if reaches else pytest.raises(Unreachable)
        with target.open(bind_dn=reader) as connector, expected:
            assert len(list(connector.read())) == 31


def test_an_encrypted_way_trusts_the_named_authority_only(tmp_path: Path) -> None:
    needed()
    tls = "TLSCertificateFile FOLDER/server.pem\nTLSCertificateKeyFile FOLDER/server.key"
    other = tmp_path / "other.pem"
    other.write_text(certificate()["server.pem"])
    with slapd(before=tls, files=certificate()) as server:
        target = DirectoryTarget(server, "p")
        more = {"start_tls": True, "ca_file": str(server.folder / "server.pem")}
        assert not ensured(target, wish("a", READING), **more)["a"].error
        with pytest.raises(Unreachable), target.open(start_tls=True, ca_file=str(other)):
            pass


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": f"ou=niemand,{SUFFIX}"},
        {"groups": f"ou=niemand,{SUFFIX}"},
        {"people": "ou=people,dc=anderswo,dc=test"},
        {"groups": "kein dn"},
        {"bind_dn": "cn=fremd,dc=meindo,dc=test"},
    ],
)
def test_settings_that_do_not_fit_this_directory_are_named(directory: DirectoryTarget, wrong: dict[str, str]) -> None:
    with pytest.raises(Misconfigured), directory.open(**wrong):
        pass


def test_a_part_has_its_own_people(directory_server: Slapd, directory: DirectoryTarget) -> None:
    other = DirectoryTarget(directory_server, f"p{uuid4().hex[:8]}")
    ensured(directory, wish("a", READING))
    assert seen(other) == {}


def test_without_python_ldap_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("x")
    for name in [name for name in sys.modules if name.startswith("meindo.identity.connectors.ldap_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ldap", None)
    settings = {
        "uri": "ldap://127.0.0.1",
        "bind_dn": ADMIN,
        "password_file": str(tmp_path / "password"),
        "people": SUFFIX,
        "groups": SUFFIX,
    }
    with pytest.raises(Misconfigured, match=r"meindo\[directory\]"), opener("directory")(settings, []):
        pass
