"""Register of algorithms: criteria, values in force, who answers, what a person decides, the published process."""

from collections.abc import Iterator

from django.utils.translation import gettext

from meindo.kernel.message import mark as _
from meindo.kernel.parameters import ParameterSet
from meindo.kernel.values import DatedValue, on_day
from meindo.platform.clock import today
from meindo.platform.law import values
from meindo.platform.registry.catalogue import services
from meindo.platform.registry.register import Column, Entry, Register, Rows, Value
from meindo.platform.registry.service import Algorithm, Service
from meindo.web.value_words import content, grounds

MOST_ALIKE = 5  # more values with one label are the rows of a table, which is one line here
COLUMNS = (
    Column("service", _("Dienst")),
    Column("description", _("Was es tut")),
    Column("criteria", _("Kriterien"), "list"),
    Column("human_decision_and_review", _("Was eine Person entscheidet")),
    Column("appeals", _("Wie man sich wehren kann")),
    Column("organisation_team", _("Zuständige Stelle")),
    Column("senior_responsible_owner", _("Beschlossen von")),
    Column("legal_basis", _("Normen"), "list"),
    Column("method", _("Methode")),
    Column("process", _("Verfahren"), "process"),
    Column(
        "parameters",
        _("Werte, nach denen gerechnet wird"),
        "table",
        (_("Wert"), _("Inhalt"), _("gilt ab"), _("Norm"), _("Vertrauen und Quelle")),
    ),
    Column("scope", _("Für wen")),
    Column("benefit", _("Nutzen")),
    Column("alternatives_considered", _("Geprüfte Alternativen")),
    Column("previous_process", _("Verfahren davor")),
    Column("provided_information", _("Was das Ergebnis sagt")),
    Column("frequency_scale", _("Wie oft")),
    Column("training", _("Schulung")),
    Column("performance", _("Wie die Güte geprüft wird")),
    Column("datasets", _("Daten"), "list"),
    Column("sensitive_attributes", _("Geschützte Merkmale")),
    Column("access_storage", _("Speicherung und Zugriff")),
    Column("supplier", _("Hersteller")),
    Column("procurement", _("Vergabe")),
    Column("impact_assessments", _("Folgenabschätzung")),
    Column("risks", _("Risiken"), "table", (_("Risiko"), _("Was dagegen getan wird"))),
    Column("versions", _("Fassungen des Verfahrens"), "list"),
)


def entries() -> Iterator[Entry]:
    """One entry for every declared computation."""
    known = values.in_use()
    for service in services():
        parameters = _parameters(known[service.key]) if any(entry.parameters for entry in service.algorithms) else ()
        for algorithm in service.algorithms:
            yield Entry(algorithm.key, gettext(algorithm.label), _values(service, algorithm, parameters))


def _values(service: Service, algorithm: Algorithm, parameters: Rows) -> dict[str, Value]:
    said = algorithm.disclosure
    found: dict[str, Value] = {
        "service": gettext(service.label),
        "description": gettext(said.description),
        "criteria": _each(algorithm.criteria),
        "human_decision_and_review": gettext(algorithm.person_decides),
        "appeals": gettext(said.appeals),
        "organisation_team": algorithm.responsible,
        "senior_responsible_owner": gettext(algorithm.decided_by),
        "legal_basis": tuple(str(norm) for norm in algorithm.norms),
        "method": gettext(said.method),
        "process": algorithm.process,
        "parameters": parameters if algorithm.parameters else (),
        "scope": gettext(said.scope),
        "benefit": gettext(said.benefit),
        "alternatives_considered": gettext(said.alternatives),
        "previous_process": gettext(said.previous_process),
        "provided_information": gettext(said.provided_information),
        "frequency_scale": gettext(said.frequency),
        "training": gettext(said.training),
        "performance": gettext(said.performance),
        "datasets": _each(said.datasets),
        "sensitive_attributes": gettext(said.sensitive),
        "access_storage": gettext(said.storage),
        "supplier": gettext("Eigenentwicklung der Stadt, offener Quelltext (EUPL-1.2)"),
        "procurement": gettext("keine Vergabe"),
        "impact_assessments": gettext(said.assessment),
        "risks": tuple(_each(pair) for pair in said.risks),
        "versions": tuple(
            gettext("{name}, Version {version}").format(name=gettext(process.label), version=process.version)
            for process in service.processes
            if process.key == algorithm.process
        ),
    }
    return {key: value for key, value in found.items() if value}


def _each(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(gettext(text) for text in texts)


def _parameters(source: ParameterSet) -> Rows:
    """The values in force today; a table of many rows (amounts by country) is one line."""
    day = today()
    by_label: dict[str, list[DatedValue]] = {}
    for row in source.values.values():
        if value := on_day(row, day):
            by_label.setdefault(f"{value.norm.law} {value.label or value.key}", []).append(value)
    found: list[tuple[str, ...]] = []
    for alike in by_label.values():
        found += [_line(alike[0], count=len(alike))] if len(alike) > MOST_ALIKE else [_line(value) for value in alike]
    return tuple(found)


def _line(value: DatedValue, count: int = 1) -> tuple[str, ...]:
    said = content(value) if count == 1 else gettext("Tabelle mit {count} Zeilen").format(count=count)
    label = gettext(value.label) if value.label else value.key
    return label, said, f"{value.period.start:%d.%m.%Y}", str(value.norm), grounds(value)


ALGORITHMS = Register(
    key="algorithmen",
    title=_("Register der Algorithmen"),
    about=_(
        "Jede Berechnung über Menschen, die dieses Programm anstellt: nach welchen Kriterien, wer dafür einsteht und "
        "was eine Person entscheidet. Kein Ergebnis wird ohne eine Person wirksam."
    ),
    columns=COLUMNS,
    entries=entries,
)
