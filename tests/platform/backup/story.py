"""An installation with a bit of everything that a backup must not lose."""

from pathlib import Path

from allauth.mfa.totp.internal import auth as totp
from tests.platform.payroll.test_lines import line
from tests.services.dienstreise import factory
from tests.support.activation import letter_for, with_newcomers
from tests.support.office import Office
from tests.support.receipts import pdf, photo

from meindo.platform.audit.actor import Actor
from meindo.platform.audit.chain import chain_all
from meindo.platform.cases.commands_attachments import keep_on_shelf
from meindo.platform.files.ingest import Incoming
from meindo.platform.files.models import Document
from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token
from meindo.platform.outbox.worker import drain
from meindo.platform.payroll.commands import export_lines

SECRET = "JBSWY3DPEHPK3PXP"


def build(folder: Path) -> Office:
    """People, trips, receipts with pages, pay lines and files, an open letter, a second factor, an audit chain."""
    office = with_newcomers()
    case = factory.make(office)
    factory.make(office, "beamter")
    line(case, office)
    for name, content in (("beleg.jpg", photo()), ("beleg.pdf", pdf())):
        shelve(office, name, content)
    letter_for(office)
    totp.TOTP.activate(User.objects.get(username="mitarbeiterin"), SECRET)
    create_token(user=User.objects.get(username="beamter"), scope="api", label="Ünïcode", days=9)
    drain()
    export_lines(Actor.system("payroll"))
    drain()
    chain_all()
    (folder / "mail").mkdir(exist_ok=True)
    (folder / "mail" / "eins.log").write_bytes(b"Betreff: Neues\n\xff")
    return office


def shelve(office: Office, name: str, content: bytes) -> Document:
    """A receipt on the shelf of an employee."""
    who = office.people["mitarbeiterin"]
    return keep_on_shelf(incoming=Incoming(name, content), person=who, by=office.actor("mitarbeiterin"))
