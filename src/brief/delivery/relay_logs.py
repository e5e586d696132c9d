"""Lines of relays' logs that prove that a mail was taken, by the token in its sender.

Only these lines count. Postfix also writes a Message-ID for mails that it never took; OpenSMTPD
writes none. Source: delivery rules, section 3.3, twenty trials a cell on three servers.
"""

import re
from collections.abc import Iterable, Iterator

_LINES = (
    # Postfix: the queue manager has it.
    re.compile(r"\bqmgr\[\d+\]: \w+: from=<([^<>\s]+)>, size="),
    # Exim: `<=` marks an arrival.
    re.compile(r"\s<= ([^<>\s]+@[^<>\s]+)\s"),
    # OpenSMTPD.
    re.compile(r"\bsmtp envelope evpid=\S+ from=<([^<>\s]+)>"),
)


def taken(lines: Iterable[str]) -> Iterator[str]:
    """Yield the sender of each mail that a log says was taken, in the order of its lines."""
    for line in lines:
        for pattern in _LINES:
            found = pattern.search(line)
            if found:
                yield found[1]
                break


def token_of(sender: str) -> str | None:
    """Return the token in the sender of an envelope, whatever stands before it."""
    local = sender.rpartition("@")[0]
    found = re.search(r"(?:^|[+\-=])([a-z2-7]{26})$", local, re.IGNORECASE)
    return found[1].lower() if found else None
