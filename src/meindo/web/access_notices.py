"""Tell people what happens to their own account: a letter that replaces their password, and that it was used."""

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.wiring import Happened, On
from meindo.platform.outbox.work import unit_of_work

TEXTS = {
    "login.letter_made": _(
        "Für Ihren Zugang wurde ein Brief mit einem neuen Code gemacht. Haben Sie ihn nicht verlangt, rufen Sie bitte "
        "gleich die Hilfe an."
    ),
    "login.activated": _(
        "Für Ihren Zugang wurde mit einem Brief ein neues Passwort gesetzt. Waren Sie das nicht, rufen Sie bitte "
        "gleich die Hilfe an."
    ),
}


def tell_person(happened: Happened) -> None:
    """Once per letter and act, to the person whose account it is."""
    person, batch = happened.fields["person"], happened.fields["batch"]
    with unit_of_work(Actor.system("login"), purpose="login.activation") as work:
        key = f"{happened.name}:{batch}:{person}"
        notify(work, person_id=person, key=key, msgid=TEXTS[happened.name], url="/konto/zweiter-faktor/")


RECEIVERS = tuple(On(name, tell_person) for name in TEXTS)
