"""What `meindo check` and `meindo restore` say of pay statements."""

from meindo.platform.clock import today
from meindo.platform.watch.findings import Finding

from . import queries


def without_file() -> Finding:
    """A restored backup may be older than the decision that erased a file: the erasure is done again, the decision is
    not. Then the office decides anew.
    """
    count = queries.without_file(today()).count()
    wrong = (
        f"bei {count} fehlt die Datei, und niemand hat sie zurückgezogen (nach einer Wiederherstellung); die "
        "Bezügestelle findet sie unter /entgeltnachweis/fehlleitungen/"
    )
    return Finding(not count, "Entgeltnachweise", wrong if count else "jeder hat seine Datei oder ist zurückgezogen")
