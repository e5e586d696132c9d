"""A witness of what was sent, outside of the database: it tells one that was set back.

A backup that is put back in place is the same file on the same machine. So a random text stands
both in the database and in a file of the user, and is renewed while mail is sent, in the
database first. A database that says another than the file is not the one that sent last.
PostgreSQL has no such file, since many machines may send from it: its timeline tells.
"""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, update

from brief.adapters.database.engine import Database, make_private
from brief.adapters.database.fence import fence_of
from brief.adapters.database.people import ignoring_known
from brief.adapters.database.tables import witness
from brief.diagnostics.world import BriefError

VARIABLE = "XDG_STATE_HOME"
_ONE = 1


@dataclass(frozen=True, slots=True)
class Witness:
    """The witness of a database, as this machine and user have it."""

    database: Database
    fence: str

    def doubt(self) -> str | None:
        """Return why this may not be the database that sent last; nothing where it is.

        Raises:
            BriefError: The folder of the user, or the database, cannot be used.
        """
        with self._alone(), self.database.reading() as connection:
            row = connection.execute(select(witness)).one_or_none()
            if row is None:
                return None
            if row.fence != self.fence:
                return "the last mail was sent on another machine, or this is a copy"
            if not self.database.is_sqlite:
                return None
            said = self._said(row.identity)
        if said is None:
            return "this user has never sent from here, or their witness of it is gone"
        # The second: a sender ended between the database and the file.
        if said not in (row.number, row.previous):
            return "mail was sent since this state of the database: it was set back"
        return None

    def renew(self) -> None:
        """Say that mail is sent from here: in the database, then in the file.

        Raises:
            BriefError: One of them cannot be written.
        """
        number = secrets.token_hex(16)
        with self._alone():
            with self.database.writing() as connection:
                identity = self._write(connection, number)
            if self.database.is_sqlite:
                self._say(identity, number)

    def _write(self, connection: Connection, number: str) -> str:
        at = self.database.now()
        row = connection.execute(select(witness).with_for_update()).one_or_none()
        if row is None:
            identity = secrets.token_hex(16)
            values = {"id": _ONE, "identity": identity, "number": number, "previous": ""}
            # Where many machines send, another may have been first: its row is as good.
            made = ignoring_known(self.database, witness)
            connection.execute(made.values(fence=self.fence, at=at, **values))
            return identity
        # A file that says something older would be let pass, if the one before were kept.
        previous = row.number if row.fence == self.fence else ""
        connection.execute(
            update(witness).values(fence=self.fence, at=at, number=number, previous=previous)
        )
        return str(row.identity)

    def _said(self, identity: str) -> str | None:
        try:
            return (_folder() / f"{identity}.witness").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise _unusable(error) from error

    def _say(self, identity: str, number: str) -> None:
        folder = _folder()
        temporary = folder / f"{identity}.tmp"
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(f"{number}\n")
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(folder / f"{identity}.witness")
            with _opened(folder) as opened:
                os.fsync(opened)
        except OSError as error:
            raise _unusable(error) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other sender of this user stand between the database and the file."""
        if not self.database.is_sqlite:
            yield
            return
        with contextlib.ExitStack() as stack:
            try:
                make_private(_folder())
                fcntl.flock(stack.enter_context(_opened(_folder())), fcntl.LOCK_EX)
            except OSError as error:
                raise _unusable(error) from error
            yield


def witness_of(database: Database) -> Witness:
    """Return the witness of a database on this machine."""
    return Witness(database, fence_of(database))


def _folder() -> Path:
    given = os.environ.get(VARIABLE, "")
    try:
        home = Path(given) if Path(given).is_absolute() else Path.home() / ".local/state"
    except RuntimeError as error:
        raise BriefError("this user has no home folder", _HINT) from error
    return home / "brief"


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


_HINT = f"set {VARIABLE} to a folder that stays, outside of the project"


def _unusable(error: Exception) -> BriefError:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return BriefError(f"the witness of what was sent cannot be used: {_folder()}: {why}", _HINT)
