"""Results of steps in one SQLite file. Damaged, locked or gone, it costs time alone.

Beside them stands what each place was last made of, so that a build can say why it made it.
"""

import contextlib
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from brief.app.ports import Cache, MadeOf

FORMAT = 3

# PDFs of a thousand issues; beyond it the oldest go.
MOST_BYTES = 1024 * 1024 * 1024

# Places that this many builds have not made are forgotten.
MOST_BUILDS = 20

# What a damaged file makes SQLite and its module raise, besides errors of their own.
DAMAGE = (sqlite3.Error, OSError, TypeError, ValueError, OverflowError, MemoryError)

# These say nothing of the file: the disk is full, another process holds it, rights are missing.
PASSING = frozenset(
    (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOMEM,
    )
)

_TABLES = """
DROP TABLE IF EXISTS results;
DROP TABLE IF EXISTS places;
CREATE TABLE results (
    key TEXT PRIMARY KEY, content BLOB NOT NULL, sha256 TEXT NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX results_by_use ON results (used);
CREATE TABLE places (
    place TEXT PRIMARY KEY, key TEXT NOT NULL, ingredients TEXT NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
"""


class SqliteCache:
    """A cache in a file. Only the process that built it opens it.

    One of these is for one build: what it has used stays until the build is done, however much
    that is.
    """

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES, wait_s: float = 5) -> None:
        """Take where it is, how many bytes of results it may keep, how long it waits."""
        self._path = path
        self._most_bytes = most_bytes
        self._wait_s = wait_s
        self._turn: int | None = None

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(exist_ok=True)
        with contextlib.closing(
            sqlite3.connect(self._path, timeout=self._wait_s)
        ) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
                connection.executescript(_TABLES)
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            if self._turn is None:
                self._turn = _next(connection)
            with connection:
                yield connection

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Remove a file that cannot be used; the next build makes another."""
        try:
            yield
        except DAMAGE as error:
            code = getattr(error, "sqlite_errorcode", None)
            # The lowest byte is the error; the others say more of it.
            if (
                code is None
                or code & 0xFF not in PASSING
                or any(map(Path.is_dir, self._files()))
            ):
                self._discard()

    def _files(self) -> list[Path]:
        names = (self._path.name + end for end in ("", "-journal", "-wal", "-shm"))
        return [self._path.with_name(name) for name in names]

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the results that are known and whole."""
        found: dict[str, bytes] = {}
        with self._forgiving(), self._open() as connection:
            for key in keys:
                row = connection.execute(
                    "SELECT content, sha256 FROM results WHERE key = ?", (key,)
                ).fetchone()
                if row and _seal(key, row[0]) == row[1]:
                    found[key] = row[0]
            connection.executemany(
                "UPDATE results SET used = ? WHERE key = ?", ((self._turn, k) for k in found)
            )
        return found

    def put(self, results: Mapping[str, bytes]) -> None:
        """Keep results."""
        with self._forgiving(), self._open() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                (
                    (key, content, _seal(key, content), self._turn)
                    for key, content in results.items()
                ),
            )

    def made_of(self, places: Sequence[str]) -> Mapping[str, MadeOf]:
        """Return what places were last made of, as far as that is known."""
        found = {}
        with self._forgiving(), self._open() as connection:
            for place in places:
                row = connection.execute(
                    "SELECT key, ingredients FROM places WHERE place = ?", (place,)
                ).fetchone()
                if row:
                    found[place] = MadeOf(str(row[0]), dict(json.loads(row[1])))
        return found

    def made(self, places: Mapping[str, MadeOf]) -> None:
        """Keep what places are made of now."""
        with self._forgiving(), self._open() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)",
                (
                    (place, each.key, json.dumps(dict(each.ingredients)), self._turn)
                    for place, each in places.items()
                ),
            )

    def trim(self) -> None:
        """Forget the results that were not used for the longest, where there are too many.

        What this build has used stays.
        """
        with self._forgiving(), self._open() as connection:
            assert self._turn is not None  # `_open` sets it
            _forget(connection, self._most_bytes, self._turn)
            connection.execute("DELETE FROM places WHERE used < ?", (self._turn - MOST_BUILDS,))
        with self._forgiving(), self._open() as connection:
            # A script is carried out to its end; `execute` would give back a single page.
            connection.executescript("PRAGMA incremental_vacuum;")

    def _discard(self) -> None:
        for path in self._files():
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)


def _seal(key: str, content: bytes) -> str:
    """Return the digest of a result under its key: a damaged key is a wrong one too."""
    return hashlib.sha256(key.encode() + content).hexdigest()


def _next(connection: sqlite3.Connection) -> int:
    rows = connection.execute(
        "SELECT coalesce(max(used), 0) FROM results UNION ALL"
        " SELECT coalesce(max(used), 0) FROM places"
    )
    return max(int(row[0]) for row in rows) + 1


def _forget(connection: sqlite3.Connection, most_bytes: int, turn: int) -> None:
    total = connection.execute(
        "SELECT coalesce(sum(length(content)), 0) FROM results"
    ).fetchone()[0]
    rows = connection.execute(
        "SELECT key, length(content) FROM results WHERE used < ? ORDER BY used, key", (turn,)
    )
    for key, size in rows.fetchall():
        if total <= most_bytes:
            break
        connection.execute("DELETE FROM results WHERE key = ?", (key,))
        total -= size


class Remembered:
    """A cache in memory before another one, for a process that asks again and again."""

    def __init__(self, behind: Cache, most_bytes: int = 16 * 1024 * 1024) -> None:
        self._behind = behind
        self._most_bytes = most_bytes
        self._held: dict[str, bytes] = {}
        self._size = 0

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the results that are known."""
        found = {key: self._held[key] for key in keys if key in self._held}
        self._hold(found)  # used now, they go last
        missing = [key for key in keys if key not in found]
        fetched = self._behind.get(missing) if missing else {}
        self._hold(fetched)
        return {**found, **fetched}

    def put(self, results: Mapping[str, bytes]) -> None:
        """Keep results."""
        self._hold(results)
        self._behind.put(results)

    def trim(self) -> None:
        """Forget what is too much."""
        self._behind.trim()

    def _hold(self, results: Mapping[str, bytes]) -> None:
        """Hold results; those not used for the longest go when there are too many."""
        for key, content in results.items():
            self._size += len(content) - len(self._held.pop(key, b""))
            self._held[key] = content
        while self._size > self._most_bytes:
            self._size -= len(self._held.pop(next(iter(self._held))))


class NoCache:
    """Remembers nothing."""

    def get(self, _keys: Sequence[str]) -> Mapping[str, bytes]:
        """Know nothing."""
        return {}

    def put(self, _results: Mapping[str, bytes]) -> None:
        """Keep nothing."""

    def trim(self) -> None:
        """Hold nothing that could be too much."""
