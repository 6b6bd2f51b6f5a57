"""The operations manual names every setting, its unit file is one, and every refusal of a backup is explained."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from meindo.platform.backup.refused import SENTENCES
from meindo.platform.watch import findings

ROOT = Path(__file__).parent.parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
BACKUP = (ROOT / "docs/backup.md").read_text(encoding="utf-8")
VARIABLE = re.compile(r"MEINDO_[A-Z_]+[A-Z]")
INTERNAL = {"MEINDO_RESTORING", "MEINDO_TEST_SQLITE", "MEINDO_TEST_MAIL_FILES"}


def test_every_setting_of_the_environment_is_described_and_every_described_one_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    known = set(VARIABLE.findall(code)) | {
        f"MEINDO_{name}_FILE" for name in ("KEK", "DIGESTS", "SECRET_KEY", "OIDC_KEY")
    }
    assert set(VARIABLE.findall(OPERATIONS)) == known - INTERNAL


def test_every_refusal_of_a_backup_is_explained() -> None:
    obvious = {"THERE", "MISSING", "NOT_KEYS"}
    assert {name for name in SENTENCES if f"`{name}`" not in BACKUP} == obvious


def test_the_limits_of_the_check_are_those_of_the_program() -> None:
    said = dict(re.findall(r"^\| (Worker|Sicherung|Platz) \| (.*?) \|$", OPERATIONS, re.MULTILINE))
    assert f"{findings.SILENT.seconds // 60} minutes" in said["Worker"]
    assert f"{findings.BACKUP_EVERY.days} days" in said["Sicherung"]
    assert f"{findings.LEAST_FREE >> 30} GB" in said["Platz"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_the_unit_file_is_one(tmp_path: Path) -> None:
    (unit,) = re.findall(r"```\n(\[Unit\].*?)```", OPERATIONS, re.DOTALL)
    path = tmp_path / "meindo-web@8000.service"
    path.write_text(unit.replace("/opt/meindo/.venv/bin/meindo", "/bin/true").replace("User=meindo", "User=root"))
    done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    path.write_text(path.read_text().replace("Restart=", "Restrat="))
    done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, check=False)
    assert done.stderr, "the tool notices nothing"
