"""Issues handed to whole mail servers, Postfix and Exim, down to mailboxes and bounces."""

import email
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.smtp import SmtpLine
from brief.delivery.campaign import settlement
from support.command import run_here
from support.mta import BOUNCES, Server, running
from support.mta_kinds import KINDS
from support.posting import KEY, Prepared, begun, states, wait_for
from support.tap import Cut, Passed, Tap, tapping

# What a server may write above a mail.
ADDED = {
    *("return-path", "delivered-to", "x-original-to", "envelope-to"),
    *("delivery-date", "received"),
}
VERP = re.compile(r"b\+[a-z2-7]{26}@bounces\.letter\.example")

# Everybody who is written to, by what becomes of it.
JOERG = "jörg@xn--bcher-kva.example"
REACHED = ("ada+news@example.org", "o'neil@example.org", JOERG, "dia@example.net")
NOBODY, MOVED = "nobody@example.org", "moved@example.net"
GREY, LATE = "grey@example.net", "late@example.org"
PEOPLE = """\
address,name,tier,pdf
ada+news@example.org,Ada,paid,attach
o'neil@example.org,O'Neil,free,link
nobody@example.org,No Body,free,link
jörg@bücher.example,Jörg,free,none
moved@example.net,Moved,free,none
grey@example.net,Grey,free,none
late@example.org,Late,free,none
dia@example.net,,paid,link
"""
# Mailboxes by the one who is written to.
BOXES = {
    "ada@example.org": REACHED[0],
    **{each: each for each in (*REACHED[1:], GREY)},
}

# Exim's usual words name no enhanced code, so that nobody can tell for how long they hold.
REFUSALS = {
    "postfix": {NOBODY: ("hard", 550, "5.1.1"), MOVED: ("hard", 550, "5.1.1")},
    "exim": {NOBODY: ("hard", 550, "5.1.1"), MOVED: ("unknown-permanent", 550, None)},
}
GONE = {"postfix": {NOBODY, MOVED}, "exim": {NOBODY}}


@pytest.fixture(scope="module", params=tuple(KINDS))
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    kind = KINDS[request.param]
    with running(kind, tmp_path_factory.mktemp(kind.name) / "server") as started:
        yield started


def brief(folder: Path, *arguments: str, **more: str) -> Result:
    """Run a command in this process: it begins ten times as fast."""
    return run_here(*arguments, cwd=folder, env={**KEY, **more})


def manifest(folder: Path) -> str:
    done = brief(folder, "send", "1", "--dry-run", "--format", "json", "--quiet")
    assert done.exit_code == 0, done.output
    return str(json.loads(done.stdout)["manifest"])


def with_people(prepared: Prepared, folder: Path, people: str, port: int, tls: str) -> Path:
    """Return a released project with other people on its list, that sends to a port."""
    shutil.copytree(prepared.folder, folder, ignore=shutil.ignore_patterns("state"))
    settings = folder / "briefs/newsletter.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("port: 1,", f"port: {port},").replace("tls: none", f"tls: {tls}")
    settings.write_text(text, encoding="utf-8")
    (folder / "people.csv").write_text(people, encoding="utf-8")
    done = brief(folder, "subscribers", "import", "people.csv", "--consent-source", "a form")
    assert done.exit_code == 0, done.output
    return folder


def query(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "state/delivery.sqlite3")) as connection, connection:
        return connection.execute(statement).fetchall()


def refusals(folder: Path) -> dict[str, tuple[str, int, str | None]]:
    found = query(
        folder, "SELECT address, sort, code, enhanced FROM delivery WHERE state = 'failed'"
    )
    return {address: (sort, code, enhanced) for address, sort, code, enhanced in found}


def suppressed(folder: Path) -> set[str]:
    found = query(folder, "SELECT address FROM delivery JOIN suppression USING (address_hmac)")
    return {address for (address,) in found}


def test_an_issue_from_the_command_to_the_mailboxes_and_back(
    server: Server, prepared: Prepared, tmp_path: Path
) -> None:
    server.know(*BOXES)
    server.answer({GREY: "450 4.2.0 greylisted, come back later", LATE: "OK"})
    with tapping(Tap(server.ports.usual)) as tap:
        folder = with_people(prepared, tmp_path / "letter", PEOPLE, tap.port, "none")
        sender = begun(folder, manifest(folder))
        wait_for(folder, {"sent": 5, "failed": 2, "queued": 1})
        # Both refusals came among the answers to one write, and cost no connection.
        assert tap.together == len(PEOPLE.splitlines()) - 1
        assert tap.connections <= 2
        assert sum(b"SMTPUTF8" in each for each in tap.writes) == 1
        assert refusals(folder) == REFUSALS[server.kind.name]
        assert suppressed(folder) == GONE[server.kind.name]

        # The sender that waits finds that it need not.
        server.answer({})
        brief(folder, "outbox", "retry", "first-issue", "--to", GREY, "--reason", "let in")
        assert sender.wait(60) == 1
        assert states(folder)[GREY] == "sent"

    server.wait_for({**dict.fromkeys(BOXES, 1), BOUNCES: 1})
    for box, address in BOXES.items():
        (arrived,) = server.box(box)
        arrived_whole(arrived, tap.by_recipient[address])
    came_back(server, folder)


