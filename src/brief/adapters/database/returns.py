"""Mail that came back, held against the ledger: recorded once, suppressing by the rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select, update

from brief.adapters.database.people import People
from brief.adapters.database.suppressions import in_a_row, suppress_in, suppression_of
from brief.adapters.database.tables import bounce, delivery
from brief.delivery.bouncing import FULL, IGNORED, Match, Taken, decide
from brief.delivery.returned import Returned
from brief.delivery.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Register:
    """The ledger as far as mail that comes back concerns it."""

    people: People
    by_address: bool = False
    dry_run: bool = False

    def is_empty(self) -> bool:
        """Tell whether no letter was ever sent from this database."""
        with self.people.database.reading() as connection:
            return connection.execute(select(delivery.c.id).limit(1)).first() is None

    def take(self, digest: str, returned: Returned) -> Taken:
        """Record a mail and do what follows, in one transaction; a second time do nothing."""
        # Some programs mark the mail by which somebody leaves as automatic.
        about_nothing = returned.sort != "automatic" or not returned.tokens
        if returned.sort in (*IGNORED, "unrecognised") and about_nothing:
            return Taken(decide(returned, None, by_address=False), None)
        with self.people.database.writing() as connection:
            taken = self._take(connection, digest, returned)
            if self.dry_run:
                connection.rollback()
            return taken

    def _take(self, connection: Connection, digest: str, returned: Returned) -> Taken:
        match = matched(connection, returned)
        decision = decide(returned, match, by_address=self.by_address)
        if match is None or decision.kind in (*IGNORED, "unrecognised"):
            return Taken(decision, match)
        known = select(bounce.c.id).where(bounce.c.source_sha256 == digest)
        if connection.execute(known).first() is not None:
            return Taken(decision, match, again=True)
        row = connection.execute(select(delivery).where(delivery.c.id == match.delivery)).one()
        status = returned.status
        connection.execute(
            insert(bounce).values(
                source_sha256=digest,
                at=self.people.database.now(),
                delivery=match.delivery,
                address_hmac=row.address_hmac,
                sort=decision.kind,
                how=match.how,
                status=status.enhanced if status else None,
                # Whoever was erased stays so: a server's words may name them.
                text=returned.text if match.address_norm else None,
            )
        )
        reason = decision.suppress
        if decision.kind == "soft-permanent" and match.how != "address":
            # The ledger counts both: what servers refuse at once, and what comes back later.
            same = update(delivery).where(delivery.c.id == match.delivery)
            connection.execute(same.values(sort="soft-permanent"))
            if in_a_row(connection, row.subscriber, row.address_hmac):
                reason = FULL
        if reason is None or match.address_norm is None:
            return Taken(decision, match)
        before = suppression_of(self.people, connection, match.address_norm) is not None
        # The code alone: what the server wrote is in the row of the mail, and goes with it.
        note = status.enhanced if status else None
        source = f"mail that came back ({match.how})"
        suppress_in(self.people, connection, match.address_norm, reason, source, note)
        return Taken(decision, match, reason, before)


def matched(connection: Connection, returned: Returned) -> Match | None:
    """Find the letter that a mail is about: by token, by Message-ID, by address last."""
    if returned.sort in ("leave", "automatic"):
        hashes = [token_hash(each) for each in returned.tokens]
        found = _found(connection, delivery.c.unsub_hash.in_(hashes))
        return Match("leave", *found) if found else None
    # What the mail was sent to tells more than what it returns.
    for tokens in (returned.tokens, returned.inside):
        hashes = [token_hash(each) for each in tokens]
        found = _found(connection, delivery.c.verp_hash.in_(hashes)) if hashes else None
        if found:
            return Match("verp", *found)
    if returned.message_ids:
        found = _found(connection, delivery.c.message_id.in_(_forms(returned.message_ids)))
        if found:
            return Match("message-id", *found)
    if returned.sort == "failure" and returned.addresses:
        found = _found(connection, delivery.c.address_norm.in_(returned.addresses))
        return Match("address", *found) if found else None
    return None


def _forms(message_ids: Iterable[str]) -> list[str]:
    return [form for each in message_ids for form in (each, f"<{each}>")]


def _found(
    connection: Connection, condition: ColumnElement[bool]
) -> tuple[int, str | None] | None:
    """Return the newest letter that a condition holds for."""
    wanted = select(delivery.c.id, delivery.c.address_norm).where(condition)
    row = connection.execute(wanted.order_by(delivery.c.id.desc()).limit(1)).first()
    return (row.id, row.address_norm) if row else None
