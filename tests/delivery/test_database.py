"""The database: durable, made once, alike on both engines, refused where it is unsafe."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from brief.adapters.database import migrate
from brief.adapters.database.engine import (
    DEFAULT_PATH,
    VARIABLE,
    Database,
    database_url,
    file_system_of,
    open_database,
)
from brief.adapters.database.tables import METADATA, bucket, subscriber
from brief.diagnostics.world import BriefError
from support.postgres import Postgres

Url = Callable[[], str]

PERSON = {
    "id": "s1",
    "address": "Ada@example.org",
    "address_norm": "ada@example.org",
    "audiences": ["buyer"],
    "topics": [],
    "attributes": {},
    "cadence": "every",
    "pdf": "link",
    "status": "confirmed",
    "created_at": 1_700_000_000.25,
    "updated_at": 1_700_000_000.25,
}


def test_the_tables_are_those_that_the_revisions_make(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_the_newest_revision_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_what_was_written_is_there_when_it_is_opened_again(new_url: Url) -> None:
    url = new_url()
    first = open_database(url)
    with first.writing() as connection:
        connection.execute(insert(subscriber).values(PERSON))
    first.close()
    again = open_database(url)
    with again.reading() as connection:
        row = connection.execute(select(subscriber)).mappings().one()
    again.close()
    assert {name: row[name] for name in PERSON} == PERSON


def test_an_address_is_there_once(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(subscriber).values(PERSON))
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(insert(subscriber).values({**PERSON, "id": "s2"}))


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            connection.execute(insert(subscriber).values(PERSON))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as connection:
        assert connection.execute(select(subscriber)).all() == []


def test_many_writers_at_once_wait_for_each_other(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(bucket).values(key="all", tokens=0, updated_at=0))

    def add() -> None:
        for _ in range(25):
            with database.writing() as connection:
                row = connection.execute(select(bucket).with_for_update()).one()
                connection.execute(bucket.update().values(tokens=row.tokens + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert connection.execute(select(bucket.c.tokens)).scalar_one() == 100


def test_several_first_commands_at_once_make_the_tables_once(new_url: Url) -> None:
    url = new_url()
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            open_database(url).close()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_its_clock_is_the_one_it_was_given(new_url: Url) -> None:
    database = open_database(new_url(), clock=lambda: 17.5)
    with database.reading() as connection:
        assert connection.execute(select(database.now())).scalar_one() == 17.5
    database.close()


def test_its_own_clock_tells_seconds_since_1970(database: Database) -> None:
    with database.reading() as connection:
        found = connection.execute(select(database.now())).scalar_one()
    assert 1.7e9 < found < 1e10


def test_sqlite_is_durable_at_every_opening(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'd.sqlite3'}")
    with database.reading() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    path.write_text("not a database, but long enough to be read as a page of one\n" * 50)
    with pytest.raises(BriefError, match="file is not a database"):
        open_database(f"sqlite:///{path}")


def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    open_database(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BriefError, match="another version of brief"):
        open_database(f"sqlite:///{path}")


def test_postgres_that_forgets_what_it_committed_is_refused(postgres: Postgres) -> None:
    url = postgres.new_database()
    name = url.split("?")[0].rsplit("/", 1)[1]
    postgres.sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with pytest.raises(BriefError, match="synchronous_commit = off"):
        open_database(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/name", "cannot be kept in `mysql`"),
        ("no url at all", "cannot be read"),
        ("sqlite://", "in memory"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be used: connection failed"),
    ],
)
def test_other_databases_are_refused_in_a_sentence(url: str, said: str) -> None:
    with pytest.raises(BriefError, match=said):
        open_database(url)


def test_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert database_url(tmp_path) == f"sqlite:///{tmp_path / DEFAULT_PATH}"
    monkeypatch.setenv(VARIABLE, "mail/d.db")
    assert database_url(tmp_path) == f"sqlite:///{tmp_path / 'mail/d.db'}"
    monkeypatch.setenv(VARIABLE, "postgresql://h/m")
    assert database_url(tmp_path) == "postgresql://h/m"


def test_the_file_system_of_a_folder_is_told(tmp_path: Path) -> None:
    assert file_system_of(Path("/proc")) == "proc"
    mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    points = [row.split()[4] for row in mounts]
    # Below a root that is no mount of its own, as in a chroot, nothing is told.
    told = any(tmp_path.is_relative_to(point) for point in points)
    assert bool(file_system_of(tmp_path)) == told
