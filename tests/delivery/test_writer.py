"""The writer: what comes together is one commit, in order, and no fault takes another's."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, event, insert, select, text
from sqlalchemy.exc import ProgrammingError

from brief.adapters.database.engine import Database
from brief.adapters.database.tables import bucket
from brief.adapters.database.writer import Work, Writer
from brief.diagnostics.world import BriefError


def adding(key: str) -> Work[str]:
    def work(connection: Connection, now: float) -> str:
        connection.execute(insert(bucket).values(key=key, tokens=0.0, updated_at=now))
        return key

    return work


def failing(connection: Connection, _now: float) -> None:
    connection.execute(text("SELECT a FROM nowhere"))


def keys(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(bucket.c.key).order_by(bucket.c.key)).scalars())


@pytest.fixture
def commits(writer: Writer) -> Iterator[list[object]]:
    seen: list[object] = []
    note = seen.append
    event.listen(writer.database.engine, "commit", note)
    yield seen
    event.remove(writer.database.engine, "commit", note)


def test_what_is_handed_in_while_another_writes_is_one_commit(
    writer: Writer, commits: list[object]
) -> None:
    """Eight threads come while a ninth writes: two commits for nine."""
    inside, go_on = threading.Event(), threading.Event()

    def slow(_connection: Connection, _now: float) -> None:
        inside.set()
        assert go_on.wait(10)

    def handed_in() -> int:
        return len(writer._waiting)  # noqa: SLF001 - what the test waits for

    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(writer.run, slow)
        assert inside.wait(10)
        others = [pool.submit(writer.run, adding(f"{n}")) for n in range(8)]
        while handed_in() < len(others):
            threading.Event().wait(0.001)
        go_on.set()
        assert [each.result() for each in others] == [f"{n}" for n in range(8)]
        first.result()
    assert len(commits) == 2
    assert keys(writer.database) == [f"{n}" for n in range(8)]


def test_what_nobody_waits_for_costs_no_commit_of_its_own(
    writer: Writer, commits: list[object]
) -> None:
    """It is written before what the same thread then waits for, in the same transaction."""

    def seen(connection: Connection, _now: float) -> list[str]:
        return list(connection.execute(select(bucket.c.key)).scalars())

    def both() -> list[str]:
        posted = writer.post(adding("posted"))
        found = writer.run(seen)
        assert posted.done()
        return found

    with ThreadPoolExecutor(1) as pool:
        # The moment may just be over when the second is handed in: then there are two.
        assert pool.submit(both).result() == ["posted"]
    assert len(commits) <= 2


def test_what_nobody_waits_for_is_written_though_nobody_comes(writer: Writer) -> None:
    assert writer.post(adding("alone")).result(10) == "alone"
    assert keys(writer.database) == ["alone"]


def test_a_fault_is_told_to_whom_it_belongs(writer: Writer) -> None:
    """In one transaction with it, others would be lost: each is done again by itself."""
    inside, go_on = threading.Event(), threading.Event()

    def slow(_connection: Connection, _now: float) -> None:
        inside.set()
        assert go_on.wait(10)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(writer.run, slow)
        assert inside.wait(10)
        before, wrong = writer.post(adding("before")), writer.post(failing)
        after = writer.post(adding("after"))
        go_on.set()
        first.result()
    assert (before.result(10), after.result(10)) == ("before", "after")
    with pytest.raises((BriefError, ProgrammingError), match="nowhere"):
        wrong.result(10)
    assert keys(writer.database) == ["after", "before"]
    # And the next is written as if nothing had been.
    assert writer.run(adding("next")) == "next"


def test_a_connection_that_was_lost_is_opened_anew(writer: Writer) -> None:
    """PostgreSQL may be started again between two mails."""
    assert writer.run(adding("one")) == "one"
    if writer.database.is_sqlite:
        kept = writer._kept  # noqa: SLF001 - what breaks
        assert kept is not None
        kept.connection.driver_connection.close()  # type: ignore[union-attr]
    else:
        with writer.database.engine.connect() as other:
            other.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            )
    with pytest.raises((BriefError, ProgrammingError), match=r"terminat|closed"):
        writer.run(adding("lost"))
    assert writer.run(adding("two")) == "two"
    assert keys(writer.database) == ["one", "two"]


def test_what_waits_when_it_is_closed_is_written(writer: Writer) -> None:
    handed = [writer.post(adding(f"{n}")) for n in range(5)]
    writer.close()
    assert all(each.done() for each in handed)
    assert keys(writer.database) == [f"{n}" for n in range(5)]
    with pytest.raises(RuntimeError):
        writer.post(adding("late"))
