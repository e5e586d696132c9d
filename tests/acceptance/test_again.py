"""A build of what has not changed does nothing, and any change makes it again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.command import run, tree, write
from support.compiling import SOUND
from support.projects import NOW

SETTINGS = "briefs/newsletter.yaml"
NOTE = "briefs/notes/2026-11-02-base.yaml"
SAID = "nothing changed"


def built(folder: Path, *arguments: str) -> str:
    done = run("build", "--no-pdf", *arguments, cwd=folder, env=NOW)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    quiet = {SETTINGS: SOUND[SETTINGS] + "cards: off\nfigures: off\nsearch: off\n"}
    folder = write(tmp_path / "project", {**SOUND, **quiet})
    assert SAID not in built(folder)
    return folder


def is_again(folder: Path) -> bool:
    """Say whether the last build was recalled: only then is what it keeps as old as before."""
    kept = folder / ".brief/last-build.json"
    before = kept.stat().st_mtime_ns if kept.is_file() else None
    built(folder)
    return before == kept.stat().st_mtime_ns


def test_a_second_build_recalls_the_first_and_says_the_same(project: Path) -> None:
    before = tree(project)
    said = built(project)
    assert SAID in said
    assert f"site: {project / 'site' / 'index.html'}" in said
    assert tree(project) == before
    assert is_again(project)


def append(path: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        old = target.read_bytes() if target.is_file() else b""
        target.write_bytes(old + text.encode())

    return change


def without(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


CHANGES: dict[str, Callable[[Path], None]] = {
    "a note": append(NOTE, "  And more.\n"),
    "a new note": append("briefs/pages/about.md", "---\ntitle: About\n---\nWords.\n"),
    "an asset": append("briefs/assets/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a template": append("templates/site.css", "p{color:red}"),
    "a file of the site": append("site/index.html", "<!-- somebody was here -->"),
    "a file of the site that is gone": without("site/robots.txt"),
    "the manifest": without("site/manifest.json"),
    "a file of an edition": append("editions/first/public.txt", "!"),
    "what was kept": append(".brief/last-build.json", "!"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_makes_it_again_as_a_build_from_nothing_would(
    what: str, project: Path, tmp_path: Path
) -> None:
    CHANGES[what](project)
    assert not is_again(project)
    fresh = tmp_path / "fresh"
    for name in ("briefs", "templates"):
        if (project / name).is_dir():
            (project / name).rename(fresh / name) if fresh.is_dir() else None
    sources = {
        p: c for p, c in tree(project).items() if p.startswith(("briefs/", "templates/"))
    }
    write(fresh, dict(sources))
    built(fresh)
    for name in ("site", "editions"):
        assert tree(project / name) == tree(fresh / name)
    assert is_again(project)


def test_another_day_and_another_option_make_it_again(project: Path) -> None:
    assert is_again(project)
    done = run("build", "--no-pdf", "--as-of", "2026-12-24", cwd=project, env=NOW)
    assert done.returncode == 0
    assert not is_again(project)
    assert is_again(project)
    built(project, "--drafts")
    assert not is_again(project)


def test_warnings_are_said_again(project: Path) -> None:
    append("briefs/notes/unread.yml", "kind: commentary\n")(project)
    first, second = built(project), built(project)
    assert SAID in second
    warnings = [line for line in first.splitlines() if ": warning B410: " in line]
    assert len(warnings) == 1
    assert warnings[0] in second.splitlines()


def test_errors_are_not_kept(project: Path) -> None:
    append(NOTE, "colour: red\n")(project)
    for _ in range(2):
        done = run("build", "--no-pdf", cwd=project, env=NOW)
        assert done.returncode == 1
        assert "unknown field `colour`" in done.stderr
