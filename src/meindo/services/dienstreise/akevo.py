"""Take in the table of amounts abroad that the city entered (AKEVO NRW § 3): `meindo import akevo FILE`."""

from dataclasses import dataclass
from pathlib import Path

from meindo.kernel.norm import Norm
from meindo.platform.audit.actor import Actor
from meindo.platform.law.commands import store_table
from meindo.platform.people.importing.files import Problem

from .abroad import ENTITLEMENT, NORMS
from .akevo_file import read_akevo
from .rate_table import local_values

IMPORT = Actor.system("import")


@dataclass(frozen=True)
class AkevoReport:
    """What an import found and did; `table_hash` is what two people release."""

    rows: int
    problems: tuple[Problem, ...]
    table_hash: str = ""
    written: bool = False


def import_akevo(path: Path, *, dry_run: bool = False, all_or_nothing: bool = False) -> AkevoReport:
    """Let the good rows of a file replace the table in use; the same file twice changes nothing."""
    file = read_akevo(path)
    if not file.rows:
        return AkevoReport(0, file.problems)
    values = local_values(ENTITLEMENT, Norm(*NORMS[ENTITLEMENT]), file.rows, path.name)
    whole = next(iter(values.values.values()))[0].table_hash
    if dry_run or (all_or_nothing and file.problems):
        return AkevoReport(len(file.rows), file.problems, whole)
    written = store_table(ENTITLEMENT, values, IMPORT)
    return AkevoReport(len(file.rows), file.problems, whole, written)
