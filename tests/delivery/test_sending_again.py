"""A second send of an issue: to the rest, after a cancel, in one edition, after it was late."""

import email
import email.policy
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from support.posting import begun, brief, manifest, send, states, wait_for
from support.relays import Fault, Relay


def corrected(project: Path) -> None:
    """Correct the issue gravely, and release it again."""
    issue = next((project / "briefs/issues").glob("*.yaml"))
    text = issue.read_text(encoding="utf-8").replace(
        "An issue names notes", "An issue has notes"
    )
    text += "corrections: [{date: 2026-11-26, type: correction, was: names, is: has}]\n"
    issue.write_text(text, encoding="utf-8")
    done = brief(project, "release", "first-issue", "--quiet")
    assert done.returncode == 0, done.stderr


def held(project: Path, minutes: int) -> None:
    """Have the first mail wait."""
    settings = project / "briefs/newsletter.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("hold_minutes: 0", f"hold_minutes: {minutes}")
    settings.write_text(text, encoding="utf-8")


def execute(project: Path, statement: str) -> None:
    with closing(sqlite3.connect(project / "state/delivery.sqlite3")) as connection, connection:
        connection.execute(statement)


def test_after_a_part_the_rest_of_the_same_edition_gets_it(project: Path, relay: Relay) -> None:
    """The part was frozen when only some were on the list: all others are added to it."""
    execute(project, "UPDATE subscriber SET status = 'pending' WHERE address LIKE '%.net'")
    assert send(project, manifest(project)["manifest"]).returncode == 0
    assert set(relay.recipients) == {"ada@example.org", "ben@example.org"}
    execute(project, "UPDATE subscriber SET status = 'confirmed'")
    would = manifest(project)
    assert (would["count"], would["before"]) == (2, 2)
    asked = brief(project, "send", "1")
    assert asked.returncode == 3
    assert "2 people had it by an earlier send" in asked.stderr
    done = send(project, would["manifest"])
    assert done.returncode == 0, done.stderr
    assert dict(relay.recipients) == dict.fromkeys(states(project), 1)
    assert len(states(project)) == 4
    assert "sent before" in brief(project, "send", "1").stderr
    listed = brief(project, "outbox", "decisions", "first-issue").stdout
    assert listed.count("1 more, by the") == 2


def test_what_was_begun_goes_on_and_who_is_left_out_is_named(
    project: Path, relay: Relay
) -> None:
    execute(project, "UPDATE subscriber SET status = 'pending' WHERE address LIKE 'dia%'")
    relay.faults = {"ben@example.org": Fault("rcpt", "450 4.2.0 greylisted", times=1)}
    running = begun(project, manifest(project)["manifest"])
    wait_for(project, {"sent": 2, "queued": 1})
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 3
    execute(project, "UPDATE subscriber SET status = 'confirmed'")
    execute(project, "UPDATE delivery SET next_at = 0")
    done = brief(project, "send", "1")
    assert done.returncode == 1
    assert "1 more would get it, in `subscribers`" in done.stderr
    assert send(project, manifest(project)["manifest"]).returncode == 0
    assert dict(relay.recipients) == dict.fromkeys(states(project), 1)
    assert len(states(project)) == 4


def test_one_edition_goes_to_its_own_readers_alone(project: Path, relay: Relay) -> None:
    would = manifest(project, "--edition", "public")
    assert would["count"] == 2
    assert [each["reason"] for each in would["exclusions"]] == ["other edition"] * 2
    done = brief(project, "send", "1", "--edition", "public", "--manifest", would["manifest"])
    assert done.returncode == 0, done.stderr
    assert set(relay.recipients) == {"ben@example.org", "cem@example.net"}
    assert send(project, manifest(project)["manifest"]).returncode == 0
    by_recipient = {mail.recipient: mail for mail in relay.taken}
    assert len(by_recipient) == len(relay.taken) == 4
    paid = email.message_from_bytes(by_recipient["ada@example.org"].content)
    assert "application/pdf" in [part.get_content_type() for part in paid.walk()]


def test_who_was_called_off_gets_the_correction_with_those_who_have_the_wrong_one(
    project: Path, relay: Relay, digest: str
) -> None:
    relay.faults = {"ben@example.org": Fault("rcpt", "450 4.2.0 greylisted", times=1)}
    running = begun(project, digest)
    wait_for(project, {"sent": 3, "queued": 1})
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 3
    corrected(project)
    refused = brief(project, "send", "1", "--correction")
    assert refused.returncode == 3
    assert "brief outbox cancel first-issue" in refused.stderr
    brief(project, "outbox", "cancel", "first-issue", "--reason", "a wrong figure")
    would = manifest(project, "--correction")
    assert would["count"] == 4
    relay.taken.clear()
    done = brief(project, "send", "1", "--correction", "--manifest", would["manifest"])
    assert done.returncode == 0, done.stderr
    assert len({mail.recipient for mail in relay.taken}) == len(relay.taken) == 4


def test_what_came_too_late_is_no_success_and_is_retried(
    project: Path, relay: Relay, digest: str
) -> None:
    held(project, 5)
    running = begun(project, digest)
    wait_for(project, {"queued": 4})
    running.send_signal(signal.SIGTERM)
    running.wait(15)
    execute(project, "UPDATE campaign SET not_before = 1, not_after = 2")
    execute(project, "UPDATE delivery SET next_at = 1")
    late = brief(project, "send", "1")
    assert late.returncode == 1
    assert "expired" in late.stderr
    assert "brief outbox retry" in late.stderr
    brief(project, "outbox", "retry", "first-issue", "--all", "--reason", "late is better")
    done = brief(project, "send", "1")
    assert done.returncode == 0, done.stderr
    assert dict(relay.recipients) == dict.fromkeys(states(project), 1)
