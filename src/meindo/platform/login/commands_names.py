"""A user name that says what is erased gives way to a number that says nothing."""

from itertools import chain, count

from meindo.platform.outbox.work import Work
from meindo.platform.people.models import Employment

from .models import User


def rename_to_number(work: Work, user: User) -> str:
    """From now on the account is called by the personnel number, as new ones are; gives that name. Sessions stay."""
    numbers = list(Employment.objects.filter(person=user.person).order_by("-pk").values_list("personnel_no", flat=True))
    first = numbers[0] if numbers else f"konto-{user.pk}"
    others = User.objects.exclude(pk=user.pk)
    wanted = chain(numbers or [first], (f"{first}-{number}" for number in count(2)))
    name = next(name for name in wanted if not others.filter(username__iexact=name).exists())
    User.objects.filter(pk=user.pk).update(username=name)
    work.record("login.renamed", f"user:{user.pk}")
    return name
