"""What the tests of mail look at: projects built by the command, once for all processes."""

import fcntl
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from support import planted
from support.command import run, tree, write
from support.mailing import sending
from support.projects import NOW, our_own

Built = Callable[[str], Mapping[str, bytes]]


def files_of(name: str) -> Mapping[str, str | bytes]:
    """Return a project: our own newsletter, or the one with planted numbers."""
    if name == "planted":
        return planted.letter()
    path = "briefs/newsletter.yaml"
    own = sending(our_own())
    # Cards and the index of the search have no part in mail, and take half of a build.
    return {**own, path: f"{own[path]!s}cards: off\nsearch: off\n"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return what builds a project and gives all its files; the first process does it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base

    @cache
    def made(name: str) -> Mapping[str, bytes]:
        root = shared / "mail" / name
        root.mkdir(parents=True, exist_ok=True)
        with (root.parent / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (root / "done").exists():
                write(root, files_of(name))
                options = () if name == "planted" else ("--no-pdf",)
                done = run("build", *options, cwd=root, env=NOW)
                assert done.returncode == 0, done.stderr
                (root / "done").touch()
        return tree(root)

    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for messages that other programs read."""
    return tmp_path
