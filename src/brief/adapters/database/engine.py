"""Opens the database of delivery, so that what it says is committed is on the disk.

SQLite is the default, for one machine; PostgreSQL, by URL, for many. Every write begins with
the write lock: a transaction that reads first and writes later fails in SQLite whatever its
patience (SQLITE_BUSY, "deferred upgrade"). Leases are told by the clock of the database, never
by that of a worker.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Double,
    Engine,
    create_engine,
    event,
    func,
    literal,
    make_url,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from brief.adapters.database.migrate import bring_up_to_date
from brief.diagnostics.world import BriefError

Clock = Callable[[], float]
"""Seconds since 1970 in UTC."""

# Where the project keeps it. Not in `.brief/`, all of which may be deleted.
DEFAULT_PATH = "state/delivery.sqlite3"
VARIABLE = "BRIEF_DATABASE_URL"

# How long a writer of another process is waited for.
PATIENCE_S = 30

# Locks of these do not hold from one machine to another. Source: sqlite.org/wal.html.
NETWORK = ("nfs", "cifs", "smb", "afs", "9p", "fuse.sshfs", "ceph", "lustre", "glusterfs")


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, up to date. `now` is its clock, which tests may replace."""

    engine: Engine
    clock: Clock | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    def now(self) -> ColumnElement[float]:
        """Return the instant of a statement as SQL, in seconds since 1970."""
        if self.is_sqlite or self.clock is not None:
            return literal(self.tick(), Double())
        return func.extract("epoch", func.clock_timestamp()).cast(Double())

    def tick(self) -> float:
        """Return the instant by the clock of this machine, or by the one of the tests.

        For SQLite this is the clock: one machine has one, and SQLite's own is cut to
        milliseconds.
        """
        return self.clock() if self.clock is not None else time.time()

    @contextmanager
    def writing(self, kept: Connection | None = None) -> Iterator[Connection]:
        """Give a connection inside one write transaction, committed at the end.

        It is one of the pool, or one that the caller keeps.

        Raises:
            BriefError: The database is locked, full, gone or read-only.
        """
        with said_by_database():
            if kept is None:
                with self.engine.begin() as connection:
                    yield connection
            else:
                with kept.begin():
                    yield kept

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of everything, and waits for no writer."""
        with said_by_database(), self.engine.connect() as plain:
            connection = plain.execution_options(brief_reading=True)
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def said_by_database() -> Iterator[None]:
    """Say what the database refused in one sentence.

    Breaches of our own constraints pass: those who write know what they mean.
    """
    try:
        yield
    except DBAPIError as error:
        kind = type(error).__name__
        if kind in ("IntegrityError", "ProgrammingError", "DataError"):
            raise
        text = str(error.orig).strip().splitlines()
        hint = "nothing was half written; mend it and repeat the command"
        said = text[0] if text else kind
        raise BriefError(f"the database of delivery cannot be used: {said}", hint) from error


def database_url(root: Path) -> str:
    """Return where a project keeps its deliveries: in SQLite, unless the environment says else.

    There, what has no scheme is the path of an SQLite file, from the root of the project. No
    setting says it: the URL of a server holds a password.
    """
    given = os.environ.get(VARIABLE) or DEFAULT_PATH
    return given if "://" in given else f"sqlite:///{(root / given).absolute()}"


def open_database(url: str, *, clock: Clock | None = None) -> Database:
    """Open a database, make it where there is none, and bring its tables up to date.

    Raises:
        BriefError: It cannot be opened or would not keep what is committed; it stands on a
            network file system; it was made by a later version.
    """
    parsed = _parsed(url)
    on_disk = parsed.get_backend_name() == "sqlite"
    engine = _sqlite(parsed) if on_disk else _postgres(parsed)
    database = Database(engine, clock)
    try:
        with said_by_database():
            if not database.is_sqlite:
                _check_durable(engine)
            bring_up_to_date(engine)
    except BaseException:
        database.close()
        raise
    return database


def _parsed(url: str) -> URL:
    hint = f"{VARIABLE} is `sqlite:///path` or `postgresql://user@host/name`"
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise BriefError("the URL of the database cannot be read", hint) from None
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise BriefError(f"deliveries cannot be kept in `{backend}`", hint)
    return parsed


def _sqlite(url: URL) -> Engine:
    path = Path(url.database or "")
    if not url.database or url.database == ":memory:":
        message = "deliveries cannot be kept in memory"
        raise BriefError(message, f"name a file, for instance `{DEFAULT_PATH}`")
    try:
        make_private(path.parent)
    except OSError as error:
        raise BriefError(f"cannot use the folder {path.parent}: {error.strerror}") from error
    system = file_system_of(path.parent)
    if system.startswith(NETWORK):
        message = f"{path} lies on a network file system ({system}), where locks do not hold"
        raise BriefError(message, "keep it on a disk of this machine, or use PostgreSQL")
    # SQLite gives its log and its shared memory the mode of the file, and says better why not.
    with suppress(OSError):
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    engine = create_engine(url, connect_args={"timeout": PATIENCE_S})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # Without this the driver begins transactions when it thinks fit.
        connection.isolation_level = None
        cursor = connection.cursor()
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name} = {value}")
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                message = f"SQLite does not take {name} = {value} for {path}: it has {found}"
                raise BriefError(message, "use a disk of this machine, or PostgreSQL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("brief_reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may open; leave one that is there as it is.

    Raises:
        OSError: It cannot be made.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def _postgres(url: URL) -> Engine:
    try:
        # A server that went away is found out before a statement is lost with it.
        return create_engine(url, pool_pre_ping=True, pool_size=20)
    except ModuleNotFoundError as error:
        message = f"PostgreSQL needs a package that is not installed: {error.name}"
        raise BriefError(message, "pip install 'brief[postgres]'") from error


def _check_durable(engine: Engine) -> None:
    """Refuse a server that calls something committed before it is on its disk."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SHOW synchronous_commit").scalar_one()
    if found == "off":
        message = "PostgreSQL says `synchronous_commit = off`: what is sent could be forgotten"
        raise BriefError(message, "set it to `on` for this database or user")


def file_system_of(folder: Path) -> str:
    """Return the type of the file system that holds a folder; nothing where it is not told."""
    try:
        rows = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = ""
    best = -1
    for row in rows:
        fields, _, rest = row.partition(" - ")
        point = fields.split()[4].encode().decode("unicode_escape")
        if folder.resolve().is_relative_to(point) and len(point) >= best:
            best, found = len(point), rest.split()[0]
    return found
