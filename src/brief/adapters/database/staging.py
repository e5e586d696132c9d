"""A list on its way in: gathered beside the tables, compared with them, taken over at once.

Rows are gathered in a temporary table, which holds nobody up. Only taking them over writes to
the tables, in one transaction: a list is in as a whole or not at all.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Double,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)

from brief.adapters.database.engine import said_by_database
from brief.adapters.database.enrolment import new_id
from brief.adapters.database.people import People, ignoring_known
from brief.adapters.database.tables import consent_event, subscriber, suppression
from brief.delivery.difference import Change, Difference, Sort
from brief.delivery.rows import Row

# What a list may say of a person; what it does not say stays as it is.
WANTED = ("name", "language", "tier", "audiences", "cadence", "pdf", "topics", "attributes")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new person has where the list says nothing."""

    tier: str
    cadence: str = "every"
    pdf: str = "link"


class Stage:
    """The rows of one list, in a temporary table of one connection."""

    def __init__(
        self, people: People, connection: Connection, defaults: Defaults, source: str
    ) -> None:
        self._people = people
        self._connection = connection
        self._defaults = defaults
        self._source = source
        self._digests = tuple(sorted(people.keys.by_number))
        self._rows = Table(
            "staged",
            MetaData(),
            Column("norm", String, primary_key=True),
            Column("line", Integer, nullable=False),
            Column("person", String, nullable=False),
            Column("address", String, nullable=False),
            Column("status", String, nullable=False),
            *(Column(name, _type(name)) for name in WANTED),
            Column("source", String),
            Column("created_at", Double),
            *(Column(f"digest_{number}", String, nullable=False) for number in self._digests),
            prefixes=["TEMPORARY"],
        )
        with self._reading():
            self._rows.create(connection)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self._connection.execution_options(brief_reading=True)
        with said_by_database(), self._connection.begin():
            yield

    def add(self, rows: Sequence[Row]) -> list[tuple[Row, int]]:
        """Gather rows; return those whose address the list had before, with its first line.

        The first row of an address counts; but where any says that somebody has left, they
        have.
        """
        again: list[tuple[Row, int]] = []
        fresh: dict[str, dict[str, Any]] = {}
        gone: set[str] = set()
        with self._reading():
            norms = [row.address.norm for row in rows]
            wanted = select(self._rows.c.norm, self._rows.c.line)
            before = wanted.where(self._rows.c.norm.in_(norms))
            known: dict[str, int] = dict(self._connection.execute(before).all())
            for row in rows:
                norm = row.address.norm
                first = known.setdefault(norm, row.line)
                if first == row.line:
                    fresh[norm] = self._columns(row)
                    continue
                again.append((row, first))
                if row.status == "left":
                    gone.add(norm)
            if fresh:
                self._connection.execute(self._rows.insert(), list(fresh.values()))
            if gone:
                leaving = update(self._rows).where(self._rows.c.norm.in_(gone))
                self._connection.execute(leaving.values(status="left"))
        return again

    def _columns(self, row: Row) -> dict[str, Any]:
        digests = self._people.keys.digests(row.address.norm)
        return {
            "norm": row.address.norm,
            "line": row.line,
            "person": new_id(),
            "address": row.address.text,
            "status": row.status,
            "name": row.name,
            "language": row.language,
            "tier": row.tier,
            "audiences": None if row.audiences is None else list(row.audiences),
            "cadence": row.cadence,
            "pdf": row.pdf,
            "topics": None if row.topics is None else list(row.topics),
            "attributes": None
            if row.attributes is None
            else dict(sorted(row.attributes.items())),
            "source": row.source,
            "created_at": row.created_at.timestamp() if row.created_at else None,
            **{f"digest_{number}": digest for number, digest in digests.items()},
        }

    def difference(self, most: int) -> Difference:
        """Compare the list with the tables. Tells at most so many changes by name."""
        with self._reading():
            return self._difference(most)

    def take_over(self, most: int) -> Difference:
        """Write the list to the tables, in one transaction, and return what was changed."""
        self._connection.execution_options(brief_reading=False)
        with said_by_database(), self._connection.begin():
            found = self._difference(most)
            if not found.nothing:
                self._change()
                self._insert()
                self._leave()
            return found

    def _difference(self, most: int) -> Difference:
        staged = self._rows.c
        leaving = staged.status == "left"
        sort = case(
            (and_(leaving, self._is_gone()), "known"),
            (leaving, "left"),
            (self._is_suppressed(), "suppressed"),
            (subscriber.c.id.is_(None), "new"),
            (self._differs(), "changed"),
            else_="same",
        )
        joined = self._rows.outerjoin(subscriber, subscriber.c.address_norm == staged.norm)
        sorts = select(sort.label("sort")).select_from(joined).subquery()
        counted = select(sorts.c.sort, func.count()).group_by(sorts.c.sort)
        found: dict[str, int] = dict(self._connection.execute(counted).all())
        changes: list[Change] = []
        kinds: tuple[Sort, ...] = ("changed", "left", "suppressed", "new")
        for kind in kinds:
            wanted = self._named(joined, sort == kind).limit(most - len(changes))
            changes += [_change(kind, row) for row in self._connection.execute(wanted)]
        return Difference(
            new=found.get("new", 0),
            changed=found.get("changed", 0),
            same=found.get("same", 0),
            left=found.get("left", 0),
            known_left=found.get("known", 0),
            suppressed=found.get("suppressed", 0),
            changes=tuple(changes),
        )

    def _named(self, joined: Any, condition: ColumnElement[bool]) -> Select[Any]:
        columns: list[ColumnElement[Any]] = [self._rows.c.address]
        for name in WANTED:
            columns += [
                subscriber.c[name].label(f"old_{name}"),
                self._rows.c[name].label(f"new_{name}"),
            ]
        return select(*columns).select_from(joined).where(condition).order_by(self._rows.c.line)

    def _is_suppressed(self) -> ColumnElement[bool]:
        digests = [self._rows.c[f"digest_{number}"] for number in self._digests]
        return exists().where(suppression.c.address_hmac.in_(digests))

    def _is_gone(self) -> ColumnElement[bool]:
        """Whether nothing is to be done for somebody who has left."""
        stays = and_(subscriber.c.id.is_not(None), subscriber.c.status != "left")
        return and_(self._is_suppressed(), not_(stays))

    def _differs(self) -> ColumnElement[bool]:
        return or_(
            *(
                and_(
                    _said(self._rows.c[name]),
                    or_(
                        _text(self._rows.c[name]) != _text(subscriber.c[name]),
                        subscriber.c[name].is_(None),
                    ),
                )
                for name in WANTED
            )
        )

    def _reads(self) -> ColumnElement[bool]:
        return and_(self._rows.c.status != "left", not_(self._is_suppressed()))

    def _change(self) -> None:
        staged, now = self._rows.c, self._people.database.now()
        same = subscriber.c.address_norm == staged.norm
        wanted = and_(same, self._reads(), self._differs())
        self._note(
            select(subscriber.c.id, now, literal("changed"), literal(self._source))
            .select_from(self._rows.join(subscriber, same))
            .where(self._reads(), self._differs())
        )
        values = {name: _or(staged[name], subscriber.c[name]) for name in WANTED}
        self._connection.execute(
            update(subscriber).where(wanted).values(**values, updated_at=now)
        )

    def _insert(self) -> None:
        staged, now = self._rows.c, self._people.database.now()
        known = exists().where(subscriber.c.address_norm == staged.norm)
        new = and_(self._reads(), not_(known))
        nothing: dict[str, Any] = {"audiences": [], "topics": [], "attributes": {}}
        of_new: dict[str, Any] = {
            "tier": self._defaults.tier,
            "cadence": self._defaults.cadence,
            "pdf": self._defaults.pdf,
        }
        columns = {
            "id": staged.person,
            "address": staged.address,
            "address_norm": staged.norm,
            "name": staged.name,
            "language": staged.language,
            **{name: _or(staged[name], literal(value)) for name, value in of_new.items()},
            **{name: _or(staged[name], literal(v, JSON)) for name, v in nothing.items()},
            "status": staged.status,
            "source": func.coalesce(staged.source, literal(self._source)),
            "created_at": func.coalesce(staged.created_at, now),
            "updated_at": now,
        }
        self._note(
            select(staged.person, now, literal("imported"), literal(self._source)).where(new)
        )
        rows = select(*columns.values()).where(new).order_by(staged.line)
        self._connection.execute(subscriber.insert().from_select(list(columns), rows))

    def _leave(self) -> None:
        staged, now = self._rows.c, self._people.database.now()
        leaving = staged.status == "left"
        same = subscriber.c.address_norm == staged.norm
        staying = and_(leaving, subscriber.c.status != "left")
        self._note(
            select(subscriber.c.id, now, literal("left"), literal(self._source))
            .select_from(self._rows.join(subscriber, same))
            .where(staying)
        )
        for number in self._digests:
            rows = select(
                staged[f"digest_{number}"],
                literal(number),
                literal("all"),
                literal("left"),
                now,
                literal(self._source),
            ).where(leaving)
            columns = ["address_hmac", "key_no", "scope", "reason", "at", "note"]
            self._connection.execute(
                ignoring_known(self._people.database, suppression).from_select(columns, rows)
            )
        self._connection.execute(
            update(subscriber).where(same, staying).values(status="left", updated_at=now)
        )

    def _note(self, rows: Select[Any]) -> None:
        columns = ["subscriber", "at", "event", "source"]
        self._connection.execute(consent_event.insert().from_select(columns, rows))

    def drop(self) -> None:
        """Let the gathered rows go."""
        with self._reading():
            self._rows.drop(self._connection)


