"""Money and law never meet a float."""

import ast
from pathlib import Path

import meindo

ROOT = Path(meindo.__file__).parent
FOLDERS = (ROOT / "kernel", ROOT / "services")


def floats_in(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)]
    names = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and node.id == "float"
    ]
    return [f"{path.name}:{node.lineno}" for node in (*found, *names)]


def test_no_float_in_kernel_and_rules() -> None:
    files = [path for folder in FOLDERS for path in folder.rglob("*.py") if not path.match("*/migrations/*")]
    assert len(files) > 20
    assert [place for path in files for place in floats_in(path)] == []
