"""`brief build --explain` says why a step was made; `--verify` compares what is kept."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result

from support.command import run_here, tree, write
from support.compiling import SOUND
from support.projects import NOW

SETTINGS = "briefs/newsletter.yaml"
NOTE = "briefs/notes/2026-11-02-base.yaml"
# The index alone is kept: it is made by a program of its own, in a moment.
QUIET = SOUND[SETTINGS] + "cards: off\nfigures: off\npdf: off\n"


def build(folder: Path, *options: str) -> Result:
    return run_here("build", *options, cwd=folder, env=NOW)


def said(done: Result) -> list[str]:
    """Return what was said of steps."""
    return [line for line in done.stderr.splitlines() if line.startswith("search ")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {**SOUND, SETTINGS: QUIET})


def test_each_step_says_why_it_was_made(project: Path) -> None:
    assert said(build(project, "--explain")) == ["search the index: made for the first time"]
    again = build(project, "--explain")
    assert "nothing was made: a build saw the same before" in again.stderr
    (project / SETTINGS).write_text(QUIET + "feeds: off\n")
    assert said(build(project, "--explain")) == ["search the index: kept"]
    note = project / NOTE
    note.write_text(note.read_text().replace("offered by others", "offered by nobody"))
    done = build(project, "--explain")
    pages = "page issues/first/index.html (changed), page notes/base/index.html (changed)"
    assert said(done) == [f"search the index: made again, because of {pages}"]
    write(project, {"briefs/pages/about.md": "---\ntitle: About\n---\nWords.\n"})
    done = build(project, "--explain")
    because = "search the index: made again, because of page about/index.html (new)"
    assert said(done)[0].startswith(because)


def test_a_result_that_is_gone_from_the_cache_is_said(project: Path) -> None:
    build(project)
    with closing(sqlite3.connect(project / ".brief/cache.sqlite3")) as opened, opened:
        opened.execute("DELETE FROM results")
    (project / SETTINGS).write_text(QUIET + "feeds: off\n")
    expected = ["search the index: made again, because the kept result is gone"]
    assert said(build(project, "--explain")) == expected


def test_what_is_kept_and_right_is_said_to_be(project: Path) -> None:
    build(project)
    before = tree(project / "site")
    done = build(project, "--verify", "--explain")
    assert done.exit_code == 0, done.stderr
    assert said(done) == ["search the index: made again, to be compared"]
    assert "what is kept is what is made now" in done.stderr
    assert tree(project / "site") == before


def test_a_kept_result_that_is_not_what_its_step_gives_is_an_error_and_mended(
    project: Path,
) -> None:
    build(project)
    before = tree(project / "site")
    with closing(sqlite3.connect(project / ".brief/cache.sqlite3")) as opened, opened:
        key, content = opened.execute("SELECT key, content FROM results").fetchone()
        wrong = content.replace(b"pagefind", b"pagelost")
        sealed = sha256(key.encode() + wrong).hexdigest()
        opened.execute("UPDATE results SET content = ?, sha256 = ?", (wrong, sealed))
    done = build(project, "--verify")
    assert done.exit_code == 3
    assert "differs: search the index (" in done.stderr
    assert "made of indexer, page " in done.stderr
    assert "error: 1 kept result is not what is made now" in done.stderr
    assert tree(project / "site") == before
    assert build(project, "--verify").exit_code == 0


def test_a_build_that_would_be_recalled_wrongly_is_an_error(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    note = project / NOTE
    note.write_text(note.read_text().replace("offered by others", "offered by nobody"))
    with monkeypatch.context() as blind:
        blind.setattr("brief.app.again.fingerprint", lambda *_: "the same for all")
        build(project)
        note.write_text(note.read_text().replace("offered by nobody", "offered by all"))
        assert "nothing changed" in build(project).stderr
        done = build(project, "--verify")
    assert done.exit_code == 3
    assert "differs: site/notes/base/index.html" in done.stderr
