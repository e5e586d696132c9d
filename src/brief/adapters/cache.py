"""Results of steps in one SQLite file. Damaged, locked or gone, it costs time alone."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from brief.app.ports import Cache

FORMAT = 1

# PDFs of some hundred issues; beyond it the oldest go.
MOST_BYTES = 512 * 1024 * 1024


class SqliteCache:
    """A cache in a file. Only the process that built it opens it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._path, timeout=5)) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                connection.execute("DROP TABLE IF EXISTS results")
                connection.execute(
                    "CREATE TABLE results (key TEXT PRIMARY KEY, content BLOB NOT NULL,"
                    " sha256 TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"
                )
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            with connection:
                yield connection

    def get(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the results that are known and whole."""
        found: dict[str, bytes] = {}
        try:
            with self._open() as connection:
                turn = _next(connection)
                for key in keys:
                    row = connection.execute(
                        "SELECT content, sha256 FROM results WHERE key = ?", (key,)
                    ).fetchone()
                    if row and hashlib.sha256(row[0]).hexdigest() == row[1]:
                        found[key] = row[0]
                        connection.execute(
                            "UPDATE results SET used = ? WHERE key = ?", (turn, key)
                        )
        except (sqlite3.Error, OSError, TypeError):
            self._discard()
            return {}
        return found

    def put(self, results: Mapping[str, bytes]) -> None:
        """Keep results; the oldest go when there are too many."""
        try:
            with self._open() as connection:
                turn = _next(connection)
                connection.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                    (
                        (key, content, hashlib.sha256(content).hexdigest(), turn)
                        for key, content in results.items()
                    ),
                )
                _trim(connection)
        except (sqlite3.Error, OSError):
            self._discard()

    def _discard(self) -> None:
        """Remove a file that cannot be used; the next build makes another."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


def _next(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT coalesce(max(used), 0) + 1 FROM results").fetchone()
    return int(found[0])


def _trim(connection: sqlite3.Connection) -> None:
    total = connection.execute(
        "SELECT coalesce(sum(length(content)), 0) FROM results"
    ).fetchone()[0]
    rows = connection.execute("SELECT key, length(content) FROM results ORDER BY used, key")
    for key, size in rows.fetchall():
        if total <= MOST_BYTES:
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
