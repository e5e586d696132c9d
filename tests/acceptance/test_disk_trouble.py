"""What a disk does to a build: a clear sentence and exit status 3, or silent healing."""

import fcntl
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from support.command import BRIEF, environment, run_here, tree, write
from support.compiling import SOUND
from support.disks import files_of_at_most, fill, read_only, small_disk
from support.projects import NOW

SETTINGS = "briefs/newsletter.yaml"
NOTE = "briefs/notes/2026-11-02-base.yaml"
QUIET = SOUND[SETTINGS] + "cards: off\nfigures: off\nsearch: off\n"
TREES = ("site", "editions")
SEED = int(os.environ.get("BRIEF_SEED", "1"))
SLOW = bool(os.environ.get("BRIEF_SLOW"))


def laid(folder: Path) -> Path:
    """Lay a project and build it."""
    write(folder, {**SOUND, SETTINGS: QUIET})
    assert build(folder).exit_code == 0
    return folder


def build(folder: Path, *options: str) -> Result:
    """Build a project in this process."""
    return run_here("build", "--no-pdf", *options, cwd=folder, env=NOW)


def edit(folder: Path, words: str = "And more. " * 3000) -> None:
    """Give a note so many words that its page is the largest file."""
    path = folder / NOTE
    path.write_text(path.read_text() + f"\n  {words}\n")


def published(folder: Path) -> dict[str, bytes]:
    return {f"{t}/{path}": content for t in TREES for path, content in tree(folder / t).items()}


def clean(folder: Path, fresh: Path) -> dict[str, bytes]:
    """Return the trees of a clean build of the same sources."""
    shutil.copytree(folder / "briefs", fresh / "briefs")
    assert build(fresh).exit_code == 0
    return published(fresh)


def said_in_one_sentence(done: Result, what: str) -> None:
    """See that a build was refused by the world, in a line and a hint."""
    assert done.exit_code == 3, done.stderr
    lines = done.stderr.splitlines()
    assert lines[0].startswith("error: ")
    assert what in lines[0]
    assert [line for line in lines[1:] if not line.startswith("hint: ")] == []


