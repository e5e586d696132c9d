"""The databases that tests of delivery run on: SQLite, and a PostgreSQL that tests start."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.writer import Writer
from support.command import run
from support.ledgers import Clock
from support.once import made_once, shared_by_all
from support.postgres import Postgres, started
from support.posting import MAIL, PEOPLE, Prepared, brief, manifest
from support.relays import Relay, serving

Url = Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with started() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Url:
    """Return what gives the URL of one more empty database; each test runs on both engines."""
    made: list[str] = []

    def url() -> str:
        if request.param == "sqlite":
            made.append(f"sqlite:///{tmp_path / f'{len(made)}.sqlite3'}")
        else:
            made.append(request.getfixturevalue("postgres").new_database())
        return made[-1]

    return url


@pytest.fixture
def database(new_url: Url) -> Iterator[Database]:
    with ExitStack() as stack:
        opened = open_database(new_url())
        stack.callback(opened.close)
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ticking(new_url: Url, clock: Clock) -> Iterator[Database]:
    """Return a database whose clock is moved by hand."""
    opened = open_database(new_url(), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def writer(ticking: Database) -> Iterator[Writer]:
    made = Writer(ticking)
    yield made
    made.close()


def _prepare(top: Path) -> None:
    """Make the starter project with settings of mail, release it, and import a list."""
    folder = top / "letter"
    assert run("init", str(folder), cwd=top).returncode == 0
    settings = folder / "briefs/newsletter.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("  email: desk", "  address: 1 Example Street\n  email: desk")
    settings.write_text(text + MAIL.format(port=1), encoding="utf-8")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    for command in (
        ("release", "first-issue"),
        ("subscribers", "import", "people.csv", "--consent-source", "the old list"),
    ):
        done = brief(folder, *command)
        assert done.returncode == 0, done.stderr + done.stdout
    (top / "digest").write_text(manifest(folder)["manifest"], encoding="utf-8")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    top = made_once(shared_by_all(tmp_path_factory), "released", _prepare)
    return Prepared(top / "letter", (top / "digest").read_text(encoding="utf-8"))


@pytest.fixture
def relay() -> Iterator[Relay]:
    with serving(Relay()) as running:
        yield running


@pytest.fixture
def project(prepared: Prepared, tmp_path: Path, relay: Relay) -> Path:
    """Return a copy of it, whose relay runs."""
    folder = tmp_path / "letter"
    shutil.copytree(prepared.folder, folder)
    settings = folder / "briefs/newsletter.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("port: 1,", f"port: {relay.port},"), encoding="utf-8")
    return folder


@pytest.fixture
def digest(prepared: Prepared) -> str:
    return prepared.digest
