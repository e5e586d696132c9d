"""`brief init` and `brief build` as users see them: files, words, and what is left alone."""

import fcntl
import json
import re
from pathlib import Path

import pytest

from support.command import run, tree, write
from support.compiling import SOUND
from support.projects import NOW

PROMISED = (
    *("site/index.html", "site/feed.atom", "site/404.html", "site/robots.txt"),
    *("site/manifest.json", "site/about/index.html", "site/issues/first-issue/index.html"),
    *("site/notes/acme-laboratory/index.html", "site/entities/acme-chips/index.html"),
    *("site/policy/index.html", "site/issues/first-issue/first-issue.pdf"),
    *(f"editions/first-issue/public.{end}" for end in ("html", "txt", "pdf")),
    *(f"editions/first-issue/subscribers.{end}" for end in ("html", "txt", "pdf")),
    *("editions/manifest.json", ".gitignore", ".brief/schema/announcement.json"),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "project", SOUND)


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in tree(folder)}


def outputs(root: Path) -> dict[str, bytes]:
    return {
        f"{name}/{path}": content
        for name in ("site", "editions")
        for path, content in tree(root / name).items()
    }


def test_a_new_project_builds_at_once_and_again_changes_nothing(tmp_path: Path) -> None:
    made = run("init", "letter", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "")
    assert "cd letter && brief build" in made.stderr
    root = tmp_path / "letter"
    first = run("build", cwd=root, env=NOW)
    assert first.returncode == 0
    assert not re.search("warning|error", first.stderr)
    assert "5 PDFs (5 new)" in first.stderr
    assert [name for name in PROMISED if not (root / name).is_file()] == []
    printed = first.stdout.splitlines()
    assert printed[0] == f"site: {root / 'site/index.html'}"
    assert all(Path(row.partition(": ")[2]).is_file() for row in printed)
    before, held = times(root), outputs(root)
    again = run("build", cwd=root, env=NOW)
    assert again.returncode == 0
    assert "nothing changed" in again.stderr
    assert "5 PDFs (0 new)" in again.stderr
    assert again.stdout == first.stdout
    after = times(root)
    assert {name for name in before if before[name] != after.get(name)} <= {
        ".brief/cache.sqlite3"
    }
    assert set(after) == set(before)
    without = run("build", "--no-pdf", cwd=root, env=NOW)
    assert without.returncode == 0
    assert set(outputs(root)) == {name for name in held if not name.endswith(".pdf")}
    back = run("build", cwd=root, env=NOW)
    assert "5 PDFs (0 new)" in back.stderr
    assert outputs(root) == held


def test_init_refuses_a_folder_that_holds_a_project_and_touches_nothing(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "taken", {"briefs/newsletter.yaml": "title: Mine\n", "x": "y"})
    before = (tree(root), times(root))
    done = run("init", "taken", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("error: briefs/newsletter.yaml is there already\nhint: ")
    assert (tree(root), times(root)) == before


def test_init_in_a_folder_leaves_what_is_there_alone(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "Mine.\n", ".git/HEAD": "ref\n", "notes.yaml": "a: b\n"})
    before = tree(tmp_path)
    assert run("init", cwd=tmp_path).returncode == 0
    after = tree(tmp_path)
    assert {name: after[name] for name in before} == before
    assert run("check", "--strict", cwd=tmp_path, env=NOW).returncode == 0


def test_init_names_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    write(tmp_path, {"letter": "a file\n"})
    done = run("init", "letter", cwd=tmp_path)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    assert (tmp_path / "letter").read_text() == "a file\n"


def test_a_build_with_errors_leaves_both_trees_as_they_are(project: Path) -> None:
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0
    before = (outputs(project), times(project / "site"), times(project / "editions"))
    write(project, {"briefs/notes/2026-11-20-bad.yaml": "kind: commentary\ntitel: A\n"})
    (project / "briefs/notes/2026-11-02-base.yaml").unlink()
    done = run("build", "--no-pdf", cwd=project, env=NOW)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error B111: unknown field `titel`" in done.stderr
    assert "failed" in done.stderr
    assert (outputs(project), times(project / "site"), times(project / "editions")) == before


