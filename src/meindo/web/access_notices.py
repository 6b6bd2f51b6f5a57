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
    "login.new_device": _(
        "Auf einem Gerät, das wir noch nicht kennen, wurde Ihr Zugang geöffnet: {what}. Waren Sie das nicht, melden "
        "Sie es bitte unter „Meine Geräte“ ab und rufen Sie gleich die Hilfe an."
    ),
}
TEXTS |= {
    "login.factor_taken": _(
        "Die Hilfe hat für Ihren Zugang einen verlorenen zweiten Faktor entfernt und alle Anmeldungen beendet. Haben "
        "Sie das nicht verlangt, rufen Sie bitte gleich die Hilfe an."
    ),
    "login.password_changed": _(
        "Ihr Passwort wurde geändert, und alle anderen Anmeldungen sind beendet. Waren Sie das nicht, rufen Sie bitte "
        "gleich die Hilfe an."
    ),
    "login.token_given": _(
        "Für Ihren Zugang wurde ein Code-Gerät der Stadt ausgegeben. Ab jetzt fragt die Anmeldung nach seinen Codes. "
        "Haben Sie keines bekommen, rufen Sie bitte gleich die Hilfe an."
    ),
}
LEADS_TO = {"login.new_device": "/konto/geraete/", "login.password_changed": "/konto/geraete/"}


def tell_person(happened: Happened) -> None:
    """Once per act, to the person whose account it is."""
    fields = dict(happened.fields)
    person = fields.pop("person")
    key = f"{happened.name}:{fields.pop('batch', '')}{fields.pop('device', '')}{fields.pop('act', '')}:{person}"
    url = LEADS_TO.get(happened.name, "/konto/zweiter-faktor/")
    with unit_of_work(Actor.system("login"), purpose="login.activation") as work:
        notify(work, person_id=person, key=key, msgid=TEXTS[happened.name], url=url, **fields)


RECEIVERS = tuple(On(name, tell_person) for name in TEXTS)
