"""Statements that go to the driver as they are: made into text once, and not at every mail.

A mail takes three statements. SQLAlchemy's own work on one is six times what SQLite does
for it (6 of 38 µs), so those three are said to the driver; all others are not.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.exc import DBAPIError

from brief.adapters.database.engine import Database


class Prepared:
    """A statement as text of the database's dialect, with the values that stand in it.

    Its parameters are single values: a list has as many places as it has members.
    """

    def __init__(self, database: Database, statement: ClauseElement) -> None:
        made = statement.compile(dialect=database.engine.dialect)
        # The compiler's own form, which types call less than it is.
        compiled: Any = made
        self._sql = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        self._fixed: dict[str, Any] = {
            name: value
            for name, value in compiled.params.items()
            if not compiled.binds[name].required
        }
        self._error: type[Exception] = database.engine.dialect.loaded_dbapi.Error

    def changed(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Execute with some values in the transaction of a connection; return rows changed.

        Raises:
            DBAPIError: What the driver raised, as SQLAlchemy says it.
        """
        given: Any = {**self._fixed, **values}
        if self._order is not None:
            given = tuple([given[name] for name in self._order])
        driver: Any = connection.connection.driver_connection
        try:
            return int(driver.execute(self._sql, given).rowcount)
        except self._error as error:
            raise DBAPIError.instance(self._sql, None, error, self._error) from error
