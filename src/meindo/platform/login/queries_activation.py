"""Reads of activation letters: who has no account yet, what a batch holds, which letter a code opens."""

from django.db.models import Q, QuerySet

from meindo.platform.clock import now, today
from meindo.platform.people.models import OrgClosure, Placement
from meindo.platform.people.queries import places_in_reach

from .models import Activation, ActivationBatch
from .models_activation import MOST_ATTEMPTS

ROLE = "activation_office"
NO_ACCOUNT = Q(person__user__isnull=True) | Q(person__user__password__startswith="!")  # noqa: S106 (no password set)


def open_letters() -> QuerySet[Activation]:
    """Letters whose codes still open an account."""
    return Activation.objects.filter(ended_at__isnull=True, failed__lt=MOST_ATTEMPTS, expires_at__gt=now())


def letter_of_code(selector: str) -> Activation | None:
    """The open letter of a code, with its person; whether the secret fits is for the command to say."""
    return open_letters().filter(selector=selector).select_related("person").first()


def open_letter(pk: int) -> Activation | None:
    """The letter, as long as it is open."""
    return open_letters().filter(pk=pk).select_related("person").first()


def places_of_office(person_id: int) -> QuerySet[Placement]:
    """The main places of the people whom an office may let in: never its own holder."""
    return places_in_reach(person_id, ROLE, today())


def without_account(person_id: int, unit: int | None = None) -> QuerySet[Placement]:
    """Those in reach of an office who have no account yet, of all units or of one and below."""
    places = places_of_office(person_id).filter(NO_ACCOUNT)
    return places if unit is None else places.filter(unit_id__in=_below(unit))


def _below(unit: int) -> QuerySet[OrgClosure, int]:
    day = today()
    rows = OrgClosure.objects.filter(axis="line", ancestor_id=unit, valid_from__lte=day, valid_until__gt=day)
    return rows.values_list("descendant_id", flat=True)


def batches(person_id: int) -> QuerySet[ActivationBatch]:
    """The batches with at least one letter to somebody in reach, newest first."""
    seen = Activation.objects.filter(person__in=places_of_office(person_id).order_by().values("person"))
    return ActivationBatch.objects.filter(pk__in=seen.values("batch")).select_related("unit").order_by("-number")


def letters_in(batch: ActivationBatch, person_id: int) -> QuerySet[Activation]:
    """The letters of a batch to people in reach, by name."""
    people = places_of_office(person_id).order_by().values("person")
    letters = Activation.objects.filter(batch=batch, person__in=people).select_related("person__user", "batch")
    return letters.order_by("person__sort_name", "pk")
