"""Controls of the faults: what looks like something else to YAML, and is the author's text."""

import pytest

from support.compiling import compiled, sound_with

NOTE = "briefs/notes/2026-11-20-control.yaml"

# What some reader of YAML takes for a boolean, number, time, date or nothing.
WORDS = (
    *("NO", "no", "Yes", "on", "Off", "y", "true", "null", "~", "1.10", "0x1F", "010", "1e3"),
    *("12:30", "2026-11-02", "1_000", ".5", "+1", ".inf", "-", "=", "<<x", "1.0.0", "0o17"),
    *("'quoted'", '"NO"', "a#b", "a:b", "https://a.example/#x", "Ünïcode 鲁迅", "50%", "=1+1"),
)


def page(text: str) -> str:
    return compiled(sound_with({NOTE: text})).site["notes/control/index.html"].content.decode()


@pytest.mark.parametrize("word", WORDS)
def test_a_plain_word_stays_as_it_is_written(word: str) -> None:
    shown = word.strip("'\"")
    text = f"kind: commentary\ntitle: {word}\nbody: |\n  Text of {shown} and no more.\n"
    if word in ("-", "~"):
        text = text.replace(f"title: {word}", f"title: Sign {word}")
        shown = f"Sign {word}"
    done = compiled(sound_with({NOTE: text}))
    assert done.diagnostics == ()
    assert done.library.entries["note", "control"].object.title == shown


def test_the_country_no_is_norway() -> None:
    text = """\
kind: announcement
title: A laboratory in the north
event: facility-expansion
place: {name: Oslo, country: NO}
sources: [posts]
"""
    assert compiled(sound_with({NOTE: text})).diagnostics == ()
    assert "Oslo, Norway" in page(text)
    entities = "firm: {type: cloud, name: A Firm, jurisdiction: {headquartered: NO}}\n"
    done = compiled(sound_with({"briefs/entities/zz.yaml": entities}))
    assert done.diagnostics == ()


def test_a_version_is_text_and_no_number() -> None:
    text = """\
kind: announcement
title: Release 1.10
event: product-release
sources: [{title: 1.10, publisher: 3.0, type: webpage}]
claims: [{text: 1.10 is out., speaker: 1.10, type: quote}]
"""
    assert compiled(sound_with({NOTE: text})).diagnostics == ()
    assert page(text).count("1.10") >= 3
    assert ">3.0" in page(text)


def test_a_time_is_text_and_neither_seconds_nor_a_mapping() -> None:
    text = """\
kind: observation
title: 12:30
setting: panel
event: {series: none, edition: 2026, session: 12:30}
sources: [posts]
body: At 12:30.
"""
    assert compiled(sound_with({NOTE: text})).diagnostics == ()
    assert "<dd>12:30</dd>" in page(text)


def test_yes_and_no_are_booleans_only_where_one_is_due() -> None:
    text = """\
kind: observation
title: no
setting: panel
observer: {role: press, firsthand: no}
participants: [{person: no, role: spoke, observables: [yes, no]}]
sources: [posts]
unknowns: [yes]
"""
    done = compiled(sound_with({NOTE: text}))
    assert done.diagnostics == ()
    note = done.library.entries["note", "control"].object
    assert note.observer.firsthand is False
    assert note.title == "no"
    assert note.participants[0].observables == ("yes", "no")
