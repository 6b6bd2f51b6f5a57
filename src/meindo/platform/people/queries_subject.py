"""What is known of a person, as the person may have it: facts about them and nobody else's name."""

from typing import Any

from .external_models import Sponsorship
from .facts import Fact
from .models import Absence, Affiliation, Employment, Holding, Person, PersonName, Responsibility, Terms
from .queries_blocks import blocks_of

_DAYS = ("valid_from", "valid_until")


def known_of(person_id: int) -> dict[str, Any]:
    """Identity, and every fact that holds or held, with its days; superseded rows as well, they are kept too."""
    person = Person.objects.get(pk=person_id)
    own, employments = {"person_id": person_id}, {"employment__person_id": person_id}
    return {
        "name": person.display_name,
        "uuid": str(person.uuid),
        "email": person.email,
        "employments": list(Employment.objects.filter(**own).order_by("pk").values_list("personnel_no", flat=True)),
        "names": _rows(PersonName, own, "cell__given_name", "cell__family_name"),
        "terms": _rows(Terms, employments, "employment__personnel_no", "status_group", "grade", "share"),
        "posts": _rows(Holding, employments, "employment__personnel_no", "post__key", "kind", "share"),
        "affiliations": _rows(Affiliation, employments, "employment__personnel_no", "unit__name", "role"),
        "engagements": _rows(Sponsorship, employments, "employment__personnel_no", "kind"),
        "answers_for_externals": _rows(Sponsorship, {"sponsor_id": person_id}, "kind"),
        "responsibilities": _rows(Responsibility, own, "role", "unit__name"),
        "absences": _rows(Absence, own),
        "disclosure_blocks": blocks_of(person_id),
    }


def _rows(model: type[Fact], of: dict[str, int], *columns: str) -> list[dict[str, str]]:
    names = (*columns, *_DAYS, "recorded_at", "superseded_at")
    found = model._default_manager.filter(**of).order_by("valid_from", "pk").values(*names)
    return [
        {name.rpartition("__")[2]: "" if value is None else str(value) for name, value in row.items()} for row in found
    ]
