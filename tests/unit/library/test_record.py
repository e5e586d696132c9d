"""The record of what was published: written, read back, and read although it is damaged."""

from brief.library.record import (
    HEADER,
    Line,
    Locked,
    issue_path,
    line_text,
    lock_text,
    read_record,
)
from brief.schema.layout import LOCK


def line(issue: str, edition: str, released: str, **objects: object) -> Line:
    return Line(
        issue=issue,
        edition=edition,
        as_of="2026-11-10",
        released=released,
        build="0123456789ab",
        objects={"note/base": {"title": 'A "note" – é'}, **objects},
        heads={"rule": "f" * 64},
        derived={},
    )


def written(*lines: Line) -> dict[str, bytes]:
    files: dict[str, str] = {}
    for each in lines:
        path = issue_path(each.issue)
        files[path] = files.get(path, "") + line_text(each) + "\n"
    return {path: text.encode() for path, text in files.items()}


ONE = line("first", "site", "2026-11-10T12:00:00Z")
TWO = line("first", "investor", "2026-11-10T12:00:00Z")
THREE = line("second", "site", "2026-11-20T12:00:00Z")
LOCKED = (
    Locked(
        "notes/b/",
        "note/b",
        "commentary",
        "2026-01-02T00:00:00Z",
        "2026-01-03T00:00:00Z",
        "d2",
        ("old", "older"),
    ),
    Locked(
        "notes/a/", "note/a", "policy", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "d1", ()
    ),
)


def plain(each: Line) -> tuple[object, ...]:
    return (
        each.issue,
        each.edition,
        each.as_of,
        each.released,
        each.build,
        each.objects,
        each.heads,
    )


def test_lines_survive_being_written_and_run_from_the_oldest() -> None:
    record, problems = read_record(written(THREE, ONE, TWO))
    assert problems == ()
    assert [plain(each) for each in record.lines] == [plain(TWO), plain(ONE), plain(THREE)]
    assert [(each.path, each.line) for each in record.lines] == [
        ("briefs/record/first.jsonl", 2),
        ("briefs/record/first.jsonl", 1),
        ("briefs/record/second.jsonl", 1),
    ]


def test_a_line_is_written_the_same_way_whatever_the_order_of_its_objects() -> None:
    one = line("first", "site", "2026-11-10T12:00:00Z", **{"note/a": {"x": "1", "y": "2"}})
    two = line("first", "site", "2026-11-10T12:00:00Z", **{"note/a": {"y": "2", "x": "1"}})
    assert line_text(one) == line_text(two)
    assert "\n" not in line_text(one)


def test_an_edition_knows_its_own_lines_alone() -> None:
    record, _ = read_record(
        written(
            ONE,
            TWO,
            line("third", "site", "2026-12-01T00:00:00Z", **{"entity/zai": {"name": "Z"}}),
        )
    )
    assert [each.issue for each in record.of("site")] == ["first", "third"]
    assert record.published("site") == {("note", "base"), ("entity", "zai")}
    assert record.published("investor") == {("note", "base")}
    assert record.published("nobody") == frozenset()


def test_the_lock_survives_being_written_and_is_sorted_by_address() -> None:
    text = lock_text(LOCKED)
    assert text.split("\n")[0] == HEADER
    record, problems = read_record({LOCK: text.encode()})
    assert problems == ()
    assert record.locked is not None
    assert list(record.locked) == ["notes/a/", "notes/b/"]
    assert lock_text(record.locked.values()) == text
    assert record.locked["notes/b/"].former == ("old", "older")
    assert record.locked["notes/b/"].line == 3


def test_instants_are_known_by_family_and_id() -> None:
    record, _ = read_record({LOCK: lock_text(LOCKED).encode()})
    assert record.instants() == {
        ("note", "a"): ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("note", "b"): ("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"),
    }


def test_a_damaged_line_is_reported_at_its_place_and_the_rest_still_holds() -> None:
    files = written(ONE, TWO)
    (path,) = files
    for damage in (
        b"nonsense",
        b"{}",
        b"[]",
        b"null",
        b'{"issue": 1}',
        b"\xff\xfe",
        b"[" * 100_000,
    ):
        lines = files[path].split(b"\n")
        record, problems = read_record({path: b"\n".join([lines[0], damage, *lines[1:]])})
        assert len(record.lines) == 2, damage[:20]
        assert [(each.code, each.span.path, each.span.line) for each in problems] == [
            ("B626", path, 2)
        ]


def test_a_damaged_line_of_the_lock_is_reported_at_its_place() -> None:
    text = lock_text(LOCKED) + "notes/c/\tnote/c\n" + "a\tb\tc\td\te\tf\tg\n"
    record, problems = read_record({LOCK: text.encode()})
    assert [(each.span.path, each.span.line) for each in problems] == [(LOCK, 4), (LOCK, 5)]
    assert record.locked is not None
    assert len(record.locked) == 2


def test_other_files_beside_the_record_are_not_read() -> None:
    assert read_record({"briefs/record/notes.txt": b"x", "briefs/notes/a.jsonl": b"x"})[1] == ()


def test_what_is_not_there_is_empty() -> None:
    record, problems = read_record({})
    assert (record.lines, dict(record.locked or {}), problems) == ((), {}, ())
