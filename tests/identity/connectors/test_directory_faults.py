"""A real directory that falls over, falls silent, speaks nonsense or is written to by somebody else."""

from collections.abc import Iterator

import pytest
from tests.support.connected import READING, WRITING, DirectoryTarget, ensured, seen, wish
from tests.support.relay import relay
from tests.support.slapd import SUFFIX

from meindo.identity.connectors.base import Image, Outcome, Unreachable

pytestmark = pytest.mark.directory


def test_a_server_that_is_killed_in_the_middle_and_comes_back(own: DirectoryTarget) -> None:
    wishes = [wish(f"n{number}", READING) for number in range(300)]
    bad = wish("schlecht", mail="ä@stadt.example")
    certain: list[Outcome] = []
    killed = own.breaking(after=60_000, then=lambda: own.server.stop(9), window=20)
    with killed as connector, pytest.raises(Unreachable):
        certain.extend(connector.ensure([bad, *wishes]))
    assert [(outcome.native_id, outcome.is_final) for outcome in certain] == [("schlecht", True)]
    with pytest.raises(Unreachable), own.open():
        pass
    own.server.start()
    assert 0 < len(seen(own)) < 300
    assert not [outcome for outcome in ensured(own, *wishes).values() if outcome.error]
    assert len([image for image in seen(own).values() if image.rights == {READING}]) == 300


def test_an_entry_that_somebody_makes_at_the_same_moment_is_taken_over(directory: DirectoryTarget) -> None:
    made: list[str] = []

    def be_faster(data: bytes) -> None:
        if b"inetOrgPerson" in data and not made:
            made.append("a")
            entry = {"objectClass": "inetOrgPerson", "uid": "a", "cn": "x", "sn": "y", "telephoneNumber": "77"}
            directory.server.add(directory.person("a"), **entry)  # type: ignore[arg-type]

    with relay(directory.server.port, seeing=be_faster) as line:
        outcomes = ensured(directory, wish("a", READING), uri=f"ldap://127.0.0.1:{line.port}")
    assert made
    assert outcomes == {"a": Outcome("a")}
    assert seen(directory)["a"].card["family_name"] == "Berg"
    assert directory.server.entry(directory.person("a"))["telephoneNumber"] == ["77"]


def test_no_more_requests_are_on_their_way_than_the_window_lets(own: DirectoryTarget) -> None:
    from meindo.identity.connectors.ldap_wire import Request, finding

    taken: list[str] = []

    def requests() -> Iterator[Request]:
        for number in range(50):
            taken.append(str(number))
            yield finding(str(number), SUFFIX, 0, "(objectClass=*)", ["dc"])

    with own.open(window=5, timeout=1) as connector:
        wire = connector.wire  # type: ignore[attr-defined]
        assert len(list(wire.pump(requests()))) == 50
        taken.clear()
        own.server.halt()
        with pytest.raises(Unreachable):
            list(wire.pump(requests()))
        own.server.go_on()
    assert len(taken) == 6  # five are sent, the next one waits for an answer


def test_a_server_that_says_nothing_is_not_waited_for(own: DirectoryTarget) -> None:
    with own.open(timeout=1) as connector:
        own.server.halt()
        try:
            with pytest.raises(Unreachable):
                list(connector.ensure([wish("a")]))
            with pytest.raises(Unreachable):
                list(connector.read())
            with pytest.raises(Unreachable), own.open(timeout=1):
                pass
        finally:
            own.server.go_on()
    assert not ensured(own, wish("a"))["a"].error


@pytest.mark.parametrize("nonsense", [b"HTTP/1.1 200 OK\r\n\r\nhello", b"\x30\x05\x02\x01\x01\x61\x00", b"\x00" * 50])
def test_a_server_that_speaks_another_language_is_unreachable(own: DirectoryTarget, nonsense: bytes) -> None:
    with (
        relay(own.server.port, instead=nonsense) as line,
        pytest.raises(Unreachable),
        own.open(uri=f"ldap://127.0.0.1:{line.port}", timeout=2),
    ):
        pass


class TestWithTransactions:
    """RFC 5805. Some versions of the server fall over now and then inside a transaction: then a wish is asked again,
    as the product does, and the end must be the same.
    """

    @pytest.fixture
    def target(self, own: DirectoryTarget) -> DirectoryTarget:
        """Alone on its server."""
        return own

    def asked(self, target: DirectoryTarget, wishes: list[Image]) -> dict[str, Outcome]:
        """The outcomes of the first time that the server lived through."""
        for _time in range(20):
            try:
                outcomes = ensured(target, *wishes, transactions=True)
            except Unreachable:
                outcomes = {}
            target.server.stop()
            target.server.start()
            if outcomes:
                return outcomes
        raise AssertionError("the server fell over every time")

    def test_all_at_once(self, target: DirectoryTarget) -> None:
        wishes = [wish(f"n{number}", READING, enabled=number % 2 > 0) for number in range(1100)]
        assert not [outcome for outcome in self.asked(target, wishes).values() if outcome.error]
        changed = [wish(image.native_id, WRITING, function="Archiv") for image in wishes]
        assert not [outcome for outcome in self.asked(target, changed).values() if outcome.error]
        assert {image.native_id: image.card["function"] for image in seen(target).values()} == {
            image.native_id: "Archiv" for image in wishes
        }

    def test_one_refused_among_many_is_the_only_one(self, target: DirectoryTarget) -> None:
        wishes = [wish(f"n{number}", READING) for number in range(50)]
        wishes[20] = wish("n20", READING, mail="ä@stadt.example")
        outcomes = self.asked(target, wishes)
        assert [outcome.native_id for outcome in outcomes.values() if outcome.error] == ["n20"]
        assert len(seen(target)) == 49

    def test_broken_inside_a_transaction_and_asked_again(self, target: DirectoryTarget) -> None:
        wishes = [wish(f"n{number}", READING) for number in range(700)]
        with relay(target.server.port, breaks_after=150_000) as line:
            uri = f"ldap://127.0.0.1:{line.port}"
            with pytest.raises(Unreachable):
                ensured(target, *wishes, uri=uri, transactions=True)
        assert not [outcome for outcome in self.asked(target, wishes).values() if outcome.error]
        assert len([image for image in seen(target).values() if image.rights == {READING}]) == 700
