"""The letters of a business trip: notice of settlement, refusal, reversal."""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.message import about
from meindo.platform.cases.models import Case, CaseEvent
from meindo.platform.cases.retrieval import taken_back
from meindo.platform.files.commands import file_document
from meindo.platform.files.models import Document
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work

from .notice import PLAIN_REMEDY, notice_of
from .notice_advance import advance_notice
from .notice_objection import objection_notice
from .notice_permission import permission_notice
from .notice_recovery import recovery_notice
from .purposes import SETTLE
from .queries import ADVANCED, OBJECTED, PERMITTED, RECOVERED

NOTICES = {
    OBJECTED: objection_notice,
    PERMITTED: permission_notice,
    ADVANCED: advance_notice,
    RECOVERED: recovery_notice,
}
WORKER = Actor.system("worker")


def write(key: str, payload: dict[str, Any]) -> None:
    """Write the letter that belongs to a move, put it into the person's file, tell the person: once per move."""
    from meindo.platform.letters.render import render_letter  # noqa: PLC0415 (loads the typesetter only in the worker)

    if Document.objects.filter(key=key).exists() or taken_back(payload["case"], payload["revision"]):
        return
    case = Case.objects.select_related("employment", "person", "unit").get(pk=payload["case"])
    event = CaseEvent.objects.get(case=case, revision=payload["revision"])
    letter = NOTICES.get(case.process, notice_of)(case, event)
    content = render_letter(letter)
    with unit_of_work(WORKER, purpose=SETTLE.key) as work:
        document = file_document(
            work,
            key=key,
            content=content,
            person_id=case.person_id,
            title=letter.title,
            file_name=f"{case.number}-{event.revision}.pdf",
            media_type="application/pdf",
            employment_id=case.employment_id,
            case_id=case.pk,
            service="dienstreise",
            plain_summary=letter.plain_summary or "",
            remedy=PLAIN_REMEDY[letter.remedy] if letter.remedy else "",
        )
        notify(
            work,
            person_id=case.person_id,
            key=f"letter:{key}",
            msgid=_("{about}: Ein Schreiben liegt in Ihrer Akte ({number})."),
            url=f"/akte/{document.uuid}/",
            service="dienstreise",
            document=document,
            about=about(case),
            number=case.number,
        )
