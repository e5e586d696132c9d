"""The shape of the source: short files that say what they are for, and a map that is true."""

import ast
import re
from pathlib import Path

# `ARCHITECTURE.md`: aim at 150 lines, look again at 250.
MOST_LINES = 400

SOURCES = ("src", "tests", "scripts")


def modules(repository: Path, *folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (repository / folder).rglob("*.py"))


def test_no_module_is_too_long(repository: Path) -> None:
    lengths = {
        path.relative_to(repository).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in modules(repository, *SOURCES)
    }
    assert len(lengths) > 100
    assert {path: count for path, count in lengths.items() if count > MOST_LINES} == {}


def test_every_module_says_what_it_is_for(repository: Path) -> None:
    silent = [
        path.relative_to(repository).as_posix()
        for path in modules(repository, *SOURCES)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_what_is_left_to_do_has_a_number(repository: Path) -> None:
    left = [
        f"{path.relative_to(repository)}: {line.strip()}"
        for path in modules(repository, "src", "scripts")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\b(TODO|FIXME|XXX)\b(?! #\d)", line)
    ]
    assert left == []


def test_the_map_names_the_packages_that_exist(repository: Path) -> None:
    text = (repository / "ARCHITECTURE.md").read_text(encoding="utf-8")
    code_map = re.search(r"```\nsrc/brief/\n(.*?)```", text, re.DOTALL)
    assert code_map is not None
    named = set(re.findall(r"^  (\w+)/", code_map[1], re.MULTILINE))
    source = repository / "src" / "brief"
    there = {path.name for path in source.iterdir() if path.is_dir()} - {"__pycache__"}
    assert named == there


def test_the_map_names_every_module(repository: Path) -> None:
    text = (repository / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(\w+)\.py\b", text))
    families = tuple(re.findall(r"\b(\w+_)\*\.py\b", text))
    source = repository / "src" / "brief"
    missing = [
        path.relative_to(source).as_posix()
        for path in sorted(source.rglob("*.py"))
        if path.stem not in named
        and not path.stem.startswith(("__", *families))
        and path.parent.name not in ("kinds", "pdf")
    ]
    assert missing == []
