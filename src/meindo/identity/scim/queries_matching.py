"""Whose account is it? Reads that help to find the person, and never decide between two."""

from django.db.models import Q, QuerySet

from meindo.identity.scim_models import ScimAccount
from meindo.kernel.spelling import search_key
from meindo.platform.people.models import Employment, Person

from .rows import ENTERPRISE

MOST = 20  # candidates shown to the person who decides


def person_numbered(number: str) -> int | None:
    """The person with exactly this personnel number."""
    if not number:
        return None
    return Employment.objects.filter(personnel_no=number).values_list("person_id", flat=True).first()


def is_free(client: str, person: int) -> bool:
    """Whether a person has no account of this client yet."""
    return not ScimAccount.objects.filter(client=client, person=person, deleted_at__isnull=True).exists()


def waiting_accounts() -> QuerySet[ScimAccount]:
    """The accounts for which nobody is known yet, the oldest first."""
    return ScimAccount.objects.filter(person__isnull=True, deleted_at__isnull=True).order_by("created_at", "pk")


def candidates(account: ScimAccount) -> QuerySet[Person]:
    """People who could be meant: by personnel number, mail address or name, without those who have one already."""
    body = account.body
    found = Q(employments__personnel_no=body.get(ENTERPRISE, {}).get("employeeNumber", ""))
    for mail in {mail.get("value", "") for mail in body.get("emails", ())} - {""}:
        found |= Q(email__iexact=mail)
    name = body.get("name", {})
    if name.get("familyName") and name.get("givenName"):
        found |= Q(name_key=search_key(f"{name['givenName']} {name['familyName']}"))
    taken = ScimAccount.objects.filter(client=account.client, deleted_at__isnull=True, person__isnull=False)
    people = Person.objects.filter(found).exclude(pk__in=taken.values("person"))
    return people.distinct().order_by("sort_name", "pk")[:MOST]
