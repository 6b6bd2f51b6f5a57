"""Every announcement carries exactly the fields that its emitter declared."""

from importlib import import_module
from typing import Any

import pytest
from tests.support.office import build_office

from meindo.platform.outbox.work import Work
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.events import PLATFORM_EVENTS

DECLARED = {event.name: set(event.fields) for event in PLATFORM_EVENTS}
DECLARED |= {event.name: set(event.fields) for service in services() for event in service.emits}


def test_no_two_events_share_a_name() -> None:
    names = [event.name for event in PLATFORM_EVENTS] + [event.name for entry in services() for event in entry.emits]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("service", services(), ids=lambda service: service.key)
def test_what_is_announced_was_declared(db, monkeypatch, service) -> None:
    said: dict[str, set[str]] = {}
    emit = Work.emit

    def listen(work: Work, event: str, hold: Any = None, **fields: Any) -> None:
        said[event] = set(fields)
        emit(work, event, hold, **fields)

    monkeypatch.setattr(Work, "emit", listen)
    package = service.decide.__module__.rpartition(".")[0].replace("meindo", "tests", 1)
    import_module(f"{package}.factory").whole_life(build_office())
    assert {event.name for event in service.emits} <= set(said), "a declared event that nobody announces"
    for name, fields in said.items():
        assert DECLARED[name] == fields, name
