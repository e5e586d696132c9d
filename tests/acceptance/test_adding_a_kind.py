"""A new kind takes one module, one template, one line; everything else follows."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import run, write
from support.compiling import SOUND

MODULE = '''
"""An interview: questions and answers, as they were said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.kind import Fact, Kind, Surroundings, fact
from brief.schema.note import Note, note_rules
from brief.schema.note_view import NoteHead, head
from brief.schema.types import Line


class Interview(Note):
    """Questions and answers."""

    kind: Literal["interview"]
    guest: Annotated[Line, Field(description="who answered")]


@dataclass(frozen=True, slots=True)
class InterviewView:
    """What the template of an interview sees."""

    head: NoteHead
    facts: tuple[Fact, ...]


def rules(interview: Interview) -> Iterator[Problem]:
    """Yield what is wrong with an interview whose fields are sound."""
    yield from note_rules(interview)


def view(interview: Interview, around: Surroundings) -> InterviewView:
    """Return what the template sees."""
    facts = fact("Guest", interview.guest)
    return InterviewView(head=head(interview, "interview", around), facts=facts)


KIND = Kind(
    name="interview",
    family="note",
    model=Interview,
    view=view,
    template="interview.html",
    plural="Interviews",
    rules=rules,
    path="interviews",
    sample={"guest": "Somebody", "sources": "none"},
)
'''

INTERVIEW = """\
kind: interview
title: A talk with a buyer
guest: A buyer
sources: none
tags: [buyers]
body: We asked about [[etched]].
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repository = Path(__file__).parent.parent.parent
    folder = tmp_path_factory.mktemp("kind")
    shutil.copytree(repository / "src", folder / "src")
    shutil.copytree(repository / "templates", folder / "templates")
    (folder / "src/brief/kinds/interview.py").write_text(MODULE.lstrip(), encoding="utf-8")
    (folder / "templates/interview.html").write_text('{% extends "note.html" %}\n')
    listing = folder / "src/brief/kinds/__init__.py"
    text = listing.read_text(encoding="utf-8")
    text = text.replace("    forecast,\n", "    forecast,\n    interview,\n", 1)
    listing.write_text(
        text.replace("    commentary.KIND,\n", "    commentary.KIND,\n    interview.KIND,\n")
    )
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    issue = SOUND["briefs/issues/2026-11-10-first.yaml"]
    issue += "  - {title: Talks, query: {kind: interview}}\n"
    files = {
        **SOUND,
        "briefs/notes/2026-11-09-talk.yaml": INTERVIEW,
        "briefs/issues/2026-11-10-first.yaml": issue,
    }
    return write(tmp_path / "project", files)


def brief(copy: Path, project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {"PYTHONPATH": str(copy / "src")}
    return run(*arguments, cwd=project, env=env, python=Path(sys.executable))


def test_the_copy_is_what_runs(copy: Path, project: Path) -> None:
    done = brief(copy, project, "schema")
    assert "interview" in done.stdout.split()


def test_pages_lists_feed_and_issue_hold_the_new_kind(copy: Path, project: Path) -> None:
    done = brief(copy, project, "build", "--no-pdf")
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    page = (project / "site/notes/talk/index.html").read_text()
    assert "A talk with a buyer" in page
    assert "A buyer" in page
    assert "/interviews/" in page
    assert "A talk with a buyer" in (project / "site/interviews/index.html").read_text()
    assert "note/talk" in (project / "site/feed.atom").read_text()
    assert "A talk with a buyer" in (project / "site/issues/first/index.html").read_text()
    assert "Guest: A buyer" in (project / "editions/first/public.txt").read_text()
    assert "A talk with a buyer" in (project / "site/topics/buyers/index.html").read_text()


def test_a_misspelt_field_of_the_new_kind_is_found_at_its_place(
    copy: Path, project: Path
) -> None:
    note = project / "briefs/notes/2026-11-09-talk.yaml"
    note.write_text(INTERVIEW.replace("guest:", "gest:"))
    done = brief(copy, project, "check")
    assert done.returncode == 1
    assert "2026-11-09-talk.yaml:3:1: error B111: unknown field `gest`" in done.stdout
    assert "did you mean `guest`?" in done.stdout
    assert done.stdout.count("error B") == 1


def test_new_and_schema_know_it(copy: Path, project: Path) -> None:
    done = brief(copy, project, "new", "interview", "Another talk")
    assert done.returncode == 0, done.stderr
    path = Path(done.stdout.strip())
    path.write_text(path.read_text().replace("status: draft", "status: ready"))
    assert brief(copy, project, "check").returncode == 0
    schema = json.loads(brief(copy, project, "schema", "interview").stdout)
    assert "guest" in schema["properties"]
