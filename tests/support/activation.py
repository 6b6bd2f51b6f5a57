"""An office that lets people in, newcomers without an account, and letters for them."""

from meindo.platform.login.commands_activation import code_to_print, make_batch
from meindo.platform.login.models import Activation
from meindo.platform.people.queries import main_place
from tests.support.office import Office, build_office


def with_newcomers() -> Office:
    """An office that lets people in, and two newcomers without an account."""
    office = build_office()
    office.people["zugang"] = office.city.person("Zugang", office.units["11"])
    office.people["neu"] = office.city.person("Neu", office.units["51/1"], given="Nora")
    office.people["auch"] = office.city.person("Auch", office.units["51"], given="Ali")
    office.city.responsible(office.people["zugang"], "activation_office", office.units["root"])
    office.city.store()
    return office


def letter_for(office: Office, who: str = "neu", days: int = 30) -> tuple[Activation, str]:
    """A fresh letter and its code."""
    place = main_place(office.people[who].pk)
    assert place is not None
    batch = make_batch([place], by=office.actor("zugang"), days=days)
    letter = batch.letters.get()
    return letter, code_to_print(letter)
