"""The Charter page: each of the 13 guidelines with what keeps it here, and what is open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.platform.registry.register import Column, Entry, Register, Value


@dataclass(frozen=True)
class Guideline:
    """One guideline: `kept` pairs what keeps it with the proof in the repository (a test, a lint, a page of docs)."""

    key: str
    title: str
    kept: tuple[tuple[str, str], ...]
    open: tuple[str, ...]


GUIDELINES = (
    Guideline(
        "liebenswert",
        _("L(i)ebenswertes Dortmund"),
        ((_("Dienste sind auf dem Telefon, ohne Dienst-PC und auf Papier erreichbar."), "docs/platform/paper.md"),),
        (_("Noch ist ein Dienst in Betrieb; weitere folgen."),),
    ),
    Guideline(
        "demokratie",
        _("Demokratie stärken"),
        (
            (
                _("Kriterien und Werte jeder Berechnung sind öffentlich, mit Norm und beschließender Stelle."),
                "tests/web/test_transparency.py",
            ),
            (_("Kein Schritt lehnt eine Person von selbst ab."), "tests/contracts/test_services.py"),
        ),
        (),
    ),
    Guideline(
        "vertrauen",
        _("Vertrauen ist Grundvoraussetzung"),
        (
            (
                _("Zugriff nur nach Rolle und Zweck, jeder Blick auf fremde Daten wird aufgezeichnet."),
                "tests/web/test_roles.py",
            ),
            (_("Dokumente liegen verschlüsselt."), "docs/platform/files.md"),
            (
                _("Das Protokoll ist verkettet und enthält keine persönlichen Angaben."),
                "docs/adr/0003-chain-after-commit.md",
            ),
        ),
        (),
    ),
    Guideline(
        "barrierefrei",
        _("Barrierefreier Zugang"),
        (
            (
                _("Jede Seite wird mit einem Prüfprogramm und ohne Maus geprüft, ohne JavaScript, auf 320 Pixeln."),
                "tests/browser/test_axe.py",
            ),
            (
                _("Jedes Formular gibt es auf Papier; Schreiben sind barrierefreie PDF."),
                "tests/contracts/test_services.py",
            ),
        ),
        (_("Leichte Sprache ist noch nicht von Menschen geprüft, die sie brauchen."),),
    ),
    Guideline(
        "ethik",
        _("Ethisch korrekte Nutzung von Technologien"),
        (
            (
                _("In jedem Verfahren kann eine Person vom berechneten Ergebnis abweichen (besonderer Fall)."),
                "tests/contracts/test_processes.py",
            ),
        ),
        (),
    ),
    Guideline(
        "mensch",
        _("Der Mensch steht im Mittelpunkt"),
        (
            (
                _("Über Menschen entscheiden Menschen; was unzulässig aussieht, kann trotzdem beantragt werden."),
                "tests/web/test_despite.py",
            ),
            (_("Fragen der Öffentlichkeit bekommen öffentliche Antworten."), "tests/web/test_public_questions.py"),
        ),
        (),
    ),
    Guideline(
        "arbeitswelt",
        _("Arbeitswelt verbessern"),
        (
            (_("Es gibt keine Auswertung über eine einzelne Person."), "tests/services/dienstreise/test_figures.py"),
            (_("Nachrichten schweigen in selbst gewählten Ruhezeiten."), "docs/platform/notices.md"),
        ),
        (),
    ),
    Guideline(
        "wissen",
        _("Wissenstransfer und Kooperation verbessern"),
        (
            (
                _("Keine Einführungsstufe beginnt ohne Schulung, Handbuch und Ansprechperson."),
                "tests/platform/rollout/test_stages.py",
            ),
        ),
        (_("Bildungsportal und Wissensmanagement folgen."),),
    ),
    Guideline(
        "perspektiven",
        _("Beschäftigten werden gute Perspektiven eröffnet"),
        (
            (
                _("Eine Stufe beginnt erst nach der Beteiligung des Personalrats."),
                "tests/platform/rollout/test_stages.py",
            ),
        ),
        (_("Die Planung des Personalbedarfs folgt."),),
    ),
    Guideline(
        "rueckholbar",
        _("Schrittweise Erprobung und Rückholbarkeit"),
        (
            (
                _("Jede Stufe kann zurückgenommen werden; offene Vorgänge laufen weiter, neue gehen auf Papier."),
                "docs/platform/rollout.md",
            ),
            (
                _("Erprobungen und Experimentierklauseln stehen in einem eigenen Register."),
                "tests/web/test_transparency.py",
            ),
        ),
        (),
    ),
    Guideline(
        "sorgfalt",
        _("Veränderungsprozesse werden mit Sorgfalt gestaltet"),
        (
            (
                _("Ungeprüfte und örtliche Werte zahlen erst, wenn zwei Personen sie freigegeben haben."),
                "tests/web/test_law_history.py",
            ),
            (
                _("Veröffentlichte Verfahren werden nicht nachträglich geändert."),
                "tests/contracts/test_process_lock.py",
            ),
        ),
        (),
    ),
    Guideline(
        "investieren",
        _("Wer sparen will, muss investieren!"),
        (),
        (_("Personalbedarf, Rücklagen und Schulungskosten folgen mit einem eigenen Dienst."),),
    ),
    Guideline(
        "ikt",
        _("Interoperable und verlässliche IKT-Services"),
        (
            (_("Offener Quelltext, offene Schnittstelle, offene Formate."), "docs/architecture.md"),
            (_("Ein Absturz verliert keine bestätigte Eingabe und verdoppelt nichts."), "tests/faults/test_kill.py"),
        ),
        (),
    ),
)


def entries() -> Iterator[Entry]:
    """The guidelines in the order of the Charter."""
    for guideline in GUIDELINES:
        kept = tuple((gettext(text), proof) for text, proof in guideline.kept)
        values: dict[str, Value] = {"kept_by": kept, "open": tuple(gettext(text) for text in guideline.open)}
        yield Entry(guideline.key, gettext(guideline.title), {key: value for key, value in values.items() if value})


CHARTER = Register(
    key="charta",
    title=_("Charta Digitales Dortmund 2018–2030"),
    about=_("Die 13 Leitlinien: was sie hier einhält und was noch offen ist."),
    columns=(
        Column("kept_by", _("Was sie einhält"), "table", (_("Was"), _("Nachweis"))),
        Column("open", _("Was offen ist"), "list"),
    ),
    entries=entries,
)