def _type(name: str) -> Any:
    lists = ("audiences", "topics", "attributes")
    return JSON(none_as_null=True) if name in lists else String()


def _said(column: Any) -> ColumnElement[bool]:
    said: ColumnElement[bool] = column.is_not(None)
    return said


def _text(column: Any) -> ColumnElement[str]:
    """Return a column as text: PostgreSQL compares no JSON, and ours has one form only."""
    return cast(column, String)


def _or(column: Any, other: Any) -> ColumnElement[Any]:
    """Return what a list says, else what there is; with the type kept."""
    return func.coalesce(column, other, type_=column.type)


def _change(sort: Sort, row: Any) -> Change:
    fields = []
    for name in WANTED:
        before, after = getattr(row, f"old_{name}"), getattr(row, f"new_{name}")
        if sort == "changed" and after is not None and after != before:
            fields.append((name, _shown(before), _shown(after)))
        elif sort == "new" and after:
            fields.append((name, "", _shown(after)))
    return Change(sort, row.address, tuple(fields))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value or "")


@contextmanager
def staging(people: People, *, defaults: Defaults, source: str) -> Iterator[Stage]:
    """Give the place where one list is gathered. What is not taken over is forgotten."""
    with said_by_database(), people.database.engine.connect() as connection:
        stage = Stage(people, connection, defaults, source)
        try:
            yield stage
        finally:
            stage.drop()
