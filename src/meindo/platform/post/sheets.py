"""What a sheet says, and the letter that it becomes: in sentences, for a closed envelope."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from meindo.kernel.message import Message
from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import Column, LetterData, Section, Sender, Table, in_words
from meindo.platform.notify.models import Notification
from meindo.platform.people.models import Person
from meindo.platform.registry.catalogue import services

from .models import Batch, Sheet

SheetContent = dict[str, Any]
OFFICE = ("Poststelle",)
NO_PLACE = "zurzeit ohne Dienststelle: bitte über die Personalverwaltung"
ENDS = (
    "Sie bekommen diese Mitteilungen auf Papier, weil Sie oder jemand für Sie das so gewählt haben. Wenn das nicht "
    "mehr so sein soll, sagen Sie es bitte der Poststelle."
)

ANSWER = (
    "Antworten können Sie auf Papier, mit dem Formular „{form}“. Gedruckt bekommen Sie es bei Ihrer Führungskraft oder "
    "hier: {help}. Senden Sie es an: {send_to}. Dort fragen Sie auch, wenn etwas unklar ist. Sie können auch mündlich "
    "antworten, dann wird es für Sie erfasst."
)


def sheet_content(person: Person, place: str, notices: Iterable[Notification]) -> SheetContent:
    """What is known now: names, sentences, deadlines and whom to ask, as JSON types."""
    rows = list(notices)
    return {
        "name": person.display_name,
        "place": place or NO_PLACE,
        "news": [_news(row) for row in rows],
        "ways": [_way(key) for key in sorted({row.service for row in rows} - {""})],
    }


def _news(row: Notification) -> dict[str, Any]:
    document = row.document
    return {
        "on": row.created_at.astimezone(BERLIN).date().isoformat(),
        "text": in_german(row.msgid, row.params),
        "until": row.due_on.isoformat() if row.due_on else "",
        "document": document.pk if document else None,
        "title": document.title if document else "",
        "remedy": document.remedy if document else "",
    }


def _way(key: str) -> dict[str, str]:
    """Where the paper form of a service comes from and goes to, and who helps."""
    twin = next(entry.paper_twin for entry in services() if entry.key == key)
    return {"form": str(twin.title), "send_to": str(twin.send_to), "help": str(twin.help)}


def in_german(msgid: str, params: Mapping[str, Any]) -> str:
    """A stored message as letters say it; a parameter can be a day or a message itself."""
    return Message(msgid, {name: _shown(value) for name, value in params.items()}).render()


def _shown(value: Any) -> Any:
    if isinstance(value, dict) and "date" in value:
        return in_words(date.fromisoformat(value["date"]))
    return in_german(value["msgid"], value["params"]) if isinstance(value, dict) else value


def checksum(contents: Sequence[SheetContent]) -> str:
    """The checksum of what all sheets of a batch say."""
    return hashlib.sha256(json.dumps(contents, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sheet_letter(batch: Batch, sheet: Sheet) -> LetterData:
    """The sheet as a letter by internal mail."""
    said = sheet.content
    return _letter(
        batch,
        title="Mitteilungen für Sie",
        recipient=(said["name"], said["place"]),
        case_number=f"Stapel {batch.number}, Blatt {sheet.number}",
        salutation=f"Guten Tag {said['name']},",
        plain_summary="Hier steht, was es Neues für Sie gibt und bis wann Sie etwas tun müssen.",
        paragraphs=("zu Ihren Vorgängen bei der Stadt gibt es Neues:",),
        tables=(_news_table(said["news"]),),
        sections=(Section(heading="Was Sie jetzt tun können", paragraphs=_to_do(said)),),
        enclosures=tuple(news["title"] for news in said["news"] if news["document"]),
    )


def cover_letter(batch: Batch, sheets: Iterable[Sheet]) -> LetterData:
    """The first page, for the Poststelle: who gets what."""
    rows = tuple(
        (
            str(sheet.number),
            sheet.content["name"],
            str(len(sheet.content["news"])),
            str(sum(bool(news["document"]) for news in sheet.content["news"])),
        )
        for sheet in sheets
    )
    columns = (
        Column(header="Blatt", share=0),
        Column(header="Für", share=3),
        Column(header="Mitteilungen", align="right"),
        Column(header="Anlagen", align="right"),
    )
    return _letter(
        batch,
        title=f"Stapel {batch.number}: Mitteilungen auf Papier für {batch.unit_label}",
        recipient=("Poststelle",),
        case_number=f"Stapel {batch.number}",
        salutation="Guten Tag,",
        paragraphs=("bitte jedes Blatt mit seinen Anlagen in einen eigenen, verschlossenen Umschlag legen.",),
        tables=(Table(caption="Wer in diesem Stapel ist", columns=columns, rows=rows),),
    )


def _letter(batch: Batch, **parts: Any) -> LetterData:
    authority = services()[0].paper_twin.authority
    sender = Sender(authority=authority, office_lines=OFFICE, return_line=f"{authority}, Poststelle")
    day = batch.printed_at.astimezone(BERLIN).date()
    return LetterData(sender=sender, date=day, postal_note="Hauspost", **parts)


def _news_table(news: Sequence[Mapping[str, Any]]) -> Table:
    columns = (Column(header="Vom"), Column(header="Was neu ist", share=4), Column(header="Bitte bis"))
    rows = tuple((_day(row["on"]), row["text"], _day(row["until"])) for row in news)
    return Table(caption="Neues", columns=columns, rows=rows)


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}" if text else "–"


def _to_do(said: Mapping[str, Any]) -> tuple[str, ...]:
    waits = "Wo unter „Bitte bis“ ein Tag steht, wartet die Stadt bis dahin auf Sie."
    return (
        *((waits,) if any(row["until"] for row in said["news"]) else ()),
        *(ANSWER.format(**way) for way in said["ways"]),
        *(f"Zu „{row['title']}“: {row['remedy']}" for row in said["news"] if row["remedy"]),
        ENDS,
    )
