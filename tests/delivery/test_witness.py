"""A database that was set back is told from the one that sent last, by what stands outside."""

import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.tables import witness as table
from brief.adapters.database.witness import VARIABLE, Witness, witness_of
from support.postgres import Postgres


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state/delivery.sqlite3"


@pytest.fixture
def database(home: Path, path: Path) -> Iterator[Database]:
    del home
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.close()


def test_one_that_sends_again_and_again_is_never_doubted(
    database: Database, home: Path
) -> None:
    for _ in range(3):
        assert witness_of(database).doubt() is None
        witness_of(database).renew()
    assert witness_of(database).doubt() is None
    (file,) = (home / "brief").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_backup_in_the_same_file_is_told(home: Path, path: Path) -> None:
    def renewed(times: int) -> None:
        opened = open_database(f"sqlite:///{path}")
        for _ in range(times):
            witness_of(opened).renew()
        opened.close()

    renewed(2)
    shutil.copy(path, home.parent / "backup")
    renewed(1)
    shutil.copyfile(home.parent / "backup", path)
    opened = open_database(f"sqlite:///{path}")
    assert "set back" in (witness_of(opened).doubt() or "")
    witness_of(opened).renew()
    assert witness_of(opened).doubt() is None
    opened.close()


def test_a_sender_that_ended_between_the_two_is_not_doubted(database: Database) -> None:
    witness_of(database).renew()
    with database.writing() as connection:
        old = connection.execute(select(table.c.number)).scalar_one()
        values = {"previous": old, "number": secrets.token_hex(16)}
        connection.execute(update(table).values(values))
    assert witness_of(database).doubt() is None


def test_another_user_or_machine_is_told(database: Database, home: Path) -> None:
    witness_of(database).renew()
    assert "another machine" in (Witness(database, "another").doubt() or "")
    shutil.rmtree(home)
    assert "is gone" in (witness_of(database).doubt() or "")


def test_postgres_is_told_by_its_server_alone(postgres: Postgres, home: Path) -> None:
    opened = open_database(postgres.new_database())
    for _ in range(2):
        witness_of(opened).renew()
        assert witness_of(opened).doubt() is None
    assert "another machine" in (Witness(opened, "another").doubt() or "")
    assert not home.exists()
    opened.close()
