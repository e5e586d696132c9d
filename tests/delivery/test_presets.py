"""Lists that other systems export, with those who have left; and our own, round and back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from brief.adapters.database.people import everyone
from brief.adapters.database.suppressions import suppressed
from brief.adapters.database.tables import subscriber
from brief.app.importing import Imported, Reading
from brief.delivery.addresses import Address, address_of
from brief.delivery.csv_text import Record, as_meant, neutralised, read_csv
from brief.delivery.export import export
from brief.delivery.subscriber import CADENCES, PDFS, Preferences, Subscriber
from support.lists import Desk, sqlite_desk, told


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sqlite_desk(tmp_path) as opened:
        yield opened


def taken(desk: Desk, text: str, system: str) -> Imported:
    done = desk.imports(text)
    assert told(done) == []
    assert done.system == system
    return done


MAILCHIMP = (
    '"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,'
    "CONFIRM_IP,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
)


def test_mailchimp_and_its_unsubscribed_and_cleaned_files(desk: Desk) -> None:
    row = 'ann@example.org,Ann,Lee,2,"2023-05-01 10:22:33",192.0.2.1,,,,,,1,a,,"""vip"",""eu"""'
    done = taken(desk, f"{MAILCHIMP}\n{row}\n", "Mailchimp")
    assert done.ignored[0] == "MEMBER_RATING"
    ann = desk.all()["ann@example.org"]
    assert (ann.wants.name, ann.wants.attributes) == ("Ann Lee", {"tags": '"vip","eu"'})
    # Tags of another system are no topics: they would keep issues away.
    assert ann.wants.topics == ()
    assert ann.created_at.isoformat() == "2023-05-01T10:22:33+00:00"
    for column, person in (("UNSUB_TIME", "ann"), ("CLEAN_TIME", "bob")):
        left = f"Email Address,LEID,{column}\n{person}@example.org,1,2024-01-01 00:00:00\n"
        taken(desk, left, "Mailchimp")
        assert f"{person}@example.org" in suppressed(desk.people)
    assert desk.all()["ann@example.org"].status == "left"
    # A file of readers may carry the column too, empty.
    taken(desk, "Email Address,LEID,UNSUB_TIME\ncy@example.org,1,\n", "Mailchimp")
    assert desk.all()["cy@example.org"].status == "confirmed"


def test_substack_with_those_who_pay_and_those_who_want_no_mail(desk: Desk) -> None:
    taken(
        desk,
        "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\n"
        "ann@example.org,true,2027-01-01T00:00:00.000Z,yearly,false,2024-02-01T10:00:00.000Z,\n"
        "bob@example.org,false,,other,false,2025-01-01T00:00:00.000Z,\n"
        "cy@example.org,false,,other,true,2025-01-01T00:00:00.000Z,\n",
        "Substack",
    )
    assert {n: p.wants.tier for n, p in desk.all().items()} == {
        "ann@example.org": "paid",
        "bob@example.org": "free",
    }
    assert "cy@example.org" in suppressed(desk.people)


def test_ghost_with_those_who_are_not_subscribed(desk: Desk) -> None:
    taken(
        desk,
        "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,"
        "created_at,deleted_at,labels,tiers\n"
        "1,ann@example.org,Ann,VIP,true,true,,2024-02-01T10:00:00.000Z,,vip,\n"
        "2,bob@example.org,Bob,,true,false,cus_1,2024-02-01T10:00:00.000Z,,,Gold\n"
        "3,cy@example.org,Cy,,false,false,,2024-02-01T10:00:00.000Z,,,\n"
        "4,dee@example.org,Dee,,true,false,,2024-02-01T10:00:00.000Z,,,\n",
        "Ghost",
    )
    assert {n: p.wants.tier for n, p in desk.all().items()} == {
        "ann@example.org": "paid",
        "bob@example.org": "paid",
        "dee@example.org": "free",
    }
    assert "cy@example.org" in suppressed(desk.people)


def test_buttondown_with_its_types_and_its_file_of_unsubscribers(desk: Desk) -> None:
    taken(
        desk,
        "email_address,notes,metadata,tags,creation_date,type\n"
        'ann@example.org,,"{""company"": ""Example""}",,2024-02-01T10:00:00Z,premium\n'
        "bob@example.org,,,,2024-02-01T10:00:00Z,unactivated\n"
        "cy@example.org,,,,2024-02-01T10:00:00Z,unsubscribed\n",
        "Buttondown",
    )
    people = desk.all()
    assert people["ann@example.org"].wants.attributes == {"company": "Example"}
    assert people["ann@example.org"].wants.tier == "paid"
    assert people["bob@example.org"].status == "pending"
    assert "cy@example.org" not in people
    head = "email_address,creation_date,unsubscription_date"
    taken(desk, f"{head}\nbob@example.org,2024-02-01,2025-01-01\n", "Buttondown")
    assert desk.all()["bob@example.org"].status == "left"


def test_listmonk_with_its_blocklist(desk: Desk) -> None:
    taken(
        desk,
        "uuid,email,name,attributes,status,created_at,updated_at\n"
        'a,ann@example.org,Ann,"{""city"": ""Bern""}",enabled,2024-02-01T10:00:00Z,x\n'
        "b,bob@example.org,Bob,{},blocklisted,2024-02-01T10:00:00Z,x\n",
        "listmonk",
    )
    assert desk.all()["ann@example.org"].wants.attributes == {"city": "Bern"}
    assert "bob@example.org" in suppressed(desk.people)


def test_a_list_of_people_who_have_left_needs_no_such_column(desk: Desk) -> None:
    desk.imports("email\nann@example.org\n")
    done = desk.imports("Email\nANN@example.org\n", reading=Reading(all_left=True))
    assert done.difference is not None
    assert done.difference.left == 1
    assert desk.all()["ann@example.org"].status == "left"


def test_columns_can_be_named(desk: Desk) -> None:
    columns = Reading(columns={"address": "Adresse", "name": "Wer"})
    assert (
        told(desk.imports("Adresse;Wer;Name\nann@example.org;Ann;x\n", reading=columns)) == []
    )
    assert desk.all()["ann@example.org"].wants.name == "Ann"
    wrong = desk.imports("Adresse\n", reading=Reading(columns={"address": "Adr"}))
    assert told(wrong) == ["1:1 B543"]


def test_columns_of_attributes_are_kept_under_their_names(desk: Desk) -> None:
    desk.imports("email,attribute.Company\nann@example.org,Example\n")
    assert desk.all()["ann@example.org"].wants.attributes == {"Company": "Example"}


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Letters of many scripts, and what spreadsheets and CSV stumble over.
LINE = st.text(
    st.one_of(
        st.sampled_from("\"',;|=+-@ \t"),
        st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    ),
    min_size=1,
    max_size=30,
).map(str.strip)
NAME = LINE.filter(
    lambda text: (
        text
        and not set(text) & set("\t\ufffd")
        and not any(
            "\u202a" <= each <= "\u202e" or "\u2066" <= each <= "\u2069" for each in text
        )
    )
)
WORD = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
LOCAL = st.from_regex(r"[=+a-z-][a-z0-9+]{0,10}", fullmatch=True)


def address(local: str, host: str) -> Address:
    found = address_of(f"{local}@{host}.example.org")
    assert isinstance(found, Address)
    return found


PEOPLE = st.lists(
    st.tuples(
        st.builds(address, LOCAL, WORD),
        st.builds(
            Preferences,
            name=st.none() | NAME,
            language=st.sampled_from([None, "en", "de-AT", "zh-Hant"]),
            tier=st.sampled_from(["free", "paid"]),
            audiences=st.lists(st.sampled_from(["buyer", "investor"]), unique=True).map(tuple),
            cadence=st.sampled_from(CADENCES),
            pdf=st.sampled_from(PDFS),
            topics=st.lists(WORD, unique=True, max_size=3).map(tuple),
            attributes=st.dictionaries(NAME, st.text(max_size=20), max_size=3),
        ),
        st.sampled_from(["confirmed", "pending"]),
        st.integers(0, 4_000_000_000_000_000).map(
            lambda microseconds: EPOCH + timedelta(microseconds=microseconds)
        ),
        NAME,
    ),
    max_size=6,
    unique_by=lambda each: each[0].norm,
)


def without_ids(people: list[Subscriber]) -> list[tuple[object, ...]]:
    return [
        (p.address, p.address_norm, p.status, p.created_at, p.source, p.wants) for p in people
    ]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A list that examples empty: to make a database takes half a second."""
    with sqlite_desk(tmp_path_factory.mktemp("kept")) as opened:
        yield opened


