"""What the tests of mail look at: projects built by the command, once for all processes."""

import pickle
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from support import planted
from support.command import run, tree, write
from support.mailing import sending
from support.once import made_once, shared_by_all
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


@pytest.fixture(scope="session")
def synthetic_mails(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sent, ...]:
    """Return mails of synthetic issues; the first process makes them."""

    def make(root: Path) -> None:
        (root / "mails.pickle").write_bytes(pickle.dumps(synthetic(NUMBERS)))

    root = made_once(shared_by_all(tmp_path_factory), "synthetic", make)
    kept = (root / "mails.pickle").read_bytes()
    made: tuple[Sent, ...] = pickle.loads(kept)  # noqa: S301 - our own
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return what builds a project and gives all its files; the first process does it."""

    @cache
    def made(name: str) -> Mapping[str, bytes]:
        def make(root: Path) -> None:
            write(root, files_of(name))
            options = () if name == "planted" else ("--no-pdf",)
            done = run("build", *options, cwd=root, env=NOW)
            assert done.returncode == 0, done.stderr

        return tree(made_once(shared_by_all(tmp_path_factory) / "mail", name, make))

    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for messages that other programs read."""
    return tmp_path
