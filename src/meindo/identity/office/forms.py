"""Forms of the IT house and of the owners of applications."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meindo.identity.catalogue_models import Risk
from meindo.identity.models import Application
from meindo.identity.queries_catalogue import is_of_body
from meindo.identity.rule_models import LONGEST_WAIT
from meindo.platform.people.functions import NAMES
from meindo.platform.people.models import Axis, HoldingKind, Person, StatusGroup
from meindo.platform.people.queries import numbered_person, units_coded
from meindo.ui.fields import (
    ChoiceField,
    LongTextField,
    SelectField,
    StatementField,
    TextField,
    WholeNumberField,
)
from meindo.ui.forms import Form

from . import queries_applications, queries_rules

KEY = gettext_lazy("Kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel „kita-verwaltung“.")
OTHER_FUNCTION = "andere"
FUNCTIONS = [
    *((key, gettext_lazy(label)) for key, label in NAMES.items()),
    (OTHER_FUNCTION, gettext_lazy("andere geschützte Funktion")),
]
WAYS = {
    "directory": gettext_lazy("Verzeichnis (LDAP)"),
    "scim": gettext_lazy("SCIM"),
    "csv": gettext_lazy("Datei in einem Ordner (CSV)"),
    "own": gettext_lazy("meindo selbst"),
}


def _slug(value: str) -> str:
    try:
        validate_slug(value)
    except ValidationError as problem:
        raise ValidationError(_("Bitte nur kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche.")) from problem
    if value != value.lower():
        raise ValidationError(_("Bitte nur kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche."))
    return value


class ApplicationForm(Form):
    """An application as the catalogue describes it."""

    key = TextField(label=gettext_lazy("Kurzname"), help_text=KEY, max_length=40)
    label = TextField(label=gettext_lazy("Name"), max_length=120, width=0)
    purpose = LongTextField(
        label=gettext_lazy("Wofür wird die Anwendung gebraucht?"),
        help_text=gettext_lazy("Alle, die einen Zugang haben, lesen das."),
        max_length=300,
        rows=2,
    )
    owner = TextField(
        label=gettext_lazy("Personalnummer der verantwortlichen Person"),
        help_text=gettext_lazy("Sie stimmt jeder Stufe der Anbindung zu und entscheidet über Anträge."),
        width=10,
    )
    risk = ChoiceField(
        label=gettext_lazy("Was kann geschehen, wenn die falsche Person hineinkommt?"),
        choices=[(str(value), label) for value, label in Risk.choices],
        row=True,
    )
    function = SelectField(
        label=gettext_lazy("Gehört die Anwendung zu einer geschützten Funktion?"),
        help_text=gettext_lazy(
            "Wer hier einen Zugang hat, sieht dann nur die Stelle selbst. Verantwortlich ist jemand aus ihr."
        ),
        choices=FUNCTIONS,
        required=False,
    )
    threshold_percent = WholeNumberField(
        label=gettext_lazy("Ein Plan hält an, wenn mehr als so viele Prozent der Konten etwas verlieren"),
        least=0,
        most=100,
    )
    threshold_min = WholeNumberField(label=gettext_lazy("So viele dürfen es in jedem Fall sein"), least=0, most=100000)
    connector = SelectField(label=gettext_lazy("Weg in die Anwendung"), choices=list(WAYS.items()))
    settings = LongTextField(
        label=gettext_lazy("Einstellungen des Wegs (JSON)"),
        help_text=gettext_lazy("Passwörter stehen nicht hier, sondern in einer Datei, die hier genannt wird."),
        required=False,
        rows=6,
    )

    def clean_key(self) -> str:
        """A name that no other application has."""
        key = _slug(self.cleaned_data["key"])
        if queries_applications.key_is_taken(key):
            raise ValidationError(_("Diesen Kurznamen gibt es schon."))
        return key

    def clean_owner(self) -> Person:
        """A person."""
        found = numbered_person(self.cleaned_data["owner"])
        if found is None:
            raise ValidationError(_("Unter dieser Personalnummer gibt es niemanden."))
        return found

    def clean_settings(self) -> dict[str, Any]:
        """An object of JSON; nothing is an empty one."""
        try:
            found = json.loads(self.cleaned_data["settings"] or "{}")
        except ValueError as problem:
            raise ValidationError(_("Das ist kein JSON: %(why)s") % {"why": problem}) from problem
        if not isinstance(found, dict):
            raise ValidationError(_("Erwartet werden geschweifte Klammern mit Namen und Werten."))
        return found

    def clean(self) -> dict[str, Any]:
        """Who answers for the application of a protected function belongs to it."""
        super().clean()
        owner, function = self.cleaned_data.get("owner"), self.cleaned_data.get("function")
        if owner and function and function != OTHER_FUNCTION and not is_of_body(owner.pk, function):
            self.add_error("owner", _("Diese Person gehört der geschützten Funktion heute nicht an."))
        return self.cleaned_data

    def described(self) -> dict[str, Any]:
        """The values as the commands take them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "owner"}
        values["is_protected"] = bool(values["function"])
        if values["function"] == OTHER_FUNCTION:
            values["function"] = ""
        return values | {"owner_id": self.cleaned_data["owner"].pk, "risk": int(values["risk"])}


