"""The package under Art. 15: everything held about a person, as JSON and as a short summary in PDF, in one archive.

Nobody else is named in it: facts name units and posts, looks at the data name offices.
"""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from meindo.platform.access.queries import Wanted, every_look_at
from meindo.platform.clock import today
from meindo.platform.files.queries import listed_for
from meindo.platform.letters.data import LetterData, Sender
from meindo.platform.login.queries_account import account_of
from meindo.platform.people.queries_subject import known_of
from meindo.platform.purpose import all_purposes
from meindo.platform.registry.catalogue import role_labels, service, services
from meindo.platform.registry.queries import preferences_of

FORMAT = "meindo-information-1"
JSON_NAME, PDF_NAME = "auskunft.json", "auskunft.pdf"
RIGHTS = (
    "Sie können verlangen, dass falsche Angaben berichtigt oder Angaben gelöscht werden, die niemand mehr braucht. Sie "
    "können sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen beschweren."
)


def information_of(person_id: int) -> dict[str, Any]:
    """Everything held about a person as plain data (docs/services/datenschutz.md says what each part is)."""
    purposes = {found.key: found.label for found in all_purposes()}
    roles = role_labels()
    return {
        "format": FORMAT,
        "day": today().isoformat(),
        "person": known_of(person_id),
        "account": account_of(person_id),
        "services": {entry.key: list(entry.export(person_id)) for entry in services()},
        "documents": listed_for(person_id),
        "accesses": [
            {
                "day": look.day.isoformat(),
                "office": roles.get(look.role, look.role),
                "purpose": purposes.get(look.purpose, look.purpose),
            }
            for look in every_look_at(person_id, Wanted())
        ],
        "preferences": preferences_of(person_id),
        "purposes": [
            {
                "purpose": found.label,
                "legal_basis": [str(norm) for norm in found.legal_basis],
                "data": list(found.data),
                "recipients": [roles.get(key, key) for key in found.viewers],
                "kept_months": found.retention_months,
            }
            for found in all_purposes()
        ],
    }


def package_of(person_id: int) -> bytes:
    """The archive with both files."""
    information = information_of(person_id)
    text = json.dumps(information, ensure_ascii=False, indent=1, default=str)
    return _archive([(JSON_NAME, text.encode()), (PDF_NAME, _summary(information))])


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, (*today().timetuple()[:3], 0, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue()


def _summary(information: dict[str, Any]) -> bytes:
    from meindo.platform.letters.render import render_letter  # noqa: PLC0415 (loads the typesetter only in the worker)

    person, account = information["person"], information["account"]
    held = [f"{service(key).label}: {len(rows)}" for key, rows in information["services"].items()]
    offices = sorted({look["office"] for look in information["accesses"]})
    letter = LetterData(
        title="Auskunft über Ihre Daten (Art. 15 DSGVO)",
        sender=Sender(authority="Stadt Dortmund", office_lines=("Datenschutz",)),
        recipient=(person["name"],),
        date=today(),
        salutation=f"Guten Tag {person['name']},",
        plain_summary=f"Alles, was über Sie gespeichert ist, steht in der Datei {JSON_NAME}. Hier steht, was das ist.",
        paragraphs=(
            f"Gespeichert sind Ihr Name, {len(person['employments'])} Beschäftigungsverhältnisse und deren Verlauf.",
            f"Vorgänge in den Diensten: {'; '.join(held)}.",
            f"Schreiben und Dateien in Ihrer Akte: {len(information['documents'])}.",
            f"Ihr Zugang: {len(account.get('devices', ()))} Geräte, {len(account['letters'])} Briefe mit Code.",
            f"Zugriffe auf Ihre Daten: {len(information['accesses'])}, durch: {', '.join(offices) or 'niemanden'}.",
            "Wozu, auf welcher Grundlage und wie lange Daten gespeichert werden, steht in der Datei unter „purposes“.",
            RIGHTS,
        ),
    )
    return render_letter(letter)
