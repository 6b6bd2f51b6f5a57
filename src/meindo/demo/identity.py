"""Applications, roles and rules of the demo city; all of them are made up, and only observed."""

from datetime import timedelta

from meindo.identity import commands_catalogue as catalogue
from meindo.identity.commands_campaigns import start_campaign
from meindo.identity.commands_grants import grant_right
from meindo.identity.commands_rules import activate_rule, draft_rule, try_rule
from meindo.identity.models import BusinessRole, Entitlement
from meindo.identity.queries_catalogue import has_catalogue
from meindo.platform.audit.actor import Actor
from meindo.platform.clock import at, start_of
from meindo.platform.people.demo import DemoCity
from meindo.platform.people.queries import units_coded

from .identity_drift import COMPARED, compare, folder
from .identity_move import intend_move

APPLICATIONS = {
    "post": ("E-Mail und Kalender (Beispiel)", "Nachrichten und Termine", "einfuehrung"),
    "akte": ("Elektronische Akte (Beispiel)", "Schriftgut führen", "einfuehrung"),
    "finanz": ("Finanzverfahren (Beispiel)", "Rechnungen buchen und anordnen", "einfuehrung"),
    "jugend": ("Jugendhilfe (Beispiel)", "Hilfen für Kinder und Familien bearbeiten", "verfahren"),
    "kita": ("Kita-Verwaltung (Beispiel)", "Plätze und Anwesenheit führen", "verfahren"),
    "geo": ("Geoinformation (Beispiel)", "Karten und Pläne", "verfahren"),
    "verkehr": ("Verkehrsplanung (Beispiel)", "Verkehrswege planen", "einfuehrung"),
    "personal": ("Personalverwaltung (Beispiel)", "Personalfälle bearbeiten", "einfuehrung"),
}
RIGHTS = {
    "post.nutzen": ("Postfach nutzen", "Eigenes Postfach und eigener Kalender."),
    "akte.lesen": ("Akten lesen", "Akten der eigenen Organisationseinheit lesen."),
    "akte.fuehren": ("Akten führen", "Akten der eigenen Organisationseinheit anlegen und ändern."),
    "finanz.buchen": ("Buchen", "Rechnungen erfassen und buchen."),
    "finanz.anordnen": ("Anordnen", "Zahlungen anordnen."),
    "jugend.lesen": ("Fälle lesen", "Fälle des Jugendamts lesen."),
    "jugend.bearbeiten": ("Fälle bearbeiten", "Fälle der eigenen Zuständigkeit bearbeiten."),
    "jugend.freigeben": ("Hilfen freigeben", "Hilfen freigeben, die jemand anderes vorbereitet hat."),
    "kita.fuehren": ("Gruppe führen", "Anwesenheit der eigenen Gruppe eintragen."),
    "geo.ansehen": ("Karten ansehen", "Alle Karten und Pläne ansehen."),
    "geo.zeichnen": ("Pläne zeichnen", "Pläne ändern."),
    "verkehr.planen": ("Verkehr planen", "Entwürfe für Verkehrswege bearbeiten."),
    "personal.lesen": ("Personalfälle lesen", "Personalfälle lesen."),
}
ROLES = {
    "grundausstattung": ("Grundausstattung", ("post.nutzen", "akte.lesen"), ()),
    "sachbearbeitung": ("Sachbearbeitung", ("akte.fuehren",), ()),
    "jugendhilfe": ("Jugendhilfe", ("jugend.lesen", "jugend.bearbeiten"), ("sachbearbeitung",)),
    "jugendhilfe-leitung": ("Leitung in der Jugendhilfe", ("jugend.lesen", "jugend.freigeben"), ()),
    "kita": ("Kita", ("kita.fuehren",), ()),
    "planung": ("Planung", ("geo.ansehen", "geo.zeichnen"), ("sachbearbeitung",)),
    "tiefbau": ("Tiefbau", ("geo.ansehen",), ()),
    "verkehrswende": ("Verkehrswende", ("verkehr.planen", "geo.ansehen"), ()),
    "personalwesen": ("Personalwesen", ("personal.lesen",), ("sachbearbeitung",)),
    "kasse": ("Kasse", ("finanz.buchen",), ()),
}
RULES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("grundausstattung", "grundausstattung", {"lead_days": 7}),
    ("jugendamt", "jugendhilfe", {"unit": "51", "overlap_days": 14}),
    ("jugendamt-leitung", "jugendhilfe-leitung", {"unit": "51", "only_leads": True}),
    ("kita", "kita", {"function": "Erzieher*in"}),
    ("planungsamt", "planung", {"unit": "61", "overlap_days": 14}),
    ("tiefbauamt", "tiefbau", {"unit": "66"}),
    ("verkehrswende", "verkehrswende", {"unit": "VWB", "axis": "matrix"}),
    ("personalamt", "personalwesen", {"unit": "11"}),
    ("stadtkasse", "kasse", {"unit": "21"}),
)

