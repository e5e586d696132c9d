"""What a campaign is tied to: this machine and file, or this server and its line of history.

A copied folder, a restored dump and a promoted standby have lost or doubled what was sent
since, and look the same from inside. It cannot see a whole machine that was set back.
"""

import hashlib
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from brief.adapters.database.engine import Database
from brief.diagnostics.world import BriefError

_MACHINE = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def fence_of(database: Database) -> str:
    """Return what tells this database from a copy of it.

    Raises:
        BriefError: PostgreSQL does not let us ask.
    """
    said = _file(database) if database.is_sqlite else _server(database)
    return hashlib.sha256(said.encode()).hexdigest()


def _file(database: Database) -> str:
    found = Path(database.engine.url.database or "").stat()
    return f"sqlite {_machine()} {found.st_dev} {found.st_ino}"


def _machine() -> str:
    for path in _MACHINE:
        try:
            said = Path(path).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        if said:
            return said
    return "a machine without a name"


def _server(database: Database) -> str:
    try:
        with database.engine.connect() as connection:
            row = connection.execute(
                text(
                    "SELECT s.system_identifier, c.timeline_id, d.oid"
                    " FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d"
                    " WHERE d.datname = current_database()"
                )
            ).one()
    except DBAPIError as error:
        message = "PostgreSQL does not say which server it is"
        hint = "GRANT EXECUTE ON FUNCTION pg_control_system, pg_control_checkpoint to this user"
        raise BriefError(message, hint) from error
    return f"postgresql {row[0]} {row[1]} {row[2]}"
