"""Take a delivery in: everything is checked first, then written in short transactions. A killed import is run again."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.db.models import Max

from meindo.kernel.message import mark as _
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.chain import chain_all
from meindo.platform.files.commands_held import Stored, file_held, store_bytes
from meindo.platform.notify.commands import notify
from meindo.platform.outbox.work import Work, unit_of_work
from meindo.platform.people.importing.files import Problem
from meindo.platform.sql import one_at_a_time

from .manifest import MANIFEST, Bad, Checked, Row, check_folder, content_of
from .models import Delivery, Statement
from .purposes import KEEP
from .texts import KEY

IMPORT = Actor.system("import")
CHUNK = 25
GAP = timedelta(milliseconds=5)  # SQLite hands the lock to whoever asks at the right moment: leave the others a gap


@dataclass
class Report:
    """What was in the list, what was filed (of it corrections), what was known, what is wrong."""

    rows: int
    filed: int = 0
    corrected: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_folder(folder: Path, *, dry_run: bool = False, search_text: bool = True) -> Report:
    """File the good rows of a folder; bad ones are named. The same folder again changes nothing."""
    checked = check_folder(folder, search_text=search_text)
    report = Report(checked.rows, known=checked.known, problems=checked.problems)
    if dry_run:
        report.filed = len(checked.good)
        return report
    if checked.good:
        delivery = _delivery(checked)
        for part in _parts(checked.good):
            _file(delivery, part, report)
            time.sleep(GAP.total_seconds())
    chain_all()  # also what an earlier run, that was killed, has written
    return report


def _delivery(checked: Checked) -> Delivery:
    with unit_of_work(IMPORT, purpose=KEEP.key) as work:
        facts = {"received_at": work.at, "rows": checked.rows}
        delivery, is_new = Delivery.objects.get_or_create(manifest=checked.manifest, defaults=facts)
        if is_new:
            work.record("entgeltnachweis.delivered", f"delivery:{delivery.uuid}", rows=checked.rows)
    return delivery


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _file(delivery: Delivery, rows: list[Row], report: Report) -> None:
    """Put the bytes of some rows on disk, then their rows into the database: all of them or none."""
    stored: list[tuple[Row, Stored]] = []
    for row in rows:
        try:
            stored.append((row, store_bytes(content_of(row))))
        except (Bad, OSError) as problem:  # changed or gone since it was checked
            report.problems.append(Problem(MANIFEST, row.line, str(problem)))
    with unit_of_work(IMPORT, purpose=KEEP.key) as work:
        one_at_a_time(KEY)
        for row, kept in stored:
            version = _file_one(work, delivery, row, kept)
            report.filed += bool(version)
            report.corrected += version > 1


def _file_one(work: Work, delivery: Delivery, row: Row, kept: Stored) -> int:
    """File one statement and tell its person that there is one; gives the version, 0 if another import was faster."""
    same = Statement.objects.filter(employment_id=row.receiver.employment_id, month=row.month)
    if same.filter(sha256=kept.sha256).exists():
        return 0
    version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
    name = f"Entgeltnachweis-{row.month:%Y-%m}{f'-Fassung-{version}' if version > 1 else ''}.pdf"
    digest = hashlib.sha256(f"{row.receiver.employment_id}:{row.month}:{kept.sha256}".encode()).hexdigest()
    document = file_held(
        work,
        kept,
        key=f"{KEY}:{digest}",
        person_id=row.receiver.person_id,
        employment_id=row.receiver.employment_id,
        service=KEY,
        title=f"Entgeltnachweis {row.month:%m/%Y}",
        file_name=name,
        media_type="application/pdf",
    )
    Statement.objects.create(
        delivery=delivery,
        employment_id=row.receiver.employment_id,
        month=row.month,
        version=version,
        sha256=kept.sha256,
        document=document,
        filed_at=work.at,
    )
    _tell(work, delivery, row, version)
    return version


def _tell(work: Work, delivery: Delivery, row: Row, version: int) -> None:
    """One message per person and delivery, and nothing of the content in it."""
    corrected = version > 1
    notify(
        work,
        person_id=row.receiver.person_id,
        key=f"{KEY}:{delivery.uuid}:{row.receiver.person_id}:{'again' if corrected else 'new'}",
        msgid=_("Ein Entgeltnachweis von Ihnen wurde berichtigt. Die frühere Fassung bleibt bei Ihren Nachweisen.")
        if corrected
        else _("Ein neuer Entgeltnachweis liegt für Sie bereit."),
        url=f"/{KEY}/",
        service=KEY,
    )