def arrived_whole(arrived: bytes, passed: Passed) -> None:
    """Hold a mail in a mailbox to what was handed over, and to the token in its sender."""
    content = passed.content.replace(b"\r\n", b"\n")
    assert arrived.endswith(content)
    above = email.message_from_bytes(arrived[: -len(content)])
    assert {name.lower() for name in above} <= ADDED
    assert VERP.fullmatch(passed.sender)
    assert above.get_all("Return-Path") == [f"<{passed.sender}>"]


def came_back(server: Server, folder: Path) -> None:
    """Take in the server's own report of whom it could not find after all."""
    boxes = str(server.folder / "mail" / BOUNCES)
    done = brief(folder, "bounces", boxes, "--format", "json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["ways"], report["kinds"]) == ({"verp": 1}, {"hard": 1})
    gone = suppressed(folder)
    assert gone == {LATE, *GONE[server.kind.name]}
    kept = query(folder, "SELECT * FROM bounce")
    again = json.loads(brief(folder, "bounces", boxes, "--format", "json").stdout)
    assert (again["again"], again["kinds"], again["gone"]) == (1, {}, [])
    assert suppressed(folder) == gone
    assert query(folder, "SELECT * FROM bounce") == kept


# Lines that a dialogue could take for its own, or a mailbox for the beginning of a mail.
HARD = (
    *("From: <a@letter.example>", "Subject: points", "Message-ID: <{id}@letter.example>"),
    *("Date: Thu, 26 Nov 2026 21:00:00 +0000", ""),
    *(".", "..", "...", ".x", "", ".", "From here", ">From there", "QUIT", "x" * 998),
    *("a space at the end ", "\ta tab", "MAIL FROM:<>", "", "", "."),
)


@pytest.mark.parametrize("way", ["together", "one by one"])
def test_points_and_one_who_is_not_there_on_one_connection(server: Server, way: str) -> None:
    """Exim offers the same on both ports; so it is asked one by one by Postfix alone."""
    able = way == "together" or server.kind.name == "exim"
    readers = [f"{way[:3]}{number}@example.org" for number in range(4)]
    server.know(*readers)
    there = [*readers[:2], NOBODY, *readers[2:]]
    port = server.ports.usual if way == "together" else server.ports.plain
    with tapping(Tap(port)) as tap:
        line = SmtpLine(Relay("127.0.0.1", tap.port, "none"))
        found = {}
        for number, each in enumerate(there):
            content = "\r\n".join(HARD).format(id=f"{way[:3]}{number}").encode()
            sender = f"b+{number}@bounces.letter.example"
            handed = line.hand_over(sender, each, f"{number}.1", content, lambda: True)
            assert handed is not None
            said = settlement(handed.reply, 0)
            found[each] = (said.state, said.suppress, handed.reply.phase)
            assert bool(handed.taken_as) == (each != NOBODY), handed
        line.close()
        assert tap.connections == 1
        assert tap.together == (len(there) if able else 0)
    wanted = dict.fromkeys(readers, ("sent", False, "dot"))
    assert found == {**wanted, NOBODY: ("failed", True, "rcpt")}
    server.wait_for(dict.fromkeys(readers, 1))
    for number, each in enumerate(there):
        if each != NOBODY:
            (arrived,) = server.box(each)
            wanted_text = "\n".join((*HARD, "")).format(id=f"{way[:3]}{number}").encode()
            assert arrived.endswith(b"\n" + wanted_text)


def test_many_who_are_not_there_harm_nobody_else(server: Server) -> None:
    """Both end a connection over it: Postfix after twenty errors, Exim after so many RSETs."""
    there = [f"there{number}@example.org" for number in range(30)]
    server.know(*there)
    found = {}
    content = "\r\n".join(HARD).format(id=1).encode()
    with tapping(Tap(server.ports.usual)) as tap:
        line = SmtpLine(Relay("127.0.0.1", tap.port, "none"))
        for each in (there[0], *(f"nobody.{one}" for one in there), *there[1:]):
            handed = line.hand_over(
                "b+1@bounces.letter.example", each, "1.1", content, lambda: True
            )
            assert handed is not None
            found[each] = settlement(handed.reply, 0).sort
        line.close()
        assert tap.connections == {"postfix": 4, "exim": 3}[server.kind.name]
    assert found == {
        **dict.fromkeys(there, "accepted"),
        **{f"nobody.{each}": "hard" for each in there},
    }
    server.wait_for(dict.fromkeys(there, 1))
    assert {each: len(server.box(each)) for each in there} == dict.fromkeys(there, 1)


CROWD = tuple(f"reader{number}@example.net" for number in range(60))
CUTS: dict[int, Cut] = {15: "before the dot", 35: "after the reply"}


def test_a_server_killed_in_mid_campaign_makes_no_second_copy_and_loses_none(
    server: Server, prepared: Prepared, tmp_path: Path
) -> None:
    """Killed when a dot is on its way, and when a reply is: neither side knows of the other."""
    server.know(*CROWD)
    killed: list[int] = []

    def kill() -> None:
        server.kill()
        killed.append(len(tap.mails))
        server.start()

    with tapping(Tap(server.ports.usual, CUTS.get, kill)) as tap:
        people = "".join(f"{each},free\n" for each in CROWD)
        folder = with_people(
            prepared, tmp_path / "letter", f"address,tier\n{people}", tap.port, "none"
        )
        done = brief(folder, "send", "1", "--manifest", manifest(folder), "--quiet")
        assert done.exit_code == 1, done.output
        assert len(killed) == 2
        after = states(folder)
        unknown = {each for each in CROWD if after[each] == "unknown"}
        assert {each for each in CROWD if after[each] == "sent"} == set(CROWD) - unknown
        # The two of the cuts, and what the other connection had in hand.
        cut = [tap.mails[number - 1].recipient for number in CUTS]
        assert unknown.issuperset(cut)
        assert len(unknown) <= 4
        listed = brief(folder, "outbox", "unknown", "first-issue")
        assert unknown <= set(listed.stdout.split())

        server.wait_until_idle()
        there = {each for each in CROWD if server.box(each)}
        assert there >= {*CROWD} - unknown | {cut[1]}
        assert cut[0] not in there
        log = folder / "server.log"
        log.write_text(server.log(), encoding="utf-8")
        assert brief(folder, "outbox", "reconcile", "first-issue", str(log)).exit_code == 0
        proved = {each for each in CROWD if states(folder)[each] == "sent"}
        assert there >= proved >= {*CROWD} - unknown | {cut[1]}
        query(folder, "UPDATE delivery SET settled_at = settled_at - 1000")
        for each in sorted(unknown - proved):
            # A server may die after it took a mail and before it wrote that down.
            way = "--sent" if each in there else "--again"
            named = ("--to", each, "--reason", "looked into the mailbox")
            done = brief(folder, "outbox", "resolve", "first-issue", way, *named)
            assert done.exit_code == 0, done.output
        done = brief(folder, "send", "1", "--quiet")
        assert done.exit_code == 0, done.output

    server.wait_for(dict.fromkeys(CROWD, 1))
    # A server that dies between delivering and writing it down delivers again: that is one
    # mail by its number. What we hand over twice has two.
    numbers = {each: {taken_as(mail) for mail in server.box(each)} for each in CROWD}
    assert {each: len(found) for each, found in numbers.items()} == dict.fromkeys(CROWD, 1)


def taken_as(mail: bytes) -> str:
    """Return the number under which a server took a mail."""
    found = re.search(r"\bid (\S+?);?\s", str(email.message_from_bytes(mail)["Received"]))
    assert found is not None
    return found[1]


def test_a_proof_goes_by_starttls_to_a_server_that_an_authority_vouches_for(
    server: Server, prepared: Prepared, tmp_path: Path
) -> None:
    server.know("proof@example.org")
    with tapping(Tap(server.ports.usual)) as tap:
        folder = with_people(prepared, tmp_path / "letter", PEOPLE, tap.port, "starttls")
        unknown = brief(folder, "send", "1", "--to", "proof@example.org")
        assert unknown.exit_code == 3
        assert "certificate verify failed" in unknown.output
        authority = str(server.folder / "ca.pem")
        sent = brief(folder, "send", "1", "--to", "proof@example.org", SSL_CERT_FILE=authority)
        assert sent.exit_code == 0, sent.output
        spoken = b"".join(tap.writes)
        assert b"STARTTLS" in spoken
        assert b"MAIL FROM" not in spoken
    server.wait_for({"proof@example.org": 2})
    for mail in server.box("proof@example.org"):
        received = str(email.message_from_bytes(mail)["Received"])
        assert re.search(r"(?i)\besmtps\b", received), received
