"""A watch tells of every change, whatever becomes of the folders."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.adapters.serve.watching import Watch

PATIENCE_S = 20


class Watched:
    """Two folders under a watch."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.told = threading.Event()
        self.watch = Watch((root / "briefs", root / "templates"), self.told.set)

    def heard(self) -> bool:
        """Wait for a change to be told, and begin anew."""
        found = self.told.wait(PATIENCE_S)
        self.told.clear()
        return found


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "briefs/notes").mkdir(parents=True)
    (tmp_path / "briefs/notes/a.yaml").write_text("a", encoding="utf-8")
    found = Watched(tmp_path)
    found.watch.start()
    yield found
    found.watch.close()


def test_a_save_a_rename_a_new_file_and_a_deleted_one_are_told(watched: Watched) -> None:
    note = watched.root / "briefs/notes/a.yaml"
    note.write_text("b", encoding="utf-8")
    assert watched.heard()
    beside = note.with_name("a.yaml.new")
    beside.write_text("c", encoding="utf-8")
    assert watched.heard()
    beside.replace(note)
    assert watched.heard()
    (watched.root / "briefs/notes/new").mkdir()
    (watched.root / "briefs/notes/new/b.yaml").write_text("d", encoding="utf-8")
    assert watched.heard()
    note.unlink()
    assert watched.heard()


def test_hidden_files_are_not_told(watched: Watched) -> None:
    (watched.root / "briefs/notes/.a.yaml.swp").write_text("x", encoding="utf-8")
    assert not watched.told.wait(0.5)


def test_a_folder_that_comes_later_is_watched_too(watched: Watched) -> None:
    (watched.root / "templates").mkdir()
    assert watched.heard()
    (watched.root / "templates/a.html").write_text("x", encoding="utf-8")
    assert watched.heard()


def test_a_folder_that_goes_and_comes_back_is_watched_again(watched: Watched) -> None:
    (watched.root / "briefs").rename(watched.root / "elsewhere")
    assert watched.heard()
    (watched.root / "elsewhere").rename(watched.root / "briefs")
    assert watched.heard()
    (watched.root / "briefs/notes/a.yaml").write_text("e", encoding="utf-8")
    assert watched.heard()
