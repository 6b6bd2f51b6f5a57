"""The letter of a decision goes into the file of its person: written by the worker, once per decision."""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.files.commands import file_document
from meindo.platform.files.models import Document
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work

from . import letters
from .commands import PURPOSES
from .process import KEY

WORKER = Actor.system("worker")


def write(key: str, payload: dict[str, Any]) -> None:
    """Write the letter of a decision, put it into the person's file, tell the person: once per decision."""
    from meindo.platform.letters.render import render_letter  # noqa: PLC0415 (loads the typesetter only in the worker)

    if Document.objects.filter(key=key).exists():
        return
    case = Case.objects.select_related("person", "unit").get(pk=payload["case"])
    event = CaseEvent.objects.get(case=case, revision=payload["revision"])
    letter = letters.letter_of(case, event)
    content = render_letter(letter)
    with unit_of_work(WORKER, purpose=PURPOSES[case.process].key) as work:
        document = file_document(
            work,
            key=key,
            content=content,
            person_id=case.person_id,
            title=letter.title,
            file_name=f"{case.number}.pdf",
            media_type="application/pdf",
            employment_id=case.employment_id,
            case_id=case.pk,
            service=KEY,
            plain_summary=letter.plain_summary,
            remedy=letters.PLAIN_REMEDY,
        )
        notify(
            work,
            person_id=case.person_id,
            key=f"letter:{key}",
            msgid=_("Die Antwort auf Ihren Antrag liegt in Ihrer Akte ({number})."),
            url=f"/akte/{document.uuid}/",
            service=KEY,
            document=document,
            number=case.number,
        )
