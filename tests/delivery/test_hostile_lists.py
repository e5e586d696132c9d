"""Lists as the world has them: refused at a place, or carried as written; never half of one."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from brief.adapters.database.people import open_people
from brief.app.importing import Reading
from brief.delivery.cells import Words
from brief.diagnostics.model import Severity
from support.lists import KEYS, WORDS, Desk, sqlite_desk, told


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sqlite_desk(tmp_path) as opened:
        yield opened


def names(desk: Desk) -> dict[str, str | None]:
    return {norm: each.wants.name for norm, each in desk.all().items()}


@pytest.mark.parametrize(
    "cell",
    [
        "Ann\nBcc: eve@example.org",
        "Ann\r\nSubject: other",
        "Ann\rX",
        "Ann\x00",
        "Ann\x1b[31m",
        "Ann\x85next",
        "Ann\u2028Bcc: eve@example.org",
        "Ann\u202egro.elpmaxe",
        "A" * 10_000,
        "A" * 201,
    ],
)
def test_a_name_that_could_become_a_header_is_refused(desk: Desk, cell: str) -> None:
    done = desk.imports(f'email,name\nann@example.org,"{cell}"\nbob@example.org,Bob\n')
    assert told(done) == ["2:17 B546"]
    assert desk.all() == {}


@pytest.mark.parametrize(
    "name",
    [
        'Ann "the Chip" Lee',
        "O'Neil, Ann; Lee",
        "鲁迅",
        "עברית ערבית",
        "نستعلیق\u200cفارسی",
        "Zoë 👩‍🔬",
        "=cmd|'/c calc'!A1",
        "+1 555 0100",
        "-Ann",
        "@ann",
        "'=quoted",
        "''",
        "A" * 200,
        "<b>Ann</b>",
        "%s {0} {{x}}",
        "Robert'); DROP TABLE subscriber;--",
    ],
)
def test_any_other_name_is_carried_as_it_is(desk: Desk, name: str) -> None:
    quoted = name.replace('"', '""')
    # As a list of our own is written: what looks like a formula has an apostrophe before it.
    guarded = f"'{quoted}" if quoted.lstrip("'")[:1] in ("=", "+", "-", "@") else quoted
    done = desk.imports(f'email,name\nann@example.org,"{guarded}"\n')
    assert told(done) == []
    assert names(desk) == {"ann@example.org": name}


def test_a_formula_of_another_system_is_a_name_and_no_formula(desk: Desk) -> None:
    desk.imports('email,name\nann@example.org,"=HYPERLINK(""https://evil.example"",""x"")"\n')
    assert names(desk)["ann@example.org"] == '=HYPERLINK("https://evil.example","x")'


LIST = "email,name\nann@example.org,Jürgen\nbob@example.org,Łukasz\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LIST.encode(), "utf-8"),
        (LIST.encode("utf-8-sig"), "utf-8"),
        (LIST.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + LIST.encode("utf-16-be"), "utf-16-be"),
        (LIST.encode("utf-16-le"), "utf-16-le"),
        (LIST.encode("utf-16-be"), "utf-16-be"),
    ],
)
@pytest.mark.parametrize("piece", [1, 3, 4096])
def test_the_encoding_is_found_however_the_bytes_arrive(
    desk: Desk, content: bytes, encoding: str, piece: int
) -> None:
    done = desk.imports(content, piece=piece)
    assert told(done) == []
    assert done.form.encoding == encoding
    assert list(names(desk).values()) == ["Jürgen", "Łukasz"]


def test_bytes_that_are_not_utf_8_are_refused_with_what_they_would_be(desk: Desk) -> None:
    content = "email,name\nann@example.org,Jürgen\nbob@example.org,Bob\n".encode("latin-1")
    done = desk.imports(content)
    assert told(done) == ["2:17 B540"]
    hint = done.findings[0].diagnostic.hint or ""
    assert "--encoding windows-1252` would read `Jürgen`" in hint
    assert desk.all() == {}
    asked = desk.imports(content, reading=Reading(encoding="windows-1252"))
    assert told(asked) == []
    assert names(desk)["ann@example.org"] == "Jürgen"


def test_a_letter_that_was_lost_before_is_refused(desk: Desk) -> None:
    assert told(desk.imports("email,name\nann@example.org,J\ufffdrgen\n")) == ["2:17 B540"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_may_be_mixed(desk: Desk, end: str) -> None:
    text = f"email,name{end}ann@example.org,Ann\r\nbob@example.org,Bob\rcy@example.org,Cy\n"
    done = desk.imports(f"{text}{end}{end}dee@example.org,Dee")
    assert told(done) == []
    assert list(names(desk).values()) == ["Ann", "Bob", "Cy", "Dee"]


def test_lines_are_counted_whatever_ends_them(desk: Desk) -> None:
    text = 'email,name\r\nann@example.org,Ann\r\r\nbob@,Bob\ncy@example.org,"C\n'
    assert told(desk.imports(text)) == ["4:1 B544", "5:1 B541"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_stands_between_cells_is_found(desk: Desk, delimiter: str) -> None:
    d = delimiter
    done = desk.imports(f'email{d}"full, name; or"{d}name\nann@example.org{d}x{d}Ann\n')
    assert told(done) == []
    assert names(desk) == {"ann@example.org": "Ann"}
    assert done.ignored == ("full, name; or",)


def test_a_line_that_declares_the_separator_is_no_header(desk: Desk) -> None:
    done = desk.imports("sep=;\r\nemail;name\r\nbob@;Bob\r\n")
    assert told(done) == ["3:1 B544"]


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("", ["1:1 B543"]),
        ("\n\n", ["1:1 B543"]),
        ("name\nAnn\n", ["1:1 B543"]),
        ("email,E-Mail\na@example.org,b@example.org\n", ["1:7 B543"]),
        ('email,name\nann@example.org,"Ann\n', ["2:1 B541"]),
        ('email,name\nann@example.org,"Ann" Lee\n', ["2:1 B541"]),
        ("email,name\nann@example.org", ["2:1 B542"]),
        ("email\n,\n", []),
        ("email,name\n,Ann\n", ["2:1 B544"]),
        ("\x00\x01\x02\x03" * 100, ["1:1 B543"]),
        ("email\n" + "a" * 2_000_000, ["2:1 B541"]),
        ('email\n"' + "a\n" * 200_000, ["2:1 B541"]),
    ],
)
def test_what_is_no_list_is_refused_at_its_place(
    desk: Desk, content: str, places: list[str]
) -> None:
    assert told(desk.imports(content)) == places
    assert desk.all() == {}


def test_addresses_of_all_sorts_are_carried_or_refused(desk: Desk) -> None:
    done = desk.imports(
        "email\n"
        '"""Ann Lee""@example.org"\n'
        "jürgen@exämple.org\n"
        "Ann+chips@example.org\n"
        "Ann Lee <lee@example.org>\n"
    )
    assert told(done) == []
    assert names(desk) == {
        '"ann lee"@example.org': None,
        "ann+chips@example.org": None,
        "jürgen@xn--exmple-cua.org": None,
        "lee@example.org": "Ann Lee",
    }
    refused = desk.imports("email\nann(work)@example.org\na@b@example.org\nann@[127.0.0.1]\n")
    assert told(refused) == ["2:1 B544", "3:1 B544", "4:1 B544"]


