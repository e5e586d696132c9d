"""Kill senders at every place, seed after seed, on both engines, and record what came of it.

    python scripts/soak_delivery.py [SEEDS] [FIRST]

Any wrong ends it with the seed. What was seen is written to docs/soak-delivery.md.
"""

import platform
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.mail_crashes import Fired, fire
from support.postgres import started

# Runs at one time.
AT_ONCE = 3
PAGE = Path(__file__).parent.parent / "docs" / "soak-delivery.md"

HEAD = """\
# What long runs of delivery have shown

`make soak` sends the same list again and again. In each run two senders work at a time; one is
killed (SIGKILL) at each named place of a transaction, some are frozen past their lease
(SIGSTOP), and the relay drops 5 % of its replies after the final dot. Four more are killed
while the list is frozen. Then the relay's own count is held against the ledger. What must hold,
and ends the run where it does not:

- nobody is lost, and nobody is mailed twice;
- nothing is called sent that the relay did not take;
- no more is unknown than kills (times the threads of a sender) and lost replies explain;
- the counts of all states add up, whenever a second connection looks.

`make test` does this with 5 seeds on both engines, and shows that it fails without the
conditions of the last statement before the dot. Kills are of processes: no power was cut. The
last long run:

"""


@dataclass
class Sum:
    """What the runs on one engine have shown together."""

    runs: int = 0
    people: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    frozen: int = 0
    lost: int = 0
    sent: int = 0
    unknown: int = 0
    unknown_taken: int = 0
    polls: int = 0

    def add(self, fired: Fired) -> None:
        """Count a run."""
        self.runs += 1
        self.people += fired.count
        self.killed.update(fired.killed)
        self.frozen += fired.frozen
        self.lost += fired.lost
        self.sent += len(fired.in_state("sent"))
        self.unknown += len(fired.in_state("unknown"))
        self.unknown_taken += len(fired.in_state("unknown") & set(fired.taken))
        self.polls += fired.polls

    def row(self, engine: str) -> str:
        """Return a row of the table."""
        cells = (
            engine,
            f"{self.runs:,}",
            f"{self.people:,}",
            f"{self.killed.total() + 4 * self.runs:,}",
            f"{self.frozen:,}",
            f"{self.lost:,}",
            f"{self.sent:,}",
            f"{self.unknown:,}, of which {self.unknown_taken:,} were taken",
            "0",
            f"{self.polls:,}",
        )
        return "| " + " | ".join(cells) + " |\n"


def main() -> None:
    """Run, and write the page."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0  # noqa: PLR2004 - the second argument
    sums = {"SQLite": Sum(), "PostgreSQL": Sum()}
    began = time.monotonic()
    with (
        started() as server,
        tempfile.TemporaryDirectory() as folder,
        # Runs mostly wait: for leases to end, for those who sleep.
        ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool,
    ):
        runs = {}
        for seed in range(first, first + seeds):
            path = f"sqlite:///{folder}/{seed}.sqlite3"
            runs[pool.submit(fire, path, seed)] = ("SQLite", seed)
            runs[pool.submit(fire, server.new_database(), seed)] = ("PostgreSQL", seed)
        for run in as_completed(runs):
            engine, seed = runs[run]
            fired = run.result()
            wrong = fired.wrong()
            if wrong:
                pool.shutdown(wait=False, cancel_futures=True)
                sys.exit(f"{engine}, seed {seed}: " + "; ".join(wrong))
            sums[engine].add(fired)
            past = time.monotonic() - began
            print(f"{engine}, seed {seed}: {past:.0f} s", flush=True)  # noqa: T201
            _write(sums, first, first + seeds - 1, past)


def _write(sums: dict[str, Sum], first: int, last: int, seconds: float) -> None:
    names = ("engine", "runs", "mails", "kills", "frozen", "replies lost", "sent", "unknown")
    table = "| " + " | ".join((*names, "twice", "looks")) + " |\n" + "|---" * 10 + "|\n"
    table += "".join(total.row(engine) for engine, total in sums.items())
    day = datetime.now(tz=UTC).date()
    about = (
        f"Seeds {first} to {last} on {day:%d %B %Y}, in {seconds / 60:.0f} minutes on"
        f" {platform.machine()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}.\n\n"
    )
    PAGE.write_text(HEAD + about + table, encoding="utf-8")


if __name__ == "__main__":
    main()
