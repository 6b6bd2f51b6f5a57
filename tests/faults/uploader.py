"""A process that hands in receipts without end and says which ones were acknowledged; it is killed."""

import hashlib
import sys
from itertools import count

import django

django.setup()

from tests.support.receipts import incoming, photo  # noqa: E402

from meindo.platform.audit.actor import Actor  # noqa: E402
from meindo.platform.cases.commands_attachments import keep_on_shelf  # noqa: E402
from meindo.platform.people.models import Person  # noqa: E402


def main(person_id: int, name: str) -> None:
    """One line per acknowledged receipt: its uuid and the hash of its bytes."""
    person = Person.objects.get(pk=person_id)
    for number in count():
        content = photo() + f"{name}:{number}".encode() * 2000
        document = keep_on_shelf(incoming=incoming(content), person=person, by=Actor.system("test"))
        sys.stdout.write(f"{document.uuid} {hashlib.sha256(content).hexdigest()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
