"""The databases that tests of delivery run on: SQLite, and a PostgreSQL that tests start."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.writer import Writer
from support.ledgers import Clock
from support.postgres import Postgres, started

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
