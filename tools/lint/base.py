"""What every lint gets (the files of the repository) and what it gives (problems with file and line)."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One finding; `rule` is the key under which tools/lint/allow.toml may except a file."""

    path: str
    line: int
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"


class Tree:
    """The text files of one repository, by path relative to its root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._texts: dict[str, str] = {}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Tracked files and new ones that are not ignored; every file where there is no git."""
        if not (self.root / ".git").exists():
            files = (path for path in self.root.rglob("*") if path.is_file())
            return tuple(sorted(path.relative_to(self.root).as_posix() for path in files))
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True).stdout
        # A file deleted but not yet committed is still listed.
        return tuple(sorted(path for path in listed.split("\0") if path and (self.root / path).is_file()))

    def matching(self, start: str, *endings: str) -> Iterator[str]:
        """Paths below `start` with one of the endings, without generated migrations."""
        for path in self.paths:
            if path.startswith(start) and path.endswith(endings) and "/migrations/" not in path:
                yield path

    def text(self, path: str) -> str:
        """The file's text; empty for a binary file."""
        if path not in self._texts:
            try:
                self._texts[path] = (self.root / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                self._texts[path] = ""
        return self._texts[path]

    def lines(self, path: str) -> Iterator[tuple[int, str]]:
        return enumerate(self.text(path).splitlines(), start=1)

    def syntax(self, path: str) -> ast.Module:
        return ast.parse(self.text(path), filename=path)
