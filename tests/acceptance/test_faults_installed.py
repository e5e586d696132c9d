"""One fault of every sort through the installed command, with real files, as authors see it."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from brief.build.step import Perform
from support.command import run
from support.compiling import compiled
from support.faults.model import Expected, Fault, Project, candidates
from support.faults.running import SORTS, place, put, remembering
from support.projects import projects

HEAD = re.compile(r"(.+?):(\d+):(\d+): (error|warning) (B\d{3}): (.+)")
NAMES = ("small", "starter", "rich")


def chosen(name: str) -> list[Fault]:
    """Return one fault of every third sort, and of those that only this project can show."""
    faults = []
    for number, sort in enumerate(SORTS):
        turned = NAMES[number % 3 :] + NAMES[: number % 3]
        found = ((each, candidates(sort, Project(each, projects()[each]))) for each in turned)
        where, several = next((each, them) for each, them in found if them)
        faults += several[:1] if where == name else []
    return faults


def batches(faults: list[Fault], perform: Perform) -> list[list[Fault]]:
    """Put faults of different files together, where none rests on another's file."""
    whole: list[list[Fault]] = []
    for fault in faults:
        alone = fault.disk or fault.theme or "briefs/newsletter.yaml" in fault.files
        home = next((b for b in whole if not alone and _stands(b, fault, perform)), None)
        if home is None:
            whole.append([fault])
        else:
            home.append(fault)
    return whole


def _stands(batch: list[Fault], fault: Fault, perform: Perform) -> bool:
    files = {path: text for each in batch for path, text in each.files.items()}
    special = any(each.disk or each.theme for each in batch)
    if special or set(files) & {*fault.files, "briefs/newsletter.yaml"}:
        return False
    expected = sorted(each.expected for each in (*batch, fault))
    done = compiled({**projects()[fault.project], **files, **fault.files}, perform=perform)
    return [place(each) for each in done.diagnostics] == expected


def written(batch: list[Fault], folder: Path) -> Path:
    root = put(batch[0], folder)
    for fault in batch[1:]:
        for path, content in fault.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    return root


def source_line(batch: list[Fault], at: Expected) -> str | None:
    """Return the line that a diagnostic points at; nothing where there is none to show."""
    if any(each.disk for each in batch):
        return None  # the file is not read
    texts = {f"templates/{n}": t.encode() for each in batch for n, t in each.theme.items()}
    texts |= {path: text for each in batch for path, text in each.files.items()}
    content = texts.get(at.path, b"").decode("utf-8-sig", errors="replace")
    lines = content.replace("\r\n", "\n").split("\n") if content else []
    return lines[at.line - 1] if at.line <= len(lines) else None


def under(excerpt: str, caret: str) -> str:
    """Return what of an excerpt stands above the first caret, wide characters counted twice."""
    column = caret.index("^")
    for number, character in enumerate(excerpt):
        if column <= 0:
            return excerpt[number:]
        if not unicodedata.combining(character):
            column -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return ""


def check_excerpt(batch: list[Fault], at: Expected, rows: list[str]) -> None:
    """The excerpt shows the line, and the caret stands under the column."""
    line = source_line(batch, at)
    if line is None:
        assert not any("^" in row for row in rows), rows
        return
    number, _, excerpt = rows[0].partition(" | ")
    assert number.strip() == str(at.line)
    margin, _, caret = rows[1].partition(" | ")
    assert not margin.strip()
    assert set(caret.strip()) == {"^"}
    meant = line[at.column - 1 :][:3].replace("\t", " ")
    shown = "".join(c if c.isprintable() else "·" for c in meant)
    assert under(excerpt, caret).startswith(shown), (at, rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_shows_every_sort_of_fault_at_its_place(name: str, tmp_path: Path) -> None:
    perform = remembering()
    for number, batch in enumerate(batches(chosen(name), perform)):
        root = written(batch, tmp_path / str(number))
        done = run("check", "--strict", "--as-of", "2026-11-23", cwd=root)
        sorts = [each.sort for each in batch]
        assert done.returncode == 1, (sorts, done.stderr)
        assert "Traceback" not in done.stdout + done.stderr
        assert "\x1b" not in done.stdout + done.stderr
        found: dict[Expected, list[str]] = defaultdict(list)
        at = None
        for row in done.stdout.splitlines():
            head = HEAD.fullmatch(row)
            if head:
                at = Expected(head[1], int(head[2]), int(head[3]), head[5])
                assert at not in found, row
            assert at is not None, row
            found[at].append(row)
        assert sorted(found) == sorted(each.expected for each in batch), sorts
        for fault in batch:
            head_row, *rows = found[fault.expected]
            check_excerpt(batch, fault.expected, rows)
            if fault.theme:
                assert "(while rendering " in head_row
                assert fault.says in head_row


def test_every_sort_is_shown_in_one_of_the_projects() -> None:
    shown = [fault.sort for name in NAMES for fault in chosen(name)]
    assert sorted(shown) == sorted(sort.name for sort in SORTS)