@settings(max_examples=40, deadline=None)
@given(people=PEOPLE)
def test_what_is_exported_and_imported_again_is_the_same_list(
    kept: Desk, people: list[tuple[Any, ...]]
) -> None:
    listed = sorted(
        (
            Subscriber("", one.text, one.norm, status, at, source, wants)
            for one, wants, status, at, source in people
        ),
        key=lambda each: each.address_norm,
    )
    with kept.people.database.writing() as connection:
        connection.execute(delete(subscriber))
    text = "".join(export(listed))
    done = kept.imports(text, piece=7)
    assert told(done) == []
    found = list(everyone(kept.people))
    assert without_ids(found) == without_ids(listed)
    assert "".join(export(found)) == text
    again = kept.imports(text)
    assert again.difference is not None
    assert again.difference.nothing


@given(st.lists(st.text(max_size=20), min_size=2, max_size=4))
def test_no_cell_of_a_list_of_ours_begins_as_a_formula(cells: list[str]) -> None:
    for cell in cells:
        safe = neutralised(cell)
        assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r")
        assert as_meant(safe) == cell


@given(
    st.lists(
        st.tuples(*[st.text(st.sampled_from('a",;\n\r é'), max_size=6)] * 2).filter(
            lambda row: any(cell.strip() for cell in row)
        ),
        max_size=5,
    ),
    st.integers(1, 9),
)
def test_rows_are_split_alike_however_the_bytes_arrive(
    rows: list[tuple[str, str]], piece: int
) -> None:
    quoted = [
        "h1,h2",
        *(",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in r) for r in rows),
    ]
    content = "\r\n".join(quoted).encode()
    pieces = [content[at : at + piece] for at in range(0, len(content), piece)]
    _, records = read_csv(iter(pieces))
    found = [record for record in records if isinstance(record, Record)]
    assert [record.cells for record in found[1:]] == [tuple(row) for row in rows]
    lines = content.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for record in found:
        assert lines[record.line - 1] == record.raw[0].rstrip("\r\n")
