"""Copied projects and backups that were put back send nothing, by the installed command."""

import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.command import BRIEF, environment, run

KEY = {"BRIEF_MAIL_KEY": "k" * 40}
NOWHERE = "{host: 127.0.0.1, port: 1, tls: none}"
MAIL = f"\nmail: {{from: a@letter.example, hold_minutes: 0, transport: {NOWHERE}}}\n"


def brief(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, cwd=folder, env=KEY)


def begun(folder: Path) -> None:
    """Freeze the issue and try to send it, to a relay that is not there; then end in order."""
    would = brief(folder, "send", "1", "--dry-run", "--format", "json", "--quiet").stdout
    digest = would.split('"manifest": "')[1][:12]
    command = [str(BRIEF), "send", "1", "--manifest", digest, "--quiet"]
    running = subprocess.Popen(command, cwd=folder, env=environment(KEY))
    for _ in range(1200):
        with closing(sqlite3.connect(folder / "state/delivery.sqlite3")) as connection:
            if connection.execute("SELECT count(*) FROM attempt").fetchone() != (0,):
                break
        time.sleep(0.05)
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 3


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose send was begun, and now has a folder to send to."""
    folder = tmp_path / "letter"
    assert run("init", str(folder), cwd=tmp_path).returncode == 0
    settings = folder / "briefs/newsletter.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("  email: desk", "  address: 1 Example Street\n  email: desk")
    settings.write_text(text + MAIL, encoding="utf-8")
    (folder / "people.csv").write_text("address,name\nada@example.org,Ada\n", encoding="utf-8")
    for command in (
        ("release", "first-issue"),
        ("subscribers", "import", "people.csv", "--consent-source", "the old list"),
    ):
        done = brief(folder, *command)
        assert done.returncode == 0, done.stderr + done.stdout
    begun(folder)
    settings.write_text(text + MAIL.replace(NOWHERE, "{kind: eml}"), encoding="utf-8")
    return folder


def test_what_was_set_back_or_copied_sends_nothing(project: Path) -> None:
    kept = project / "state/delivery.sqlite3"
    backup = kept.read_bytes()
    done = brief(project, "send", "1")
    assert done.returncode == 0, done.stderr
    mails = list((project / "state/mail").glob("*.eml"))
    assert len(mails) == 1
    mails[0].unlink()

    copy = project.parent / "copy"
    shutil.copytree(project, copy)
    refused = brief(copy, "send", "1")
    assert refused.returncode == 3
    assert "the last mail was sent on another machine, or this is a copy" in refused.stderr

    inode = kept.stat().st_ino
    kept.write_bytes(backup)
    assert kept.stat().st_ino == inode
    refused = brief(project, "send", "1")
    assert refused.returncode == 3
    assert "mail was sent since this state of the database: it was set back" in refused.stderr
    assert not list((project / "state/mail").glob("*.eml"))

    over = brief(copy, "send", "1", "--takeover", "the old disk is gone")
    assert over.returncode == 0, over.stderr
    assert "the old disk is gone" in brief(copy, "outbox", "decisions", "first-issue").stdout
    assert not list((copy / "state/mail").glob("*.eml"))
