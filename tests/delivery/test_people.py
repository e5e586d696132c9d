"""People of the list: who is on it, since when and by what; and how they are forgotten."""

import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from brief.adapters.database.engine import Database
from brief.adapters.database.enrolment import add, counts
from brief.adapters.database.histories import erase, history
from brief.adapters.database.people import everyone, find, open_people
from brief.adapters.database.suppressions import suppress, suppressed, unsuppress
from brief.adapters.database.tables import attempt, consent_event, delivery
from brief.delivery.addresses import Address
from brief.delivery.export import export
from brief.delivery.keyed import Keys
from brief.delivery.subscriber import Preferences
from brief.diagnostics.world import BriefError
from support.bounces import CAUSES, complaint, postfix
from support.lists import KEYS, Desk, sqlite_desk, told
from support.returning import Post

ANN = Address("Ann@reader.example.org", "ann@reader.example.org")
WANTS = Preferences(name="Ann Lee", tier="paid", audiences=("buyer",))


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(open_people(database, KEYS))


def events(desk: Desk) -> list[tuple[str, str]]:
    with desk.people.database.reading() as connection:
        rows = connection.execute(select(consent_event).order_by(consent_event.c.id))
        return [(row.event, row.source) for row in rows]


def test_somebody_is_added_once_and_every_change_is_an_event(desk: Desk) -> None:
    how, ann = add(desk.people, ANN, WANTS, "pending", "the form")
    assert (how, ann.status, ann.wants) == ("added", "pending", WANTS)
    assert add(desk.people, ANN, WANTS, "pending", "the form")[0] == "same"
    assert add(desk.people, ANN, WANTS, "confirmed", "their mail")[0] == "changed"
    how, changed = add(desk.people, ANN, Preferences(), "confirmed", "their mail")
    assert (how, changed.id, changed.wants) == ("changed", ann.id, Preferences())
    assert events(desk) == [
        ("added", "the form"),
        ("confirmed", "their mail"),
        ("changed", "their mail"),
    ]


def test_who_leaves_stays_away_until_they_ask_again(desk: Desk) -> None:
    add(desk.people, ANN, WANTS, "confirmed", "the form")
    assert suppress(desk.people, ANN.norm, "left", "by mail")
    assert not suppress(desk.people, ANN.norm, "left", "by mail")
    found = find(desk.people, ANN.norm)
    assert found is not None
    assert found.status == "left"
    with pytest.raises(BriefError, match="is suppressed since"):
        add(desk.people, ANN, WANTS, "confirmed", "a list")
    assert unsuppress(desk.people, ANN.norm, "they asked", "by hand")
    assert not unsuppress(desk.people, ANN.norm, "they asked", "by hand")
    assert add(desk.people, ANN, WANTS, "confirmed", "the form")[1].status == "confirmed"
    assert [event for event, _ in events(desk)] == [
        "added",
        "left",
        "unsuppressed",
        "confirmed",
    ]


def test_people_and_suppressed_addresses_are_counted_once_each(database: Database) -> None:
    two = open_people(database, Keys({1: b"k" * 32, 2: b"l" * 32}))
    add(two, ANN, WANTS, "confirmed", "the form")
    suppress(two, "bob@example.org", "hard", "bounce")
    suppress(two, "cy@example.org", "left", "by mail")
    found = counts(two)
    assert found.statuses == {"confirmed": 1}
    assert found.tiers == {"paid": 1}
    assert found.suppressed == {"hard": 1, "left": 1}


def test_another_key_is_refused_and_one_more_is_welcome(database: Database) -> None:
    one = open_people(database, Keys({1: b"a" * 32}))
    suppress(one, ANN.norm, "left", "test")
    with pytest.raises(BriefError, match="BRIEF_MAIL_KEY is not the mail key 1 of this list"):
        open_people(database, Keys({1: b"b" * 32}))
    with pytest.raises(BriefError, match="mail key 1 of this list is missing"):
        open_people(database, Keys({2: b"b" * 32}))
    both = open_people(database, Keys({1: b"a" * 32, 2: b"b" * 32}))
    assert ANN.norm in suppressed(both)
    with pytest.raises(BriefError, match="is missing: BRIEF_MAIL_KEY_2"):
        open_people(database, Keys({1: b"a" * 32}))


def filled(desk: Desk) -> Post:
    """Give somebody a history: consent, two letters, a bounce and a complaint."""
    post = Post(desk.people)
    add(desk.people, ANN, WANTS, "confirmed", "asked by phone")
    for number, address in enumerate((ANN.text, ANN.text)):
        sent = post.send(f"issue-{number}", (address, "bob@reader.example.org"))
        post.gets(postfix(sent[address], CAUSES["full"], original=True))
    post.gets(complaint(sent[ANN.text], original=True))
    return post


