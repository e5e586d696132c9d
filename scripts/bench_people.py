"""Measure lists of people: a million rows in, in again, out, and what came out in again."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from brief.adapters.database.engine import open_database
from brief.adapters.database.people import People, everyone, open_people
from brief.adapters.database.staging import Defaults, staging
from brief.app.importing import Imported, Reading, import_list
from brief.delivery.cells import Words
from brief.delivery.export import export
from brief.delivery.keyed import Keys

ROWS = 1_000_000
PIECE = 1 << 18
WORDS = Words(("free", "paid"), ("everyone", "buyer"), "paid")


def rows(count: int) -> Iterator[bytes]:
    """Yield a list of so many people in 2,000 domains, by pieces."""
    yield b"email,name,tier,language\n"
    for first in range(0, count, 10_000):
        yield "".join(
            f"reader{n}@example{n % 2000}.org,Reader {n},{'paid' if n % 7 else 'free'},en\n"
            for n in range(first, min(first + 10_000, count))
        ).encode()


def timed(what: str, count: int, act: Callable[[], object]) -> None:
    """Print how long something takes, and the most memory that the process has had."""
    began = time.monotonic()
    act()
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = f"{what:<32}{took:>8.1f} s{count / took:>10,.0f} a second{peak:>8.0f} MB peak"
    sys.stdout.write(f"{line}\n")


def take(people: People, pieces: Iterator[bytes]) -> Imported:
    """Import a list."""
    with staging(people, defaults=Defaults("free"), source="bench") as stage:
        return import_list(pieces, "list.csv", stage, WORDS, Reading(), dry_run=False)


def main() -> None:
    """Measure with as many rows as the first argument says, or a million."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/people.sqlite3")
        people = open_people(database, Keys({1: b"k" * 32}))
        out = Path(folder) / "out.csv"
        take(people, rows(100))
        timed(f"import {count:,} rows", count, lambda: take(people, rows(count)))
        timed("the same again", count, lambda: take(people, rows(count)))

        def written() -> None:
            with out.open("w", encoding="utf-8", newline="") as file:
                file.writelines(export(everyone(people)))

        timed("export", count, written)

        def read_again() -> None:
            with out.open("rb") as file:
                done = take(people, iter(lambda: file.read(PIECE), b""))
            assert done.difference is not None
            assert done.difference.nothing
            assert done.difference.same == count

        timed("import what was exported", count, read_again)
        database.close()


if __name__ == "__main__":
    main()
