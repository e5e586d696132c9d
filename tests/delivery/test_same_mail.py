"""What is sent once more is the same mail, byte for byte: a reader's program knows it again."""

import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from support.posting import begun, brief, states, wait_for
from support.relays import Fault, Relay, serving


@dataclass
class Listening(Relay):
    """A relay that keeps every mail whose end it heard, taken or not."""

    heard: list[tuple[str, str, bytes]] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - a name of aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        self.heard.append((envelope.rcpt_tos[0], envelope.mail_from or "", content))
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def relay() -> Iterator[Listening]:
    with serving(Listening()) as running:
        assert isinstance(running, Listening)
        yield running


def execute(project: Path, statement: str) -> None:
    with closing(sqlite3.connect(project / "state/delivery.sqlite3")) as connection, connection:
        connection.execute(statement)


def test_a_mail_that_was_refused_or_lost_is_the_same_when_it_is_sent_again(
    project: Path, relay: Listening, digest: str
) -> None:
    relay.faults = {
        "ada@example.org": Fault("data", "451 4.3.0 later", times=1),
        "ben@example.org": Fault("data", "take and drop", times=1),
    }
    running = begun(project, digest)
    wait_for(project, {"sent": 2, "queued": 1, "unknown": 1})
    running.send_signal(signal.SIGTERM)
    running.wait(15)
    # A later second would be another date, if the date were that of the attempt.
    time.sleep(1.1)
    execute(project, "UPDATE delivery SET settled_at = settled_at - 100")
    resolved = brief(
        project,
        *("outbox", "resolve", "first-issue", "--to", "ben@example.org", "--again"),
        *("--reason", "the relay lost it"),
    )
    assert resolved.returncode == 0, resolved.stderr
    execute(project, "UPDATE delivery SET next_at = 0")
    done = brief(project, "send", "1", "--quiet")
    assert done.returncode == 0, done.stderr
    assert set(states(project).values()) == {"sent"}
    ids = set()
    for address in ("ada@example.org", "ben@example.org"):
        first, second = (each for each in relay.heard if each[0] == address)
        assert first == second
        assert re.fullmatch(r"b\+[a-z2-7]{26}@bounces\.letter\.example", first[1])
        ids |= set(re.findall(rb"^Message-ID: .*", first[2], re.MULTILINE))
    assert len(ids) == 2
    assert len(relay.heard) == 6
