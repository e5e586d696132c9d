"""`brief subscribers` and `brief bounces` as somebody uses them: installed, on real files."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from brief.adapters.database.engine import open_database
from brief.adapters.database.people import open_people
from brief.cli import main
from brief.delivery.keyed import Keys
from support.bounces import CAUSES, absence, outlook, postfix, wish
from support.command import run, tree, write
from support.compiling import SOUND
from support.lists import KEYS
from support.returning import Post, as_mbox

KEY = KEYS.by_number[1].decode()

SETTINGS = "briefs/newsletter.yaml"
SEGMENTS = (
    "segments:\n  german: {languages: [de]}\n  recent: {since: 2026-01-01, tiers: paid}\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    settings = f"{SOUND[SETTINGS]}{SEGMENTS}"
    return write(tmp_path / "project", {**SOUND, SETTINGS: settings})


def brief(project: Path, *words: str, status: int = 0, key: str | None = KEY) -> str:
    """Run a command that ends as expected; return what it printed on both sides.

    In this process: to load the command anew takes longer than to run it.
    """
    before = Path.cwd()
    os.chdir(project)
    try:
        done = CliRunner(env={"BRIEF_MAIL_KEY": key, "BRIEF_DATABASE_URL": None}).invoke(
            main, words
        )
    finally:
        os.chdir(before)
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def subscribers(project: Path, *words: str, status: int = 0) -> str:
    return brief(project, "subscribers", *words, status=status)


CONSENT = ("--consent-source", "form on example.org, 2025")


def listed(project: Path, *words: str) -> list[str]:
    rows = subscribers(project, "list", "--format", "json", *words).splitlines()
    return [json.loads(row)["address"] for row in rows]


def test_one_person_comes_changes_leaves_and_is_forgotten(project: Path) -> None:
    said = subscribers(project, "add", "Ann Lee <Ann@example.org>", *CONSENT, "--tier", "paid")
    assert said == "added: Ann@example.org · paid · every issue · PDF as a link\n"
    said = subscribers(project, "add", "ann@example.org", *CONSENT, "--audience", "buyer")
    assert said.startswith("changed: ")
    shown = subscribers(project, "show", "ANN@example.org")
    # What was not named is as it was.
    assert "reads     paid · buyer · every issue · PDF as a link" in shown
    assert "Ann Lee" in shown
    subscribers(project, "add", "ann@example.org", *CONSENT, "--cadence", "paused")
    said = subscribers(project, "add", "ann@example.org", *CONSENT, "--pdf", "none")
    assert said == "changed: ann@example.org · paid · buyer · paused · no PDF\n"
    assert "mail      goes out" in shown
    assert "form on example.org, 2025" in shown
    assert "has left" in subscribers(project, "remove", "ann@example.org")
    refused = subscribers(project, "add", "ann@example.org", *CONSENT, status=3)
    assert "error: ann@example.org is suppressed since" in refused
    assert "hint: where they have asked for it again: `brief subscribers unsuppress`" in refused
    subscribers(project, "unsuppress", "ann@example.org", "--reason", "they wrote")
    subscribers(project, "unsuppress", "ann@example.org", "--reason", "again", status=1)
    whole = json.loads(subscribers(project, "show", "ann@example.org", "--format", "json"))
    assert [each["event"] for each in whole["consents"]] == [
        "added",
        "changed",
        "changed",
        "changed",
        "left",
        "unsuppressed",
    ]
    assert "erased: 1 person" in subscribers(project, "erase", "--yes", "ann@example.org")
    gone = subscribers(project, "show", "ann@example.org")
    assert "not on the list" in gone
    assert "suppressed since" in gone
    assert "not on the list" in subscribers(project, "show", "nobody@example.org", status=1)


def test_words_that_the_settings_do_not_know_are_refused_with_a_hint(project: Path) -> None:
    add = ("add", "ann@example.org", *CONSENT)
    assert "write `free` or `paid`" in subscribers(project, *add, "--tier", "x", status=2)
    assert "`buyer`?" in subscribers(project, *add, "--audience", "buyers", status=2)
    assert "did you mean" in subscribers(project, "add", "ann @example.org", *CONSENT, status=2)
    assert "--consent-source" in subscribers(project, "add", "ann@example.org", status=2)
    assert "`german`?" in subscribers(project, "list", "--segment", "germans", status=2)


def test_without_a_key_the_hint_makes_one(project: Path) -> None:
    said = brief(project, "subscribers", "list", status=3, key=None)
    assert said.startswith("error: BRIEF_MAIL_KEY is not set\nhint: make one with `")
    short = brief(project, "subscribers", "list", status=3, key="short")
    assert "BRIEF_MAIL_KEY has 5 bytes; 32 are the least" in short
    assert subscribers(project, "list")
    other = brief(project, "subscribers", "list", status=3, key="z" * 32)
    assert "is not the mail key 1" in other


LIST = """\
email,name,tier,language
ann@example.org,Ann,paid,de
bob@,Bob,free,
cy@example.org,Cy,gold,
"""


def test_a_list_is_looked_at_mended_and_imported(project: Path) -> None:
    path = project / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    said = subscribers(project, "import", "list.csv", *CONSENT, status=1)
    assert "list.csv:3:1: error B544: `bob@`: " in said
    assert "   3 | bob@,Bob,free,\n     | ^^^^\n" in said
    assert "list.csv:4:19: error B547: `gold` is not a tier\n" in said
    assert "2 errors; nothing was taken over, and nothing is half there" in said
    assert listed(project) == []
    path.write_text(LIST.replace("bob@", "bob@example.org").replace("gold", ""))
    assert "--consent-source is missing" in subscribers(project, "import", "list.csv", status=2)
    said = subscribers(project, "import", "list.csv", "--dry-run")
    assert "  new                  3\n" in said
    assert "  +  ann@example.org  name: Ann; language: de; tier: paid\n" in said
    assert "nothing was written: this was a dry run" in said
    assert listed(project) == []
    subscribers(project, "import", "list.csv", *CONSENT)
    assert listed(project) == ["ann@example.org", "bob@example.org", "cy@example.org"]
    assert listed(project, "--segment", "german") == ["ann@example.org"]
    assert listed(project, "--limit", "1") == ["ann@example.org"]
    again = subscribers(project, "import", "list.csv", *CONSENT)
    assert "nothing to do: the list says what is known already" in again
    whole = json.loads(
        subscribers(project, "import", "list.csv", "--dry-run", "--format", "json")
    )
    assert whole["difference"]["same"] == 3
    assert whole["errors"] == 0


def test_an_export_is_a_list_that_is_known_again(project: Path) -> None:
    (project / "list.csv").write_text(f"{LIST.splitlines()[0]}\na@example.org,=1+1,,\n")
    subscribers(project, "import", "list.csv", *CONSENT)
    said = subscribers(project, "export", "-o", "out.csv")
    assert said == "1 person exported\n"
    assert stat.S_IMODE((project / "out.csv").stat().st_mode) == 0o600
    out = project / "out.csv"
    assert out.stat().st_mode & 0o077 == 0
    assert "a@example.org,'=1+1,,free," in out.read_text(encoding="utf-8")
    again = subscribers(project, "import", "out.csv", *CONSENT)
    assert "unchanged            1" in again
    assert run(
        "subscribers", "export", cwd=project, env={"BRIEF_MAIL_KEY": KEY}
    ).stdout.encode() == out.read_bytes().replace(b"\r\n", b"\n")


def test_a_list_is_shown_in_columns_with_counts(project: Path) -> None:
    (project / "list.csv").write_text(
        LIST.replace("bob@", "bob@example.org").replace("gold", "")
    )
    subscribers(project, "import", "list.csv", *CONSENT)
    subscribers(project, "remove", "bob@example.org")
    rows = subscribers(project, "list", "--limit", "2").splitlines()
    assert rows[0].split() == [
        "address",
        "name",
        "status",
        "tier",
        "audiences",
        "cadence",
        "pdf",
        "lang",
        "since",
    ]
    assert rows[1].startswith("ann@example.org  Ann   confirmed  paid")
    assert rows[3:] == [
        "… and 1 more; `--limit 0` shows all",
        "3 people: 2 confirmed, 1 left · 1 address suppressed: 1 left",
    ]


@contextmanager
def post(project: Path) -> Iterator[Post]:
    """Open the database of a project, to let its ledger have sent letters."""
    database = open_database(f"sqlite:///{project / 'state/delivery.sqlite3'}")
    try:
        yield Post(open_people(database, Keys({1: KEYS.by_number[1]})))
    finally:
        database.close()


PEOPLE = tuple(f"reader{number}@reader.example.org" for number in range(4))


@pytest.fixture
def mails(project: Path) -> dict[str, str]:
    """Return mails that came back for letters of the project."""
    with post(project) as at:
        sent = at.send("first", PEOPLE)
    return {
        "a-hard": postfix(sent[PEOPLE[0]], CAUSES["unknown"], original=True),
        "b-full": outlook(sent[PEOPLE[1]], CAUSES["full"], original=False),
        "c-away": absence(sent[PEOPLE[2]]),
        "d-wish": wish(sent[PEOPLE[3]]),
        "e-odd": "From: ann@reader.example.org\nTo: desk@example.org\nSubject: Hello\n\nHi\n",
    }


def test_a_mailbox_is_gone_through_and_accounted_for(
    project: Path, mails: dict[str, str]
) -> None:
    as_mbox(project / "returned.mbox", *mails.values())
    before = (project / "returned.mbox").read_bytes()
    dry = brief(project, "bounces", "returned.mbox", "--dry-run")
    assert "2 addresses would be suppressed" in dry
    said = brief(project, "bounces", "returned.mbox")
    assert said.startswith("returned.mbox: 5 mails\n        1  no such mailbox\n")
    assert "        1  mailbox full, off, or out of reach\n" in said
    assert "        1  have left by mail\n" in said
    assert "        1  of no consequence: 1 automatic replies\n" in said
    assert "        1  unrecognised: left where they are\n" in said
    assert "2 addresses suppressed\n" in said
    assert "reader0@reader.example.org  no such mailbox\n" in said
    assert "mail 5  ann@reader.example.org  Hello\n" in said
    again = json.loads(brief(project, "bounces", "returned.mbox", "--format", "json"))
    assert (again["again"], again["gone"]) == (3, [])
    assert (project / "returned.mbox").read_bytes() == before
    shown = subscribers(project, "show", PEOPLE[0])
    assert "suppressed since" in shown
    assert "5.1.1" in shown
    assert "hard" in shown


def test_mails_of_a_maildir_are_moved_and_none_is_lost(
    project: Path, mails: dict[str, str]
) -> None:
    box = project / "Maildir"
    for each in ("cur", "new", "tmp"):
        (box / each).mkdir(parents=True)
    for number, (name, text) in enumerate(mails.items()):
        (box / ("new" if number % 2 else "cur") / f"{name}:2,S").write_text(text)
    left = tree(box)
    brief(project, "bounces", "Maildir")
    assert tree(box) == left
    said = brief(project, "bounces", "Maildir", "--move")
    assert "unrecognised: moved to `unrecognised`" in said
    moved = {path: content for path, content in tree(box).items() if content}
    assert sorted(moved) == [
        ".recognised/cur/a-hard:2,S",
        ".recognised/cur/b-full:2,S",
        ".recognised/cur/c-away:2,S",
        ".recognised/cur/d-wish:2,S",
        ".unrecognised/cur/e-odd:2,S",
    ]
    assert sorted(moved.values()) == sorted(left.values())


def test_single_mails_come_by_file_folder_and_standard_input(
    project: Path, mails: dict[str, str]
) -> None:
    folder = project / "mails"
    folder.mkdir()
    for name, text in mails.items():
        (folder / f"{name}.eml").write_text(text)
    assert "1 mail\n        1  no such mailbox" in brief(project, "bounces", "mails/a-hard.eml")
    assert "5 mails\n" in brief(project, "bounces", "mails")
    assert "cannot read nowhere" in brief(project, "bounces", "nowhere", status=3)
    assert "only mails of a Maildir" in brief(project, "bounces", "mails", "--move", status=2)


def test_an_empty_ledger_is_said(project: Path) -> None:
    (project / "one.eml").write_text(
        "From: MAILER-DAEMON@x\nTo: b@x\nSubject: failure notice\n\n."
    )
    said = brief(project, "bounces", "one.eml")
    assert "warning: no letter was ever sent from this database" in said
