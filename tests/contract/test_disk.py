"""What only a disk can do: links that lead away, locks, rights, half-written files."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image

from brief.adapters.files import DiskFiles, find_root
from brief.build.publish import Changes
from brief.diagnostics.world import BriefError
from brief.outputs.artefact import File

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)

# Source: the overflow uid of Linux, which owns nothing.
NOBODY = 65534


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "briefs" / "notes").mkdir(parents=True)
    (folder / "briefs" / "newsletter.yaml").write_text("title: T\n")
    return folder


def writing(**files: bytes) -> Changes:
    return Changes(tuple(File(name, content, "") for name, content in files.items()), (), 0, ())


def test_the_root_is_the_nearest_folder_upwards_with_settings(root: Path) -> None:
    below = root / "briefs" / "notes"
    assert find_root(below) == root.resolve()
    inner = below / "inner"
    (inner / "briefs").mkdir(parents=True)
    (inner / "briefs" / "newsletter.yaml").write_text("title: T\n")
    assert find_root(inner) == inner.resolve()
    assert find_root(root.parent) is None


def test_a_link_that_leads_out_of_the_project_is_refused_and_one_inside_is_read(
    root: Path,
) -> None:
    outside = root.parent / "secret.yaml"
    outside.write_text("kind: commentary\n")
    (root / "briefs" / "notes" / "away.yaml").symlink_to(outside)
    (root / "briefs" / "notes" / "here.yaml").symlink_to(root / "briefs" / "newsletter.yaml")
    (root / "briefs" / "notes" / "broken.yaml").symlink_to(root / "nowhere.yaml")
    taken = DiskFiles(root).snapshot(AT, {})
    assert [(each.path, each.code) for each in taken.refused] == [
        ("briefs/notes/away.yaml", "B411"),
        ("briefs/notes/broken.yaml", "B410"),
    ]
    assert set(taken.texts) == {"briefs/newsletter.yaml", "briefs/notes/here.yaml"}


def test_a_folder_that_links_away_is_not_entered(root: Path) -> None:
    outside = root.parent / "others"
    outside.mkdir()
    (outside / "a.yaml").write_text("kind: commentary\n")
    (root / "briefs" / "notes" / "linked").symlink_to(outside, target_is_directory=True)
    assert set(DiskFiles(root).snapshot(AT, {}).texts) == {"briefs/newsletter.yaml"}


def test_a_published_link_is_not_followed(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site" / "a.txt").symlink_to(root / "briefs" / "newsletter.yaml")
    files = DiskFiles(root)
    assert files.read("site/a.txt") is None
    files.publish("site", writing(**{"a.txt": b"new"}))
    assert files.read("site/a.txt") == b"new"
    assert (root / "briefs" / "newsletter.yaml").read_text() == "title: T\n"


def test_images_are_measured_and_what_is_no_image_is_not(root: Path) -> None:
    assets = root / "briefs" / "assets"
    assets.mkdir()
    Image.new("RGB", (3, 2)).save(assets / "a.png")
    (assets / "b.png").write_bytes(b"no picture")
    (assets / "c.svg").write_bytes(b"<svg width='5' height='6'/>")
    found = DiskFiles(root).snapshot(AT, {}).assets
    assert {path[-5:]: (each.width, each.height) for path, each in found.items()} == {
        "a.png": (3, 2),
        "b.png": (None, None),
        "c.svg": (None, None),
    }


def test_two_builds_of_one_project_exclude_each_other(root: Path) -> None:
    files = DiskFiles(root)
    (root / ".brief").mkdir()
    with (root / ".brief" / "lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BriefError, match="another build"):
            files.publish("site", writing(a=b"x"))
    assert files.read("site/a") is None
    files.publish("site", writing(a=b"x"))
    assert files.read("site/a") == b"x"


def test_nothing_is_left_beside_what_was_written(root: Path) -> None:
    files = DiskFiles(root)
    files.publish("site", writing(a=b"x", b=b"y"))
    files.publish("site", Changes((), ("a",), 0, ()))
    assert sorted(path.name for path in (root / "site").rglob("*")) == ["b"]


def test_empty_folders_go_and_the_tree_itself_stays(root: Path) -> None:
    files = DiskFiles(root)
    files.publish("site", writing(**{"a/b/c.html": b"x", "a/keep.txt": b"y"}))
    files.publish("site", Changes((), ("a/b/c.html",), 0, ()))
    assert not (root / "site" / "a" / "b").exists()
    files.publish("site", Changes((), ("a/keep.txt",), 0, ()))
    assert list((root / "site").iterdir()) == []


@pytest.fixture
def shared() -> Iterator[Path]:
    """Give a folder that any user can reach: those of pytest are for its own user alone."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@contextmanager
def bound_by_rights() -> Iterator[None]:
    """Act as a user whom the rights of files bind: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_disk_that_refuses_is_said_in_one_sentence(root: Path) -> None:
    (root / "site").write_text("a file where the tree should be")
    with pytest.raises(BriefError, match="cannot write"):
        DiskFiles(root).write("site/index.html", b"x")


def test_a_folder_without_rights_is_said_in_one_sentence(shared: Path) -> None:
    files = DiskFiles(shared)
    shared.chmod(0o555)
    refused = f"cannot use the folder {shared}/.brief: Permission denied"
    with pytest.raises(BriefError, match=re.escape(refused)), bound_by_rights():
        files.publish("site", writing(a=b"x"))
    assert list(shared.iterdir()) == []
    shared.chmod(0o777)
    with bound_by_rights():
        files.publish("site", writing(a=b"x"))
    assert files.read("site/a") == b"x"


def test_a_file_without_rights_is_said_in_one_sentence(shared: Path) -> None:
    note = shared / "briefs" / "notes" / "a.yaml"
    note.parent.mkdir(parents=True)
    note.write_text("kind: commentary\n")
    note.chmod(0)
    files = DiskFiles(shared)
    refused = f"cannot read {note}: Permission denied"
    with pytest.raises(BriefError, match=re.escape(refused)), bound_by_rights():
        files.snapshot(AT, {})


def test_a_file_where_a_folder_is_needed_leaves_the_old_file_whole(root: Path) -> None:
    files = DiskFiles(root)
    files.publish("site", writing(a=b"old"))
    with pytest.raises(BriefError):
        files.publish("site", writing(**{"a/index.html": b"new"}))
    assert files.read("site/a") == b"old"
