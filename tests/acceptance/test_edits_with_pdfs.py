"""Edits of a project with everything on: each build gives the bytes that a clean one gives."""

from pathlib import Path

from support.command import run, write
from support.crashing import published
from support.edits import State, change_note, remove_note, switch_tier
from support.projects import NOW

# A note of both issues, the talk that only those who pay read, and a commentary.
EDITS = ((change_note, 0), (switch_tier, 3 * 4 + 1), (remove_note, 2))


def test_each_edit_gives_what_a_clean_build_gives_with_pdfs_and_pictures(
    tmp_path: Path,
) -> None:
    state = State().without("templates/print.html")  # which is for keys, and no document
    root = write(tmp_path / "kept", dict(state.files))
    first = run("build", cwd=root, env=NOW)
    assert first.returncode == 0, first.stderr
    for number, (edit, which) in enumerate(EDITS):
        before = set(state.files)
        state = edit(state, which)
        for gone in before - set(state.files):
            (root / gone).unlink()
        write(root, dict(state.files))
        done = run("build", cwd=root, env=NOW)
        clean = write(tmp_path / f"clean-{number}", dict(state.files))
        assert run("build", cwd=clean, env=NOW).returncode == done.returncode == 0, done.stderr
        assert published(root) == published(clean)
        again = run("build", cwd=root, env=NOW)
        assert "nothing changed" in again.stderr
        assert "(0 new)" in again.stderr
