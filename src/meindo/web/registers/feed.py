"""A register as an Atom feed (RFC 4287): which entries read otherwise, since which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree as ET

from meindo.platform.clock import BERLIN, start_of

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100


@dataclass(frozen=True)
class FeedEntry:
    """One entry of a register and since when it reads as it does."""

    key: str
    title: str
    since: date


def atom(title: str, address: str, language: str, rows: Iterable[FeedEntry], own_address: str) -> bytes:
    """The feed with its latest changes first. An entry that changes again gets a new id, so that readers show it."""
    ET.register_namespace("", ATOM)
    latest = sorted(rows, key=lambda row: (row.since, row.key), reverse=True)[:MOST]
    feed = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": language})
    _say(feed, "title", title)
    _say(feed, "id", address)
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "alternate", "href": address})
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": own_address})
    _say(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "Stadt Dortmund")
    _say(feed, "updated", _moment(latest[0].since if latest else date(2026, 1, 1)))
    for row in latest:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        place = f"{address}eintrag/{quote(row.key)}/"
        _say(entry, "title", row.title)
        _say(entry, "id", f"{place}#{row.since.isoformat()}")
        ET.SubElement(entry, f"{{{ATOM}}}link", {"href": place})
        _say(entry, "updated", _moment(row.since))
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = "".join(c for c in text if c >= " " or c in "\t\n")


def _moment(day: date) -> str:
    return start_of(day).astimezone(BERLIN).isoformat()
