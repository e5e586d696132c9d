"""Lists of people for tests: imported into a real database, and looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.people import People, everyone, open_people
from brief.adapters.database.staging import Defaults, staging
from brief.app.importing import Imported, Reading, import_list
from brief.delivery.cells import Words
from brief.delivery.keyed import Keys
from brief.delivery.subscriber import Subscriber

KEYS = Keys({1: b"k" * 32})
WORDS = Words(("free", "paid"), ("everyone", "buyer", "investor"), "paid")


@dataclass(frozen=True)
class Desk:
    """A list in a database, and what one does with it."""

    people: People

    def imports(
        self,
        content: str | bytes,
        *,
        reading: Reading | None = None,
        dry_run: bool = False,
        piece: int = 4096,
        words: Words = WORDS,
    ) -> Imported:
        """Import a list, handed over in pieces of some bytes."""
        whole = content.encode() if isinstance(content, str) else content
        pieces = (whole[at : at + piece] for at in range(0, len(whole), piece))
        into = staging(self.people, defaults=Defaults("free"), source="test form")
        with into as stage:
            return import_list(
                pieces, "list.csv", stage, words, reading or Reading(), dry_run=dry_run
            )

    def all(self) -> dict[str, Subscriber]:
        """Return everybody by normalised address."""
        return {each.address_norm: each for each in everyone(self.people)}


def told(done: Imported) -> list[str]:
    """Return findings as `line:column code`."""
    return [
        f"{each.diagnostic.span.line}:{each.diagnostic.span.column} {each.diagnostic.code}"
        for each in done.findings
    ]


@contextmanager
def sqlite_desk(folder: Path, keys: Keys = KEYS) -> Iterator[Desk]:
    """Give an empty list in a file of a folder."""
    database: Database = open_database(f"sqlite:///{folder / 'people.sqlite3'}")
    try:
        yield Desk(open_people(database, keys))
    finally:
        database.close()
