"""The port to files: the disk and the fake in memory pass the same tests."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from brief.adapters.files import DiskFiles
from brief.app.ports import Files
from brief.build.publish import Changes
from brief.outputs.artefact import File
from brief.text.tree import MOST_BYTES
from support.compiling import builtin_theme
from support.fakes import MemoryFiles

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
Make = Callable[[dict[str, bytes]], Files]


@pytest.fixture(params=["disk", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    def disk(files: dict[str, bytes]) -> Files:
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return DiskFiles(tmp_path)

    return disk if request.param == "disk" else MemoryFiles


def changes(write: dict[str, bytes] | None = None, remove: tuple[str, ...] = ()) -> Changes:
    files = tuple(File(path, content, "text/plain") for path, content in (write or {}).items())
    return Changes(files, remove, 0, ())


def test_a_file_that_is_not_there_is_nothing(make: Make) -> None:
    files = make({"briefs/a.txt": b"x"})
    assert files.read("briefs/b.txt") is None
    assert files.read("briefs") is None
    assert files.read("nowhere/at/all") is None


def test_what_was_written_is_read(make: Make) -> None:
    files = make({})
    files.write("a/b/c.bin", b"\x00\xff")
    assert files.read("a/b/c.bin") == b"\x00\xff"
    files.write("a/b/c.bin", b"")
    assert files.read("a/b/c.bin") == b""


def test_a_new_file_never_takes_the_place_of_another(make: Make) -> None:
    files = make({"a.txt": b"first"})
    assert not files.write_new("a.txt", b"second")
    assert files.read("a.txt") == b"first"
    assert files.write_new("b/c.txt", b"new")
    assert files.read("b/c.txt") == b"new"


def test_publishing_writes_and_removes_inside_its_tree_alone(make: Make) -> None:
    files = make(
        {"site/old/index.html": b"old", "site/keep.txt": b"keep", "old/index.html": b"mine"}
    )
    files.publish(
        "site", changes({"new/index.html": b"new", "keep.txt": b"kept"}, ("old/index.html",))
    )
    assert files.read("site/new/index.html") == b"new"
    assert files.read("site/keep.txt") == b"kept"
    assert files.read("site/old/index.html") is None
    assert files.read("old/index.html") == b"mine"


def test_removing_what_is_gone_already_is_no_fault(make: Make) -> None:
    files = make({"site/a.txt": b"a"})
    files.publish("site", changes(remove=("a.txt", "b/c.txt")))
    files.publish("site", changes(remove=("a.txt", "b/c.txt")))
    assert files.read("site/a.txt") is None


def test_a_folder_can_become_a_file_once_it_is_empty(make: Make) -> None:
    files = make({"site/a/index.html": b"x"})
    files.publish("site", changes(remove=("a/index.html",)))
    files.publish("site", changes({"a": b"now a file"}))
    assert files.read("site/a") == b"now a file"


PROJECT = {
    "briefs/newsletter.yaml": b"title: T\n",
    "briefs/classes.yaml": b"c: {}\n",
    "briefs/base-rates.yaml": b"r: {}\n",
    "briefs/entities/deep/er/a.yaml": b"a: {}\n",
    "briefs/notes/a.yaml": b"\xff",
    "briefs/pages/about.md": b"---\n---\n",
    "briefs/record/urls.lock": b"# url\n",
    "briefs/record/first.jsonl": b"{}\n",
    "briefs/assets/chart.svg": b"<svg/>",
    "briefs/assets/table.CSV": b"a,b\n",
    "briefs/assets/other.bin": b"\x00",
    "briefs/notes/beside.png": b"no picture",
    "briefs/notes/wrong.yml": b"a: b\n",
    "briefs/stray.yaml": b"a: b\n",
    "briefs/assets/data.yaml": b"a: b\n",
    "briefs/README.md": b"# Read me\n",
    "briefs/notes/.hidden.yaml": b"a: b\n",
    "briefs/.git/config": b"x",
    "templates/note.html": b"own",
    "templates/new.html": b"new",
    "templates/.hidden": b"x",
    "site/index.html": b"x",
    "other.yaml": b"a: b\n",
}


def test_a_snapshot_sorts_files_by_where_they_stand(make: Make) -> None:
    taken = make(PROJECT).snapshot(AT, {"tool": "1"})
    assert set(taken.texts) == {
        "briefs/newsletter.yaml",
        "briefs/classes.yaml",
        "briefs/base-rates.yaml",
        "briefs/entities/deep/er/a.yaml",
        "briefs/notes/a.yaml",
        "briefs/pages/about.md",
        "briefs/record/urls.lock",
        "briefs/record/first.jsonl",
    }
    assert set(taken.assets) == {
        "briefs/assets/chart.svg",
        "briefs/assets/table.CSV",
        "briefs/assets/other.bin",
        "briefs/notes/beside.png",
    }
    assert sorted((each.path, each.code) for each in taken.refused) == [
        ("briefs/assets/data.yaml", "B410"),
        ("briefs/notes/wrong.yml", "B410"),
        ("briefs/stray.yaml", "B410"),
    ]
    assert taken.overrides == {"note.html", "new.html"}
    assert (taken.at, dict(taken.toolchain)) == (AT, {"tool": "1"})


def test_a_snapshot_holds_the_bytes_as_they_are(make: Make) -> None:
    taken = make(PROJECT).snapshot(AT, {})
    assert all(taken.texts[path] == PROJECT[path] for path in taken.texts)
    for path, asset in taken.assets.items():
        assert (asset.path, asset.content) == (path, PROJECT[path])
        assert asset.digest == hashlib.sha256(PROJECT[path]).hexdigest()
    types = {path: asset.media_type for path, asset in taken.assets.items()}
    assert types["briefs/assets/chart.svg"] == "image/svg+xml"
    assert types["briefs/assets/table.CSV"] == "text/csv; charset=utf-8"
    assert types["briefs/assets/other.bin"] == "application/octet-stream"


def test_the_theme_is_the_built_in_one_below_the_projects_own(make: Make) -> None:
    theme = make(PROJECT).snapshot(AT, {}).theme
    assert theme["note.html"] == b"own"
    assert theme["new.html"] == b"new"
    assert set(theme) == {*builtin_theme(), "new.html"}
    assert theme["layout.html"] == builtin_theme()["layout.html"]


def test_of_a_huge_note_no_more_is_read_than_shows_that_it_is_huge(make: Make) -> None:
    huge = b"a" * (2 * MOST_BYTES)
    taken = make({"briefs/notes/a.yaml": huge, "briefs/assets/a.bin": huge}).snapshot(AT, {})
    assert len(taken.texts["briefs/notes/a.yaml"]) == MOST_BYTES + 1
    assert taken.assets["briefs/assets/a.bin"].content == huge


def test_a_folder_without_anything_is_an_empty_snapshot(make: Make) -> None:
    taken = make({}).snapshot(AT, {})
    assert (dict(taken.texts), dict(taken.assets), taken.refused) == ({}, {}, ())
