"""A ledger with letters that were sent, for tests of what comes back."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, update

from brief.adapters.database.enrolment import columns_of, new_id
from brief.adapters.database.freezing import freeze
from brief.adapters.database.people import People, everyone
from brief.adapters.database.returns import Register
from brief.adapters.database.tables import delivery, subscriber
from brief.adapters.detector import detector
from brief.adapters.mailboxes import Mail
from brief.app.returning import Report, go_through
from brief.delivery.addresses import Address
from brief.delivery.campaign import Frozen, Plan, Rendering
from brief.delivery.subscriber import Preferences
from brief.delivery.tokens import derive, token_hash
from support.bounces import Sent
from support.lists import KEYS

KEY = KEYS.by_number[1]


@dataclass(frozen=True)
class Post:
    """A list, its ledger, and what was sent."""

    people: People

    def send(self, issue: str, addresses: tuple[str, ...]) -> dict[str, Sent]:
        """Add people, and let the ledger have sent an issue to them."""
        sent, rows = {}, []
        for address, person in self._added(addresses).items():
            whole = Address(address, address.lower())
            tokens = derive(KEY, issue, "issue", person)
            sent[address] = Sent(
                to=address,
                verp=f"b+{tokens.verp}@bounces.letter.example",
                leave=f"letter+{tokens.unsubscribe}@letter.example",
                message_id=f"{tokens.message_id}@letter.example",
            )
            rows.append(
                Frozen(
                    subscriber=person,
                    address=address,
                    address_norm=whole.norm,
                    address_hmac=KEYS.digests(whole.norm)[1],
                    domain=whole.domain,
                    name=None,
                    variant="v",
                    message_id=sent[address].message_id,
                    key_no=1,
                    unsub_hash=token_hash(tokens.unsubscribe),
                    verp_hash=token_hash(tokens.verp),
                )
            )
        plan = Plan(
            issue=issue,
            edition="public",
            kind="issue",
            manifest_sha256="0" * 64,
            planned_at=0.0,
            not_before=0.0,
            not_after=1e12,
            on_unknown="hold",
            renderings=(Rendering("v", "1" * 64, 1000),),
            recipients=tuple(rows),
        )
        number = freeze(self.people.database, plan, fence="test", who="test")
        with self.people.database.writing() as connection:
            connection.execute(
                update(delivery)
                .where(delivery.c.campaign == number)
                .values(state="sent", sort="accepted", settled_at=1.0)
            )
        return sent

    def _added(self, addresses: tuple[str, ...]) -> dict[str, str]:
        """Return the ids of people by address, after adding those who were not there."""
        known = {each.address: each.id for each in everyone(self.people)}
        new = {each: known.get(each, new_id()) for each in addresses}
        now = {"status": "confirmed", "created_at": 1.0, "updated_at": 1.0}
        with self.people.database.writing() as connection:
            for address in addresses:
                if address not in known:
                    row = columns_of(Address(address, address.lower()), Preferences())
                    connection.execute(insert(subscriber).values(**row, **now, id=new[address]))
        return new

    def gets(self, *mails: str, by_address: bool = False, dry_run: bool = False) -> Report:
        """Go through mails."""
        register = Register(self.people, by_address=by_address, dry_run=dry_run)
        named = (Mail(f"{number}", text.encode()) for number, text in enumerate(mails))
        return go_through(named, register.take, detector())


def as_mbox(path: Path, *mails: str) -> Path:
    """Write mails as an mbox, as a mail server does."""
    rows = []
    for text in mails:
        quoted = text.replace("\nFrom ", "\n>From ")
        rows.append(f"From MAILER-DAEMON Tue Nov 10 09:00:00 2026\n{quoted}\n")
    path.write_text("".join(rows), encoding="utf-8")
    return path