def test_foreign_files_survive_and_ours_go(project: Path) -> None:
    write(project, {"site/CNAME": "letter.example\n", "site/mine/index.html": "<p>Mine</p>"})
    write(project, {"editions/first/notes.txt": "Mine."})
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0
    page = project / "site/entities/vercel/index.html"
    assert page.is_file()
    entities = project / "briefs/entities/people.yaml"
    entities.write_text("\n".join(entities.read_text().split("\n")[:3]) + "\n")
    note = project / "briefs/notes/2026-11-02-base.yaml"
    note.write_text(note.read_text().replace(", vercel", ""))
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0
    assert not page.parent.exists()
    assert (project / "site/CNAME").read_text() == "letter.example\n"
    assert (project / "site/mine/index.html").read_text() == "<p>Mine</p>"
    assert (project / "editions/first/notes.txt").read_text() == "Mine."
    listed = json.loads((project / "site/manifest.json").read_text())["files"]
    assert {each["path"] for each in listed} == set(tree(project / "site")) - {
        *("manifest.json", "CNAME", "mine/index.html")
    }


def test_two_builds_at_once_do_not_meet(project: Path) -> None:
    home = project / ".brief"
    home.mkdir()
    with (home / "lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = run("build", "--no-pdf", cwd=project, env=NOW)
    assert done.returncode == 3
    assert "error: another build of this project is running\nhint: wait" in done.stderr
    assert not (project / "site").exists()
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0


def test_it_works_from_a_folder_below_and_with_a_root(project: Path, tmp_path: Path) -> None:
    below = run("build", "--no-pdf", cwd=project / "briefs/notes", env=NOW)
    assert below.returncode == 0
    held = outputs(project)
    elsewhere = run("build", "--no-pdf", "--root", str(project), cwd=tmp_path, env=NOW)
    assert elsewhere.returncode == 0
    assert "nothing changed" in elsewhere.stderr
    assert outputs(project) == held
    relative = run("check", "--root", "project", cwd=tmp_path, env=NOW)
    assert (relative.returncode, relative.stdout) == (0, "")


FUTURE = {
    "briefs/notes/2026-12-24-later.yaml": (
        "kind: commentary\ntitle: For later\nbody: |\n  Not yet.\n"
    ),
    "briefs/notes/2026-11-12-drafted.yaml": (
        "kind: commentary\ntitle: Half done\nstatus: draft\nbody: |\n  Not ready.\n"
    ),
}


def test_as_of_opens_and_closes_gates(project: Path) -> None:
    write(project, FUTURE)
    later = project / "site/notes/later/index.html"
    assert (
        run("build", "--no-pdf", "--as-of", "2026-12-23", cwd=project, env=NOW).returncode == 0
    )
    assert not later.exists()
    assert (
        run("build", "--no-pdf", "--as-of", "2026-12-24", cwd=project, env=NOW).returncode == 0
    )
    assert later.is_file()
    assert (
        run("build", "--no-pdf", "--as-of", "2026-11-23", cwd=project, env=NOW).returncode == 0
    )
    assert not later.exists()
    bad = run("build", "--as-of", "tomorrow", cwd=project, env=NOW)
    assert bad.returncode == 2
    assert "'tomorrow' is not a day; write it as YYYY-MM-DD" in bad.stderr


def test_source_date_epoch_is_the_instant_and_as_of_wins(project: Path) -> None:
    write(project, FUTURE)
    later = project / "site/notes/later/index.html"
    env = {"SOURCE_DATE_EPOCH": "1798070400"}  # 24 December 2026
    assert run("build", "--no-pdf", cwd=project, env=env).returncode == 0
    assert later.is_file()
    arguments = ("build", "--no-pdf", "--as-of", "2026-11-30")
    assert run(*arguments, cwd=project, env=env).returncode == 0
    assert not later.exists()
    for bad in ("yesterday", "1e9", "99999999999999999999"):
        done = run("check", cwd=project, env={"SOURCE_DATE_EPOCH": bad})
        assert done.returncode == 3
        assert f"SOURCE_DATE_EPOCH is not a number: {bad!r}" in done.stderr


def test_drafts_show_only_when_asked_for(project: Path) -> None:
    write(project, FUTURE)
    draft = project / "site/notes/drafted/index.html"
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0
    assert not draft.exists()
    assert run("build", "--no-pdf", "--drafts", cwd=project, env=NOW).returncode == 0
    assert "Half done" in draft.read_text()
    assert run("build", "--no-pdf", cwd=project, env=NOW).returncode == 0
    assert not draft.exists()
