"""The documents are true: words exist, links lead somewhere, commands run, catalogues are complete."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"`((?:\.venv/bin/meindo|meindo|make|python tools/\S+)(?: [^`]*)?)`")
BLOCK = re.compile(r"^    ((?:\.venv/bin/meindo|make) .*)$", re.MULTILINE)
LONG_RUNNING = {"test", "soak", "ci", "demo", "bench", "screenshots"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_code_name_of_the_glossary_exists() -> None:
    import importlib

    names = re.findall(r"^\|[^|]*\| `([\w.]+)` \|", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.M)
    assert len(names) > 20
    for name in names:
        beside = {"identity", "kernel", "services", "ui", "web"}
        prefix = "meindo." if name.split(".")[0] in beside else "meindo.platform."
        module, _, attribute = (prefix + name).rpartition(".")
        if not hasattr(importlib.import_module(module), attribute):
            importlib.import_module(prefix + name)  # a module, not a name in one


def commands() -> list[str]:
    found: set[str] = set()
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        found |= {line.split("#")[0].strip() for line in COMMAND.findall(text) + BLOCK.findall(text)}
    return sorted(found)


@pytest.mark.parametrize("command", commands())
def test_every_command_of_the_documents_exists(command: str) -> None:
    words = shlex.split(command)
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M), command
        return
    if words[0] == "python":
        assert (ROOT / words[1]).exists(), command
        return
    arguments = [word for word in words[1:] if word.islower() and not word.startswith("-")][:2]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for length in range(len(arguments), -1, -1):
        run = [sys.executable, "-m", "meindo.cli", *arguments[:length], "--help"]
        if subprocess.run(run, env=environment, capture_output=True, check=False).returncode == 0:
            return
    pytest.fail(f"{command} does not run")


def test_the_golden_command_of_the_documents_runs_without_failures() -> None:
    run = [sys.executable, "-m", "meindo.cli", "golden", "tests/services/dienstreise/golden"]
    done = subprocess.run(
        run, cwd=ROOT, env={**os.environ, "PYTHONPATH": "src"}, capture_output=True, text=True, check=False
    )
    last = done.stdout.strip().splitlines()[-1]
    assert re.fullmatch(r"\d+ passed, 0 failed", last)
    assert int(last.split()[0]) >= 40
    assert done.returncode == 0


@pytest.mark.parametrize("tool", ["changelog.py", "i18n.py"])
def test_what_is_generated_is_up_to_date(tool: str) -> None:
    environment = {**os.environ, "PYTHONPATH": "src"}
    run = [sys.executable, f"tools/{tool}", "--check"]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_command_of_the_makefile_has_a_rule_and_the_plan_names_them_all() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())
    assert named == set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))
    assert named == set(re.findall(r"`make ([a-z-]+)`", (ROOT / "docs/architecture.md").read_text(encoding="utf-8")))
