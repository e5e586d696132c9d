"""A sender that tests kill: the real ledger, threads and driver, over a list made by number.

It is a program of its own, so that it can be ended by SIGKILL at a named place. The place and the
mutant are told on the command line: production code knows of neither.
"""

import json
import os
import random
import signal
import sys
import threading
from collections import Counter
from typing import Any

from brief.adapters.database import ledger as ledger_module
from brief.adapters.database import statements
from brief.adapters.database.engine import open_database
from brief.adapters.database.freezing import freeze
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.tables import delivery
from brief.adapters.database.writer import Writer
from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.senders import Senders
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Copy
from brief.delivery.campaign import Claimed, Limits
from support.ledgers import FENCE, plan


def main() -> None:
    """Freeze, and send until all is done; be killed at a place, the n-th time it is passed."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    stop = killer(told["place"], told["nth"])
    if told["mutant"]:
        break_t6()
    database = open_database(told["url"])
    campaign_id = freeze(database, plan(told["count"]), fence=FENCE, who="test", stop=stop)
    writer = Writer(database)
    seat = Seat(f"pid {os.getpid()}", FENCE, told["lease_s"], told["reply_s"], told["grace_s"])
    relay = Relay(
        "127.0.0.1", told["port"], "none", timeout_s=5, reply_s=told["reply_s"]
    )
    senders = Senders(
        Ledger(writer, seat, Limits(), stop),
        SmtpTransport(relay, stop),
        copy_of,
        campaign_id,
        stop=stop,
        reap_s=0.3,
    )
    signal.signal(signal.SIGTERM, lambda *_: senders.stopping.set())
    senders.run(told["threads"], lambda: None, every_s=0.1)
    writer.close()
    database.close()


def copy_of(row: Claimed) -> Copy:
    """Return the mail of a row: small, and known by its Message-ID."""
    number = row.subscriber.removeprefix("s")
    text = f"Message-ID: <{number}@letter.example>\r\nSubject: {number}\r\n\r\n"
    return Copy(f"b+{number}@bounces.example", (text + "A line of text.\r\n" * 40).encode())


def killer(place: str, nth: int) -> Any:
    """Return what ends this process at a place, the n-th time that some thread passes it."""
    lock = threading.Lock()
    passed: Counter[str] = Counter()

    def stop(name: str) -> None:
        with lock:
            passed[name] += 1
            if name == place and passed[name] == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    return stop


def break_t6() -> None:
    """Take from T6 all that it looks at: what must make tests fail."""
    statements.t6_conditions = lambda: (delivery.c.id == statements.ID,)
    assert ledger_module.statements is statements
    random.seed()


if __name__ == "__main__":
    main()
