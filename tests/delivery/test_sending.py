"""From a list of people to a sent issue, by the installed command, on the starter project."""

import email
import email.policy
import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from support.command import run
from support.posting import begun, brief, manifest, send, states, wait_for
from support.relays import Fault, Relay


def test_from_a_list_to_a_proof_to_a_sent_issue(project: Path, relay: Relay) -> None:
    proof = brief(project, "send", "1", "--to", "me@example.org", "--into", "proof")
    assert proof.returncode == 0, proof.stderr
    mails = sorted((project / "proof").glob("*.eml"))
    assert len(mails) == 2
    for path in mails:
        read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert read["To"] == "me@example.org"
        assert read["Subject"] == "What a first issue looks like"
    assert not relay.taken
    assert states(project) == {}

    would = manifest(project)
    assert would["count"] == 4
    assert {part["edition"]: len(part["recipients"]) for part in would["parts"]} == {
        "public": 2,
        "subscribers": 2,
    }
    done = brief(project, "send", "1", "--manifest", would["manifest"][:12], "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert [(each["edition"], each["state"], each["counts"]["sent"]) for each in report] == [
        ("public", "finished", 2),
        ("subscribers", "finished", 2),
    ]
    assert all(each["balances"] for each in report)
    assert dict(relay.recipients) == {
        "ada@example.org": 1,
        "ben@example.org": 1,
        "cem@example.net": 1,
        "dia@example.net": 1,
    }
    by_recipient = {mail.recipient: mail for mail in relay.taken}
    for address, pdf in {"ada@example.org": True, "ben@example.org": False}.items():
        parsed = email.message_from_bytes(by_recipient[address].content)
        kinds = [part.get_content_type() for part in parsed.walk()]
        assert ("application/pdf" in kinds) == pdf
        assert by_recipient[address].sender.startswith("b+")

    connections = relay.connections
    again = brief(project, "send", "1")
    assert again.returncode == 0, again.stderr
    assert "sent before" in again.stderr
    assert relay.connections == connections
    assert len(relay.taken) == 4


def test_nothing_is_sent_without_agreement(project: Path, relay: Relay) -> None:
    done = brief(project, "send", "1")
    assert done.returncode == 3
    assert "--manifest" in done.stderr
    assert not relay.connections
    wrong = brief(project, "send", "1", "--manifest", "0" * 12)
    assert wrong.returncode == 3
    assert "people, settings or texts have changed" in wrong.stderr
    assert states(project) == {}


def test_a_dry_run_says_why_each_gets_none_and_writes_nothing(
    project: Path, relay: Relay
) -> None:
    brief(project, "subscribers", "remove", "ben@example.org")
    done = brief(project, "send", "1", "--dry-run")
    assert done.returncode == 0
    assert "3 people will get it" in done.stdout
    assert "ben@example.org: " in done.stdout
    assert not relay.connections
    assert states(project) == {}


def test_what_was_not_released_is_not_sent(project: Path) -> None:
    shutil.rmtree(project / "briefs/record")
    done = brief(project, "send", "1", "--dry-run")
    assert done.returncode == 3
    assert "was never released" in done.stderr


def test_what_was_changed_since_is_not_sent(project: Path, relay: Relay) -> None:
    issue = next((project / "briefs/issues").glob("*.yaml"))
    text = issue.read_text(encoding="utf-8")
    text = text.replace("An issue names notes", "An issue has notes")
    issue.write_text(text, encoding="utf-8")
    silent = brief(project, "send", "1", "--dry-run")
    assert silent.returncode == 1
    assert "add an entry to `corrections`" in silent.stderr
    text += "corrections: [{date: 2026-11-26, type: clarification, was: names, is: has}]\n"
    issue.write_text(text, encoding="utf-8")
    done = brief(project, "send", "1", "--dry-run")
    assert done.returncode == 3, done.stderr
    assert "has changed in `public` since the issue was released" in done.stderr
    assert not relay.connections


def test_files_of_editions_that_were_touched_are_not_sent(project: Path) -> None:
    path = next((project / "editions").rglob("public.mail.txt"))
    path.write_bytes(path.read_bytes() + b"\nPS: buy this\n")
    done = brief(project, "send", "1", "--dry-run")
    assert done.returncode == 3
    assert "was changed after it was built" in done.stderr


def test_a_copy_of_the_folder_does_not_go_on_with_a_send(
    project: Path, relay: Relay, digest: str
) -> None:
    relay.faults = {"ben@example.org": Fault("rcpt", "450 4.2.0 greylisted")}
    running = begun(project, digest)
    wait_for(project, {"sent": 3, "queued": 1})
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 3
    copy = project.parent / "copy"
    shutil.copytree(project, copy)
    done = brief(copy, "send", "1")
    assert done.returncode == 3
    assert "on another machine, or this is a copy" in done.stderr
    relay.faults = {}
    moved = brief(
        copy, "outbox", "retry", "first-issue", "--all", "--reason", "no greylist now"
    )
    assert moved.returncode == 0, moved.stderr
    over = brief(copy, "send", "1", "--takeover", "the old disk is gone")
    assert over.returncode == 0, over.stderr
    assert set(states(copy).values()) == {"sent"}
    assert max(relay.recipients.values()) == 1
    listed = brief(copy, "outbox", "decisions", "first-issue")
    assert "the old disk is gone" in listed.stdout


