"""What meindo does for the controls BER.1 to BER.4 of the BSI's Grundschutz++, as controls.yaml says it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from meindo.kernel import strict_yaml
from meindo.kernel.message import mark as _

SOURCE = "BSI Stand-der-Technik-Bibliothek, Grundschutz++ Kernel, Stand 47de282 (30.07.2026), CC BY-SA 4.0"
CATALOGUE = (
    "https://github.com/BSI-Bund/Stand-der-Technik-Bibliothek/blob/47de282/control_layer/Grundschutz%2B%2B/sources/"
    "catalogs/Kernel/BSI-Stand-der-Technik-Kernel-catalog.json"
)
FILE = Path(__file__).with_name("controls.yaml")


class Status(StrEnum):
    """How far a control is met by meindo itself."""

    COVERED = "covered"
    PARTLY = "partly"
    OPEN = "open"
    ORGANISATION = "organisation"


LABELS = {
    Status.COVERED: _("abgedeckt"),
    Status.PARTLY: _("zum Teil abgedeckt"),
    Status.OPEN: _("nicht abgedeckt"),
    Status.ORGANISATION: _("Sache der Stadt"),
}


@dataclass(frozen=True)
class Control:
    """One control: its identifier and title at the BSI, what meindo does for it in two languages, and what shows it:
    keys of figures, names of pages, files of the project (tests and documents).
    """

    key: str
    title: str
    status: Status
    de: str
    en: str
    figures: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """What meindo does, in the language of the reader."""
        return self.en if language.startswith("en") else self.de


@cache
def controls() -> tuple[Control, ...]:
    """All 49, in the order of the catalogue."""
    found = strict_yaml.load(FILE.read_text(encoding="utf-8"))
    return tuple(_control(key, said) for key, said in found.items())


def _control(key: str, said: dict[str, str | list[str]]) -> Control:
    texts = {name: value for name, value in said.items() if isinstance(value, str) and name != "status"}
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return Control(key=key, status=Status(str(said["status"])), **texts, **lists)  # type: ignore[arg-type]