def test_cells_of_every_column_are_held_against_the_settings(desk: Desk) -> None:
    done = desk.imports(
        "email,tier,audiences,cadence,pdf,language,status,created_at,attributes\n"
        "a@example.org,gold,buyers,hourly,fax,xx-nowhere,maybe,yesterday,[1]\n"
        "b@example.org,FREE,Buyer,Weekly,LINK,de_AT,Active,2026-01-02,\n"
        "c@example.org,,,,,,,1969-12-31,\n"
    )
    assert [each.split()[1] for each in told(done)] == ["B547"] * 9
    hints = [each.diagnostic.hint for each in done.findings]
    assert "did you mean `buyer`?" in hints
    assert done.errors == 9


def test_boxes_of_roles_and_refused_domains_are_as_the_settings_say(desk: Desk) -> None:
    text = "email\ninfo@example.org\nann@throwaway.example.org\n"
    words = Words(WORDS.tiers, WORDS.audiences, "paid", "warn")
    done = desk.imports(text, words=words, dry_run=True)
    assert [each.diagnostic.severity for each in done.findings] == [Severity.WARN]
    words = Words(
        WORDS.tiers,
        WORDS.audiences,
        "paid",
        "refuse",
        frozenset({"throwaway.example.org"}),
    )
    assert told(desk.imports(text, words=words)) == ["2:1 B548", "3:1 B548"]
    assert desk.all() == {}
    words = Words(WORDS.tiers, WORDS.audiences, "paid", "allow")
    assert told(desk.imports(text, words=words)) == []


def test_a_failure_in_the_middle_leaves_nothing_behind(desk: Desk) -> None:
    rows = [f"reader{number}@example.org\n" for number in range(3000)]
    rows[2999] = "reader@\n"
    done = desk.imports("email\n" + "".join(rows))
    assert (done.errors, done.rows) == (1, 2999)
    assert desk.all() == {}
    people = open_people(desk.people.database, KEYS)
    assert people.keys is KEYS


def test_garbage_is_refused_and_never_raises(desk: Desk) -> None:
    chance = random.Random(7)  # noqa: S311 - the same bytes each time
    for _ in range(60):
        noise = chance.randbytes(chance.randrange(400))
        done = desk.imports(b"email,name\n" + noise, piece=chance.randrange(1, 50))
        assert done.errors or desk.all() == {}
    good = b"email,name\nann@example.org,Ann\nbob@example.org,Bob\n"
    for at in range(0, len(good), 2):
        broken = good[:at] + bytes([chance.randrange(256)]) + good[at + 1 :]
        done = desk.imports(broken, dry_run=True)
        assert done.difference is not None or done.errors