def test_one_history_holds_every_row_about_somebody(desk: Desk) -> None:
    filled(desk)
    found = history(desk.people, ANN.norm)
    assert found.subscriber is not None
    assert found.subscriber.status == "left"
    assert found.suppression is not None
    assert found.suppression.reason == "complaint"
    assert [each.event for each in found.consents] == ["added", "left"]
    assert [each.issue for each in found.letters] == ["issue-0", "issue-1"]
    assert [each.sort for each in found.returns] == [
        "soft-permanent",
        "soft-permanent",
        "complaint",
    ]
    other = history(desk.people, "bob@reader.example.org")
    assert (len(other.letters), other.returns, other.consents) == (2, (), ())
    nobody = history(desk.people, "nobody@reader.example.org")
    assert (nobody.subscriber, nobody.consents, nobody.letters) == (None, (), ())


def test_erasure_leaves_counts_and_a_keyed_digest_alone(desk: Desk) -> None:
    filled(desk)
    gone = erase(desk.people, ANN.norm, "their letter")
    assert (gone.subscribers, gone.letters, gone.returns) == (1, 2, 3)
    with desk.people.database.reading() as connection:
        letters = connection.execute(select(delivery).order_by(delivery.c.id)).all()
        assert len(letters) == 4
        mine = [row for row in letters if row.address is None]
        assert len(mine) == 2
        assert {(row.subscriber, row.address_norm, row.name) for row in mine} == {
            (None, None, None)
        }
        # Links in old mails still answer, and bounces that come late are known.
        assert all(row.unsub_hash and row.verp_hash for row in mine)
        told = connection.execute(select(func.count()).where(attempt.c.text.is_not(None)))
        assert told.scalar_one() == 0
    assert find(desk.people, ANN.norm) is None
    assert ANN.norm in suppressed(desk.people)
    assert "bob@reader.example.org" in {each.address for each in everyone(desk.people)}
    refused = desk.imports("email\nANN@reader.example.org\n")
    assert refused.difference is not None
    assert (refused.difference.new, refused.difference.suppressed) == (0, 1)


def test_of_somebody_erased_not_a_byte_stays_in_the_file(tmp_path: Path) -> None:
    def bytes_of(folder: Path) -> bytes:
        return b"".join(path.read_bytes() for path in folder.iterdir())

    with sqlite_desk(tmp_path) as desk:
        filled(desk)
        assert b"nn@reader.example.org" in bytes_of(tmp_path)
        assert b"Ann Lee" in bytes_of(tmp_path)
        erase(desk.people, ANN.norm, "their letter")
        held = bytes_of(tmp_path)
    assert b"nn@reader.example.org" not in held
    assert b"Ann Lee" not in held
    assert b"bob@reader.example.org" in held
    with closing(sqlite3.connect(tmp_path / "people.sqlite3")) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_letter_that_waits_is_not_sent_to_somebody_erased(desk: Desk) -> None:
    filled(desk)
    with desk.people.database.writing() as connection:
        connection.execute(delivery.update().values(state="queued"))
    erase(desk.people, ANN.norm, "their letter")
    with desk.people.database.reading() as connection:
        rows = connection.execute(select(delivery.c.state, delivery.c.address)).all()
    assert {state for state, address in rows if address is None} == {"suppressed"}
    assert {state for state, address in rows if address} == {"queued"}


def many(first: int, rows: int) -> bytes:
    """Return a list of so many people."""
    lines = (
        f"reader{n}@example{n % 50}.org,Reader {n},free\n" for n in range(first, first + rows)
    )
    return ("email,name,tier\n" + "".join(lines)).encode()


def test_a_long_list_streams_in_and_out(tmp_path: Path) -> None:
    held: list[int] = []
    with sqlite_desk(tmp_path) as desk:
        # The first import loads what all later ones use.
        desk.imports(many(0, 600))
        for first, rows in ((1_000, 600), (10_000, 2_400)):
            content = many(first, rows)
            tracemalloc.start()
            done = desk.imports(content, piece=1 << 12)
            held.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert told(done) == []
            assert done.difference is not None
            assert done.difference.new == rows
        tracemalloc.start()
        lines = sum(1 for _ in export(everyone(desk.people)))
        held.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert lines == 3_601
    # Four times as many rows, and a batch of them in memory: no more than for one batch.
    assert held[1] < 1.3 * held[0]
    assert held[2] < held[0]