GRANTS = (
    ("geo.ansehen", 60, "Spielplatzplanung (Beispiel)"),
    ("verkehr.planen", 20, "Gemeinsames Vorhaben mit FB 61 (Beispiel)"),
)


def connect(city: DemoCity) -> None:
    """Once: the catalogue, the rules in force, one that is tried and one draft, a duty, two grants, a comparison."""
    if has_catalogue():
        return
    by = city.actor("ithaus")
    with at(start_of(city.today - timedelta(days=200))):
        rights = _applications(city, by)
        roles = _roles(rights, by)
        _rules(roles, by, city.actor("ithaus_zwei"))
        catalogue.add_duty(
            key="buchen-anordnen",
            label="Buchen und Anordnen",
            reason="Vier-Augen-Prinzip bei Zahlungen",
            action="forbid",
            one_side=[rights["finanz.buchen"]],
            other_side=[rights["finanz.anordnen"]],
            by=by,
        )
    try_rule(draft_rule(rule="karten", role=roles["tiefbau"], reason="Beispiel: wird erprobt", by=by), by=by)
    draft_rule(rule="kita", role=roles["kita"], reason="Beispiel: Entwurf", by=by, function="Kinderpfleger*in")
    for right, days, why in GRANTS:
        grant_right(
            person_id=city.persons["mitarbeiterin"].pk,
            what=rights[right],
            reason=why,
            valid_from=city.today,
            valid_until=city.today + timedelta(days=days),
            by=city.actor("fachbereichsleitung"),
        )
    compare(city, rights["verkehr.planen"].application, by)
    start_campaign(
        title="Jugendhilfe, jährliche Prüfung (Beispiel)",
        application=rights["jugend.lesen"].application,
        due_on=city.today + timedelta(days=30),
        by=by,
    )
    intend_move(city)


def _applications(city: DemoCity, by: Actor) -> dict[str, Entitlement]:
    made = {
        key: catalogue.add_application(
            key=key,
            label=label,
            purpose=purpose,
            owner_id=city.persons[owner].pk,
            by=by,
            settings={"folder": str(folder())} if key == COMPARED else {},
        )
        for key, (label, purpose, owner) in APPLICATIONS.items()
    }
    rights = {}
    for name, (label, text) in RIGHTS.items():
        application, key = name.split(".")
        rights[name] = catalogue.add_entitlement(
            application=made[application], key=key, label=label, description=text, by=by
        )
    return rights


def _roles(rights: dict[str, Entitlement], by: Actor) -> dict[str, BusinessRole]:
    roles: dict[str, BusinessRole] = {}
    for key, (label, own, parts) in ROLES.items():
        inner = [roles[part] for part in parts]
        roles[key] = catalogue.add_role(
            key=key, label=label, by=by, entitlements=[rights[name] for name in own], parts=inner
        )
    return roles


def _rules(roles: dict[str, BusinessRole], by: Actor, other: Actor) -> None:
    units = units_coded(str(asks["unit"]) for _rule, _role, asks in RULES if "unit" in asks)
    for rule, role, asks in RULES:
        if "unit" in asks and asks["unit"] not in units:
            continue  # a small city lacks some of them
        where = {"unit_id": units[str(asks["unit"])]} if "unit" in asks else {}
        more = {name: value for name, value in asks.items() if name != "unit"} | where
        activate_rule(draft_rule(rule=rule, role=roles[role], reason="Beispiel", by=by, **more), by=other)
