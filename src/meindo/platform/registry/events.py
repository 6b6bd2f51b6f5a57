"""Events that the platform itself announces; services subscribe to them by name."""

from meindo.platform.outbox.wiring import Event

PLATFORM_EVENTS = (
    Event("case.moved", ("case", "service", "move", "source", "target", "revision")),
    Event("files.infected", ("document", "person")),
    Event("login.activated", ("batch", "person")),
    Event("login.factor_taken", ("act", "person")),
    Event("login.letter_made", ("batch", "person")),
    Event("login.lock_changed", ("person",)),
    Event("login.new_device", ("device", "person", "what")),
    Event("login.password_changed", ("act", "person")),
    Event("login.token_given", ("act", "person")),
    Event("measure.effective", ("person",)),
    Event("payroll.accepted", ("case", "line", "text")),
    Event("payroll.rejected", ("case", "line", "text")),
    Event("people.external_changed", ("person",)),
)
