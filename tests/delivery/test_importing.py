"""Importing lists: all or nothing, told by cell, alike the second time, on both engines."""

import pytest

from brief.adapters.database.engine import Database
from brief.adapters.database.people import open_people
from brief.adapters.database.suppressions import suppress, suppressed, unsuppress
from support.lists import KEYS, Desk, told


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(open_people(database, KEYS))


AT, COMPANY = "2025-01-02T03:04:05Z", '"{""company"": ""Example""}"'
PEOPLE = f"""\
address,name,language,tier,audiences,cadence,pdf,topics,status,created_at,source,attributes
Ann@Example.org,Ann Lee,de,paid,buyer; investor,weekly,attach,chips,confirmed,{AT},web,{COMPANY}
bob@example.org,,,,,,,,,,,
cy@example.org,Cy,,,,,,,pending,,,
"""


def test_a_list_of_our_own_is_taken_over_with_everything_it_says(desk: Desk) -> None:
    done = desk.imports(PEOPLE)
    assert told(done) == []
    assert done.difference is not None
    assert (done.difference.new, done.difference.addresses, done.written) == (3, 3, True)
    ann = desk.all()["ann@example.org"]
    assert (ann.address, ann.status, ann.source) == ("Ann@example.org", "confirmed", "web")
    assert ann.created_at.isoformat() == "2025-01-02T03:04:05+00:00"
    assert (ann.wants.name, ann.wants.language, ann.wants.tier) == ("Ann Lee", "de", "paid")
    assert ann.wants.audiences == ("buyer", "investor")
    assert (ann.wants.cadence, ann.wants.pdf, ann.wants.topics) == (
        "weekly",
        "attach",
        ("chips",),
    )
    assert ann.wants.attributes == {"company": "Example"}
    bob = desk.all()["bob@example.org"]
    assert (bob.wants.tier, bob.wants.cadence, bob.source) == ("free", "every", "test form")
    assert desk.all()["cy@example.org"].status == "pending"


def test_the_second_time_nothing_is_changed(desk: Desk) -> None:
    desk.imports(PEOPLE)
    before = desk.all()
    again = desk.imports(PEOPLE)
    assert again.difference is not None
    assert (again.difference.same, again.difference.nothing, again.written) == (3, True, False)
    assert desk.all() == before


def test_a_dry_run_tells_the_difference_and_writes_nothing(desk: Desk) -> None:
    desk.imports(PEOPLE)
    before = desk.all()
    done = desk.imports(
        "email,name,tier\nann@example.org,Ann Lee,free\nnew@example.org,,\n", dry_run=True
    )
    assert done.difference is not None
    assert (done.difference.new, done.difference.changed) == (1, 1)
    assert [(each.sort, each.address, each.fields) for each in done.difference.changes] == [
        ("changed", "ann@example.org", (("tier", "paid", "free"),)),
        ("new", "new@example.org", ()),
    ]
    assert not done.written
    assert desk.all() == before


def test_what_a_list_does_not_say_stays_as_it_is(desk: Desk) -> None:
    desk.imports(PEOPLE)
    done = desk.imports("email,tier\nANN@example.org,free\nbob@example.org,\n")
    assert done.difference is not None
    assert (done.difference.changed, done.difference.same) == (1, 1)
    ann = desk.all()["ann@example.org"]
    assert (ann.wants.tier, ann.wants.name, ann.wants.audiences) == (
        "free",
        "Ann Lee",
        ("buyer", "investor"),
    )


def test_with_one_wrong_cell_nothing_is_taken_over_and_all_are_told(desk: Desk) -> None:
    done = desk.imports(
        "email,name,tier\n"
        "ann@example.org,Ann,free\n"
        "bob@,Bob,free\n"
        'cy@example.org,"Cy\r\nBcc: eve@example.org",free\n'
        "dee@example.org,Dee,gold\n"
        "eve@example.org,Eve\n"
        "fay@example.org,Fay,free,too,much\n"
    )
    assert told(done) == ["3:1 B544", "4:16 B546", "6:21 B547", "7:1 B542", "8:1 B542"]
    assert done.errors == 5
    assert done.difference is None
    assert desk.all() == {}


def test_somebody_suppressed_is_not_taken_and_told(desk: Desk) -> None:
    suppress(desk.people, "ann@example.org", "hard", "test")
    done = desk.imports(PEOPLE)
    assert done.difference is not None
    assert (done.difference.new, done.difference.suppressed) == (2, 1)
    assert "ann@example.org" not in desk.all()
    assert unsuppress(desk.people, "ann@example.org", "they wrote to us", "test")
    assert desk.imports(PEOPLE).written
    assert "ann@example.org" in desk.all()


def test_whoever_has_left_elsewhere_is_suppressed_and_not_kept(desk: Desk) -> None:
    desk.imports("email\nann@example.org\n")
    done = desk.imports("email,status\nann@example.org,unsubscribed\nzed@example.org,left\n")
    assert done.difference is not None
    assert (done.difference.left, done.difference.new) == (2, 0)
    assert list(desk.all()) == ["ann@example.org"]
    assert desk.all()["ann@example.org"].status == "left"
    gone = suppressed(desk.people)
    assert "zed@example.org" in gone
    assert "ann@example.org" in gone
    assert "bob@example.org" not in gone
    again = desk.imports("email,status\nann@example.org,unsubscribed\nzed@example.org,left\n")
    assert again.difference is not None
    assert (again.difference.known_left, again.written) == (2, False)


def test_an_address_twice_is_a_warning_and_to_leave_wins(desk: Desk) -> None:
    done = desk.imports(
        "email,name,status\n"
        "ann@example.org,First,\nANN@example.org,Second,\n"
        "bob@example.org,Bob,\nbob@EXAMPLE.org,Bob,unsubscribed\n"
    )
    assert told(done) == ["3:1 B545", "5:1 B545"]
    assert (done.warnings, done.errors) == (2, 0)
    assert desk.all()["ann@example.org"].wants.name == "First"
    assert "bob@example.org" not in desk.all()
    assert "bob@example.org" in suppressed(desk.people)
