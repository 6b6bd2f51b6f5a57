"""Take away how a person is reached, where it says what is erased."""

from meindo.platform.outbox.work import Work

from .models import Person


def erase_email(work: Work, person: Person) -> None:
    """The address goes; the next import brings the one that the leading system has then."""
    Person.objects.filter(pk=person.pk).update(email="")
    work.record("people.email_erased", f"person:{person.uuid}")
