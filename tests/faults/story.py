"""What people do over HTTP while the servers die: trips from request to order, and what they were told is done."""

from datetime import timedelta
from random import Random

from tests.faults.person import Person
from tests.support.office import PASSWORD

from meindo.platform.clock import today

TRIP = {"destination": "Köln", "start_time": "07:30", "end_time": "18:00", "purpose_text": "Tagung", "means": "train"}
CLAIM = {"start_time": "07:30", "end_time": "18:00", "leg1_means": "train", "leg1_fare": "42,50", "leg1_more": "no"}
ROLES = {"teamleitung": "line_manager", "reisestelle": "travel_office", "anordnung": "payment_office"}


class Story:
    """Acknowledged cases, and for each the moves that were acknowledged."""

    def __init__(self, port: int, random: Random) -> None:
        self.random = random
        self.employee = Person(port, "mitarbeiterin", PASSWORD)
        self.offices = {name: Person(port, name, PASSWORD) for name in ROLES}
        for name, role in ROLES.items():
            self.offices[name].page("/")
            self.offices[name].send("/rolle/", {"role": role})
        self.moves: dict[str, list[str]] = {}
        self.day = today()

    def one_trip(self) -> None:
        """Asked for, then rejected or paid, or left where it is."""
        uuid = self.ask()
        if self.random.random() < 0.3:
            self.decide(uuid, "teamleitung", "reject")
            return
        self.decide(uuid, "teamleitung", "approve")
        self.claim(uuid)
        self.decide(uuid, "reisestelle", "confirm")
        self.decide(uuid, "anordnung", "order")

    def ask(self) -> str:
        """First question, the others on one page, check, send: the last answer acknowledges the case."""
        self.day = today() - timedelta(days=len(self.moves))  # nobody is on two trips at once
        self.employee.page("/dienstreise/neu/")
        _status, place = self.employee.send("/dienstreise/neu/", {"destination": "Köln"})
        uuid = self._send_all(f"/dienstreise/antrag/{place.split('/')[3]}/", TRIP)
        assert uuid not in self.moves, "two drafts, one case"
        self.moves[uuid] = ["request"]
        return uuid

    def claim(self, uuid: str) -> None:
        """Begin the claim, answer all on one page, send."""
        _status, place = self.employee.send(f"/dienstreise/{uuid}/abrechnen/", {})
        assert self._send_all(f"/dienstreise/abrechnung/{place.split('/')[3]}/", CLAIM) == uuid
        self.moves[uuid].append("file_claim")

    def _send_all(self, draft: str, answers: dict[str, str]) -> str:
        dates = {f"{name}_{part}": str(getattr(self.day, part)) for name in ("start_day", "end_day") for part in PARTS}
        seen = {f"seen_{key}": "1" for key in ("mahlzeiten", "kosten-1", "dritte", "belege")}
        self.employee.send(f"{draft}alles/", {**answers, **dates, **seen})
        status, place = self.employee.send(f"{draft}pruefen/", {})
        assert (status, place.split("/")[3]) == (302, "gesendet"), place
        return place.split("/")[2]

    def decide(self, uuid: str, who: str, move: str) -> None:
        """An office decides; asking again after a broken line is the same decision."""
        fields = {"move": move, "revision": str(len(self.moves[uuid]) - 1), "reason": "weil es so ist"}
        self.offices[who].send(f"/vorgang/{uuid}/entscheiden/", fields)
        self.moves[uuid].append(move)


PARTS = ("day", "month", "year")