class ChangeForm(ApplicationForm):
    """The same for an application that is there: its key stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]


def known(application: Application, number: str) -> dict[str, Any]:
    """What the form shows of an application; `number`: the personnel number of its owner."""
    names = ("label", "purpose", "risk", "function", "threshold_percent", "threshold_min", "connector")
    text = json.dumps(application.settings, indent=2, ensure_ascii=False) if application.settings else ""
    shown = {name: getattr(application, name) for name in names} | {"owner": number, "settings": text}
    if application.is_protected and not application.function:
        shown["function"] = OTHER_FUNCTION
    return shown


class RightForm(Form):
    """A right in an application."""

    key = TextField(
        label=gettext_lazy("Name in der Anwendung"),
        help_text=gettext_lazy("So heißt die Gruppe oder das Profil dort. Der Name bleibt."),
        max_length=120,
    )
    label = TextField(label=gettext_lazy("Name, den Führungskräfte verstehen"), max_length=120, width=0)
    description = LongTextField(label=gettext_lazy("Was darf man damit?"), max_length=300, rows=2)
    risk = ChoiceField(
        label=gettext_lazy("Risiko"), choices=[(str(value), label) for value, label in Risk.choices], row=True
    )
    is_requestable = StatementField(label=gettext_lazy("Kann beantragt werden"), required=False)
    max_days = WholeNumberField(
        label=gettext_lazy("Längste Dauer eines Antrags in Tagen"),
        help_text=gettext_lazy("0: so lange, wie es bei der Stadt allgemein gilt."),
        least=0,
        most=3650,
        initial=0,
    )

    def described(self) -> dict[str, Any]:
        """The values as the commands take them."""
        return self.cleaned_data | {"risk": int(self.cleaned_data["risk"])}


class ChangeRightForm(RightForm):
    """The same for a right that is there: its key stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]


class RoleForm(Form):
    """A business role."""

    key = TextField(label=gettext_lazy("Kurzname"), help_text=KEY, max_length=60)
    label = TextField(label=gettext_lazy("Name aus dem Arbeitsleben"), max_length=120, width=0)
    description = LongTextField(label=gettext_lazy("Beschreibung"), max_length=300, rows=2, required=False)
    is_requestable = StatementField(label=gettext_lazy("Kann beantragt werden"), required=False)

    def clean_key(self) -> str:
        """A name that no other role has."""
        key = _slug(self.cleaned_data["key"])
        if queries_applications.role_key_is_taken(key):
            raise ValidationError(_("Diesen Kurznamen gibt es schon."))
        return key


class ContentForm(Form):
    """One more right, or one more role, in a role."""

    right = SelectField(label=gettext_lazy("Recht"), choices=(), required=False)
    part = SelectField(label=gettext_lazy("Rolle"), choices=(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("Bitte wählen"))
        self.fields["right"].choices = [empty, *queries_applications.all_rights()]  # type: ignore[attr-defined]
        self.fields["part"].choices = [empty, *queries_applications.all_roles()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if bool(data.get("right")) == bool(data.get("part")) and not self.errors:
            raise ValidationError(_("Bitte wählen Sie ein Recht oder eine Rolle."))
        return data


class RuleForm(Form):
    """A version of a birthright rule; what stays empty matches everybody."""

    rule = TextField(
        label=gettext_lazy("Kurzname der Regel"),
        help_text=gettext_lazy("Ein Name, den es schon gibt, macht eine neue Fassung dieser Regel."),
        max_length=60,
    )
    role = SelectField(label=gettext_lazy("Welche Rolle gibt sie?"), choices=())
    axis = ChoiceField(label=gettext_lazy("Nach welcher Ordnung?"), choices=Axis.choices, initial=Axis.LINE)
    unit = TextField(
        label=gettext_lazy("Kurzzeichen der Einheit"),
        help_text=gettext_lazy("Mit allem, was darunter ist. Leer: die ganze Stadt."),
        required=False,
        width=10,
    )
    function = TextField(label=gettext_lazy("Funktion (Bezeichnung der Stelle)"), required=False, max_length=160)
    status_group = SelectField(label=gettext_lazy("Statusgruppe"), choices=StatusGroup.choices, required=False)
    kind = SelectField(label=gettext_lazy("Wie die Stelle besetzt ist"), choices=HoldingKind.choices, required=False)
    only_leads = StatementField(label=gettext_lazy("nur Leitungen"), required=False)
    lead_days = WholeNumberField(
        label=gettext_lazy("So viele Tage vor dem Beginn"), least=0, most=LONGEST_WAIT, initial=0
    )
    overlap_days = WholeNumberField(
        label=gettext_lazy("So viele Tage nach dem Ende (Übergabe)"), least=0, most=LONGEST_WAIT, initial=0
    )
    reason = LongTextField(label=gettext_lazy("Warum gibt es die Regel?"), max_length=300, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", _("Bitte wählen")),
            *queries_applications.all_roles(),
        ]

    def clean_rule(self) -> str:
        """A name for the rule."""
        return _slug(self.cleaned_data["rule"])

    def clean_unit(self) -> int | None:
        """A unit of today."""
        code = self.cleaned_data["unit"]
        if not code:
            return None
        found = units_coded([code]).get(code)
        if found is None:
            raise ValidationError(_("Diese Einheit gibt es nicht."))
        return found

    def asks(self) -> dict[str, Any]:
        """The values as the command takes them."""
        values = dict(self.cleaned_data)
        values["role"] = queries_applications.role_of(values["role"])
        return values | {"unit_id": values.pop("unit")}


class ReasonForm(Form):
    """Why."""

    reason = LongTextField(label=gettext_lazy("Grund"), max_length=300, rows=2)


def starting_from(rule: str) -> dict[str, Any]:
    """The values of the latest version of a rule, to begin a new one with."""
    version = queries_rules.versions_of(rule).first()
    if version is None:
        return {"rule": rule} if rule else {}
    names = ("rule", "axis", "function", "status_group", "kind", "only_leads", "lead_days", "overlap_days", "reason")
    values = {name: getattr(version, name) for name in names}
    return values | {"role": str(version.role.uuid), "unit": version.unit.code if version.unit else ""}
