"""Measures: companions joined into one, the furthest member, ends, and what is due."""

from datetime import date

from brief.analysis.calendar import due
from brief.analysis.pipeline import measures
from brief.library.model import Library
from support.compiling import compiled

SETTINGS = "title: Example Letter\nurl: https://letter.example\n"
DAY = date(2026, 11, 20)


def library(**policies: str) -> Library:
    files = {"briefs/newsletter.yaml": SETTINGS}
    for name, fields in policies.items():
        files[f"briefs/notes/2026-01-01-{name}.yaml"] = (
            f"kind: policy\ntitle: Rule {name}\njurisdiction: EU\nsources: none\n"
            + ("" if "instrument:" in fields else "instrument: eu-regulation\n")
            + fields
        )
    return compiled(files).library


def rows(held: Library, day: date = DAY) -> list[tuple[str, list[str], str, str | None]]:
    return [
        (row.id, [member.id for member in row.members], row.furthest.id, row.stage)
        for row in measures(held, as_of=day)
    ]


def test_companions_are_joined_in_either_direction_and_transitively() -> None:
    held = library(
        d="stage: proposed\ncompanions: [b]\n",
        c="stage: proposed\ncompanions: [b]\n",
        b="stage: proposed\n",
        a="stage: proposed\n",
    )
    assert [(name, members) for name, members, _, _ in rows(held)] == [
        ("a", ["a"]),
        ("b", ["b", "c", "d"]),
    ]


def test_other_ties_never_merge_rows() -> None:
    held = library(
        a="stage: proposed\n",
        b="stage: proposed\nimplements: a\namends: [a]\nsupersedes: [a]\n",
    )
    assert [members for _, members, _, _ in rows(held)] == [["a"], ["b"]]


def test_a_measure_stands_where_its_furthest_member_does_and_names_it() -> None:
    held = library(
        a="stage: proposed\ncompanions: [b, c]\n",
        b="stage: adopted\n",
        c="stage: in-committee-or-comment\n",
    )
    assert rows(held) == [("a", ["a", "b", "c"], "b", "adopted")]


def test_an_end_counts_when_all_members_have_ended() -> None:
    one = library(a="stage: withdrawn\ncompanions: [b]\n", b="stage: proposed\n")
    assert rows(one) == [("a", ["a", "b"], "b", "proposed")]
    all_ = library(a="stage: withdrawn\ncompanions: [b]\n", b="stage: failed\n")
    assert rows(all_)[0][3] in ("withdrawn", "failed")


def test_measures_run_from_the_furthest_then_by_id() -> None:
    held = library(
        b="stage: proposed\n",
        a="stage: proposed\n",
        c="stage: in-force\n",
        d="stage: anticipated\ninstrument: none-yet\n",
    )
    assert [name for name, *_ in rows(held)] == ["c", "a", "b", "d"]


def test_what_has_no_official_text_stands_apart() -> None:
    held = library(
        a="stage: anticipated\ninstrument: none-yet\n",
        b="stage: signalled\n",
        c="stage: pre-rule\n",
        d="stage: hypothetical\n",
    )
    assert {row.id for row in measures(held, as_of=DAY) if row.has_text} == {"c"}


def test_a_note_of_a_later_day_is_no_measure_yet() -> None:
    held = library(a="stage: proposed\n", b="stage: proposed\ndate: 2026-11-21\n")
    assert [name for name, *_ in rows(held)] == ["a"]


def test_a_companion_that_the_library_does_not_hold_is_not_missed() -> None:
    assert rows(library(a="stage: proposed\ncompanions: [nobody]\n"))[0][1] == ["a"]


def test_what_is_due_runs_by_date_with_the_unknown_last() -> None:
    held = library(
        a="stage: adopted\nmilestones:\n"
        "  - {when: 2026-11-19, what: Past.}\n  - {when: 2026-11, what: Perhaps past.}\n"
        "  - {when: unknown, what: Some day.}\n  - {when: 2027-Q1~, what: Review.}\n"
        "effective: {start: 2026-12-01, end: 2026-11-19}\n",
        b="stage: proposed\ninstrument: bill\nofficial_id: 119-hr-1\n",
    )
    found = [(each.when.text, str(each.what), each.entry.id) for each in due(held, as_of=DAY)]
    assert found == [
        ("2026-11", "Perhaps past.", "a"),
        ("2026-12-01", "Takes effect", "a"),
        ("2027-Q1~", "Review.", "a"),
        ("2027-01-03", "Lapses with the Congress unless adopted", "b"),
        ("unknown", "Some day.", "a"),
    ]
