"""Mail without a relay: files, an mbox, the program sendmail; and many mails to smtp-sink."""

import mailbox
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from brief.adapters.database.engine import open_database
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.writer import Writer
from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.local import FolderTransport, MboxTransport, SendmailTransport
from brief.adapters.mail.senders import Senders
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Copy, Handed, Transport
from brief.delivery.campaign import Claimed, Limits, settlement
from brief.diagnostics.world import BriefError
from support.bench_senders import content
from support.disks import files_of_at_most
from support.ledgers import FENCE, frozen, state_of, states
from support.relays import Relay as Sink
from support.relays import serving
from support.smtp_sink import resident_bytes, sinking

HEAD = b"Message-ID: <abc@letter.example>\r\nSubject: x\r\n\r\n"
MAIL = HEAD + b"From here on\r\n.\r\n>From there\r\n"


def hand(
    transport: Transport, expose: Callable[[], bool] = lambda: True, to: str = "a@example.org"
) -> Handed | None:
    return transport.line().hand_over("b@bounces.example", to, "1.1", MAIL, expose)


def test_a_mail_becomes_a_file_by_its_message_id(tmp_path: Path) -> None:
    place = FolderTransport(tmp_path / "mail")
    for _ in range(2):
        handed = hand(place)
        assert handed is not None
        assert settlement(handed.reply, 0).state == "sent"
    assert {path.name for path in (tmp_path / "mail").iterdir()} == {"abc.eml"}
    assert (tmp_path / "mail/abc.eml").read_bytes() == MAIL


def test_what_may_not_be_handed_over_leaves_no_file(tmp_path: Path) -> None:
    assert hand(FolderTransport(tmp_path / "mail"), lambda: False) is None
    assert list((tmp_path / "mail").iterdir()) == []
    assert hand(MboxTransport(tmp_path / "m.mbox"), lambda: False) is None
    assert (tmp_path / "m.mbox").read_bytes() == b""


def test_an_mbox_is_read_by_others_as_it_was_written(tmp_path: Path) -> None:
    place = MboxTransport(tmp_path / "m.mbox")
    assert hand(place) is not None
    assert hand(place) is not None
    with closing(mailbox.mbox(tmp_path / "m.mbox")) as box:
        found = [each.get_payload() for each in box]
    assert found == [">From here on\n.\n>>From there\n\n"[:-1]] * 2


def test_an_mbox_on_a_full_disk_keeps_what_it_had_and_no_piece_of_a_mail(
    tmp_path: Path,
) -> None:
    path = tmp_path / "m.mbox"
    before = b"From a\n\n" + b"x" * (64 * 1024 - 30)
    path.write_bytes(before)
    with files_of_at_most(64):
        found = hand(MboxTransport(path))
    assert found is not None
    assert settlement(found.reply, 1).state == "queued"
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_said_before_anything(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(BriefError, match="cannot write mails"):
        hand(FolderTransport(tmp_path / "mail"))


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("cat > {to}", "sent"),
        ("cat > /dev/null; exit 75", "queued"),
        ("cat > /dev/null; echo no such user >&2; exit 67", "failed"),
        ("kill -9 $$", "unknown"),
    ],
)
def test_sendmail_says_by_its_status_what_came_of_a_mail(
    tmp_path: Path, script: str, state: str
) -> None:
    taken = tmp_path / "taken"
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\necho "$@" > {taken}.args\n' + script.format(to=taken))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    handed = hand(SendmailTransport(str(program)), to="-oQ/tmp@example.org")
    assert handed is not None
    assert settlement(handed.reply, 0).state == state
    if state == "sent":
        assert taken.read_bytes() == MAIL.replace(b"\r\n", b"\n")
        args = taken.with_suffix(".args").read_text().strip()
        # An address that looks like an option is none.
        assert args == "-i -f b@bounces.example -- -oQ/tmp@example.org"


def senders(url: str, transport: Transport, count: int) -> tuple[Senders, Writer]:
    database = open_database(url)
    campaign_id = frozen(database, count)
    writer = Writer(database)

    def copy(row: Claimed) -> Copy:
        return Copy(f"b+{row.id}@bounces.example", content(row.id))

    ledger = Ledger(writer, Seat("test", FENCE), Limits())
    return Senders(ledger, transport, copy, [campaign_id]), writer


def test_many_mails_take_no_more_memory_than_few(tmp_path: Path) -> None:
    with sinking() as port:
        made, writer = senders(
            f"sqlite:///{tmp_path / 'd'}", SmtpTransport(Relay("127.0.0.1", port, "none")), 1500
        )
        seen: list[int] = []
        made.run(4, lambda: seen.append(resident_bytes()), every_s=0.1)
        assert states(writer.database) == {"sent": 1500}
        # What comes with the first mails is no growth.
        assert max(seen[2:]) - seen[2] < 20_000_000
        writer.close()
        writer.database.close()


def test_smtp_sink_that_drops_after_the_dot_makes_all_unknown(tmp_path: Path) -> None:
    with sinking("-q", ".") as port:
        made, writer = senders(
            f"sqlite:///{tmp_path / 'd'}", SmtpTransport(Relay("127.0.0.1", port, "none")), 5
        )
        made.run(2, lambda: None)
        assert states(writer.database) == {"unknown": 5}
        assert state_of(writer.database, 1) == "finished-with-unknowns"
        writer.close()
        writer.database.close()


def test_smtp_sink_that_is_busy_after_the_dot_charges_nobody(tmp_path: Path) -> None:
    with sinking("-Q", ".") as port:
        made, writer = senders(
            f"sqlite:///{tmp_path / 'd'}", SmtpTransport(Relay("127.0.0.1", port, "none")), 2
        )
        timer = threading.Timer(1.5, made.stopping.set)
        timer.start()
        made.run(1, lambda: None)
        timer.join()
        assert states(writer.database) == {"queued": 2}
        with closing(sqlite3.connect(tmp_path / "d")) as connection:
            assert connection.execute("SELECT DISTINCT attempt FROM delivery").fetchall() == [
                (0,)
            ]
        writer.close()
        writer.database.close()


def test_a_database_that_cannot_be_written_stops_before_the_dot(tmp_path: Path) -> None:
    """Whatever was handed over by then is written down; nothing else leaves."""
    with serving(Sink()) as sink:
        made, writer = senders(
            f"sqlite:///{tmp_path / 'd'}",
            SmtpTransport(Relay("127.0.0.1", sink.port, "none")),
            200,
        )

        def full(_recipient: str) -> None:
            if len(sink.taken) == 20:
                with closing(sqlite3.connect(tmp_path / "d", timeout=20)) as connection:
                    connection.execute(
                        "CREATE TRIGGER full BEFORE UPDATE ON delivery"
                        " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
                    )

        sink.on_data = full
        with pytest.raises(Exception, match="disk is full"):
            made.run(1, lambda: None)
        taken = len(sink.taken)
        assert taken <= 22
        with closing(sqlite3.connect(tmp_path / "d")) as connection:
            connection.execute("DROP TRIGGER full")
        found = states(writer.database)
        # At most the mail that was in the air is not written down as sent.
        assert found.get("sent", 0) >= taken - 2
        assert found.get("sent", 0) + found.get("exposed", 0) >= taken
        assert max(sink.recipients.values()) == 1
        writer.close()
        writer.database.close()
