"""A fault, and how one is made: an edit of one file, and the place that the edit gives.

The place is computed from the edit alone, never by the code under test.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from support.projects import Files

# Stands in the text of an edit where the mistake is to be reported.
MARK = "‸"


class Expected(NamedTuple):
    """Where a fault is to be reported, and as what."""

    path: str
    line: int
    column: int
    code: str


@dataclass(frozen=True)
class Fault:
    """One mistake in one project."""

    sort: str
    project: str
    files: Mapping[str, bytes]
    """What differs from the sound project."""
    expected: Expected
    theme: Mapping[str, str] = field(default_factory=dict)
    says: str = ""
    """What the message holds besides, where that is part of the promise."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Links of the file system to make, with what they lead to."""
    disk: bool = False
    """Whether the fault shows only where there are real files."""


@dataclass(frozen=True)
class Project:
    """A sound project to put faults into."""

    name: str
    files: Files

    def text(self, path: str) -> str:
        return self.files[path].decode()

    def texts(self, *folders: str) -> list[str]:
        """List the YAML files, below some folders or all."""
        under = tuple(f"briefs/{folder}" for folder in folders) or ("briefs/",)
        return [
            path for path in self.files if path.endswith(".yaml") and path.startswith(under)
        ]


Make = Callable[[Project, Random], Iterator[Fault]]


class Sort(NamedTuple):
    """A sort of fault: its name, what makes candidates, and how many a project gets at most."""

    name: str
    make: Make
    most: int = 3


def place_of(path: str, text: str, offset: int, code: str) -> Expected:
    """Return a place in a text as line and column, both from 1."""
    start = text.rfind("\n", 0, offset) + 1
    return Expected(path, text.count("\n", 0, offset) + 1, offset - start + 1, code)


class Change(NamedTuple):
    """A stretch of a text and what replaces it."""

    start: int
    end: int
    new: str


def changed(text: str, *changes: Change) -> tuple[str, int]:
    """Return a text after changes, and the offset of the mark in it."""
    for change in sorted(changes, reverse=True):
        text = text[: change.start] + change.new + text[change.end :]
    text = text.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else text
    assert text.count(MARK) == 1, text
    return text.replace(MARK, ""), text.index(MARK)


def fault_of(
    project: Project,
    sort: str,
    path: str,
    code: str,
    *changes: Change,
    says: str = "",
) -> Fault:
    """Return the fault that changes of one file make."""
    text, offset = changed(project.text(path), *changes)
    expected = place_of(path, text, offset, code)
    return Fault(sort, project.name, {path: text.encode()}, expected, says=says)


def added(project: Project, sort: str, path: str, code: str, text: str) -> Fault:
    """Return the fault that a further file makes."""
    assert path not in project.files
    whole, offset = changed(text)
    expected = place_of(path, whole, offset, code)
    return Fault(sort, project.name, {path: whole.encode()}, expected)


def candidates(sort: Sort, project: Project) -> list[Fault]:
    """Return some faults of a sort in a project, always the same ones."""
    random = Random(f"{sort.name} in {project.name}")  # noqa: S311 - no secret
    found = list(sort.make(project, random))
    return random.sample(found, min(sort.most, len(found)))
