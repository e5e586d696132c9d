"""What makes a build be made again: any part of what it sees, and the hour."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from brief.build.again import holds_until, known
from brief.build.known import Known, fingerprint, from_json, to_json
from brief.build.options import Options
from brief.build.snapshot import Refused, Snapshot
from brief.diagnostics.model import Diagnostic, Severity, Span
from brief.outputs.asset import Asset
from support.compiling import SOUND, compiled, snapshot, sound_with

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BASE = Snapshot(
    texts={"briefs/notes/a.yaml": b"kind: x\n"},
    assets={"briefs/assets/a.png": Asset("briefs/assets/a.png", b"1", "d1", "image/png", 1, 1)},
    theme={"note.html": b"<p>"},
    overrides=frozenset(("note.html",)),
    at=AT,
    toolchain={"pango": "1.50"},
    refused=(Refused("briefs/x.yml", "B410", "not read", None),),
    packages={"noto-cjk": b"font"},
)
OTHERS = {
    "a text": replace(BASE, texts={"briefs/notes/a.yaml": b"kind: y\n"}),
    "the name of a text": replace(BASE, texts={"briefs/notes/b.yaml": b"kind: x\n"}),
    "another text": replace(BASE, texts={**BASE.texts, "briefs/notes/b.yaml": b""}),
    "an asset": replace(
        BASE, assets={"a": replace(BASE.assets["briefs/assets/a.png"], digest="d2")}
    ),
    "no asset": replace(BASE, assets={}),
    "a template": replace(BASE, theme={"note.html": b"<b>"}),
    "whose template it is": replace(BASE, overrides=frozenset()),
    "the toolchain": replace(BASE, toolchain={"pango": "1.51"}),
    "a file that is not read": replace(BASE, refused=()),
    "a font of the system": replace(BASE, packages={"noto-cjk": b"other"}),
    "a text that moved to the theme": replace(
        BASE, texts={}, theme={**BASE.theme, "briefs/notes/a.yaml": b"kind: x\n"}
    ),
}
OPTIONS = [
    Options(pages=False),
    Options(pdf=False),
    Options(drafts=True),
    Options(pictures=True),
    Options(indexer="pagefind 1.5.2"),
    Options(only=frozenset(("index.html",))),
]


@pytest.mark.parametrize("what", OTHERS)
def test_each_part_of_what_is_read_changes_the_key(what: str) -> None:
    assert fingerprint(OTHERS[what], Options(), "c") != fingerprint(BASE, Options(), "c")


@pytest.mark.parametrize("options", OPTIONS)
def test_each_option_changes_the_key(options: Options) -> None:
    assert fingerprint(BASE, options, "c") != fingerprint(BASE, Options(), "c")


def test_other_code_changes_the_key_and_the_instant_does_not() -> None:
    assert fingerprint(BASE, Options(), "d") != fingerprint(BASE, Options(), "c")
    later = replace(BASE, at=AT + timedelta(hours=1))
    assert fingerprint(later, Options(), "c") == fingerprint(BASE, Options(), "c")


def test_all_names_of_a_snapshot_are_in_the_key() -> None:
    # A new field of the snapshot must find its way into the key, or this test.
    assert set(Snapshot.__dataclass_fields__) == {
        *("texts", "assets", "theme", "overrides", "at"),
        *("toolchain", "refused", "packages"),
    }


@pytest.mark.parametrize(
    ("marking", "until"),
    [
        ("", "2026-11-24T00:00:00+00:00"),
        ("embargoed_until: 2026-11-23T18:30:00Z\n", "2026-11-23T18:30:00+00:00"),
        ("expires: 2026-11-23T13:00:00+00:00\n", "2026-11-23T13:00:00+00:00"),
        ("embargoed_until: 2026-11-23T09:00:00Z\n", "2026-11-24T00:00:00+00:00"),
        ("expires: 2026-12-01T13:00:00Z\n", "2026-11-24T00:00:00+00:00"),
    ],
)
def test_what_is_shown_holds_to_midnight_or_to_the_hour_of_a_note(
    marking: str, until: str
) -> None:
    note = "briefs/notes/2026-11-02-base.yaml"
    done = compiled(sound_with({note: SOUND[note] + marking}), at=AT)
    assert holds_until(done.library, AT).isoformat() == until


def test_what_is_written_down_is_read_as_it_was() -> None:
    done = compiled(SOUND)
    said = Diagnostic(Span("a", 1, 2, 3, 4), "B310", "it moved", None, Severity.WARN)
    found = known(
        "key",
        snapshot(SOUND),
        replace(done, diagnostics=(said,)),
        {"site": b"{}"},
        ("no search", "install it"),
    )
    assert found.pages > 5
    assert found.warnings == 1
    assert from_json(to_json(found)) == found


def _with(**changes: object) -> bytes:
    sound = Known("k", AT, AT, 1, 1, 0, (), (), {}, ())
    return json.dumps({**json.loads(to_json(sound)), **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        _with(version=0),
        _with(since="yesterday"),
        _with(objects="many"),
        _with(diagnostics=[["no"]]),
        _with(diagnostics=[[["a", 1, 1, 1, 1], "B1", "m", None, "loud"]]),
        _with(trees=3),
    ],
)
def test_what_is_damaged_says_nothing(content: bytes | None) -> None:
    assert from_json(content) is None
    assert from_json(_with()) is not None
