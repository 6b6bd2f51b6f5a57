"""What meindo does for the controls as an OSCAL component definition (NIST), for the tools of an auditor. Pure."""

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid5

from .controls import CATALOGUE, SOURCE, Control, Status
from .queries_evidence import Figure

OSCAL_VERSION = "1.1.3"
OWN = UUID("5d2a4c1e-8f0b-5a63-9c7e-0b1f6a2d3e49")  # everything of ours is named under it, for ever
NAMESPACE = "urn:meindo:oscal"
STATES = {
    Status.COVERED: "implemented",
    Status.PARTLY: "partial",
    Status.OPEN: "not-covered",
    Status.ORGANISATION: "organisation",
}
ABOUT = "Identitäten, Konten und Berechtigungen der Fachverfahren einer Stadt, berechnet aus Personaldaten und Regeln."


def identifier(*names: str) -> str:
    """The same thing has the same identifier in every file."""
    return str(uuid5(OWN, "/".join(names)))


def component_definition(
    rows: tuple[Control, ...], counted: Mapping[str, Figure], at: datetime, addresses: Mapping[str, str]
) -> dict[str, Any]:
    """The whole document. `counted` are the figures at `at`, `addresses` where the named pages are."""
    resource = identifier("catalogue")
    implementation = {
        "uuid": identifier("implementation"),
        "source": f"#{resource}",
        "description": "BER.1 bis BER.4 (49 Anforderungen); die Texte der Anforderungen stehen im Katalog des BSI.",
        "implemented-requirements": [_requirement(row, counted, addresses) for row in rows],
    }
    component = {
        "uuid": identifier("component"),
        "type": "software",
        "title": "meindo",
        "description": ABOUT,
        "control-implementations": [implementation],
    }
    return {
        "component-definition": {
            "uuid": identifier("document"),
            "metadata": {
                "title": "meindo: Grundschutz++ BER.1 bis BER.4",
                "last-modified": at.isoformat(timespec="seconds"),
                "version": version("meindo"),
                "oscal-version": OSCAL_VERSION,
            },
            "components": [component],
            "back-matter": {
                "resources": [{"uuid": resource, "title": SOURCE, "rlinks": [{"href": CATALOGUE}]}],
            },
        }
    }


def _requirement(row: Control, counted: Mapping[str, Figure], addresses: Mapping[str, str]) -> dict[str, Any]:
    props = [{"name": "implementation-status", "ns": NAMESPACE, "value": STATES[row.status]}]
    props += [_prop(row, key, counted[key]) for key in row.figures]
    links = [{"href": addresses[page], "rel": "evidence"} for page in row.pages]
    links += [{"href": path, "rel": "proof"} for path in row.proofs]
    found: dict[str, Any] = {
        "uuid": identifier("requirement", row.key),
        "control-id": row.key,
        "description": row.de,
        "props": props,
    }
    return found | ({"links": links} if links else {}) | {"remarks": row.en}


def _prop(row: Control, key: str, figure: Figure) -> dict[str, str]:
    """A figure as a property; its class says whether it is as it should be."""
    state = "figure" if figure.good is None else "as-expected" if figure.good else "not-as-expected"
    of = "" if figure.of is None else f" / {figure.of}"
    name = key.replace("_", "-")
    own = identifier("figure", row.key, key)
    return {"name": name, "uuid": own, "ns": NAMESPACE, "value": f"{figure.value}{of}", "class": state}
