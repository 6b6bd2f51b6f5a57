"""The package of an information goes into the file of its person: made by the worker, once per decision."""

from typing import Any

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.cases.commands_erasing import erase_documents
from meindo.platform.cases.models import Case
from meindo.platform.clock import start_of
from meindo.platform.files.commands import file_document
from meindo.platform.files.models import Document
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import unit_of_work
from meindo.platform.retention.commands_stocks import Stock

from .package import package_of
from .process import KEY
from .purposes import INFORM
from .queries import ZIP

WORKER = Actor.system("worker")
KEEP_DAYS = 30  # it is a copy: what it says stays where it was, and a new one can be asked for
PACKAGES = Stock(
    "datenschutz.packages",
    _("Pakete mit Auskünften"),
    lambda first: Document.objects.filter(service=KEY, media_type=ZIP, created_at__lt=start_of(first)),
    erase_documents,
    days=KEEP_DAYS,
)


def write(key: str, payload: dict[str, Any]) -> None:
    """Make the package, put it into the file, tell the person. Killed half-way it begins again, and there is one."""
    if Document.objects.filter(key=key).exists():
        return
    case = Case.objects.select_related("person").get(pk=payload["case"])
    content = package_of(case.person_id)
    with unit_of_work(WORKER, purpose=INFORM.key) as work:
        document = file_document(
            work,
            key=key,
            content=content,
            person_id=case.person_id,
            title="Auskunft über Ihre Daten (Art. 15 DSGVO)",
            file_name=f"{case.number}.zip",
            media_type=ZIP,
            service=KEY,  # of no case: whoever decides about the case does not read it
        )
        notify(
            work,
            person_id=case.person_id,
            key=f"package:{key}",
            msgid=_("Ihre Auskunft liegt in Ihrer Akte ({number})."),
            url=f"/akte/{document.uuid}/",
            number=case.number,
        )