def test_a_term_signal_ends_in_order_and_another_run_goes_on(
    project: Path, relay: Relay, digest: str
) -> None:
    relay.faults = {"ben@example.org": Fault("rcpt", "450 4.2.0 greylisted", times=1)}
    running = begun(project, digest)
    wait_for(project, {"sent": 3, "queued": 1})
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 3
    assert set(states(project).values()) == {"sent", "queued"}
    why = brief(project, "outbox", "why", "ben@example.org")
    assert "greylisted" in why.stdout
    assert "next attempt" in why.stdout
    brief(project, "outbox", "retry", "first-issue", "--to", "ben@example.org", "--reason", "x")
    done = brief(project, "send", "1")
    assert done.returncode == 0, done.stderr
    assert dict(relay.recipients) == dict.fromkeys(states(project), 1)


def test_who_is_unknown_is_listed_and_settled_by_a_person(
    project: Path, relay: Relay, digest: str
) -> None:
    relay.faults = {
        "ada@example.org": Fault("data", "take and drop"),
        "ben@example.org": Fault("data", "drop"),
    }
    done = send(project, digest)
    assert done.returncode == 1
    assert "not known" in done.stderr
    assert states(project)["ada@example.org"] == "unknown"
    listed = brief(project, "outbox", "unknown", "first-issue")
    assert {"ada@example.org", "ben@example.org"} <= set(listed.stdout.split())
    early = brief(
        project, "outbox", "resolve", "first-issue", "--again", "--all", "--reason", "x"
    )
    assert early.returncode == 3
    assert "may still get a reply" in early.stderr
    token = next(m.sender for m in relay.taken if m.recipient == "ada@example.org")
    log = project / "relay.log"
    log.write_text(f"Nov 26 postfix/qmgr[7]: 4F1: from=<{token}>, size=900, nrcpt=1 (queue)\n")
    proved = brief(project, "outbox", "reconcile", "first-issue", "relay.log")
    assert "1 mail settled as sent; 1 still unknown" in proved.stdout
    with closing(sqlite3.connect(project / "state/delivery.sqlite3")) as connection, connection:
        connection.execute("UPDATE delivery SET settled_at = settled_at - 100")
    brief(
        project, "outbox", "resolve", "first-issue", "--again", "--all", "--reason", "no trace"
    )
    relay.faults = {}
    last = brief(project, "send", "1")
    assert last.returncode == 0, last.stderr
    assert dict(relay.recipients) == dict.fromkeys(states(project), 1)


def test_a_correction_goes_to_exactly_those_who_have_the_wrong_version(
    project: Path, relay: Relay, digest: str
) -> None:
    relay.faults = {"cem@example.net": Fault("rcpt", "550 5.1.1 no such user")}
    short = send(project, digest)
    assert short.returncode == 1
    assert "some have not got it: `failed`" in short.stderr
    issue = next((project / "briefs/issues").glob("*.yaml"))
    text = issue.read_text(encoding="utf-8").replace(
        "An issue names notes", "An issue has notes"
    )
    text += "corrections: [{date: 2026-11-26, type: correction, was: names, is: <has>}]\n"
    issue.write_text(text, encoding="utf-8")
    assert brief(project, "release", "1").returncode != 0
    assert brief(project, "release", "first-issue", "--quiet").returncode == 0
    refused = brief(project, "send", "1")
    assert refused.returncode == 3
    assert "another text than was sent" in refused.stderr
    brief(project, "subscribers", "remove", "ben@example.org")
    relay.taken.clear()
    would = manifest(project, "--correction")
    assert would["count"] == 2
    done = brief(
        project, "send", "1", "--correction", "--manifest", would["manifest"], "--quiet"
    )
    assert done.returncode == 0, done.stderr
    assert set(relay.recipients) == {"ada@example.org", "dia@example.net"}
    read = email.message_from_bytes(relay.taken[0].content, policy=email.policy.default)
    assert read["Subject"] == "Correction: What a first issue looks like"
    plain = read.get_body(("plain",))
    html = read.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().startswith("CORRECTED")
    assert "It said: names" in html.get_content()
    assert "It is: &lt;has&gt;" in html.get_content()
    again = brief(project, "send", "1", "--correction")
    assert "sent before" in again.stderr
    assert len(relay.taken) == 2


def test_a_relay_that_lets_nobody_in_is_said_at_once(project: Path, digest: str) -> None:
    settings = project / "briefs/newsletter.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("tls: none", "tls: starttls"), encoding="utf-8")
    done = send(project, digest)
    assert done.returncode == 3
    assert "offers no STARTTLS" in done.stderr
    assert set(states(project).values()) == {"queued"}


def test_status_is_for_people_and_for_programs(project: Path, digest: str) -> None:
    assert "nothing was sent yet" in brief(project, "outbox", "status").stdout
    assert send(project, digest).returncode == 0
    said = brief(project, "outbox", "status", "first-issue").stdout
    assert "2 sent: the relay has taken it" in said
    found = json.loads(brief(project, "outbox", "status", "--format", "json").stdout)
    assert {each["state"] for each in found} == {"finished"}
    assert brief(project, "outbox", "status", "1").stdout == said
    missing = brief(project, "outbox", "status", "none")
    assert missing.returncode == 3
    assert "nothing was sent of `none`" in missing.stderr


def test_without_a_key_it_says_how_to_make_one(project: Path) -> None:
    done = run("send", "1", "--dry-run", cwd=project)
    assert done.returncode == 3
    assert "BRIEF_MAIL_KEY" in done.stderr