def whole(
    held: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> None:
    """See that each file is the old or the new one."""
    assert set(held) - {f"{t}/.brief-publishing.json" for t in TREES} <= {*old, *new}
    assert [path for path in old if held.get(path) not in (old[path], new.get(path))] == []


@pytest.mark.parametrize("left_kib", [0, 24, 90])
def test_a_full_disk_leaves_the_old_site_and_is_said(tmp_path: Path, left_kib: int) -> None:
    with small_disk(tmp_path / "disk", 20_000) as is_small:
        root = laid(tmp_path / "disk" / "project")
        old = published(root)
        edit(root)
        new = clean(root, tmp_path / "fresh")
        if is_small:
            ballast = fill(tmp_path / "disk", left_kib)
            said_in_one_sentence(build(root), "No space left on device")
            ballast.unlink()
        else:
            with files_of_at_most(24 + left_kib // 10):
                said_in_one_sentence(build(root), "File too large")
        whole(published(root), old, new)
        assert list(root.rglob("*.tmp")) == []
        assert build(root).exit_code == 0
        assert published(root) == new


@pytest.mark.parametrize("closed", [".", "site", "editions", ".brief", "site/notes"])
def test_a_folder_that_can_only_be_read_is_said_and_nothing_is_lost(
    tmp_path: Path, closed: str
) -> None:
    root = laid(tmp_path / "project")
    edit(root, "And more.")
    new = clean(root, tmp_path / "fresh")
    old = published(root)
    with read_only(root / closed):
        done = build(root)
        said_in_one_sentence(done, "cannot ")
        assert re.search("Read-only file system|Permission denied", done.stderr)
        whole(published(root), old, new)
        assert list(root.rglob("*.tmp")) == []
    assert build(root).exit_code == 0
    assert published(root) == new


def test_what_vanishes_is_made_again(tmp_path: Path) -> None:
    root = laid(tmp_path / "project")
    expected = published(root)
    for gone in ("site", "editions", ".brief", "site/notes", "editions/first"):
        shutil.rmtree(root / gone)
        assert build(root).exit_code == 0
        assert published(root) == expected


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_folder(path: Path) -> None:
    path.unlink()
    write(path, {"x": ""})


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


def anothers(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))


SPOILED = (emptied, cut, a_folder, a_link, anothers)


@pytest.mark.parametrize("how", SPOILED)
@pytest.mark.parametrize("name", ["cache.sqlite3", "last-build.json", "lock"])
def test_what_a_build_keeps_may_be_spoiled_in_any_way(
    tmp_path: Path, name: str, how: Callable[[Path], None]
) -> None:
    root = laid(tmp_path / "project")
    (root / SETTINGS).write_text(QUIET.replace("search: off\n", ""))
    assert build(root).exit_code == 0
    assert (root / ".brief" / name).is_file()
    how(root / ".brief" / name)
    edit(root, "And more.")
    done = build(root)
    if done.exit_code != 0:
        said_in_one_sentence(done, str(root / ".brief" / name))
        return
    assert published(root) == clean(root, tmp_path / "fresh")
    again = build(root)
    assert "nothing changed" in again.stderr


def test_bytes_turned_at_random_in_what_is_kept_change_nothing(tmp_path: Path) -> None:
    root = laid(tmp_path / "project")
    (root / SETTINGS).write_text(QUIET.replace("search: off\n", ""))
    assert build(root).exit_code == 0
    expected = published(root)
    kept = tree(root / ".brief")
    chance = random.Random(SEED)  # noqa: S311 - a test
    for _ in range(100 if SLOW else 6):
        write(root / ".brief", dict(kept))
        for name in ("cache.sqlite3", "last-build.json"):
            content = bytearray(kept[name])
            for _ in range(chance.choice((1, 5, 200))):
                content[chance.randrange(len(content))] = chance.randrange(256)
            (root / ".brief" / name).write_bytes(content)
        (root / "site/index.html").write_text("spoilt")
        done = build(root)
        assert done.exit_code == 0, done.stderr
        assert published(root) == expected


def test_two_builds_at_once_exclude_each_other(tmp_path: Path) -> None:
    root = laid(tmp_path / "project")
    before = tree(root)
    edit(root, "And more.")
    with (root / ".brief/lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = build(root)
    said_in_one_sentence(done, "another build of this project is running")
    after = tree(root)
    assert {path for path in before if before[path] != after.get(path)} == {NOTE}
    assert build(root).exit_code == 0


def test_many_builds_at_once_give_one_whole_site(tmp_path: Path) -> None:
    root = laid(tmp_path / "project")
    edit(root, "And more.")
    begun = [
        subprocess.Popen(
            [str(BRIEF), "build", "--no-pdf", "--quiet"],
            cwd=root,
            env=environment(NOW),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    ended = [(each.communicate()[1], each.returncode) for each in begun]
    assert any(status == 0 for _, status in ended)
    for said, status in ended:
        assert status == 0 or "another build of this project is running" in said
    assert published(root) == clean(root, tmp_path / "fresh")


def test_a_clock_that_moves_back_or_forward_changes_no_byte(tmp_path: Path) -> None:
    root = laid(tmp_path / "project")
    expected = published(root)
    for day in (1, 2**31 - 1, int(time.time())):
        for path in root.rglob("*"):
            os.utime(path, (day, day))
        done = build(root)
        assert "nothing changed" in done.stderr
        assert published(root) == expected
    for name in ("2026-11-22", "2026-11-30", "2026-11-23"):
        assert build(root, "--as-of", name).exit_code == 0
        fresh = tmp_path / name
        shutil.copytree(root / "briefs", fresh / "briefs")
        assert build(fresh, "--as-of", name).exit_code == 0
        assert published(root) == published(fresh)
