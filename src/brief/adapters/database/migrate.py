"""Brings the tables up to date, by Alembic; loads it only where something is to be done."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from brief.diagnostics.world import BriefError

# The newest revision. A test holds it to the files below `migrations/versions/`.
HEAD = "0001"

# Any number will do, as long as every process takes the same: PostgreSQL's advisory lock.
_LOCK = 7_261_001


def bring_up_to_date(engine: Engine) -> None:
    """Apply the revisions that are missing, all in one transaction.

    Raises:
        BriefError: A later version of brief made the database.
    """
    with engine.connect() as connection:
        found = _revision(connection)
    if found == HEAD:
        return
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        # Another process may have been faster.
        if _revision(connection) != HEAD:
            _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    # Half a second that only the first command of a project pays.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        message = f"the database of delivery is of another version of brief: {error}"
        raise BriefError(message, "install the version that made it, or a later one") from None
