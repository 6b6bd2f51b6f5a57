"""Kill -9 while backing up or restoring leaves nothing or the whole."""

from pathlib import Path

from django.db import connection
from tests.faults.killed import killed_at
from tests.support.office import build_office
from tests.support.second_place import Place, empty_place

RUN = """
from meindo import cli
cli.main(sys.argv[3:])
"""
MOMENTS = (  # where a restore dies, at which call, and whether that leaves the mark
    ("meindo.platform.backup.restore:_targets", 1, False),  # all was read, nothing begun
    ("meindo.platform.backup.restore:_empty_tables", 1, True),  # only the mark is set
    ("meindo.platform.backup.restore:load", 9, True),  # between two tables
    ("meindo.platform.backup.restore:reset_sequences", 1, True),  # all rows are there, not committed
    ("meindo.platform.backup.restore:call_command", 1, True),  # committed, no guards yet
    ("meindo.platform.audit.erasures:replay", 1, True),  # only the erasures are missing
)


def test_a_backup_killed_half_way_is_no_file(own_database: str, tmp_path: Path) -> None:
    build_office()
    here = Place(tmp_path, own_database)
    file = tmp_path / "b.tar"
    for target, nth in (("meindo.platform.backup.archive:Writer.add", 20), ("pathlib:Path.replace", 1)):
        killed_at(here.environment, RUN, target, nth, "backup", str(file))
        assert not file.exists()
        assert here.meindo("restore", file).returncode == 2
    done = here.meindo("backup", file)
    assert done.returncode == 0, done.stderr


def test_a_restore_killed_at_any_moment_is_begun_anew_and_nothing_else_starts(own_database, tmp_path) -> None:
    build_office()
    here = Place(tmp_path, own_database)
    file, keys = tmp_path / "b.tar", tmp_path / "k.json"
    assert here.meindo("backup", file, "--keys", keys).returncode == 0
    before = here.dump()
    with empty_place(tmp_path / "there", connection.vendor) as there:
        known = {**there.environment, "MEINDO_RESTORING": "1"}  # these processes begin with the settings
        for target, nth, marked in MOMENTS:
            killed_at(known, RUN, target, nth, "restore", str(file), "--keys", str(keys))
            assert (there.folder / "restoring.json").exists() is marked, target
            if marked:
                worker = there.meindo("worker", "--once")
                assert (worker.returncode, "nicht beendet" in worker.stderr) == (1, True), target
        done = there.meindo("restore", file, "--keys", keys)
        assert done.returncode == 0, done.stdout + done.stderr
        assert there.dump() == before
        assert there.meindo("worker", "--once").returncode == 0
