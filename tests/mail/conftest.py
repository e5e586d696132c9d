"""What the tests of mail look at: projects built by the command, once for all processes."""

import fcntl
import pickle
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from support import planted
from support.command import run, tree, write
from support.mailing import sending
from support.projects import NOW, our_own
from support.synthetic import NUMBERS, Sent, synthetic

Built = Callable[[str], Mapping[str, bytes]]


def files_of(name: str) -> Mapping[str, str | bytes]:
    """Return a project: our own newsletter, or the one with planted numbers."""
    if name == "planted":
        return planted.letter()
    path = "briefs/newsletter.yaml"
    own = sending(our_own())
    # Cards and the index of the search have no part in mail, and take half of a build.
    return {**own, path: f"{own[path]!s}cards: off\nsearch: off\n"}


def for_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def synthetic_mails(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sent, ...]:
    """Return mails of synthetic issues; the first process makes them."""
    kept = for_all(tmp_path_factory) / "synthetic.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(synthetic(NUMBERS)))
    made: tuple[Sent, ...] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return what builds a project and gives all its files; the first process does it."""
    shared = for_all(tmp_path_factory)

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
