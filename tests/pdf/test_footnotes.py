"""Footnotes stand on the page of their call, or at the end of their text, and none is lost."""

import re
import subprocess
from functools import cache

import pytest

from brief.build.compile import compile_snapshot
from brief.build.options import Options
from brief.build.setting import Setting, unpacked
from brief.build.step import Step
from brief.build.steps import PURE
from support.compiling import SOUND, snapshot, sound_with
from support.printing import Sheet, run
from support.tools import need_program

ISSUE = "briefs/issues/2026-11-10-first.yaml"
NOTE = "briefs/notes/2026-11-04-solo.yaml"
CALL = re.compile(r"@([\w-]+)")
SENTENCE = (
    "Of 175 bills the register of the county has named few since the summer of last year. "
)


def listed(notes: dict[str, str], texts: list[str]) -> str:
    """Return HTML as Markdown gives it: paragraphs that call, and the list of notes."""
    calls: dict[str, int] = {}
    for name in CALL.findall(" ".join(texts)):
        calls.setdefault(name, len(calls) + 1)

    def call(found: re.Match[str]) -> str:
        name = found[1]
        return f'<sup class="call"><a href="#{name}" id="{name}-call">{calls[name]}</a></sup>'

    paragraphs = "".join(f"<p>{CALL.sub(call, text)}</p>" for text in texts)
    items = "".join(
        f'<li id="{name}">{text} <a class="back" href="#{name}-call">↩</a></p></li>'
        for name, text in notes.items()
    )
    return f'{paragraphs}<ol class="footnotes">{items}</ol>'


def article(name: str, body: str) -> str:
    return f'<article id="{name}"><h2>{name}</h2>{body}</article>'


@cache
def setting(body: str) -> Setting:
    [result] = run([Sheet(f"<h1>Sheet</h1>{body}").step()])
    found = unpacked(result)
    assert found.pdf is not None, found.fault
    return found


def pages(pdf: bytes) -> list[str]:
    program = need_program("pdftotext")
    out = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(page.split()) for page in out.stdout.decode().split("\f")]


def page_of(words: str, text: list[str]) -> int:
    [found] = [number for number, page in enumerate(text) if words in page]
    return found


def crowded(count: int, length: int, between: str = "") -> str:
    """Return a text whose notes are so long that some have no room where they are called."""
    notes = {f"n{n}": f"<p>Note {n} begins. {SENTENCE * length}" for n in range(count)}
    texts = [f"{SENTENCE * 3}Call {n} is here.@n{n} {SENTENCE}" for n in range(count)]
    return article("crowded", listed(notes, texts).replace("</p><p>", f"</p>{between}<p>"))


# A paragraph that begins at the end of a page, and must not stand there with one line.
LATER = f"<h3>Next</h3><p>{SENTENCE * 8}</p>"


@pytest.mark.parametrize(("length", "between"), [(1, ""), (3, ""), (6, ""), (2, LATER)])
def test_each_note_is_on_the_page_of_its_call(length: int, between: str) -> None:
    found = setting(crowded(30, length, between))
    assert found.pdf is not None
    assert not found.at_end
    text = pages(found.pdf)
    for number in range(30):
        called = page_of(f"Call {number} is here.", text)
        assert page_of(f"Note {number} begins.", text) == called


def test_notes_that_have_no_room_beside_their_calls_stand_after_the_text() -> None:
    names = [f"n{n}" for n in range(20)]
    notes = {name: f"<p>Note {name} begins. {SENTENCE * 6}" for name in names}
    # All calls are in a line or two, and all notes would fill two pages.
    found = setting(article("dense", listed(notes, ["".join(f"A@{name} " for name in names)])))
    assert found.pdf is not None
    text = pages(found.pdf)
    at_end = [each.note for each in found.at_end]
    assert 0 < len(at_end) < len(names)
    for name in names:
        assert name in at_end or page_of(f"Note {name} begins.", text) == 0


def test_a_note_that_has_no_room_is_named_with_its_article() -> None:
    long = {"a-fn": "<p>Short.", "b-fn": f"<p>{SENTENCE * 12}"}
    found = setting(article("the-note", listed(long, ["One.@a-fn Two.@b-fn"])))
    assert [tuple(each) for each in found.at_end] == [("the-note", "b-fn")]


def test_notes_are_numbered_through_the_document_and_a_second_call_has_the_same_number() -> (
    None
):
    one = listed({"a1": "<p>First note.", "a2": "<p>Second note."}, ["A@a1 b@a2 c@a1"])
    two = listed({"b1": "<p>Third note."}, ["D@b1"])
    found = setting(article("a", one) + article("b", two))
    assert found.pdf is not None
    [page] = [page for page in pages(found.pdf) if page]
    assert "A1 b2 c1" in page
    assert "D3" in page
    assert all(each in page for each in ("1. First note.", "2. Second note.", "3. Third note."))


def test_a_note_left_at_the_end_keeps_its_number() -> None:
    notes = {"a1": "<p>First.", "a2": "<p>Second.</p><p>And more.", "a3": "<p>Third."}
    found = setting(article("a", listed(notes, ["A@a1 b@a2 c@a3"])))
    assert found.pdf is not None
    [page] = [page for page in pages(found.pdf) if page]
    assert "A1 b2 c3" in page
    assert page.index("2. Second.") < page.index("1. First.") < page.index("3. Third.")


def test_a_note_to_a_note_stays_at_the_end() -> None:
    inner = '<p>Outer<sup class="call"><a href="#two" id="two-call">2</a></sup>.'
    found = setting(article("a", listed({"one": inner, "two": "<p>Inner."}, ["Text@one"])))
    assert [each.note for each in found.at_end] == ["two"]


def test_a_template_whose_own_note_leaves_its_page_is_refused() -> None:
    long = f'<p>{SENTENCE}<span class="foot" data-number="1">{SENTENCE * 60}</span></p>'
    [result] = run([Sheet(f"<h1>Sheet</h1><p>{SENTENCE * 35}</p>{long * 3}").step()])
    assert unpacked(result).fault.endswith("a footnote stands on another page than its call")


BODY = """\
kind: commentary
title: {title}
claims: [{{text: It is so.}}]
assessments:
  - text: It is so.
    likelihood: likely
    confidence: low
    alternatives: [It is not so.]
    would_change_if: [A text.]
    basis: [c1]
body: |
  A text.[^The-Lease]

  [^The-Lease]: A note of

      two paragraphs.
"""


def test_the_author_is_told_where_the_note_is_written() -> None:
    files = {
        NOTE: BODY.format(title="A note"),
        ISSUE: SOUND[ISSUE].replace("notes: [base]", "notes: [base, solo]"),
    }

    def perform(batch: object) -> list[bytes]:
        steps: list[Step] = list(batch)  # type: ignore[call-overload]
        return (
            run(steps) if steps and steps[0].name == "pdf" else [PURE[s.name](s) for s in steps]
        )

    done = compile_snapshot(snapshot(sound_with(files)), Options(), perform)
    [said] = [each for each in done.diagnostics if each.code == "B310"]
    assert done.errors == 0
    assert said.span[:4] == (NOTE, 14, 3, 14)
    assert "`[^The-Lease]`" in said.message
