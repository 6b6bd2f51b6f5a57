"""Writes about statements that reached the wrong person: held back at once by one, erased or let go by another."""

from django.db import IntegrityError, transaction

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import today
from meindo.platform.files.commands_held import remove_held
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work

from . import queries
from .models import CONFIRMED, DECLINED, Statement, Withdrawal
from .purposes import MANAGE
from .texts import KEY


class WithdrawalRefused(Exception):
    """This statement is held back already, or this person may not decide; `msgid` is the sentence."""

    def __init__(self, msgid: str) -> None:
        super().__init__(msgid)
        self.msgid = msgid


AGAIN = _("Dieser Nachweis wird schon geprüft oder ist zurückgezogen.")
SECOND = _("Das entscheidet eine zweite Person, und nie über den eigenen Nachweis.")
NO_FILE = _("Die Datei dieses Nachweises ist schon gelöscht. Er kann nur noch zurückgezogen werden.")
DECIDED = _("Darüber wurde inzwischen entschieden.")


def hold_back(statement: Statement, *, reason: str, by: Actor) -> Withdrawal:
    """Hold a statement back because it reached the wrong person: nobody can open it from the commit on. The people who
    answer for data protection are told.
    """
    subject = statement.employment.person_id
    if by.person_id is None or by.person_id == subject:
        raise WithdrawalRefused(SECOND)
    try:
        with transaction.atomic(), unit_of_work(by, purpose=MANAGE.key) as work:
            found = Withdrawal.objects.create(
                statement=statement, subject_id=subject, reason=reason, asked_by_id=by.person_id, asked_at=work.at
            )
            work.record("entgeltnachweis.held_back", f"statement:{statement.uuid}")
            _tell_data_protection(
                work, found, "held", _("Ein Entgeltnachweis hat vermutlich die falsche Person erreicht.")
            )
    except IntegrityError as problem:
        raise WithdrawalRefused(AGAIN) from problem
    return found


def confirm(found: Withdrawal, *, by: Actor) -> None:
    """The statement was somebody else's: its bytes are erased, the checksum and who opened it stay."""
    with unit_of_work(by, purpose=MANAGE.key) as work:
        _decide(work, found, CONFIRMED)
        statement = Statement.objects.select_related("document").get(pk=found.statement_id)
        if statement.document is not None:
            remove_held(work, statement.document)
        work.record("entgeltnachweis.withdrawn", f"statement:{statement.uuid}")
        _tell_data_protection(work, found, CONFIRMED, _("Ein fehlgeleiteter Entgeltnachweis wurde zurückgezogen."))
        _tell_receiver(
            work, found, _("Ein Entgeltnachweis bei Ihnen gehörte nicht Ihnen. Er wurde zurückgezogen und gelöscht.")
        )


def decline(found: Withdrawal, *, by: Actor) -> None:
    """It was the right person after all: they can open the statement again. Not when its file is gone, because a
    restored backup is older than the decision that erased it.
    """
    if not queries.has_file(found):
        raise WithdrawalRefused(NO_FILE)
    with unit_of_work(by, purpose=MANAGE.key) as work:
        _decide(work, found, DECLINED)
        work.record("entgeltnachweis.let_go", f"statement:{found.statement.uuid}")
        _tell_data_protection(work, found, DECLINED, _("Ein Entgeltnachweis wurde geprüft und war richtig zugestellt."))
        _tell_receiver(work, found, _("Ein Entgeltnachweis von Ihnen wurde geprüft. Sie können ihn wieder öffnen."))


def _decide(work: Work, found: Withdrawal, outcome: str) -> None:
    if work.by.person_id is None or work.by.person_id in (found.asked_by_id, found.subject_id):
        raise WithdrawalRefused(SECOND)
    rows = Withdrawal.objects.filter(pk=found.pk, outcome="")
    if not rows.update(outcome=outcome, decided_by_id=work.by.person_id, decided_at=work.at):
        raise WithdrawalRefused(DECIDED)


def _tell_receiver(work: Work, found: Withdrawal, text: str) -> None:
    key = f"{KEY}:withdrawal:{found.uuid}:receiver"
    notify(work, person_id=found.subject_id, key=key, msgid=text, url=f"/{KEY}/", service=KEY)


def _tell_data_protection(work: Work, found: Withdrawal, stage: str, text: str) -> None:
    for person in queries.data_protection_people(today()):
        key = f"{KEY}:withdrawal:{found.uuid}:{stage}:{person}"
        notify(work, person_id=person, key=key, msgid=text, url=f"/{KEY}/fehlleitungen/", kind="waiting", service=KEY)
