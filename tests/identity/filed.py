"""A house whose one application takes files, and what a person in that application can do by hand."""

import os
from pathlib import Path

import pytest
from tests.identity.factory import House, build_house, with_rights
from tests.support.connected import CsvTarget

from meindo.identity.commands_apply import run, start_plan
from meindo.identity.commands_plans import RUN, make_plan
from meindo.identity.commands_reconcile import reconcile
from meindo.identity.connectors.base import Image
from meindo.identity.connectors.csv_rows import file_text
from meindo.identity.models import Plan
from meindo.identity.plan_models import PlanKind
from meindo.identity.queries_drift import open_findings
from meindo.identity.queries_foresight import foresee, question_of
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today

BY = Actor.system("test")
RIGHTS = ("lesen", "schreiben", "leiten")


class World:
    """A house with one application, and what the application shows."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.target = folder, CsvTarget(folder)
        self.house: House = with_rights(build_house())
        for application in self.house.applications.values():
            application.stage = "observe"
            application.save()
        more = {"connector": "csv", "settings": {"folder": str(folder)}}
        self.app = self.house.application("ablage", *RIGHTS, **more)
        self.house.role("haus", "ablage.lesen")
        self.house.role("amt", "ablage.schreiben", parts=("haus",))
        self.house.rule("haus", "haus")
        self.house.rule("amt", "amt", unit="51")
        self.settled(self.planned())

    def planned(self) -> Plan:
        """What differs for anybody today."""
        return make_plan(foresee(question_of(today())), kind=PlanKind.PEOPLE, title="Plan", by=BY)

    def settled(self, plan: Plan, **more: int) -> Plan:
        """Carried out; the application follows its file before it is read back."""
        start_plan(plan, by=BY, **more)
        return self.finished(plan)

    def finished(self, plan: Plan) -> Plan:
        """The same for a plan that runs already."""
        with pytest.raises(Exception, match=r"Ablage|Quittung"):
            run(RUN, {"plan": plan.pk})
        self.target.settle()
        run(RUN, {"plan": plan.pk})
        plan.refresh_from_db()
        assert set(plan.operations.values_list("state", flat=True)) <= {"done", "proposed", "dropped"}
        return plan

    def finished_without_work(self, plan: Plan) -> Plan:
        """Nothing waits for the application's answer."""
        run(RUN, {"plan": plan.pk})
        plan.refresh_from_db()
        return plan

    def name(self, who: str) -> str:
        """The name of a person's account."""
        return self.house.job(who).personnel_no.lower()

    def there(self) -> dict[str, Image]:
        """What the application shows."""
        with self.target.open() as connector:
            return {image.native_id: image for image in connector.read()}

    def show(self, images: dict[str, Image], after: int = 7200) -> None:
        """By hand, in the application, and in what it answers so many seconds after the file."""
        text, newest = file_text(images.values()).decode(), self.target.files()[-1].name
        head, *rows = text.splitlines()
        lines = [f"{head};file", *(f"{row};{newest}" for row in rows)]
        (self.folder / "receipt.csv").write_bytes("\r\n".join([*lines, ""]).encode())
        written = self.target.files()[-1].stat().st_mtime
        os.utime(self.folder / "receipt.csv", (written + after, written + after))

    def change(self, who: str, **parts: object) -> None:
        """One account, by hand."""
        images = self.there()
        name = self.name(who)
        old = images[name]
        said = {"enabled": old.enabled, "rights": old.rights, "card": old.card, **parts}
        images[name] = Image(name, **said)  # type: ignore[arg-type]
        self.show(images)

    def found(self) -> set[tuple[str, str, str]]:
        """What a comparison leaves open."""
        reconcile(self.app)
        return set(open_findings(self.app).values_list("kind", "native_id", "detail"))

    def actor(self, who: str) -> Actor:
        """The person as the one who acts."""
        found = self.house.people[who]
        return Actor(f"person:{found.uuid}", found.pk)
