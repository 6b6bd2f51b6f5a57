"""Tell a person that the support asks to see their cases, or has looked in an emergency."""

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.wiring import Happened, On
from meindo.platform.outbox.work import unit_of_work

TEXTS = {
    "support.asked": _("Die Unterstützung bittet Sie, Ihre Vorgänge ansehen zu dürfen. Sie entscheiden das."),
    "support.emergency": _(
        "Die Unterstützung sieht wegen eines Notfalls Ihre Vorgänge an. Sie können das jederzeit beenden; eine zweite "
        "Person prüft es."
    ),
}


def tell_person(happened: Happened) -> None:
    """Once per access."""
    fields = happened.fields
    with unit_of_work(Actor.system("worker"), purpose="access.support") as work:
        notify(
            work,
            person_id=fields["person"],
            key=f"{happened.name}:{fields['access']}",
            msgid=TEXTS[happened.name],
            url="/meine-daten/unterstuetzung/",
        )


RECEIVERS = tuple(On(name, tell_person) for name in TEXTS)
